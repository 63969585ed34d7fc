"""What a reader is told although nothing is written for it."""

from __future__ import annotations

from engine.situation import (
    CHOICE,
    STAGE,
    TEXT,
    desired,
    live,
    planned,
    record,
)

from cvpctl.model import Severity


def test_unmanaged_children_are_told() -> None:
    """What the portal has beside the stated options, by name; those with a tombstone are not kept."""
    options = [{"value": value, "label": value} for value in "abc"]
    wanted = desired({STAGE: {"options": options[:1]}}, removed=[f"{STAGE}/options/c"])
    plan = planned(wanted, live({STAGE: {**CHOICE, "options": options}}))
    assert [(one.code, one.severity, one.message) for one in plan.notices] == [
        ("UNMANAGED_CHILDREN", Severity.INFO, "kept, since the blueprint does not name them: options/b")
    ]


def test_what_was_ours_and_is_no_longer_stated_is_told() -> None:
    """LEFT_BEHIND with the line to paste, for a resource and for an option, as long as it is live."""
    options = [{"value": value, "label": value} for value in "ab"]
    state = {STAGE: {**CHOICE, "options": options}, "property.contacts.old": TEXT}
    known = record({**state, "property.contacts.gone": TEXT}, {**state, "property.contacts.gone": TEXT})
    plan = planned(desired({STAGE: {"options": options[:1]}}), live(state), known)
    left = {str(one.address): one.paste for one in plan.notices if one.code == "LEFT_BEHIND"}
    assert left == {
        address: f"removed: [{{address: {address}}}]" for address in ("property.contacts.old", f"{STAGE}/options/b")
    }


def test_a_tombstone_ends_the_reminder() -> None:
    """What is already said needs no line to paste."""
    state = {STAGE: TEXT}
    plan = planned(desired(removed=[STAGE]), live(state), record(state, state))
    assert [one for one in plan.notices if one.code == "LEFT_BEHIND"] == []


def test_what_hubspot_keeps_has_no_line_to_take_it_out() -> None:
    """Its own property, an option of it, and a rule that no API takes away."""
    own = {**CHOICE, "hubspotDefined": True, "options": [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]}
    rule = "validation.contacts.stage"
    ruled = {"rules": {"MAX_LENGTH": {"ruleArguments": ["5"]}}}
    state = {STAGE: own, "property.contacts.other": {**TEXT, "hubspotDefined": True}, rule: ruled}
    known = record(state, state)
    plan = planned(desired({STAGE: {"options": own["options"][:1]}}), live(state), known)
    left = {str(one.address): one.paste for one in plan.notices if one.code == "LEFT_BEHIND"}
    assert dict.fromkeys(("property.contacts.other", f"{STAGE}/options/b", rule), "") == left
