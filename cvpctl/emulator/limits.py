"""HubSpot's two clocks on calls: ten seconds rolling per app, and a day per account, up to its own midnight.

The windows run on clocks of their own, since a client that waits does so in real time
even where the portal's dates are made up.
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo

from cvpctl.emulator.errors import Refusal

INTERVAL_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Calls allowed; 0 switches a limit off together with its headers."""

    per_ten_seconds: int = 190
    per_day: int = 1_000_000
    searches_per_second: int = 5

    @classmethod
    def off(cls) -> "Limits":
        return cls(0, 0, 0)


@dataclass(slots=True)
class CallWindow:
    """The calls one app made lately: counts them, refuses them, and writes the headers."""

    limits: Limits
    monotonic: Callable[[], float] = time.monotonic
    recent: deque[float] = field(default_factory=deque)
    today: int = 0
    zone: tzinfo = UTC
    clock: Callable[[tzinfo], datetime] = datetime.now
    _day: date = date.min

    def admit(self, *, searches: bool = False) -> None:
        """Count one call, or refuse it (observed body; a refused call does not count). Searches only use up the day."""
        now = self.monotonic()
        while self.recent and now - self.recent[0] >= INTERVAL_SECONDS:
            self.recent.popleft()
        day = self.clock(self.zone).date()
        if day != self._day:
            self._day, self.today = day, 0
        if self.limits.per_day and self.today >= self.limits.per_day:
            raise too_many("DAILY")
        if not searches:
            if self.limits.per_ten_seconds and len(self.recent) >= self.limits.per_ten_seconds:
                raise too_many("TEN_SECONDLY_ROLLING")
            self.recent.append(now)
        self.today += 1

    def headers(self, *, searches: bool = False) -> dict[str, str]:
        headers: dict[str, str] = {}
        if self.limits.per_day:
            headers["X-HubSpot-RateLimit-Daily"] = str(self.limits.per_day)
            headers["X-HubSpot-RateLimit-Daily-Remaining"] = str(max(0, self.limits.per_day - self.today))
        if self.limits.per_ten_seconds and not searches:
            ceiling = self.limits.per_ten_seconds
            left = max(0, ceiling - len(self.recent))
            headers["X-HubSpot-RateLimit-Interval-Milliseconds"] = "10000"
            headers["X-HubSpot-RateLimit-Max"] = str(ceiling)
            headers["X-HubSpot-RateLimit-Remaining"] = str(left)
            # Deprecated pair, still sent (observed 10 and 9 beside 100 and 98).
            headers["X-HubSpot-RateLimit-Secondly"] = str(ceiling // 10)
            headers["X-HubSpot-RateLimit-Secondly-Remaining"] = str(min(left, max(0, ceiling // 10 - 1)))
        return headers


@dataclass(slots=True)
class SearchWindow:
    """The searches of one account in the last second."""

    most: int
    monotonic: Callable[[], float] = time.monotonic
    recent: deque[float] = field(default_factory=deque)

    def admit(self) -> None:
        """Observed: the refusal of a search says less than others do."""
        now = self.monotonic()
        while self.recent and now - self.recent[0] >= 1.0:
            self.recent.popleft()
        if self.most and len(self.recent) >= self.most:
            raise Refusal(429, "You have reached your secondly limit.", "RATE_LIMITS")
        self.recent.append(now)


def too_many(policy: str) -> Refusal:
    named = {"DAILY": "daily", "SECONDLY": "secondly"}.get(policy, "ten_secondly_rolling")
    extra = {"errorType": "RATE_LIMIT", "policyName": policy}
    return Refusal(429, f"You have reached your {named} limit.", "RATE_LIMITS", extra=extra)
