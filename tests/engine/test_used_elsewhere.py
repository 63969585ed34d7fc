"""Who else speaks of what goes: named, blocking until somebody gives a word, and said where nobody could look."""

from __future__ import annotations

from dataclasses import replace

import pytest
from engine.situation import CHOICE, GROUPS, STAGE, TEXT, addresses, desired, live, planned

from cvpctl.engine import watched
from cvpctl.model import Address, Body, Count, Plan, References, Severity, State, Unread

TWO: Body = {**CHOICE, "options": [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]}
ONE: Body = {**CHOICE, "options": [{"value": "a", "label": "A"}]}
IT, OPTION = Address.parse(STAGE), Address.parse(f"{STAGE}/options/b")
PATH: Body = {
    "label": "Path",
    "stages": [{"id": "a", "label": "A", "metadata": {"probability": "0.2"}, "displayOrder": 0}],
}
NURTURE = ("workflow 'Nurture'",)


def spoken(state: State, *about: Address, unread: tuple[Unread, ...] = (), records: int = 0) -> State:
    counts = {address: Count(records) for address in (IT, OPTION, Address.parse("pipeline.deals.path"))}
    return replace(state, counts=counts, references=References(dict.fromkeys(about, NURTURE), unread))


def archiving(state: State, *, allow: tuple[str, ...] = ()) -> Plan:
    return planned(desired(removed=[STAGE]), state, allow=allow)


def test_a_property_that_a_workflow_uses_stays_although_no_record_holds_it() -> None:
    """HubSpot refuses to archive it."""
    plan = archiving(spoken(live({**GROUPS, STAGE: TEXT}), IT))
    (_, used) = plan.blocked[0].findings
    assert ("USED_ELSEWHERE", Severity.ERROR, True, IT) == (used.code, used.severity, used.allowable, used.address)
    assert "used by workflow 'Nurture'; HubSpot refuses to archive it as long as they do" == used.message


def test_somebody_may_know_better() -> None:
    """A word for this address lets it pass."""
    plan = archiving(spoken(live({**GROUPS, STAGE: TEXT}), IT), allow=(f"USED_ELSEWHERE:{STAGE}",))
    assert [STAGE] == addresses(plan.changes)


@pytest.mark.parametrize(("about", "blocked"), [(OPTION, [STAGE]), (IT, [])])
def test_an_option_is_used_by_who_names_its_value(about: Address, blocked: list[str]) -> None:
    """Whoever speaks of the property alone loses nothing."""
    state = spoken(live({**GROUPS, STAGE: TWO}), about)
    plan = planned(desired({**GROUPS, STAGE: ONE}, removed=[str(OPTION)]), state, drift="overwrite")
    assert blocked == addresses(plan.blocked)


def test_a_pipeline_is_used_by_who_names_one_of_its_stages() -> None:
    """Nobody speaks of a pipeline as such."""
    state = live({"pipeline.deals.path": PATH})
    plan = planned(desired(removed=["pipeline.deals.path"]), state)
    pipeline = Address.parse("pipeline.deals.path")
    assert (pipeline, pipeline.child("stages", "a")) == watched(plan)
    plan = planned(desired(removed=[str(pipeline)]), spoken(state, pipeline.child("stages", "a")))
    assert ["PIPELINE_DELETED", "USED_ELSEWHERE"] == [one.code for one in plan.blocked[0].findings]


def test_a_retyped_property_is_told_once() -> None:
    """Type and way of showing it change together; who uses it is one finding."""
    before: Body = {**TEXT, "type": "enumeration", "fieldType": "checkbox"}
    state = spoken(live({**GROUPS, STAGE: before}), IT)
    plan = planned(desired({**GROUPS, STAGE: TEXT}), state, drift="overwrite")
    assert ["TYPE_CHANGED", "TYPE_CHANGED", "USED_ELSEWHERE"] == [one.code for one in plan.blocked[0].findings]


def test_what_could_not_be_looked_through_is_said_and_stops_nothing() -> None:
    """Where it matters, and once for the plan with the reason."""
    unread = (Unread("forms", "could not be read (no scope)"), Unread("workflows", "could not be read (no scope)"))
    plan = archiving(spoken(live({**GROUPS, STAGE: TEXT}), unread=unread))
    (finding,) = plan.changes[0].findings
    assert finding.message.endswith("; no record holds it; whether forms or workflows use it is unknown")
    assert ["REFERENCES_UNREAD"] * 2 == [one.code for one in plan.notices]
    assert plan.notices[0].message.startswith("forms could not be read (no scope);")


def test_a_plan_that_takes_nothing_away_asks_for_nobody() -> None:
    """Neither a label nor a custom object is spoken of anywhere."""
    state = live({**GROUPS, STAGE: TEXT, "schema.deliverable": {"labels": {"singular": "D", "plural": "Ds"}}})
    plan = planned(desired({STAGE: {"label": "New"}}, removed=["schema.deliverable"]), state, drift="overwrite")
    assert () == watched(plan)
