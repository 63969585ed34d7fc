"""Pace: how fast we call, so that HubSpot need not refuse and the client's other apps keep their share.

The bucket is pyrate-limiter's rolling window, because HubSpot's policy is one (TEN_SECONDLY_ROLLING): a bucket that
refills while it is drained lets nearly twice the limit through in its first ten seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Lock

from pyrate_limiter import InMemoryBucket, Rate, RateItem

ASSUMED = 100  # per ten seconds: the smallest limit any subscription has
INTERVAL_MS = 10_000
SHARE = 0.8
LOOPBACK_SHARE = 0.95  # an emulated portal has no other apps
LEAST_SHARE = 0.05  # where others take everything, we still move

_MAX, _LEFT, _INTERVAL = (f"x-hubspot-ratelimit-{name}" for name in ("max", "remaining", "interval-milliseconds"))


class Pace:
    """Counts calls in the last interval and makes a caller wait for room.

    Each request takes a `turn`; `follow` then gets the headers of its answer. A portal on this machine that sends no
    limits (`loopback`) has none.
    """

    def __init__(
        self,
        *,
        loopback: bool = False,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._loopback = loopback
        self._share = LOOPBACK_SHARE if loopback else SHARE
        self._clock = clock
        self._sleep = sleep
        self._lock = Lock()
        self._bucket = InMemoryBucket([Rate(ASSUMED, INTERVAL_MS)])
        self._limited = True
        self._under_way = 0

    @property
    def limit(self) -> int | None:
        """Calls per interval we allow ourselves at the moment, or None for as many as we like."""
        return self._bucket.rates[0].limit if self._limited else None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for room, and be under way until the answer is there."""
        while (pause := self._pause_or_take()) > 0:
            self._sleep(pause)
        with self._lock:
            self._under_way += 1
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1

    def follow(self, headers: Mapping[str, str]) -> None:
        """Adopt the limits an answer states; without any, keep what we have."""
        most, left = _number(headers.get(_MAX)), _number(headers.get(_LEFT))
        with self._lock:
            if not most:
                self._limited = self._limited and not self._loopback
                return
            interval = _number(headers.get(_INTERVAL)) or INTERVAL_MS
            self._limited = True
            self._bucket.leak(self._now())
            others = 0 if left is None else max(0, most - left - self._taken(interval))
            allowed = max(most * LEAST_SHARE, most * self._share - others, 1)
            self._bucket.rates = [Rate(int(allowed), interval)]

    def _pause_or_take(self) -> float:
        with self._lock:
            if not self._limited:
                return 0.0
            now = self._now()
            self._bucket.leak(now)
            item = RateItem("call", now)
            return 0.0 if self._bucket.put(item) else max(1, _waiting(self._bucket, item)) / 1000

    def _taken(self, interval: int) -> int:
        """Calls of ours that HubSpot has counted for certain; one under way may or may not be."""
        since = self._now() - interval
        return max(0, sum(item.timestamp >= since for item in self._bucket.items) - self._under_way)

    def _now(self) -> int:
        return int(self._clock() * 1000)


def _waiting(bucket: InMemoryBucket, item: RateItem) -> int:
    pause = bucket.waiting(item)
    assert isinstance(pause, int)
    return pause


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None
