"""Validation rules of properties through the portal: put, put again, and never taken away."""

from collections.abc import Iterator

import pytest
from portal.deeds import NAMED, calls, create, live, update

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.server import Emulator
from cvpctl.model import Action, Address, Body, Settled
from cvpctl.portal import Patience, Portal

CODE = "validation.contacts.code"
RULES: Body = {
    "rules": [
        {"ruleType": "MAX_LENGTH", "ruleArguments": ["5"]},
        {"ruleType": "ALPHANUMERIC", "shouldApplyNormalization": True},
    ]
}


@pytest.fixture(params=["2026-09", "2026-03", "v3"])
def versioned(emulator: Emulator, patience: Patience, request: pytest.FixtureRequest) -> Iterator[Portal]:
    versions = {"validations": request.param}
    with Portal.open(
        emulator.base_url, emulator.token, read_only=False, versions=versions, patience=patience
    ) as opened:
        create(opened, "property.contacts.code", {**NAMED, "groupName": "contactinformation"})
        yield opened


def test_rules_are_put_and_put_again(versioned: Portal) -> None:
    """One call a rule; what is not touched is not sent."""
    create(versioned, CODE, RULES)
    made = live(versioned, CODE)[CODE]["rules"]
    assert made["MAX_LENGTH"]["ruleArguments"] == ["5"]
    assert (made["ALPHANUMERIC"]["ruleArguments"], made["ALPHANUMERIC"]["shouldApplyNormalization"]) == ([], True)
    before = versioned.calls.by_operation["validations.put"]
    update(versioned, CODE, {"rules": [{"ruleType": "MAX_LENGTH", "ruleArguments": ["9"]}, RULES["rules"][1]]})
    assert live(versioned, CODE)[CODE]["rules"] == {
        **made,
        "MAX_LENGTH": {**made["MAX_LENGTH"], "ruleArguments": ["9"]},
    }
    assert before == 2


def test_one_call_tells_the_rules_of_an_object(reader: Portal) -> None:
    """However many properties it has; one without rules has no resource."""
    state = reader.fetch([("validation", ("contacts",))])
    assert (dict(state.resources), reader.calls.by_operation) == ({}, {"validations.list": 1})


def test_a_rule_of_a_bound_property_stands_under_our_name(emulator: Emulator, portal: Portal) -> None:
    """The rule has no name of its own."""
    create(portal, "property.contacts.old_code", {**NAMED, "groupName": "contactinformation"})
    bindings = {Address("property", ("contacts",), "code"): "old_code"}
    with Portal.open(emulator.base_url, emulator.token, read_only=False, bindings=bindings) as bound:
        create(bound, CODE, RULES)
        found = bound.fetch([("validation", ("contacts",))]).resources[Address.parse(CODE)]
        assert (found.body["propertyName"], found.identity) == ("code", "old_code")
    assert list(live(portal, "validation.contacts.old_code")) == ["validation.contacts.old_code"]


def test_a_rule_survives_a_reset(versioned: Portal, emulator: Emulator) -> None:
    """Putting the same again changes nothing."""
    emulator.faults.add(Fault("reset", when="after", writes_only=True))
    outcomes = [one for call in calls(Action.CREATE, CODE, RULES) for one in versioned.execute(call)]
    assert [one.settled for one in outcomes] == [Settled.DONE] * 2


def test_a_rule_of_nothing_is_refused(portal: Portal) -> None:
    """The property has to be there."""
    outcomes = [one for call in calls(Action.CREATE, CODE, RULES) for one in portal.execute(call)]
    assert {one.settled for one in outcomes} == {Settled.FAILED}
