"""What may be written: findings, what nobody allowed, what depends on it, and what is in view."""

from __future__ import annotations

from engine.situation import (
    GROUP,
    GROUPS,
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

CONTACTS = ("property", ("contacts",))


def test_an_immutable_change_blocks_and_cannot_be_allowed() -> None:
    """Trap 7: nothing is written at that address, whatever else differs there."""
    wanted = desired({STAGE: {"label": "New", "hasUniqueValue": True}})
    plan = planned(wanted, live({STAGE: TEXT}), drift="overwrite", allow=["IMMUTABLE_FIELD:*"])
    assert (plan.changes, codes(plan.blocked)) == ((), [(STAGE, "IMMUTABLE_FIELD")])


def test_what_cannot_be_created_blocks() -> None:
    """A blueprint that refines something which is not live says what is missing."""
    plan = planned(desired({STAGE: {"label": "New"}}), live(GROUPS))
    assert codes(plan.blocked) == [(STAGE, "CANNOT_CREATE")]
    assert "type, fieldType, groupName" in plan.blocked[0].findings[0].message


def test_a_missing_reference_blocks() -> None:
    """Neither live nor about to be made."""
    assert codes(planned(desired({STAGE: TEXT}), live()).blocked) == [(STAGE, "MISSING_REFERENCE")]


def test_an_unreadable_reference_is_not_absent() -> None:
    """Nobody knows whether it exists; that is another message, and as blocking."""
    plan = planned(desired({STAGE: TEXT}), live(unknown=[("group", ("contacts",))]))
    assert codes(plan.blocked) == [(STAGE, "UNKNOWN_REFERENCE")]


def test_what_cannot_be_read_is_not_planned() -> None:
    """Its scope is listed as unknown and the plan is not whole."""
    plan = planned(desired({**GROUPS, STAGE: TEXT}), live(GROUPS, unknown=[CONTACTS]))
    assert (addresses(plan.changes), [scope for scope, _ in plan.unknown], plan.complete) == ([], [CONTACTS], False)


def test_blocked_reaches_what_depends_on_it() -> None:
    """Through any number of references; the rest goes on."""
    wanted = {
        "property.contacts.base": {**TEXT, "groupName": "nowhere"},
        "property.contacts.next": formula("base + 1"),
        "property.contacts.last": formula("next + 1"),
        "property.contacts.free": TEXT,
        **GROUPS,
    }
    plan = planned(desired(wanted), live())
    assert addresses(plan.changes) == [VALUE, "property.contacts.free"]
    assert [one for one in codes(plan.blocked) if one[1] != "API_ONLY_FORMULA"] == [
        ("property.contacts.base", "MISSING_REFERENCE"),
        ("property.contacts.last", "REQUIRES_BLOCKED"),
        ("property.contacts.next", "REQUIRES_BLOCKED"),
    ]
    written = {step for call in plan.calls for step in call.covers}
    assert written == {f"{VALUE}:create", "property.contacts.free:create"}


def test_a_removal_stays_while_what_leaves_it_is_blocked() -> None:
    """The group cannot go before the property that nobody allowed to be archived."""
    wanted = desired(removed=[STAGE, VALUE])
    plan = planned(wanted, live({VALUE: GROUP, STAGE: TEXT}), allow=["GROUP_DELETED:*"])
    assert (plan.changes, codes(plan.blocked)) == (
        (),
        [(VALUE, "GROUP_DELETED"), (VALUE, "REQUIRES_BLOCKED"), (STAGE, "PROPERTY_ARCHIVED")],
    )


def test_a_target_pulls_in_what_it_requires() -> None:
    """And nothing else; the plan says that it is not whole."""
    wanted = {**GROUPS, STAGE: TEXT, "property.contacts.other": TEXT, "group.deals.unrelated": GROUP}
    plan = planned(desired(wanted), live(), target=[STAGE])
    assert (addresses(plan.changes), plan.complete) == ([VALUE, STAGE], False)


def test_what_requires_something_excluded_is_blocked() -> None:
    """What a person excludes is not written by the back door."""
    wanted = desired({**GROUPS, STAGE: TEXT, "property.contacts.in_other": {**TEXT, "groupName": "other"}})
    plan = planned(wanted, live({"group.contacts.other": GROUP}), exclude=[VALUE])
    assert addresses(plan.changes) == ["property.contacts.in_other"]
    assert (STAGE, "REQUIRES_EXCLUDED") in codes(plan.blocked)


def test_held_fields_out_of_view_are_out_of_the_plan() -> None:
    """A target narrows every section."""
    wanted = desired({STAGE: {"label": "x"}, "property.contacts.other": {"label": "x"}})
    plan = planned(wanted, live({STAGE: TEXT, "property.contacts.other": TEXT}), target=["*.other"])
    assert addresses(plan.held) == ["property.contacts.other"]


def test_what_is_about_to_come_is_not_missing() -> None:
    """Also where the field that refers to it is not the one that changes."""
    total = {**formula("amount"), "label": "New"}
    wanted = {"property.contacts.sum": total, "property.contacts.amount": TEXT, **GROUPS}
    state = {**GROUPS, "property.contacts.sum": formula("amount")}
    plan = planned(desired(wanted), live(state), drift="overwrite")
    assert (addresses(plan.changes), plan.blocked) == (["property.contacts.amount", "property.contacts.sum"], ())
