"""Walking a plan: what depends on a failure is skipped, the rest goes on, lanes are serial, and a run can end early."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from apply.made_up_portal import Counting, MadeUpPortal, answered
from engine.situation import GROUP, GROUPS, STAGE, TEXT, VALUE, desired, formula, live, planned

from cvpctl.apply import Journal
from cvpctl.apply.run import Run, walk
from cvpctl.errors import CvpError, DailyLimit
from cvpctl.model import Body, Plan, Settled

OTHER = "group.contacts.other"
IN_OTHER = "property.contacts.in_other"
BOTH: dict[str, Body] = {
    **GROUPS,
    OTHER: {"label": "Other"},
    STAGE: TEXT,
    IN_OTHER: {**TEXT, "groupName": "other"},
    "property.contacts.later": formula("in_other"),
}


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


def walked(plan: Plan, portal: MadeUpPortal, journal: Path, watcher: Counting | None = None) -> Run:
    with Journal(journal) as book:
        return walk(plan, portal, book, watcher or Counting())


def ends(run: Run) -> dict[str, tuple[Settled, str]]:
    return {one.step.rpartition(":")[0]: (one.settled, one.message) for one in run.outcomes}


def test_every_step_is_told_once(journal: Path) -> None:
    """All done, in as many outcomes as there are steps, and the watcher saw each call."""
    portal, watcher = MadeUpPortal(), Counting()
    plan = planned(desired(BOTH), live())
    run = walked(plan, portal, journal, watcher)
    assert sorted(one.step for one in run.outcomes) == sorted(step for call in plan.calls for step in call.covers)
    assert {one.settled for one in run.outcomes} == {Settled.DONE}
    assert (watcher.total, sorted(watcher.seen), watcher.ended) == (len(plan.calls), [1, 2, 3, 4], True)
    assert (run.unwell, run.fatal, run.interrupted) == (set(), None, False)


def test_a_refusal_skips_what_depends_on_it_and_nothing_else(journal: Path) -> None:
    """A group fails: its property leaves the batch, the formula over that property is skipped, the rest goes on."""
    portal = MadeUpPortal(refuses={f"{OTHER}:create": "too many groups"})
    run = walked(planned(desired(BOTH), live()), portal, journal)
    assert ends(run) == {
        VALUE: (Settled.DONE, ""),
        OTHER: (Settled.FAILED, "too many groups"),
        STAGE: (Settled.DONE, ""),
        IN_OTHER: (Settled.SKIPPED, f"needs {OTHER}, which did not succeed"),
        "property.contacts.later": (Settled.SKIPPED, f"needs {IN_OTHER}, which did not succeed"),
    }
    (batch,) = [call for call in portal.calls if call.inputs]
    assert [body["name"] for body in batch.inputs] == ["stage"]
    assert [str(address) for address in batch.addresses] == [STAGE]


def test_part_of_a_batch_may_fail(journal: Path) -> None:
    """One input is refused; only what needs that one is skipped."""
    portal = MadeUpPortal(refuses={f"{IN_OTHER}:create": "no"})
    run = walked(planned(desired(BOTH), live()), portal, journal)
    assert ends(run)[STAGE] == (Settled.DONE, "")
    assert ends(run)["property.contacts.later"][0] is Settled.SKIPPED
    assert len(portal.calls) == 3


def test_what_is_in_doubt_is_not_built_upon(journal: Path) -> None:
    """A lost answer counts as no success."""
    portal = MadeUpPortal(loses=frozenset({f"{OTHER}:create"}))
    run = walked(planned(desired(BOTH), live()), portal, journal)
    assert (ends(run)[OTHER][0], ends(run)[IN_OTHER][0]) == (Settled.IN_DOUBT, Settled.SKIPPED)


def test_steps_of_one_thing_stop_at_the_first_refusal(journal: Path) -> None:
    """The stages of a pipeline are written one after the other."""
    path = "pipeline.deals.path"
    stages = [{"id": key, "label": key, "displayOrder": n, "metadata": {}} for n, key in enumerate("ab")]
    wanted = {"stages": {key: {"label": key.upper(), "metadata": {"probability": 0.5}} for key in "abc"}}
    plan = planned(desired({path: wanted}), live({path: {"label": "P", "stages": stages}}), drift="overwrite")
    portal = MadeUpPortal(refuses={f"{path}/stages/b:update": "no"})
    run = walked(plan, portal, journal)
    assert [settled for settled, _ in ends(run).values()] == [Settled.DONE, Settled.FAILED, Settled.SKIPPED]
    assert len(portal.calls) == 2


def test_a_removal_waits_for_what_leaves(journal: Path) -> None:
    """The group stays while one of its properties could not be archived."""
    state = {VALUE: GROUP, STAGE: TEXT}
    allow = ["GROUP_DELETED:*", "PROPERTY_ARCHIVED:*"]
    plan = planned(desired(removed=[STAGE, VALUE]), live(state), allow=allow)
    portal = MadeUpPortal(answered(state), refuses={f"{STAGE}:remove": "in use"})
    assert ends(walked(plan, portal, journal))[VALUE][0] is Settled.SKIPPED
    assert len(portal.calls) == 1


def test_a_lane_is_serial_and_lanes_run_side_by_side(journal: Path) -> None:
    """Groups of one object never at once; of two objects at once, or this test would wait for ever."""
    objects = ("contacts", "deals")
    wanted = {f"group.{name}.g{number}": {"label": f"G{number}"} for name in objects for number in range(4)}
    portal = MadeUpPortal(meet=threading.Barrier(2))
    run = walked(planned(desired(wanted), live()), portal, journal)
    assert (len(portal.calls), portal.overlapping, len(run.unwell)) == (8, [], 0)


FATAL: list[CvpError] = [DailyLimit("used up"), CvpError("the portal is gone")]


@pytest.mark.parametrize("error", FATAL)
def test_what_ends_the_run_ends_it(error: CvpError, journal: Path) -> None:
    """Nothing further is sent; what was under way is in doubt, and what is left is told as skipped."""
    portal = MadeUpPortal(raises={f"{VALUE}:create": error})
    run = walked(planned(desired({**GROUPS, STAGE: TEXT}), live()), portal, journal)
    assert run.fatal is error
    assert ends(run) == {
        VALUE: (Settled.IN_DOUBT, error.message),
        STAGE: (Settled.SKIPPED, "the run had stopped"),
    }
    assert len(portal.calls) == 1


def test_an_interruption_stops_before_the_next_call(journal: Path) -> None:
    """What is done stays told; what had not begun is skipped."""
    portal = MadeUpPortal(raises={f"{STAGE}:create": KeyboardInterrupt()})
    wanted = {**GROUPS, STAGE: TEXT, "property.contacts.later": formula("stage")}
    run = walked(planned(desired(wanted), live()), portal, journal)
    assert run.interrupted
    assert ends(run) == {
        VALUE: (Settled.DONE, ""),
        "property.contacts.later": (Settled.SKIPPED, "the run had stopped"),
    }


def test_an_interruption_between_calls(journal: Path) -> None:
    """The person's signal reaches the main thread, which is the one that waits and watches."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    portal = MadeUpPortal()
    run = walked(planned(desired({**GROUPS, STAGE: TEXT}), live()), portal, journal, Counting(on_advance=interrupt))
    assert run.interrupted
    assert ends(run) == {VALUE: (Settled.DONE, ""), STAGE: (Settled.SKIPPED, "the run had stopped")}


def test_an_empty_plan_calls_nobody(journal: Path) -> None:
    """The watcher starts and ends all the same."""
    portal, watcher = MadeUpPortal(), Counting()
    walked(planned(desired(), live()), portal, journal, watcher)
    assert (portal.calls, watcher.total, watcher.ended) == ([], 0, True)
