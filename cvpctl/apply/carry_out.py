"""One apply from a plan in hand to a report: walk, verify, and what the record should say afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from cvpctl.apply.ending import exit_code, settled_well, tell_end
from cvpctl.apply.journal import Journal
from cvpctl.apply.provider import Provider, Watcher
from cvpctl.apply.recording import recorded, stated_by, waiting_parts
from cvpctl.apply.run import Mover, Run, walk
from cvpctl.apply.verify import ReadBack, scope_of, verify
from cvpctl.errors import CvpError
from cvpctl.model import Action, Address, Body, Change, Plan, Record, Resource
from cvpctl.model.report import Report


@dataclass(frozen=True, slots=True)
class Applied:
    """`record` is what to save; `exit_code` says how it ended where nothing else is worse.

    `seen` are the changes that were written and read back, `live` what was read last, and `stopped_by` what ended the
    run before its end.
    """

    report: Report
    record: Record
    exit_code: int
    seen: tuple[Change, ...] = ()
    live: Mapping[Address, Resource] = field(default_factory=dict)
    stopped_by: CvpError | None = None


def carry_out(
    plan: Plan,
    provider: Provider,
    journal: Journal,
    watcher: Watcher,
    record: Record,
    *,
    known: Mapping[Address, Resource],
    stated: Mapping[Address, Body] | None = None,
    moved: tuple[Address, ...] = (),
    mover: Mover | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Applied:
    """Write what the plan says and read it back.

    `known` is what was live when the plan was made and `stated` what the whole blueprint states, normalised; without
    it only the plan's own changes reach the record.
    """
    began = time.monotonic()
    journal.begin(plan)
    run = walk(plan, provider, journal, watcher, mover)
    settled = settled_well(plan, run)
    read = _read_back(provider, settled, run, sleep)
    seen = tuple(change for change in settled if change.address not in read.unread)
    live = _live(plan, read, seen, known)
    gone = [change.address for change in settled if change.action is Action.REMOVE]
    says = stated_by(plan) if stated is None else stated
    after = recorded(record, says, live, gone, written=_written(seen, read), strange=waiting_parts(plan))
    report = Report(
        tuple(run.outcomes),
        read.not_converged,
        moved,
        seconds=time.monotonic() - began,
        pending=read.pending,
        unread=read.unread,
    )
    tell_end(
        journal, run, report, {one.address: live.get(one.address) for one in seen}, (len(settled), len(plan.changes))
    )
    return Applied(report, after, exit_code(run, report), seen, live, run.fatal)


def _read_back(provider: Provider, settled: tuple[Change, ...], run: Run, sleep: Callable[[float], None]) -> ReadBack:
    """Read back what was written; a portal that does not answer any more leaves what was done told and journalled."""
    if not settled:
        return ReadBack()
    if run.fatal is not None:
        return ReadBack(unread={change.address: run.fatal.message for change in settled})
    read = verify(provider, settled, sleep=sleep)
    run.fatal, run.interrupted = read.stopped_by, run.interrupted or read.interrupted
    return read


def _live(
    plan: Plan, read: ReadBack, seen: Iterable[Change], known: Mapping[Address, Resource]
) -> dict[Address, Resource]:
    """Return what is live as far as anybody saw: what was written and not read back is nobody's knowledge."""
    scopes = set(map(scope_of, seen))
    blind = {change.address for change in plan.changes if scope_of(change) not in scopes}
    before = {a: r for a, r in known.items() if (a.kind, a.scope) not in scopes and a not in blind}
    return before | dict(read.state.resources)


def _written(changes: Iterable[Change], read: ReadBack) -> dict[Address, set[str]]:
    written = {change.address: {edit.path[0] for edit in change.fields} for change in changes}
    for address, edit in (*read.not_converged, *read.pending):
        written[address].discard(edit.path[0])
    return written
