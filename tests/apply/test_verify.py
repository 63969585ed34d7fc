"""Reading back: patience while the portal settles, then field by field what reads otherwise."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from apply.made_up_portal import MadeUpPortal, answered
from engine.situation import CHOICE, GROUPS, STAGE, TEXT, VALUE, desired, formula, live, planned

from cvpctl.apply.verify import Difference, sensitivities, verify
from cvpctl.errors import DailyLimit
from cvpctl.kinds import KINDS
from cvpctl.model import ABSENT, Action, Address, Body, Cause, Change, FieldChange, Plan

SUM = "property.contacts.sum"
OBJECT = "schema.deliverable"
DUE = "property.deliverable.due"
SCHEMA: Body = {
    "labels": {"singular": "Deliverable", "plural": "Deliverables"},
    "primaryDisplayProperty": "name",
    "primaryProperty": {"label": "Name", "type": "string", "fieldType": "text"},
}


def verified(plan: Plan, portal: MadeUpPortal) -> tuple[list[tuple[str, tuple[str, ...], object, object]], list[float]]:
    """Return what reads otherwise, and the pauses that were made."""
    pauses: list[float] = []
    read = verify(portal, plan.changes, sleep=pauses.append)
    assert () == read.pending
    return told(read.not_converged), pauses


def told(remaining: Iterable[Difference]) -> list[tuple[str, tuple[str, ...], object, object]]:
    return [(str(address), edit.path, edit.before, edit.after) for address, edit in remaining]


def test_one_read_where_all_is_equal() -> None:
    """No pause, and each list once."""
    plan, portal = planned(desired({**GROUPS, STAGE: TEXT}), live()), MadeUpPortal(answered({**GROUPS, STAGE: TEXT}))
    assert verified(plan, portal) == ([], [])
    assert portal.reads == [(("group", ("contacts",)), ("property", ("contacts",)))]


def test_it_settles_after_a_few_reads() -> None:
    """Pauses grow; only the lists that are not equal yet are read again."""
    plan = planned(desired({**GROUPS, STAGE: {**TEXT, "label": "New"}}), live({STAGE: TEXT}), drift="overwrite")
    portal = MadeUpPortal(answered({**GROUPS, STAGE: TEXT}))
    reads: list[float] = []

    def pause(seconds: float) -> None:
        reads.append(seconds)
        if len(reads) == 3:
            portal.bodies |= answered({STAGE: {**TEXT, "label": "New"}})

    read = verify(portal, plan.changes, sleep=pause)
    assert (read.not_converged, read.pending, reads) == ((), (), [0.25, 0.5, 1.0])
    assert portal.reads[1:] == [(("property", ("contacts",)),)] * 3
    assert read.state.resources[plan.changes[0].address].body["label"] == "Value"


def test_the_settle_time_is_kept() -> None:
    """It waits as long as the kind takes and no longer."""
    plan, portal = planned(desired(GROUPS), live()), MadeUpPortal()
    remaining, pauses = verified(plan, portal)
    assert remaining == [(VALUE, ("name",), ABSENT, "value")]
    assert sum(pauses) == KINDS["group"].settle_seconds


def test_what_is_ignored_is_told_field_by_field() -> None:
    """HubSpot answers 200 and drops it: before is what the portal reads, after what was written."""
    new: Body = {**TEXT, "label": "New", "description": "New", "formField": True}
    plan = planned(desired({STAGE: new}), live({**GROUPS, STAGE: TEXT}), drift="overwrite")
    portal = MadeUpPortal(answered({STAGE: {**TEXT, "description": "New"}}))
    assert verified(plan, portal)[0] == [
        (STAGE, ("label",), "Stage", "New"),
        (STAGE, ("formField",), False, True),
    ]


def test_what_was_not_written_is_not_judged() -> None:
    """A field that is held differs and is nobody's concern here."""
    new: Body = {**TEXT, "label": "New", "description": "New"}
    state = live({**GROUPS, STAGE: TEXT})
    plan = planned(desired({STAGE: new}), state, take=[f"blueprint:{STAGE}#label"])
    assert verified(plan, MadeUpPortal(answered({STAGE: {**TEXT, "label": "New"}}))) == ([], [])


def test_orders_are_written_by_a_create() -> None:
    """Options that came out in another order are not what was asked for."""
    plan = planned(desired({STAGE: {**CHOICE, "options": ["a", "b"]}}), live(GROUPS))
    options = [{"value": value, "label": value, "displayOrder": n} for n, value in enumerate("ba")]
    remaining, _ = verified(plan, MadeUpPortal(answered({STAGE: {**CHOICE, "options": options}})))
    assert remaining == [(STAGE, ("optionsOrder",), ["b", "a"], ["a", "b"])]


@pytest.mark.parametrize(
    ("read", "settled"), [("amount equals 1", True), ("old", False), ("amount = 1", True), (None, False)]
)
def test_a_formula_may_be_spelled_otherwise(read: str | None, settled: object) -> None:
    """It has settled once it is there and no longer what it was."""
    state = live({**GROUPS, SUM: formula("old"), "property.contacts.amount": TEXT})
    plan = planned(desired({SUM: formula("amount=1")}), state, drift="overwrite")
    portal = MadeUpPortal(answered({SUM: {**formula(""), "calculationFormula": read}}))
    assert (verified(plan, portal)[0] == []) == settled


def test_a_removal_has_settled_when_it_is_gone() -> None:
    """And says so by its key while it is not."""
    plan = planned(desired(removed=[VALUE]), live(GROUPS), allow=["GROUP_DELETED:*"])
    assert verified(plan, MadeUpPortal()) == ([], [])
    assert verified(plan, MadeUpPortal(answered(GROUPS)))[0] == [(VALUE, ("name",), "value", ABSENT)]


def test_an_option_has_settled_when_it_is_gone() -> None:
    """A tombstone of a part is judged by that part."""
    options = [{"value": value, "label": value} for value in "ab"]
    state = {STAGE: {**CHOICE, "options": options}}
    plan = planned(desired(removed=[f"{STAGE}/options/b"]), live(state), allow=["OPTION_REMOVED:*"])
    assert verified(plan, MadeUpPortal(answered(state)))[0] == [(STAGE, ("options", "b"), {"label": "b"}, ABSENT)]
    assert verified(plan, MadeUpPortal(answered({STAGE: {**CHOICE, "options": options[:1]}}))) == ([], [])


def test_what_cannot_be_read_is_looked_at_again() -> None:
    """For as long as its kind may take; then nothing is claimed about it but that, with the reason."""
    plan = planned(desired(GROUPS), live())
    portal, pauses = MadeUpPortal(unreadable=frozenset({("group", ("contacts",))})), list[float]()
    read = verify(portal, plan.changes, sleep=pauses.append)
    assert (read.not_converged, read.pending) == ((), ())
    assert {Address.parse(VALUE): "a scope is missing"} == read.unread
    assert KINDS["group"].settle_seconds == sum(pauses)


def test_what_could_not_be_read_at_first_settles() -> None:
    """A list that can be read in time is compared like any other."""
    plan, portal = planned(desired(GROUPS), live()), MadeUpPortal(answered(GROUPS))
    portal.unreadable = frozenset({("group", ("contacts",))})

    def pause(_: float) -> None:
        portal.unreadable = frozenset()

    read = verify(portal, plan.changes, sleep=pause)
    assert ((), (), {}) == (read.not_converged, read.pending, read.unread)


def test_each_kind_has_its_own_time() -> None:
    """Nobody waits the minutes of a custom object for a group that could have been there long ago."""
    plan = planned(desired({**GROUPS, OBJECT: SCHEMA}), live())
    portal = MadeUpPortal({Address.parse(OBJECT): SCHEMA})
    remaining, pauses = verified(plan, portal)
    assert [(VALUE, ("name",), ABSENT, "value")] == remaining
    assert KINDS["group"].settle_seconds == sum(pauses)


def test_what_belongs_to_a_new_object_has_the_time_of_that() -> None:
    """Its properties are seen no sooner than the object itself."""
    plan = planned(desired({OBJECT: SCHEMA, DUE: {**TEXT, "groupName": "deliverable_information"}}), live())
    portal, pauses = MadeUpPortal(unreadable=frozenset({("property", ("deliverable",))})), list[float]()
    portal.bodies = {Address.parse(OBJECT): SCHEMA}
    read = verify(portal, plan.changes, sleep=pauses.append)
    assert [DUE] == [str(address) for address in read.unread if address.kind == "property"]
    assert KINDS["schema"].settle_seconds == sum(pauses)


def test_what_was_still_settling_is_pending() -> None:
    """Stopped by a person after some seconds, the group had its time and the custom object had not: each is told."""
    plan, portal, waited = planned(desired({**GROUPS, OBJECT: SCHEMA}), live()), MadeUpPortal(), list[float]()

    def pause(seconds: float) -> None:
        waited.append(seconds)
        if sum(waited) > KINDS["group"].settle_seconds + 5:
            raise KeyboardInterrupt

    read = verify(portal, plan.changes, sleep=pause)
    assert (True, [VALUE], [OBJECT]) == (
        read.interrupted, [one[0] for one in told(read.not_converged)], [one[0] for one in told(read.pending)]
    )  # fmt: skip


def test_a_portal_that_falls_silent_leaves_what_was_read() -> None:
    """What read as written stays seen; the rest is pending, and what ended the looking is kept."""
    plan, portal = planned(desired({**GROUPS, STAGE: TEXT}), live()), MadeUpPortal(answered(GROUPS))
    silence = DailyLimit("used up")

    def pause(_: float) -> None:
        raise silence

    read = verify(portal, plan.changes, sleep=pause)
    assert ((), [STAGE], {}) == (read.not_converged, [one[0] for one in told(read.pending)], read.unread)
    assert silence is read.stopped_by


def test_sensitive_properties_are_asked_for() -> None:
    """HubSpot hides them unless their level is named; of a removal the live side names it."""
    secret: Body = {**TEXT, "dataSensitivity": "sensitive"}
    made = planned(desired({STAGE: secret}), live(GROUPS))
    gone = planned(desired(removed=[STAGE]), live({STAGE: secret}), allow=["PROPERTY_ARCHIVED:*"])
    expected = {("property", ("contacts",)): frozenset({"sensitive"})}
    assert (sensitivities(made.changes), sensitivities(gone.changes)) == (expected, expected)
    portal = MadeUpPortal(answered({STAGE: secret}))
    assert (verified(made, portal), portal.levels) == (([], []), [expected])


@pytest.mark.parametrize(("hidden", "settled"), [(True, True), (False, False)])
def test_an_option_that_was_put_out_of_sight_must_read_so(hidden: bool, settled: bool) -> None:  # noqa: FBT001
    """Nobody states it any more, and a migration hid it all the same."""
    old, new = {"value": "a", "label": "A"}, {"value": "b", "label": "B"}
    path = ("options", "a", "hidden")
    change = Change(
        Address.parse(STAGE),
        Action.UPDATE,
        Cause.CHANGE,
        (FieldChange(path, before=False, after=True),),
        stated=KINDS["property"].normalise(Address.parse(STAGE), {**CHOICE, "options": [new]}),
    )
    portal = MadeUpPortal(answered({STAGE: {**CHOICE, "options": [{**old, "hidden": hidden}, new]}}))
    read = verify(portal, (change,), sleep=lambda _: None)
    assert ([] if settled else [(STAGE, path, False, True)]) == told(read.not_converged)
