"""What pull does where a portal tells less, or other things, than a blueprint needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from cvpctl.cli.pulling_fresh import proved
from cvpctl.cli.pulling_objects import Chosen
from cvpctl.cli.pulling_seen import seen
from cvpctl.model import Address, Call, Outcome, Resource, Scope, State, Unknown, Unseen
from cvpctl.portal.account import TokenInfo

CONTACTS: Scope = ("property", ("contacts",))
GROUP = Address("group", ("contacts",), "ours")
TIER = Address("property", ("contacts",), "tier")
DOUBLED = Address("property", ("contacts",), "doubled")
TEXT = {"label": "Tier", "groupName": "ours", "type": "string", "fieldType": "text"}
FORMULA = {"type": "number", "fieldType": "calculation_equation", "calculationFormula": "tierr * 2"}
STATE = State(
    {
        GROUP: Resource(GROUP, {"name": "ours", "label": "Ours", "displayOrder": 1}),
        TIER: Resource(TIER, TEXT),
        DOUBLED: Resource(DOUBLED, TEXT | FORMULA),
    }
)


class Reluctant:
    """A portal whose token has no scope for sensitive data."""

    def fetch(
        self,
        scopes: Iterable[Scope],
        *,
        archived: Iterable[Scope] = (),
        sensitive: Mapping[Scope, frozenset[str]] | None = None,
    ) -> State:
        assert {"contacts"} == {name for _, names in scopes for name in names}
        assert not list(archived)
        if not sensitive:
            return STATE
        known = {a: one for a, one in STATE.resources.items() if a.kind != "property"}
        return State(known, unknown=dict.fromkeys(sensitive, Unknown(Unseen.FORBIDDEN)))

    def labelled_pairs(self, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        assert ["contacts"] == list(names)
        return ()

    def token_info(self) -> TokenInfo:
        return TokenInfo(1, frozenset({"crm.objects.contacts.sensitive.read.v2"}))

    def execute(self, call: Call) -> tuple[Outcome, ...]:
        raise AssertionError(call)


def test_without_the_scope_for_sensitive_data_the_rest_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    """The plain list is read alone, and standard error says what is missing."""
    state = seen(Reluctant(), Chosen(("contacts",)), include_hubspot_defined=False)

    assert (set(STATE.resources), {}) == (set(state.resources), dict(state.unknown))
    assert "Sensitive properties could not be read, so they are left out: contacts" in capsys.readouterr().err


def test_what_would_break_the_file_is_observed_instead() -> None:
    """A formula with a dangling name is found by reading the file back, and moves to `observed:` with the reason."""
    content = proved(STATE, ["contacts"], include_hubspot_defined=False)["contacts"]

    assert [GROUP, TIER] == [resource.address for resource in content.stated]
    assert {DOUBLED: "the property 'tierr' is not stated here"} == dict(content.observed)


def test_a_text_that_no_blueprint_can_hold_costs_its_resource_only() -> None:
    """What the whole file would stumble over is found by its line."""
    odd = Resource(TIER, TEXT | {"description": "costs ${price}"})
    state = State({**STATE.resources, TIER: odd})

    content = proved(state, ["contacts"], include_hubspot_defined=False)["contacts"]

    spoken_of = {resource.address for resource in content.stated} | set(content.observed)
    assert {GROUP, TIER, DOUBLED} == spoken_of
