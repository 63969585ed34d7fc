"""What `hazards:` of a portal makes of findings, and what records forbid whoever allows it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from engine.situation import CHOICE, GROUP, GROUPS, PORTAL, STAGE, TEXT, VALUE, addresses, desired, live

from cvpctl.cli.wishes import HAZARDS_OF_ALL_KINDS
from cvpctl.engine import Choices, build_plan
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Body, Count, Desired, Plan, Severity, State
from cvpctl.project.hazard_codes import LOWERABLE, RAISABLE

UNIQUE: Body = {**TEXT, "hasUniqueValue": True}
PATH = "pipeline.deals.path"
STAGES: Body = {
    "label": "Path",
    "stages": [
        {"id": key, "label": key.upper(), "metadata": {"probability": "0.2"}, "displayOrder": number}
        for number, key in enumerate("ab")
    ],
}


def weighed(wanted: Desired, state: State, *allow: str, drift: str = "overwrite", **severities: Severity) -> Plan:
    choices = Choices(drift, allow=allow, severities=severities)
    return build_plan(wanted, state, None, portal_id=PORTAL, choices=choices)


def test_every_weighable_code_is_one_that_can_be_allowed_or_only_warns() -> None:
    """Values of records are moved by a word for the case at hand only."""
    hazards = [hazard for kind in KINDS.values() for hazard in kind.hazards]
    allowable = {one.code for one in hazards if one.allowable and one.blocks} | {*HAZARDS_OF_ALL_KINDS}
    assert {*LOWERABLE} == allowable - {"MIGRATE"}
    assert {*RAISABLE} == {one.code for one in hazards if not one.blocks}


def test_a_lowered_hazard_passes_and_says_why() -> None:
    """Nobody takes it for somebody's word."""
    plan = weighed(desired(removed=[VALUE]), live({VALUE: GROUP}), GROUP_DELETED=Severity.WARNING)
    (finding,) = plan.changes[0].findings
    assert (Severity.WARNING, True) == (finding.severity, "cvpctl.yaml makes it a warning here" in finding.message)


def test_what_nobody_may_allow_is_never_lowered() -> None:
    """Whatever stands in the settings."""
    plan = weighed(desired({STAGE: UNIQUE}), live({**GROUPS, STAGE: TEXT}), IMMUTABLE_FIELD=Severity.WARNING)
    assert [STAGE] == addresses(plan.blocked)


@pytest.mark.parametrize(("allow", "blocked"), [((), [STAGE]), ((f"UNIQUE_ADDED:{STAGE}#hasUniqueValue",), [])])
def test_a_raised_remark_waits_for_a_word(allow: tuple[str, ...], blocked: list[str]) -> None:
    """As any hazard does."""
    plan = weighed(desired({**GROUPS, STAGE: UNIQUE}), live(), *allow, UNIQUE_ADDED=Severity.ERROR)
    assert blocked == addresses(plan.blocked)


def test_what_costs_nothing_is_not_raised() -> None:
    """An error is what a hazard is anyway; no record, no error."""
    state = replace(live({**GROUPS, STAGE: TEXT}), counts={Address.parse(STAGE): Count(0)})
    assert () == weighed(desired(removed=[STAGE]), state, PROPERTY_ARCHIVED=Severity.ERROR).blocked


@pytest.mark.parametrize(
    ("count", "blocked", "allowable"),
    [
        (Count(4), True, False),
        (Count(0), False, True),
        (Count(at_most=9), True, True),
        (Count(why="no scope"), True, True),
    ],
)
def test_a_stage_with_records_goes_on_nobodys_word(count: Count, *, blocked: bool, allowable: bool) -> None:
    """HubSpot refuses; where nobody knows, somebody may vouch for it."""
    stage = Address.parse(f"{PATH}/stages/b")
    state = replace(live({PATH: STAGES}), counts={stage: count})
    plan = weighed(desired(removed=[str(stage)]), state)
    (change,) = (*plan.changes, *plan.blocked)
    (finding,) = change.findings
    assert (blocked, allowable) == (change in plan.blocked, finding.allowable)
    assert blocked is bool(finding.help)


def test_a_held_difference_says_what_would_stop_it() -> None:
    """A field that nobody can write, before anybody takes the blueprint's side."""
    wanted, state = desired({STAGE: UNIQUE}), live({**GROUPS, STAGE: TEXT})
    (held,) = weighed(wanted, state, drift="hold").held
    assert [("IMMUTABLE_FIELD", False)] == [(one.code, one.allowable) for one in held.findings]


def test_a_held_difference_that_can_be_taken_says_nothing() -> None:
    """A label is written whenever somebody wants it."""
    (held,) = weighed(desired({STAGE: {"label": "New"}}), live({STAGE: TEXT}), drift="hold").held
    assert () == held.findings


def test_a_name_that_comes_back_as_another_type_waits() -> None:
    """Its old values may not fit."""
    before: Body = {**CHOICE, "archivedAt": "2026-05-04T09:30:00Z"}
    plan = weighed(desired({**GROUPS, STAGE: TEXT}), live(GROUPS, archived={STAGE: before}))
    (change,) = plan.blocked
    assert ["TYPE_CHANGED", "RESTORES_ARCHIVED"] == [one.code for one in change.findings if not one.counted]
    assert "archived 2026-05-04" in change.findings[1].message
