"""`rules:` and `exceptions:` of cvpctl.yaml, and what exceptions make of findings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cvpctl.errors import BlueprintInvalid
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Finding, Place, Severity
from cvpctl.policy.table import BY_CODE
from cvpctl.project import Project
from cvpctl.project.exceptions import silenced
from cvpctl.project.rule_codes import RULE_CODES
from cvpctl.project.rule_reading import KINDS_OF_THINGS
from cvpctl.project.rule_settings import RuleException, RuleSettings

Load = Callable[[str], Project]
SAID = """\
project: acme
rules: {TYPE_CONFLICT: warning, NATIVE_TWIN: off}
exceptions:
  - {code: TYPE_CONFLICT, address: property.contact.tier, reason: agreed, expires: 2027-03-31}
portals:
  production:
    rules: {TYPE_CONFLICT: error}
    exceptions: [{code: NATIVE_TWIN, address: '*', reason: known, expires: 2027-01-01}]
  emulator:
    rules: {TEAM_STAGE: info}
"""
TODAY = date(2026, 11, 1)
HERE = Place("cvpctl.yaml", 3, 1)


def finding(address: str = "property.contacts.tier", code: str = "TYPE_CONFLICT") -> Finding:
    return Finding(code, Severity.ERROR, "a message", address=Address.parse(address) if address else None)


def exception(
    glob: str = "property.contacts.tier", expires: date = TODAY, code: str = "TYPE_CONFLICT"
) -> RuleException:
    return RuleException(code, glob, "agreed", expires, HERE)


def test_settings_are_read_with_their_places(load: Load) -> None:
    """Off is no weight; an object goes by its canonical name in the address."""
    rules = load(SAID).rules
    assert {"TYPE_CONFLICT": Severity.WARNING, "NATIVE_TWIN": None} == rules.weights
    (one,) = rules.exceptions
    assert ("TYPE_CONFLICT", "property.contacts.tier", "agreed", date(2027, 3, 31)) == (
        one.code,
        one.glob,
        one.reason,
        one.expires,
    )
    assert ("cvpctl.yaml:4:5", "cvpctl.yaml:2:33") == (str(one.place), str(rules.places["NATIVE_TWIN"]))


def test_a_portal_has_the_last_word_on_a_rule(load: Load) -> None:
    """Exceptions add up; another portal is none the wiser."""
    project = load(SAID)
    production = project.portals["production"].rules.over(project.rules)
    emulator = project.portals["emulator"].rules.over(project.rules)

    assert {"TYPE_CONFLICT": Severity.ERROR, "NATIVE_TWIN": None} == production.weights
    assert {"TYPE_CONFLICT": Severity.WARNING, "NATIVE_TWIN": None, "TEAM_STAGE": Severity.INFO} == emulator.weights
    assert (["TYPE_CONFLICT", "NATIVE_TWIN"], ["TYPE_CONFLICT"]) == (
        [one.code for one in production.exceptions],
        [one.code for one in emulator.exceptions],
    )


def test_a_project_that_says_nothing_has_no_settings(load: Load) -> None:
    """Rules weigh what they are shipped with."""
    assert RuleSettings() == load("project: acme\n").rules


def test_codes_that_no_rule_has_are_found_where_they_stand(load: Load) -> None:
    """In rules and in exceptions, of the project and of a portal; nothing is passed over."""
    with pytest.raises(BlueprintInvalid) as caught:
        load(SAID.replace("NATIVE_TWIN", "NATIV_TWIN"))
    found = [(one.code, str(one.place), one.help) for one in caught.value.findings]
    places = ["cvpctl.yaml:2:33", "cvpctl.yaml:8:25"]
    assert [("RULE_UNKNOWN", place, "did you mean NATIVE_TWIN?") for place in places] == found


def test_the_codes_and_kinds_are_those_there_are() -> None:
    """Rules and kinds live elsewhere; both lists are equal."""
    assert sorted(BY_CODE) == list(RULE_CODES)
    assert sorted(KINDS) == list(KINDS_OF_THINGS)


COVERED = [
    ("property.contacts.tier", "property.contacts.tier", True),
    ("property.contacts.*", "property.contacts.tier", True),
    ("property.*", "property.contacts.tier/options/gold", True),
    ("*", "", True),
    ("property.*", "", False),
    ("property.contacts.tier", "property.contacts.tier/options/gold", False),
]


@pytest.mark.parametrize(("glob", "address", "covered"), COVERED)
def test_an_exception_covers_the_addresses_it_names(glob: str, address: str, *, covered: bool) -> None:
    """A glob goes into parts as well; only the star is about what has no address."""
    found = silenced([finding(address)], [exception(glob)], TODAY, {"TYPE_CONFLICT"})
    assert (covered, not covered) == (bool(found.excepted), bool(found.findings))


def test_an_exception_is_about_one_rule() -> None:
    """The finding of another one stands."""
    assert [finding(code="NATIVE_TWIN")] == list(
        silenced([finding(code="NATIVE_TWIN")], [exception()], TODAY, ()).findings
    )


def test_the_last_day_of_an_exception_is_included() -> None:
    """The day after, the finding is back and the exception is told."""
    assert () == silenced([finding()], [exception()], TODAY, {"TYPE_CONFLICT"}).remarks
    over = silenced([finding()], [exception(expires=date(2026, 10, 31))], TODAY, {"TYPE_CONFLICT"})
    assert ([finding()], ["EXCEPTION_EXPIRED"]) == (list(over.findings), [one.code for one in over.remarks])


def test_of_two_exceptions_the_one_that_holds_counts() -> None:
    """An old one beside it is told all the same, since it covers nothing any more."""
    found = silenced([finding()], [exception(expires=date(2020, 1, 1)), exception()], TODAY, {"TYPE_CONFLICT"})
    assert ((), 1, ["EXCEPTION_EXPIRED"]) == (found.findings, len(found.excepted), [one.code for one in found.remarks])


def test_an_exception_for_nothing_is_told_where_its_rule_was_judged() -> None:
    """Of a rule that was not, nobody can tell."""
    assert ["EXCEPTION_UNUSED"] == [one.code for one in silenced([], [exception()], TODAY, {"TYPE_CONFLICT"}).remarks]
    assert () == silenced([], [exception()], TODAY, {"NATIVE_TWIN"}).remarks
