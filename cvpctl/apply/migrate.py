"""Moving record values: one record, ten, then a hundred at a time, and how a call that stands for that ended."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from cvpctl.apply.journal import Journal
from cvpctl.apply.moving_values import Halted, Means, Moving
from cvpctl.apply.old_values import OldValues
from cvpctl.apply.provider import Records, RecordWatcher
from cvpctl.errors import DailyLimit, NotAuthorised, PortalRefused, PortalUnreachable
from cvpctl.model import Address, Call, Ending, Migration, Outcome, Settled


@dataclass(frozen=True, slots=True)
class Migrator:
    """Carries out the migrations of one run; `folder` is where what records held before is kept.

    Those of the steps in `staying` leave the old one live, so that it is looked at once more when it is out of sight.
    """

    records: Records
    folder: Path
    journal: Journal
    watcher: RecordWatcher
    sleep: Callable[[float], None] = time.sleep
    told: list[str] = field(default_factory=list)
    staying: frozenset[str] = frozenset()

    def carry_out(self, call: Call, stopped: Callable[[], bool]) -> tuple[Outcome, ...]:
        """Return how the step of a call ended; raises what ends the whole run."""
        return self._ended(call, lambda kept: self._moving(call, kept, stopped).moved())

    def look_again(self, call: Call, stopped: Callable[[], bool]) -> tuple[Outcome, ...]:
        """Return an outcome only where something went wrong; raises what ends the whole run."""
        if not self.staying & set(call.covers):
            return ()
        ends = self._ended(call, lambda kept: self._moving(call, kept, stopped).moved_since())
        return tuple(one for one in ends if one.settled is not Settled.DONE)

    def _moving(self, call: Call, kept: OldValues, stopped: Callable[[], bool]) -> Moving:
        means = Means(self.records, self.watcher, self.sleep)
        return Moving(means, partial(self.journal.migrating, call), self._migration(call), kept, stopped)

    def finish(self, kept: OldValues) -> str:
        """Finish a migration that an earlier run was killed over, and return why that cannot be; empty where it is."""
        source, target = map(Address.parse, kept.ends)
        means, migration = Means(self.records, self.watcher, self.sleep), Migration(source, target, Ending.REMOVED)
        try:
            with kept:
                Moving(means, _unannounced, migration, kept, lambda: False).finished()
        except (Halted, PortalRefused, PortalUnreachable) as obstacle:
            return obstacle.message
        return ""

    def _ended(self, call: Call, work: Callable[[OldValues], str]) -> tuple[Outcome, ...]:
        (step,) = call.covers
        try:
            with OldValues.of(self.folder, self._migration(call)) as kept:
                self.told.extend(filter(None, [work(kept)]))
        except (NotAuthorised, DailyLimit):
            raise
        except PortalUnreachable as silence:
            return (Outcome(step, Settled.IN_DOUBT, silence.message),)
        except PortalRefused as refusal:
            message = f"{refusal.message}; nothing further was written"
            return (Outcome(step, Settled.FAILED, message, refusal.category, refusal.correlation_id),)
        except Halted as halted:
            return (Outcome(step, Settled.FAILED, halted.message),)
        return (Outcome(step, Settled.DONE),)

    def _migration(self, call: Call) -> Migration:
        """Return the migration that a call of a plan stands for."""
        source, target = (Address.parse(call.parameters[end]) for end in ("source", "target"))
        return Migration(source, target, Ending.HIDDEN if self.staying & set(call.covers) else Ending.REMOVED)


def _unannounced(_records: int, _done: int, _total: int) -> None:
    """What is only put back to what somebody wrote is no batch."""
