"""How many calls it took: every request that left this machine, repeated ones included."""

from __future__ import annotations

from collections import Counter
from threading import Lock

from cvpctl.portal.endpoints import Endpoint


class Calls:
    """Counts by operation; safe to ask while calls are under way."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_operation: Counter[str] = Counter()
        self._writes = 0

    def record(self, endpoint: Endpoint) -> None:
        with self._lock:
            self._by_operation[str(endpoint)] += 1
            self._writes += endpoint.writes

    @property
    def total(self) -> int:
        with self._lock:
            return self._by_operation.total()

    @property
    def writes(self) -> int:
        return self._writes

    @property
    def reads(self) -> int:
        return self.total - self.writes

    @property
    def by_operation(self) -> dict[str, int]:
        with self._lock:
            return dict(sorted(self._by_operation.items()))

    def __repr__(self) -> str:
        return f"<Calls {self.total}, {self.writes} of them writes>"
