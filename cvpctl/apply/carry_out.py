"""One apply from a plan in hand to a report: recheck, walk, verify, and what the record should say afterwards."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from cvpctl.apply.journal import Journal
from cvpctl.apply.provider import Provider, Watcher
from cvpctl.apply.recording import recorded, stated_by
from cvpctl.apply.run import Run, walk
from cvpctl.apply.verify import sensitivities, verify
from cvpctl.engine import recompiled, stale
from cvpctl.errors import IN_PART, INTERRUPTED, NOT_CONVERGED, STALE, worst
from cvpctl.kinds import KINDS
from cvpctl.model import Action, Address, Body, Change, Plan, Record, Resource, Settled
from cvpctl.model.report import Report


@dataclass(frozen=True, slots=True)
class Applied:
    """`record` is what to save; `exit_code` says how it ended where nothing else is worse."""

    report: Report
    record: Record
    exit_code: int


def without_stale(plan: Plan, provider: Provider) -> tuple[Plan, tuple[Address, ...]]:
    """Recheck the premise of each change of a saved plan, and leave out exactly what moved.

    What requires a change that is left out is left out with it. The calls are made anew from the changes that stay.
    """
    scopes = sorted({(change.address.kind, change.address.scope) for change in plan.changes})
    state = provider.fetch(scopes, sensitive=sensitivities(plan.changes))
    moved = {
        change.address
        for change in plan.changes
        if stale(KINDS[change.address.kind], change, _body(state.resources.get(change.address)))
    }
    while more := {
        change.address for change in plan.changes if change.address not in moved and moved & set(change.requires)
    }:
        moved |= more
    kept = tuple(change for change in plan.changes if change.address not in moved)
    return recompiled(replace(plan, changes=kept), state), tuple(sorted(moved))


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
) -> Applied:
    """Write what the plan says and read it back.

    `known` is what was live when the plan was made and `stated` what the whole blueprint states, normalised; without
    it only the plan's own changes reach the record.
    """
    began = time.monotonic()
    journal.begin(plan)
    run = walk(plan, provider, journal, watcher)
    settled = _settled(plan, run)
    remaining, fresh = verify(provider, settled) if settled and run.fatal is None else ((), None)
    report = Report(tuple(run.outcomes), remaining, moved, seconds=time.monotonic() - began)
    journal.end(done=len(settled), of=len(plan.changes), notConverged=len(remaining))
    gone = [change.address for change in settled if change.action is Action.REMOVE]
    live = dict(known)
    if fresh is not None:
        read = {(change.address.kind, change.address.scope) for change in settled} - set(fresh.unknown)
        live = {a: r for a, r in known.items() if (a.kind, a.scope) not in read} | dict(fresh.resources)
    else:
        live = {a: r for a, r in known.items() if a not in {change.address for change in plan.changes}}
    after = recorded(record, stated_by(plan) if stated is None else stated, live, gone)
    return Applied(report, after, _exit_code(run, report))


def _settled(plan: Plan, run: Run) -> tuple[Change, ...]:
    ended = {one.step for one in run.outcomes if one.settled is Settled.DONE}
    unwell: set[Address] = set()
    for call in plan.calls:
        pairs = zip(call.covers, call.addresses, strict=True)
        unwell |= {address.owner for step, address in pairs if step not in ended}
    return tuple(change for change in plan.changes if change.address not in unwell)


def _exit_code(run: Run, report: Report) -> int:
    if run.interrupted:
        return INTERRUPTED
    codes = [run.fatal.exit_code] if run.fatal else []
    codes += [IN_PART] if run.unwell else []
    codes += [NOT_CONVERGED] if report.not_converged else []
    codes += [STALE] if report.stale else []
    return worst(codes)


def _body(resource: Resource | None) -> Body | None:
    return resource.body if resource else None
