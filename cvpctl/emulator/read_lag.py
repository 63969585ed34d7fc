"""Reads that show what was: HubSpot answers schema reads from copies that lag behind its writes.

Observed: for up to seventy seconds after a write a single schema read goes back and forth between old and new;
a list without definitions is current after about five seconds, one with definitions after about two, and the name
of a new association label takes five minutes. What was purged still shows among the archived and in the limits for
half a minute, a new label is counted after forty seconds. All of it shrinks and grows with `seconds`; 0 is no lag
at all.
Nothing of it is kept in the database: a process that starts anew has caught up.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from cvpctl.emulator.errors import Body

OBSERVED_SECONDS = 70.0

SINGLE = 1.0
LISTED = 5 / OBSERVED_SECONDS
LISTED_WITH_DEFINITIONS = 2 / OBSERVED_SECONDS
LABEL_NAMES = 300 / OBSERVED_SECONDS
LABEL_COUNTS = 40 / OBSERVED_SECONDS
PURGED = 30 / OBSERVED_SECONDS

Key = tuple[int, str]


@dataclass(slots=True)
class ReadLag:
    """What was there before each late write, and who sees it still."""

    seconds: float = 0.0
    monotonic: Callable[[], float] = time.monotonic
    _written: dict[Key, list[tuple[float, Body | None]]] = field(default_factory=dict)
    _single_reads: dict[Key, int] = field(default_factory=dict)

    def wrote(self, portal_id: int, what: str, before: Body | None) -> None:
        """Remember what a write replaced; None where nothing was."""
        if self.seconds:
            self._written.setdefault((portal_id, what), []).append((self.monotonic(), before))
            self._single_reads.pop((portal_id, what), None)

    def seen(self, portal_id: int, what: str, current: Body | None, share: float) -> Body | None:
        """What a copy that lags by this share of `seconds` holds."""
        since = self.monotonic() - self.seconds * share
        unseen = (before for moment, before in self._written.get((portal_id, what), []) if moment > since)
        return next(unseen, current) if self.seconds else current

    def seen_single(self, portal_id: int, what: str, current: Body | None) -> Body | None:
        """Old and new in turn, old first (observed: back and forth)."""
        key = (portal_id, what)
        self._single_reads[key] = self._single_reads.get(key, 0) + 1
        odd = self._single_reads[key] % 2
        return self.seen(portal_id, what, current, SINGLE) if odd else current

    def forget(self) -> None:
        self._written.clear()
        self._single_reads.clear()
