"""A saved plan is rechecked against the portal: exactly what moved is left out, and what depends on it."""

from __future__ import annotations

from apply.made_up_portal import MadeUpPortal, answered
from engine.situation import GROUP, GROUPS, STAGE, TEXT, VALUE, Bodies, addresses, desired, formula, live, planned

from cvpctl.apply import without_stale
from cvpctl.model import Body, Plan

OTHER = "property.contacts.other"
STATE: Bodies = {**GROUPS, STAGE: TEXT, OTHER: TEXT}
NEW: Bodies = {STAGE: {**TEXT, "label": "New"}, OTHER: {**TEXT, "label": "New too"}}


def rechecked(plan: Plan, now: Bodies, **portal: object) -> tuple[list[str], list[str], list[str]]:
    """Return the addresses that stay, those of the calls that stay, and those that moved."""
    provider = MadeUpPortal(answered(now))
    for name, value in portal.items():
        setattr(provider, name, value)
    kept, moved = without_stale(plan, provider)
    called = [str(address) for call in kept.calls for address in call.addresses]
    return addresses(kept.changes), called, [str(address) for address in moved]


def test_nothing_moved() -> None:
    """The plan stays whole, and each list was read once."""
    plan = planned(desired(NEW), live(STATE), drift="overwrite")
    provider = MadeUpPortal(answered(STATE))
    kept, moved = without_stale(plan, provider)
    assert (kept, moved) == (plan, ())
    assert provider.reads == [(("property", ("contacts",)),)]


def test_what_moved_is_left_out() -> None:
    """And nothing else; an edit to a field that the change does not touch is no reason."""
    plan = planned(desired(NEW), live(STATE), drift="overwrite")
    now = {**STATE, STAGE: {**TEXT, "label": "Edited"}, OTHER: {**TEXT, "description": "Edited"}}
    assert rechecked(plan, now) == ([OTHER], [OTHER], [STAGE])


def test_what_depends_on_it_goes_too() -> None:
    """Somebody made the group meanwhile: its properties wait for a new plan, whatever they are in."""
    wanted: Bodies = {**GROUPS, STAGE: TEXT, "property.contacts.sum": formula("stage"), "group.deals.free": GROUP}
    plan = planned(desired(wanted), live())
    assert rechecked(plan, GROUPS) == (
        ["group.deals.free"],
        ["group.deals.free"],
        [VALUE, STAGE, "property.contacts.sum"],
    )


def test_a_batch_keeps_its_other_inputs() -> None:
    """One of three is there already."""
    wanted = {f"property.contacts.{key}": TEXT for key in ("a", "b", "c")}
    plan = planned(desired(wanted), live(GROUPS))
    kept, _ = without_stale(plan, MadeUpPortal(answered({**GROUPS, "property.contacts.b": TEXT})))
    (call,) = kept.calls
    assert [body["name"] for body in call.inputs] == ["a", "c"]
    assert call.covers == ("property.contacts.a:create", "property.contacts.c:create")


def test_a_removal_of_something_gone_is_stale() -> None:
    """Somebody else removed it: there is nothing left to do."""
    plan = planned(desired(removed=[VALUE]), live(GROUPS), allow=["GROUP_DELETED:*"])
    assert rechecked(plan, {}) == ([], [], [VALUE])


def test_what_cannot_be_read_any_more_may_have_moved() -> None:
    """Not even a create goes out: that its name is free was seen once and cannot be seen now."""
    plan = planned(desired({**GROUPS, STAGE: TEXT}), live())
    unreadable = frozenset({("property", ("contacts",))})
    assert rechecked(plan, {}, unreadable=unreadable) == ([VALUE], [VALUE], [STAGE])


def test_a_sensitive_property_is_no_stranger() -> None:
    """HubSpot lists it only when its level is asked for; unasked, every change of it would look stale."""
    secret: Body = {**TEXT, "dataSensitivity": "sensitive"}
    plan = planned(desired({STAGE: {**secret, "label": "New"}}), live({**GROUPS, STAGE: secret}), drift="overwrite")
    assert rechecked(plan, {**GROUPS, STAGE: secret}) == ([STAGE], [STAGE], [])
    gone = planned(desired(removed=[STAGE]), live({STAGE: secret}), allow=["PROPERTY_ARCHIVED:*"])
    assert rechecked(gone, {STAGE: secret}) == ([STAGE], [STAGE], [])
