"""From a run to the plan that undoes it, and through the same guards as any other plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cvpctl.apply import Applied, PastRun, Undo, look, past_runs
from cvpctl.apply.rollback import MOVED, Rollback, possible, rolled_back, witness
from cvpctl.apply.unrecording import record_before
from cvpctl.cli.alone import alone
from cvpctl.cli.approving import asked
from cvpctl.cli.asking import with_answers
from cvpctl.cli.carrying import Basis, Undoing, carried_out
from cvpctl.cli.former_names import FormerNames, former_names
from cvpctl.cli.output import emit, tell
from cvpctl.cli.owning import require_own
from cvpctl.cli.plan import rendered
from cvpctl.cli.planning import ends_with
from cvpctl.cli.preflighting import sharpened
from cvpctl.cli.rechecking import checked_again, choices_of_now
from cvpctl.cli.resuming import Resumed, unsettled_runs
from cvpctl.cli.session import Session
from cvpctl.cli.wishes import canonical_allow
from cvpctl.engine import Choices, build_plan, questions
from cvpctl.engine.used_elsewhere import unread
from cvpctl.errors import BLOCKED, DONE, STALE, CvpError, UsageProblem, WrongPortal, worst
from cvpctl.model import Address, Plan, Record, State
from cvpctl.model.plan_json import digest_of

GIVEN = ("MASS_CHANGE:*", "GROUP_DELETED:*")
"""Whoever names a run has said how much may change, and of groups only those go that the run itself made."""


@dataclass(frozen=True, slots=True)
class _Planned:
    """What is done about one run."""

    plan: Plan
    live: State
    record: Record
    names: FormerNames
    resumed: Resumed
    refused: int


def roll_back(session: Session, wanted: str, *, allow: Sequence[str], yes: bool) -> int:
    with alone(session):
        runs = _runs(session)
        if not runs and not wanted:
            emit(f"Nothing to roll back: no run on {session.settings.name} was made from here.")
            return DONE
        run, undo = _chosen(session, runs, wanted)
        planned = _planned(session, run, undo, allow)
        for remark in planned.resumed.remarks():
            tell(remark)
        emit(f"Rolling back the run {run.id} of {run.began:%Y-%m-%d %H:%M:%S} UTC.")
        emit(rendered(planned.plan, "text"))
        plan, moved = planned.plan, tuple[Address, ...]()
        require_own(session)
        if asked(session, plan, yes=yes):
            now = checked_again(session, plan)
            plan, moved = now.plan, now.moved
        applied = _carried_out(session, run, undo, replace(planned, plan=plan), moved)
    blocked = len(planned.plan.blocked) > planned.refused
    codes = [applied.exit_code, ends_with(replace(planned.plan, blocked=()), pending_counts=False)]
    return worst([*codes, *([BLOCKED] if blocked else []), *([STALE] if planned.refused else [])])


def _carried_out(session: Session, run: PastRun, undo: Undo, planned: _Planned, moved: tuple[Address, ...]) -> Applied:
    record = planned.record

    def remembers(applied: Applied) -> Record:
        return planned.names.of_today(record_before(record, undo, applied.seen, applied.live))

    aim = record_before(record, undo, planned.plan.changes, {})
    basis = Basis(record, before=planned.live.resources, stated={}, resumed=planned.resumed)
    undoing = Undoing(run.id, aim, remembers, planned.names.undone)
    return carried_out(session, planned.plan, basis, moved=moved, undoing=undoing)


def _planned(session: Session, run: PastRun, undo: Undo, allow: Sequence[str]) -> _Planned:
    record, (runs, note) = session.record(), unsettled_runs(session)
    names = former_names(session, undo, record)
    live = look(session.portal, possible(run, undo), runs.scopes)
    before = Resumed(runs, live, note)
    record = before.record(names.of_the_run(record))
    back = rolled_back(run, undo, live)
    choices = choices_of_now(session)
    choices = replace(choices, allow=(*choices.allow, *map(canonical_allow, allow), *GIVEN))
    plan = _built(session, undo, back, live, choices)
    if questions(plan):
        live = with_answers(session, plan, live, writing=True)
        plan = _built(session, undo, back, live, choices)
    plan = sharpened(session, plan, live, desired=back.desired, choices=choices)
    refused = sum(any(one.code == MOVED for one in change.findings) for change in plan.blocked)
    return _Planned(session.told(plan), live, record, names, before, refused)


def _built(session: Session, undo: Undo, back: Rollback, live: State, choices: Choices) -> Plan:
    seen = witness(back.desired, live)
    plan = build_plan(back.desired, live, seen, portal_id=session.identity.portal_id, choices=choices)
    said = (*unread(live.references), *back.stays)
    plan = replace(plan, blocked=(*plan.blocked, *back.refused), notices=said, identities=undo.plan.identities)
    return replace(plan, digest=digest_of(plan))


def _runs(session: Session) -> list[PastRun]:
    """Return the runs that may have written something, the newest first."""
    folder = session.places.journal(session.settings.name, session.identity.portal_id)
    return [run for run in past_runs(folder) if run.wrote]


def _chosen(session: Session, runs: Sequence[PastRun], wanted: str) -> tuple[PastRun, Undo]:
    """Return the run that is meant; raises `UsageProblem` where none or several are."""
    found = [run for run in runs if run.id.startswith(wanted)][: None if wanted else 1]
    if len(found) != 1:
        which = f"{len(found)} runs begin with {wanted}" if found else f"there is no run {wanted} that wrote anything"
        raise UsageProblem(which, help=f"cvpctl history --portal {session.settings.name} lists them")
    return found[0], _inverse_of(session, found[0])


def _inverse_of(session: Session, run: PastRun) -> Undo:
    if run.portal_id != session.identity.portal_id:
        message = f"the run {run.id} was on portal {run.portal_id}; this token opens {session.identity.portal_id}"
        raise WrongPortal(message, help="use the token of that portal")
    if run.undo is None:
        raise CvpError(
            f"the run {run.id} left no inverse that can be read", help="it was made by an older cvpctl, or damaged"
        )
    return run.undo
