"""Carrying out a plan with all that outlives the process: inverse, journal, record; and the telling of how it went."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
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
from cvpctl.cli.former_names import renamed_by
from cvpctl.cli.migrated import put_away
from cvpctl.cli.output import colored, emit, tell, width
from cvpctl.cli.resuming import Resumed
from cvpctl.cli.session import Session
from cvpctl.cli.sharing import announce, shared_at_worst, unshared
from cvpctl.engine.moves import memory
from cvpctl.errors import CvpError
from cvpctl.model import Address, Body, Ending, Plan, Record, Resource, Settled, Touch
from cvpctl.project import identities, marked
from cvpctl.project.run_files import reserve
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
    renamed: Mapping[Address, Address] = field(default_factory=dict)


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
    with _journal(session, plan, undoing) as journal, shared_at_worst(session):
        known = {**identities(session.settings.bindings), **memory(basis.record)}
        renamed = undoing.renamed if undoing else renamed_by(session, basis.record)
        aim = undoing.aim if undoing else None
        back = inverse(plan, basis.before, basis.record, aim=aim, known=known, renamed=renamed)
        write_undo(back, undo_path(journal.path))
        announce(session, plan, journal.path, undoing.run if undoing else "")
        applied = _walked(session, plan, basis, journal, moved)
        if undoing:
            applied = replace(applied, record=replace(undoing.remembers(applied), completed=""))
        elif completed(applied, plan, moved):
            applied = replace(applied, record=replace(applied.record, completed=plan.blueprint_digest))
        lost = _remembered(session, applied, journal, basis.resumed)
        unknown = unshared(session)
    calls = session.portal.calls
    told = replace(applied.report, touched=touched or {})
    report = replace(told, calls_read=calls.reads - before[0], calls_written=calls.writes - before[1])
    if plan.calls or moved:
        emit(outcome_text(report, color=colored(), width=width()))
    if applied.stopped_by and not _is_told(applied):
        tell(f"error: {applied.stopped_by.message}\nhelp: {applied.stopped_by.help}".removesuffix("\nhelp: "))
    if error := lost or unknown:
        raise error
    return applied


def _is_told(applied: Applied) -> bool:
    """Tell whether a call ended with what ended the run; where the journal or reading back did, no step says so."""
    error = applied.stopped_by
    said = {one.message for one in applied.report.outcomes if one.settled is not Settled.SKIPPED}
    return error is not None and error.message in said


def _walked(session: Session, plan: Plan, basis: Basis, journal: Journal, moved: tuple[Address, ...]) -> Applied:
    watcher, record, known = Progress(enabled=sys.stderr.isatty()), basis.record, basis.known
    folder = session.places.journal(session.settings.name, session.identity.portal_id)
    staying = frozenset(one.step for one in plan.migrations if one.ending is Ending.HIDDEN)
    mover = Migrator(session.portal, folder, journal, watcher, staying=staying)
    seen = (plan, session.portal, journal, watcher, record)
    applied = carry_out(*seen, known=known, stated=basis.stated, moved=moved, mover=mover)
    for line in (*mover.told, *put_away(session, plan, mover)):
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
        path = folder / f"{moment}.jsonl"
        with suppress(OSError):  # which the journal itself meets, and says
            reserve(path)
            reserve(undo_path(path))
        yield stack.enter_context(Journal(path, undoes=undoing.run if undoing else ""))
