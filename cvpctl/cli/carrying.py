"""Carrying out a plan with all that outlives the process: inverse, journal, record; and the telling of how it went."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from cvpctl.apply import Applied, Journal, JournalLost, carry_out, inverse, undo_path, write_undo
from cvpctl.apply.journal import read_journal
from cvpctl.apply.migrate import Migrator
from cvpctl.apply.past import PastRun
from cvpctl.apply.resume import fully_read
from cvpctl.cli.approving import completed
from cvpctl.cli.output import colored, emit, tell, width
from cvpctl.cli.resuming import Resumed
from cvpctl.cli.session import Session
from cvpctl.errors import CvpError
from cvpctl.model import Address, Body, Plan, Record, Resource, Touch
from cvpctl.project import marked
from cvpctl.render.apply_text import outcome_text
from cvpctl.render.progress import Progress

Resources = Mapping[Address, Resource]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan was made of.

    `known` is live and goes into the record where nothing is written, `before` is live and leads back, `stated` is
    what the blueprint states, and `resumed` the runs that were settled on the way.
    """

    record: Record
    known: Resources = field(default_factory=dict)
    before: Resources = field(default_factory=dict)
    stated: Mapping[Address, Body] | None = None
    resumed: Resumed = field(default_factory=Resumed)


@dataclass(frozen=True, slots=True)
class Undoing:
    """What a rollback does otherwise: the run it undoes, what it wants the record to say, and what it may say."""

    run: str
    aim: Record
    remembers: Callable[[Applied], Record]


def carried_out(
    session: Session,
    plan: Plan,
    basis: Basis,
    *,
    moved: tuple[Address, ...] = (),
    touched: Mapping[Address, Touch] | None = None,
    undoing: Undoing | None = None,
) -> Applied:
    """Write, read back, remember, tell. What was done is told even where nothing more can be kept."""
    before = (session.portal.calls.reads, session.portal.calls.writes)
    with _journal(session, plan, undoing) as journal:
        back = inverse(plan, basis.before, basis.record, aim=undoing.aim if undoing else None)
        write_undo(back, undo_path(journal.path))
        applied = _walked(session, plan, basis, journal, moved)
        if undoing:
            applied = replace(applied, record=replace(undoing.remembers(applied), completed=""))
        elif completed(applied, plan, moved):
            applied = replace(applied, record=replace(applied.record, completed=plan.blueprint_digest))
        lost = _remembered(session, applied, journal, basis.resumed)
    calls = session.portal.calls
    told = replace(applied.report, touched=touched or {})
    report = replace(told, calls_read=calls.reads - before[0], calls_written=calls.writes - before[1])
    if plan.calls or moved:
        emit(outcome_text(report, color=colored(), width=width()))
    if isinstance(applied.stopped_by, JournalLost):
        tell(f"error: {applied.stopped_by.message}\nhelp: {applied.stopped_by.help}")
    if lost:
        raise lost
    return applied


def _walked(session: Session, plan: Plan, basis: Basis, journal: Journal, moved: tuple[Address, ...]) -> Applied:
    watcher, record, known = Progress(enabled=sys.stderr.isatty()), basis.record, basis.known
    folder = session.places.journal(session.settings.name, session.identity.portal_id)
    mover = Migrator(session.portal, folder, journal, watcher)
    seen = (plan, session.portal, journal, watcher, record)
    applied = carry_out(*seen, known=known, stated=basis.stated, moved=moved, mover=mover)
    for line in mover.told:
        emit(line)
    return applied


def _remembered(session: Session, applied: Applied, journal: Journal, resumed: Resumed) -> CvpError | None:
    """Save the record, then close the journals that it now knows."""
    try:
        session.records.save(session.settings.name, marked(applied.record, session.settings.bindings))
    except CvpError as error:
        return error
    run = PastRun(journal.path, tuple(read_journal(journal.path)))
    if fully_read(run):
        try:
            journal.recorded()
        except JournalLost as error:
            tell(f"note: {error.message}; the next run looks once more at what this one wrote")
    resumed.close(run.id)
    return None


@contextmanager
def _journal(session: Session, plan: Plan, undoing: Undoing | None) -> Iterator[Journal]:
    """Yield the journal of this run; one without calls has nothing to tell and leaves no file."""
    with ExitStack() as stack:
        folder = session.places.journal(session.settings.name, session.identity.portal_id)
        if not plan.calls:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="cvpctl-")))
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        yield stack.enter_context(Journal(folder / f"{moment}.jsonl", undoes=undoing.run if undoing else ""))
