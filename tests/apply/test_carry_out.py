"""An apply as a whole, against a portal that misbehaves: how it ends, and what the record says afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from apply.made_up_portal import Counting, MadeUpPortal, answered
from engine.situation import (
    GROUP,
    GROUPS,
    PORTAL,
    STAGE,
    TEXT,
    VALUE,
    Bodies,
    addresses,
    desired,
    fields,
    formula,
    live,
    planned,
    record,
)

from cvpctl.apply import Applied, Journal, PastRun, carry_out, look, read_journal
from cvpctl.apply.resume import fully_read
from cvpctl.errors import COULD_NOT_LOOK, DONE, IN_PART, INTERRUPTED, LOOKED_IN_PART, NOT_CONVERGED, STALE, DailyLimit
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Body, Cause, Desired, Plan, Record, Scope, State

NONE = Record(PORTAL)
NEW: Bodies = {**GROUPS, STAGE: TEXT}
PROPERTIES: frozenset[Scope] = frozenset({("property", ("contacts",))})


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


def stated_by_blueprint(wanted: Desired) -> dict[Address, Body]:
    return {a: KINDS[a.kind].normalise(a, resource.body) for a, resource in wanted.resources.items()}


def applied(  # noqa: PLR0917
    wanted: Desired, state: State, plan: Plan, portal: MadeUpPortal, journal: Path, known: Record = NONE
) -> Applied:
    with Journal(journal) as book:
        return carry_out(
            plan,
            portal,
            book,
            Counting(),
            known,
            known=state.resources,
            stated=stated_by_blueprint(wanted),
            sleep=lambda _: None,
        )


def created(portal: MadeUpPortal, journal: Path, bodies: Bodies = NEW) -> Applied:
    wanted = desired(bodies)
    return applied(wanted, live(), planned(wanted, live()), portal, journal)


def recorded(end: Applied) -> list[str]:
    return sorted(map(str, end.record.entries))


def test_all_done(journal: Path) -> None:
    """Exit 0, everything recorded, and a second plan over the same portal is empty."""
    portal = MadeUpPortal()
    end = created(portal, journal)
    assert (end.exit_code, recorded(end), end.report.not_converged) == (DONE, [VALUE, STAGE], ())
    again = planned(desired(NEW), look(portal, desired(NEW)), end.record)
    assert (again.changes, again.held, again.unchanged) == ((), (), 2)
    assert [event["event"] for event in read_journal(journal)][-1] == "end"


def test_part_of_it_failed(journal: Path) -> None:
    """Exit 6; what is done is recorded, what failed or was skipped is not, and the next plan does just that."""
    portal = MadeUpPortal(refuses={f"{STAGE}:create": "no"})
    end = created(portal, journal, {**NEW, "property.contacts.free": TEXT})
    assert (end.exit_code, recorded(end)) == (IN_PART, [VALUE, "property.contacts.free"])
    portal.refuses = {}
    wanted = desired({**NEW, "property.contacts.free": TEXT})
    assert addresses(planned(wanted, look(portal, wanted), end.record).changes) == [STAGE]


def test_an_answer_that_was_lost(journal: Path) -> None:
    """In doubt is no success, yet the next run sees that it is there and has nothing to do."""
    portal = MadeUpPortal(loses=frozenset({f"{STAGE}:create"}))
    end = created(portal, journal)
    assert (end.exit_code, recorded(end)) == (IN_PART, [VALUE])
    again = planned(desired(NEW), look(portal, desired(NEW)), end.record)
    assert (again.changes, again.held) == ((), ())


def test_what_is_ignored_with_200(journal: Path) -> None:
    """Exit 7, told with both sides, and not recorded as if it had taken."""
    portal = MadeUpPortal(ignores=frozenset({"description"}))
    end = created(portal, journal, {**GROUPS, STAGE: {**TEXT, "description": "Help"}})
    assert (end.exit_code, recorded(end)) == (NOT_CONVERGED, [VALUE])
    assert [(str(a), edit.path, edit.before, edit.after) for a, edit in end.report.not_converged] == [
        (STAGE, ("description",), "", "Help")
    ]


def test_a_formula_in_hubspots_spelling(journal: Path) -> None:
    """Converged, recorded as sent and as read, and no difference from then on."""
    bodies: Bodies = {**NEW, "property.contacts.sum": formula("stage = 1")}
    portal = MadeUpPortal(rewrites={"stage = 1": "stage equals 1"})
    end = created(portal, journal, bodies)
    assert end.exit_code == DONE
    again = planned(desired(bodies), look(portal, desired(bodies)), end.record)
    assert (again.changes, again.held, again.unchanged) == ((), (), 3)


def test_a_formula_that_is_ignored(journal: Path) -> None:
    """A rewritten field that did not take is not recorded as rewritten."""
    bodies: Bodies = {**NEW, "property.contacts.sum": formula("stage = 1")}
    end = created(MadeUpPortal(ignores=frozenset({"calculationFormula"})), journal, bodies)
    assert (end.exit_code, recorded(end)) == (NOT_CONVERGED, [VALUE, STAGE])


def test_a_new_formula_that_is_ignored(journal: Path) -> None:
    """The old one still stands, so it is not converged, and the blueprint's move is still to be made."""
    address = "property.contacts.sum"
    old, new = {**NEW, address: formula("stage")}, {**NEW, address: formula("stage * 2")}
    known, wanted = record(old, old), desired(new)
    portal = MadeUpPortal(answered(old), ignores=frozenset({"calculationFormula"}))
    end = applied(wanted, live(old), planned(wanted, live(old), known), portal, journal, known)
    again = planned(wanted, look(portal, wanted), end.record)
    assert (end.exit_code, fields(again.changes)) == (NOT_CONVERGED, {f"{address}#calculationFormula": Cause.CHANGE})


def test_the_day_is_over(journal: Path) -> None:
    """Exit 8, nothing more is read, and what was recorded before stays."""
    known = record({"group.deals.old": GROUP}, {"group.deals.old": GROUP})
    portal = MadeUpPortal(raises={f"{STAGE}:create": DailyLimit("used up")})
    wanted = desired(NEW)
    end = applied(wanted, live(), planned(wanted, live()), portal, journal, known)
    assert (end.exit_code, portal.reads, recorded(end)) == (COULD_NOT_LOOK, [], ["group.deals.old"])


def test_the_day_is_over_before_the_reading_back(journal: Path) -> None:
    """What was done is told and journalled although nobody can say how it reads."""
    portal = MadeUpPortal(silent=DailyLimit("used up"))
    end = created(portal, journal)
    assert (end.exit_code, len(end.report.outcomes), recorded(end)) == (COULD_NOT_LOOK, 2, [])
    assert {Address.parse(VALUE): "used up", Address.parse(STAGE): "used up"} == end.report.unread
    assert read_journal(journal)[-1]["event"] == "end"


def test_what_cannot_be_read_back(journal: Path) -> None:
    """Exit 9: unreadable is not converged, and not recorded."""
    end = created(MadeUpPortal(unreadable=PROPERTIES), journal)
    assert (end.exit_code, recorded(end)) == (LOOKED_IN_PART, [VALUE])
    assert {Address.parse(STAGE): "a scope is missing"} == end.report.unread
    different, last = read_journal(journal)[-2:]
    assert ([], [], {STAGE: "a scope is missing"}) == (
        different["notConverged"], different["pending"], different["unread"]
    )  # fmt: skip
    assert (0, 0, 1) == (last["notConverged"], last["pending"], last["unread"])


def test_what_had_no_time_to_settle_is_pending(journal: Path) -> None:
    """Ctrl-C while reads lag: exit 130 and not 7, told and journalled field by field, and left for the next run."""
    portal = MadeUpPortal(answered(NEW), lag=9)
    wanted = desired({**NEW, STAGE: {**TEXT, "label": "New"}})
    plan = planned(wanted, live(NEW), record(NEW, NEW))

    def interrupted(_: float) -> None:
        raise KeyboardInterrupt

    portal.fetch([])
    with Journal(journal) as book:
        end = carry_out(plan, portal, book, Counting(), NONE, known={}, sleep=interrupted)

    events = {event["event"]: event for event in read_journal(journal)}
    assert (INTERRUPTED, ()) == (end.exit_code, end.report.not_converged)
    assert [(STAGE, ("label",), "Stage", "New")] == [
        (str(address), edit.path, edit.before, edit.after) for address, edit in end.report.pending
    ]
    assert [{"address": STAGE, "path": ["label"], "reads": "Stage", "written": "New"}] == events["different"]["pending"]
    assert ("left" in events, events["end"]["pending"]) == (False, 1)
    assert not fully_read(PastRun(journal, tuple(read_journal(journal))))


def test_an_interruption_keeps_what_was_done(journal: Path) -> None:
    """Exit 130; the record holds it, and the next run takes up from there."""
    portal = MadeUpPortal(raises={f"{STAGE}:create": KeyboardInterrupt()})
    end = created(portal, journal)
    assert (end.exit_code, recorded(end)) == (INTERRUPTED, [VALUE])
    portal.raises = {}
    assert addresses(planned(desired(NEW), look(portal, desired(NEW)), end.record).changes) == [STAGE]


def test_a_stale_part_is_said(journal: Path) -> None:
    """Exit 5 where nothing is worse, with the addresses in the report."""
    plan = planned(desired(GROUPS), live())
    with Journal(journal) as book:
        end = carry_out(plan, MadeUpPortal(), book, Counting(), NONE, known={}, moved=(Address.parse(STAGE),))
    assert (end.exit_code, [str(address) for address in end.report.stale]) == (STALE, [STAGE])


def test_a_removal_leaves_the_record(journal: Path) -> None:
    """Together with its entry goes the memory that it was ours."""
    known = record(NEW, NEW)
    wanted, portal = desired(GROUPS, removed=[STAGE]), MadeUpPortal(answered(NEW))
    plan = planned(wanted, live(NEW), known, allow=["PROPERTY_ARCHIVED:*"])
    end = applied(wanted, live(NEW), plan, portal, journal, known)
    assert (end.exit_code, recorded(end)) == (DONE, [VALUE])


def test_an_empty_plan_still_records_what_is_equal(journal: Path) -> None:
    """What was adopted by being stated as it is live is attributed from then on; nothing is read or written."""
    portal = MadeUpPortal(answered(NEW))
    wanted = desired(NEW)
    end = applied(wanted, live(NEW), planned(wanted, live(NEW)), portal, journal)
    assert (end.exit_code, recorded(end), portal.calls, portal.reads) == (DONE, [VALUE, STAGE], [], [])


def test_what_is_held_stays_held(journal: Path) -> None:
    """An apply that writes one field of a property leaves the other one somebody's, in this plan and the next."""
    known = record(NEW, NEW)
    wanted = desired({**GROUPS, STAGE: {**TEXT, "description": "New"}})
    state = live({**GROUPS, STAGE: {**TEXT, "label": "Edited"}})
    portal = MadeUpPortal(answered({**GROUPS, STAGE: {**TEXT, "label": "Edited"}}))
    for writes in (1, 0):
        plan = planned(wanted, state, known)
        assert fields(plan.held) == {f"{STAGE}#label": Cause.DRIFT}
        assert len(plan.calls) == writes
        end = applied(wanted, state, plan, portal, journal, known)
        known, state = end.record, look(portal, wanted)
    assert portal.bodies[Address.parse(STAGE)]["label"] == "Edited"


def test_a_saved_plan_records_its_own_changes(journal: Path) -> None:
    """Without the blueprint at hand, what the plan states is what reaches the record."""
    plan = planned(desired(NEW), live())
    with Journal(journal) as book:
        end = carry_out(plan, MadeUpPortal(), book, Counting(), NONE, known={})
    assert (end.exit_code, recorded(end)) == (DONE, [VALUE, STAGE])
