"""Walking a plan: wave after wave, the calls of a wave side by side, the journal around each of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from typing import Protocol

from cvpctl.apply.journal import Journal, JournalLost
from cvpctl.apply.provider import Provider, Watcher
from cvpctl.engine.migrating_steps import MIGRATE
from cvpctl.errors import CvpError
from cvpctl.model import Address, Call, Outcome, Plan, Settled

WORKERS = 8


@dataclass(slots=True)
class Run:
    """How far a walk came. `fatal` stopped it from the portal's side, `interrupted` from a person's."""

    outcomes: list[Outcome] = field(default_factory=list)
    fatal: CvpError | None = None
    interrupted: bool = False
    unwell: set[str] = field(default_factory=set)

    @property
    def stopped(self) -> bool:
        return self.fatal is not None or self.interrupted

    def add(self, outcomes: Sequence[Outcome]) -> None:
        self.outcomes += outcomes
        self.unwell |= {one.step for one in outcomes if one.settled is not Settled.DONE}


class Mover(Protocol):
    """Carries out the calls that move record values, and leaves off between two batches once it is told to."""

    def carry_out(self, call: Call, stopped: Callable[[], bool]) -> tuple[Outcome, ...]: ...

    def look_again(self, call: Call, stopped: Callable[[], bool]) -> tuple[Outcome, ...]:
        """Move what came to the old one while it was put out of sight; an outcome only where something stays there."""
        ...


def walk(plan: Plan, provider: Provider, journal: Journal, watcher: Watcher, mover: Mover | None = None) -> Run:
    """Carry out the calls of a plan. What depends on a failure is skipped; the rest goes on."""
    run, walker = Run(), _Walker(plan, provider, journal, mover)
    watcher.start(len(plan.calls))
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="apply") as pool:
        for wave in plan.waves:
            try:
                jobs = {pool.submit(walker.lane, lane, run): lane for lane in _lanes(wave)}
                for job in as_completed(jobs):
                    job.result()
                    for call in jobs[job] if not run.stopped else ():
                        watcher.advance(call)
            except KeyboardInterrupt:
                # Calls under way end as they end; nothing new is begun, and what is left is told as skipped.
                run.interrupted = True
    if mover is not None:
        _look_again(plan, mover, run)
    watcher.done()
    return run


def _look_again(plan: Plan, mover: Mover, run: Run) -> None:
    try:
        for call in plan.calls:
            if call.operation == MIGRATE and not run.stopped and not run.unwell & set(call.covers):
                run.add(mover.look_again(call, lambda: run.stopped))
    except CvpError as error:
        run.fatal = error
    except KeyboardInterrupt:
        run.interrupted = True


def _lanes(wave: Sequence[Call]) -> list[list[Call]]:
    lanes: dict[str, list[Call]] = {}
    for call in wave:
        lanes.setdefault(call.lane or f"#{call.number}", []).append(call)
    return list(lanes.values())


class _Walker:
    def __init__(self, plan: Plan, provider: Provider, journal: Journal, mover: Mover | None) -> None:
        self._provider, self._journal, self._lock = provider, journal, threading.Lock()
        self._mover = mover
        self._needs = {change.address: set(change.requires) for change in plan.changes}
        self._steps: dict[Address, list[str]] = {}
        for call in plan.calls:
            for step, address in zip(call.covers, call.addresses, strict=True):
                self._steps.setdefault(address.owner, []).append(step)

    def lane(self, calls: Sequence[Call], run: Run) -> None:
        for call in calls:
            able, skipped = self._able(call, run)
            with self._lock:
                run.add(skipped)
            if able is not None:
                self._carry_out(able, run)

    def _carry_out(self, call: Call, run: Run) -> None:
        try:
            self._journal.intended(call)
        except JournalLost as lost:
            # What cannot be journalled is not sent.
            run.fatal = run.fatal or lost
            outcomes = tuple(Outcome(step, Settled.SKIPPED, lost.message) for step in call.covers)
        else:
            outcomes = self._sent(call, run)
        with self._lock:
            run.add(outcomes)

    def _sent(self, call: Call, run: Run) -> tuple[Outcome, ...]:
        try:
            if self._mover is not None and call.operation == MIGRATE:
                outcomes = self._mover.carry_out(call, lambda: run.stopped)
            else:
                outcomes = self._provider.execute(call)
        except CvpError as error:
            outcomes = tuple(Outcome(step, Settled.IN_DOUBT, error.message) for step in call.covers)
            run.fatal = error
        try:
            self._journal.settled(call, outcomes)
        except JournalLost as lost:
            run.fatal = run.fatal or lost
        return outcomes

    def _able(self, call: Call, run: Run) -> tuple[Call | None, list[Outcome]]:
        """Split off the steps whose requirements did not settle well, or everything once the run has stopped."""
        if run.stopped:
            return None, [Outcome(step, Settled.SKIPPED, "the run had stopped") for step in call.covers]
        why = [self._why_not(call, address, run) for address in call.addresses]
        skipped = [Outcome(s, Settled.SKIPPED, reason) for s, reason in zip(call.covers, why, strict=True) if reason]
        if not skipped:
            return call, []
        if not call.inputs:
            return None, [Outcome(step, Settled.SKIPPED, next(filter(None, why))) for step in call.covers]
        kept = [index for index, reason in enumerate(why) if not reason]
        if not kept:
            return None, skipped
        return call.keeping(kept), skipped

    def _why_not(self, call: Call, address: Address, run: Run) -> str:
        if before := [step for step in call.requires if step in run.unwell]:
            return f"{before[0]} did not succeed"
        for need in sorted(self._needs.get(address.owner, ())):
            if any(step in run.unwell for step in self._steps.get(need, ())):
                return f"needs {need}, which did not succeed"
        return ""
