"""One apply from a plan in hand to a report: recheck, walk, verify, and what the record should say afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from cvpctl.apply.journal import Journal, JournalLost
from cvpctl.apply.provider import Provider, Watcher
from cvpctl.apply.recording import recorded, stated_by
from cvpctl.apply.run import Mover, Run, walk
from cvpctl.apply.verify import NotConverged, sensitivities, verify
from cvpctl.engine import recompiled, stale
from cvpctl.errors import IN_PART, INTERRUPTED, LOOKED_IN_PART, NOT_CONVERGED, STALE, CvpError, worst
from cvpctl.kinds import KINDS
from cvpctl.model import Action, Address, Body, Change, Plan, Record, Resource, Scope, Settled, State
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


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What stays of a plan, what moved since it was made, and what is live now."""

    plan: Plan
    moved: tuple[Address, ...]
    live: State


def without_stale(plan: Plan, provider: Provider) -> tuple[Plan, tuple[Address, ...]]:
    """Return what stays of a plan, and what moved since."""
    found = rechecked(plan, provider)
    return found.plan, found.moved


def rechecked(plan: Plan, provider: Provider) -> Rechecked:
    """Recheck the premise of each change of a saved plan, and leave out exactly what moved.

    What requires a change that is left out is left out with it. The calls are made anew from the changes that stay.
    """
    scopes = sorted({(change.address.kind, change.address.scope) for change in plan.changes})
    state = provider.fetch(scopes, sensitive=sensitivities(plan.changes))
    moved = {change.address for change in plan.changes if _moved(change, state)}
    while more := {
        change.address for change in plan.changes if change.address not in moved and moved & set(change.requires)
    }:
        moved |= more
    kept = tuple(change for change in plan.changes if change.address not in moved)
    staying = tuple(one for one in plan.migrations if not moved & {one.source.owner, one.target.owner})
    return Rechecked(recompiled(replace(plan, changes=kept, migrations=staying), state), tuple(sorted(moved)), state)


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
    settled = _settled(plan, run)
    remaining, fresh = _verified(provider, settled, run, sleep)
    report = Report(tuple(run.outcomes), remaining, moved, seconds=time.monotonic() - began)
    seen = tuple(change for change in settled if _scope(change) not in fresh.unknown) if fresh else ()
    gone = [change.address for change in settled if change.action is Action.REMOVE]
    read = {_scope(change) for change in seen}
    # What was written and not read back is nobody's knowledge: its old word in the record stands.
    blind = {change.address for change in plan.changes if _scope(change) not in read}
    live = {a: r for a, r in known.items() if (a.kind, a.scope) not in read and a not in blind}
    live |= fresh.resources if fresh else {}
    says = stated_by(plan) if stated is None else stated
    after = recorded(record, says, live, gone, written=_written(seen, remaining))
    unread = fresh is not None and len(seen) < len(settled)
    counts = {"done": len(settled), "of": len(plan.changes), "notConverged": len(remaining)}
    _told(journal, run, seen, live, counts | {"exit": _exit_code(run, report, unread=unread)})
    return Applied(report, after, _exit_code(run, report, unread=unread), seen, live, run.fatal)


def _told(
    journal: Journal, run: Run, seen: Iterable[Change], live: Mapping[Address, Resource], counts: Mapping[str, int]
) -> None:
    """Journal what was read back, before the record learns it, and the end."""
    left = {change.address: _normalised(live.get(change.address)) for change in seen}
    try:
        if left:
            journal.left(left)
        journal.end(**counts)
    except JournalLost as lost:
        run.fatal = run.fatal or lost


def _normalised(resource: Resource | None) -> Body | None:
    return KINDS[resource.address.kind].normalise(resource.address, resource.body) if resource else None


def _moved(change: Change, state: State) -> bool:
    """Tell whether the portal moved under a change; what cannot be read any more may have."""
    return _scope(change) in state.unknown or stale(
        KINDS[change.address.kind], change, _body(state.resources.get(change.address))
    )


def _verified(
    provider: Provider, settled: tuple[Change, ...], run: Run, sleep: Callable[[float], None]
) -> tuple[tuple[NotConverged, ...], State | None]:
    """Read back what was written; a portal that does not answer any more leaves what was done told and journalled."""
    if not settled or run.fatal is not None:
        return (), None
    try:
        try:
            return verify(provider, settled, sleep=sleep)
        except KeyboardInterrupt:
            # What was written is ours: one look without waiting lets the record say so. A second Ctrl-C ends it.
            run.interrupted = True
            return verify(provider, settled, sleep=sleep, patient=False)
    except CvpError as error:
        run.fatal = error
    except KeyboardInterrupt:
        run.interrupted = True
    return (), None


def _written(changes: Iterable[Change], remaining: Iterable[NotConverged]) -> dict[Address, set[str]]:
    written = {change.address: {edit.path[0] for edit in change.fields} for change in changes}
    for address, edit in remaining:
        written[address].discard(edit.path[0])
    return written


def _settled(plan: Plan, run: Run) -> tuple[Change, ...]:
    ended = {one.step for one in run.outcomes if one.settled is Settled.DONE}
    unwell: set[Address] = set()
    for call in plan.calls:
        pairs = zip(call.covers, call.addresses, strict=True)
        unwell |= {address.owner for step, address in pairs if step not in ended}
    return tuple(change for change in plan.changes if change.address not in unwell)


def _exit_code(run: Run, report: Report, *, unread: bool) -> int:
    if run.interrupted:
        return INTERRUPTED
    codes = [run.fatal.exit_code] if run.fatal else []
    codes += [IN_PART] if run.unwell else []
    codes += [NOT_CONVERGED] if report.not_converged else []
    codes += [STALE] if report.stale else []
    codes += [LOOKED_IN_PART] if unread else []
    return worst(codes)


def _scope(change: Change) -> Scope:
    return (change.address.kind, change.address.scope)


def _body(resource: Resource | None) -> Body | None:
    return resource.body if resource else None
