"""Hazards that only the whole plan shows: what is still needed, what looks renamed, too much at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from engine.situation import (
    CHOICE,
    GROUP,
    GROUPS,
    PORTAL,
    STAGE,
    TEXT,
    VALUE,
    addresses,
    codes,
    desired,
    formula,
    live,
    planned,
)

from cvpctl.engine import Choices, build_plan
from cvpctl.model import Address, Body, Count, Severity

BASE, NEXT = "property.contacts.base", "property.contacts.next"


def test_a_group_with_properties_in_it_stays() -> None:
    """HubSpot refuses, so no word lets it pass, and the properties are read for it."""
    plan = planned(desired(removed=[VALUE]), live({**GROUPS, STAGE: TEXT}), allow=["GROUP_DELETED:*", "STILL_USED:*"])
    assert codes(plan.blocked) == [(VALUE, "GROUP_DELETED"), (VALUE, "STILL_USED")]


def test_a_group_goes_with_its_properties() -> None:
    """What needs it goes or moves out in the same plan."""
    wanted = desired({"group.contacts.other": GROUP, STAGE: {**TEXT, "groupName": "other"}}, removed=[VALUE, BASE])
    state = live({**GROUPS, STAGE: TEXT, BASE: TEXT})
    plan = planned(wanted, state, drift="overwrite", allow=["*_DELETED:*", "GROUP_DELETED:*", "PROPERTY_ARCHIVED:*"])
    assert (addresses(plan.changes), codes(plan.blocked)) == (["group.contacts.other", VALUE, BASE, STAGE], [])


def test_a_property_inside_a_live_formula_stays() -> None:
    """Even where the blueprint says nothing about the formula."""
    state = live({**GROUPS, BASE: TEXT, NEXT: formula("base + 1")})
    plan = planned(desired(removed=[BASE]), state, allow=["PROPERTY_ARCHIVED:*"])
    assert [finding.code for finding in plan.blocked[0].findings] == ["PROPERTY_ARCHIVED", "STILL_USED"]
    assert NEXT in plan.blocked[0].findings[1].message


@pytest.mark.parametrize(("records", "severity"), [(3, Severity.ERROR), (0, Severity.WARNING)])
def test_a_removal_beside_a_create_of_the_same_label_looks_renamed(records: int, severity: Severity) -> None:
    """The values stay under the old name, unless there are none."""
    state = replace(live({**GROUPS, BASE: TEXT}), counts={Address.parse(BASE): Count(records)})
    plan = planned(desired({NEXT: TEXT, **GROUPS}, removed=[BASE]), state)
    (going,) = [change for change in (*plan.blocked, *plan.changes) if str(change.address) == BASE]
    assert [("PROPERTY_ARCHIVED", severity), ("LOOKS_LIKE_RENAME", severity)] == [
        (finding.code, finding.severity) for finding in going.findings
    ]
    assert f"moved: [{{from: {BASE}, to: {NEXT}}}]" == going.findings[1].paste


def test_an_option_that_comes_back_under_another_value_looks_renamed() -> None:
    """Labels are compared as a hurried reader sees them."""
    before: Body = {**CHOICE, "options": [{"value": "mql", "label": "Researchers"}]}
    after: Body = {**CHOICE, "options": [{"value": "researcher", "label": "researcher"}]}
    plan = planned(
        desired({**GROUPS, STAGE: after}, removed=[f"{STAGE}/options/mql"]),
        live({**GROUPS, STAGE: before}),
        drift="overwrite",
    )
    assert (STAGE, "LOOKS_LIKE_RENAME") in codes(plan.blocked)


@pytest.mark.parametrize(("changed", "alarmed"), [(3, False), (4, True)])
def test_more_than_a_third_at_once_is_an_alarm(changed: int, *, alarmed: bool) -> None:
    """Creates do not count, and the alarm is about the portal."""
    names = [f"property.contacts.p{number}" for number in range(9)]
    wanted = {name: {**TEXT, "label": f"New {name}" if number < changed else name} for number, name in enumerate(names)}
    fresh = {f"property.contacts.fresh{number}": {**TEXT, "label": f"Fresh {number}"} for number in range(20)}
    state = live({**GROUPS, **{name: {**TEXT, "label": name} for name in names}})
    plan = planned(desired({**GROUPS, **wanted, **fresh}), state, drift="overwrite")
    told = [(finding.code, str(finding.address), finding.severity) for finding in plan.alarms]
    assert ([("MASS_CHANGE", f"portal.{PORTAL}", Severity.ERROR)] if alarmed else []) == told


def test_an_allowed_upheaval_is_told() -> None:
    """By the portal's own number, so that the word counts in one portal."""
    names = [f"property.contacts.p{number}" for number in range(12)]
    state = live({**GROUPS, **{name: {**TEXT, "label": name} for name in names}})
    wanted = desired({**GROUPS, **{name: {**TEXT, "label": f"New {name}"} for name in names}})
    plan = planned(wanted, state, drift="overwrite", allow=[f"MASS_CHANGE:portal.{PORTAL}"])
    assert [Severity.WARNING] == [finding.severity for finding in plan.alarms]


def test_what_is_bound_to_nothing_live_is_not_created() -> None:
    """A slip in a binding would make a second thing under the name nobody has."""
    address = Address.parse(STAGE)
    plan = build_plan(
        desired({**GROUPS, STAGE: TEXT}),
        live(GROUPS),
        None,
        portal_id=PORTAL,
        choices=Choices(bound={address: "stagee"}, allow=["BOUND_TO_NOTHING:*"]),
    )
    assert (plan.changes, codes(plan.blocked)) == ((), [(STAGE, "BOUND_TO_NOTHING")])


def test_a_stage_bound_to_nothing_live_blocks_its_pipeline() -> None:
    """Created with the pipeline, it would take the id that belongs to a stage elsewhere."""
    pipeline = "pipeline.deals.path"
    stage = Address.parse(f"{pipeline}/stages/won")
    body: Body = {"label": "Path", "stages": {"won": {"label": "Won", "metadata": {"probability": "1.0"}}}}
    choices = Choices(bound={stage: "closedwon"})
    plan = build_plan(desired({pipeline: body}), live(), None, portal_id=PORTAL, choices=choices)
    assert codes(plan.blocked) == [(pipeline, "BOUND_TO_NOTHING")]


def test_an_option_under_a_label_that_another_one_has_is_refused() -> None:
    """HubSpot would refuse it at every apply; the live value is the one to state."""
    before: Body = {**CHOICE, "options": [{"value": "a", "label": "Audience"}]}
    after: Body = {**CHOICE, "options": [{"value": "audience", "label": "Audience"}]}
    plan = planned(desired({**GROUPS, STAGE: after}), live({**GROUPS, STAGE: before}), drift="overwrite")
    (finding,) = plan.blocked[0].findings
    assert ("OPTION_LABEL_TAKEN", f"{STAGE}/options/audience", False) == (
        finding.code,
        str(finding.address),
        finding.allowable,
    )
    assert "state it by the value that is live: a" in finding.help


def test_the_rules_of_a_property_go_with_it() -> None:
    """No API takes a rule away, so it must not keep its property."""
    rule: Body = {"propertyValidationRules": [{"ruleType": "MAX_LENGTH", "ruleArguments": ["9"]}]}
    state = live({**GROUPS, BASE: TEXT, "validation.contacts.base": rule})
    plan = planned(desired(removed=[BASE]), state, allow=["PROPERTY_ARCHIVED:*"])
    assert (addresses(plan.changes), codes(plan.blocked)) == ([BASE], [])
