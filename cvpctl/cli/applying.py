"""From a plan to a changed portal, with a person's word in between: ask, lock, journal, carry out, remember, tell."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from cvpctl.apply import Applied, Journal, carry_out, without_stale
from cvpctl.cli.alone import alone
from cvpctl.cli.output import colored, emit, tell, width
from cvpctl.cli.plan import rendered
from cvpctl.cli.planning import ends_with, make_plan
from cvpctl.cli.session import Session
from cvpctl.cli.wishes import Wishes
from cvpctl.engine.ownership import left_to_portal
from cvpctl.errors import Blocked, UsageProblem, WrongPortal, worst
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Body, Desired, Plan, Record, Resource
from cvpctl.render.apply_text import outcome_text
from cvpctl.render.progress import Progress
from cvpctl.render.wording import counted


def apply_blueprints(session: Session, paths: Sequence[Path], wishes: Wishes, *, yes: bool) -> int:
    with alone(session):
        planned = make_plan(session, paths, wishes)
        for remark in planned.remarks:
            tell(remark)
        emit(rendered(planned.plan, "text"))
        plan, moved = planned.plan, tuple[Address, ...]()
        if _asked(session, plan, yes=yes):
            # Somebody may have edited the portal while a person was making up their mind.
            plan, moved = without_stale(plan, session.portal)
        stated = _stated(planned.desired)
        applied = _carried_out(session, plan, planned.record, planned.live.resources, stated, moved=moved)
    return worst([applied.exit_code, ends_with(planned.plan, pending_counts=False)])


def apply_saved(session: Session, plan: Plan, path: Path, *, yes: bool) -> int:
    """Apply a saved plan; what moved in the portal since is left out and named."""
    if plan.portal_id != session.identity.portal_id:
        message = f"{path} was made for portal {plan.portal_id}; this token opens portal {session.identity.portal_id}"
        raise WrongPortal(message, help="plan again against this portal, or use the other one's token")
    with alone(session):
        emit(rendered(plan, "text"))
        _asked(session, plan, yes=yes)
        kept, moved = without_stale(plan, session.portal)
        applied = _carried_out(session, kept, session.record(), {}, None, moved=moved)
    return worst([applied.exit_code, ends_with(plan, pending_counts=False)])


def _carried_out(
    session: Session,
    plan: Plan,
    record: Record,
    known: Mapping[Address, Resource],
    stated: Mapping[Address, Body] | None,
    *,
    moved: tuple[Address, ...],
) -> Applied:
    before = (session.portal.calls.reads, session.portal.calls.writes)
    with _journal(session, plan) as journal:
        watcher = Progress(enabled=sys.stderr.isatty())
        applied = carry_out(plan, session.portal, journal, watcher, record, known=known, stated=stated, moved=moved)
        session.records.save(session.settings.name, applied.record)
    calls = session.portal.calls
    report = replace(applied.report, calls_read=calls.reads - before[0], calls_written=calls.writes - before[1])
    if plan.calls or moved:
        emit(outcome_text(report, color=colored(), width=width()))
    return applied


def _asked(session: Session, plan: Plan, *, yes: bool) -> bool:
    """Ask where there is something to write and somebody to ask; raises Blocked on a no, or by an alarm."""
    if plan.stopped and plan.calls:
        raise Blocked("not applied: the plan as a whole is blocked", help="it says why at its head, and what to do")
    if yes or not plan.calls:
        return False
    _ask(session, plan)
    return True


def _ask(session: Session, plan: Plan) -> None:
    if not sys.stdin.isatty():
        raise UsageProblem("nobody is here to ask", help="say --yes to apply without asking")
    name = session.settings.name
    if session.protected:
        typed = click.prompt(
            f"This is the protected portal {name!r}. Type its name to apply {_size(plan)}",
            default="",
            show_default=False,
        )
        if typed != name:
            raise Blocked("not applied: the name was not the portal's")
    elif not click.confirm(f"Apply {_size(plan)} to {name}?", err=True):
        raise Blocked("not applied: you said no")


def _size(plan: Plan) -> str:
    return f"{counted(len(plan.changes), 'resource')} in {counted(len(plan.calls), 'call')}"


@contextmanager
def _journal(session: Session, plan: Plan) -> Iterator[Journal]:
    """Yield the journal of this apply; one without calls has nothing to tell and leaves no file."""
    with ExitStack() as stack:
        folder = session.places.journal(session.settings.name, session.identity.portal_id)
        if not plan.calls:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="cvpctl-")))
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        yield stack.enter_context(Journal(folder / f"{moment}.jsonl"))


def _stated(desired: Desired) -> dict[Address, Body]:
    return {
        address: left_to_portal(desired, address, KINDS[address.kind].normalise(address, resource.body))
        for address, resource in desired.resources.items()
    }
