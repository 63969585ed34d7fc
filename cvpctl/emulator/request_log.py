"""What was called, from the start: tests and the demo count calls with it. No token and no body is kept."""

from collections import Counter, deque
from dataclasses import dataclass, field

KEPT = 50_000
NO_ROUTE = "(no route)"


@dataclass(frozen=True, slots=True)
class Entry:
    """One request. `status` 0 means that the connection was dropped on purpose."""

    method: str
    template: str
    path: str
    status: int
    writes: bool
    portal_id: int | None

    @property
    def route(self) -> str:
        return f"{self.method} {self.template}"


@dataclass(slots=True)
class RequestLog:
    """Counts by method and route template. `bugs` holds answers nobody asked for: it stays empty."""

    entries: deque[Entry] = field(default_factory=lambda: deque(maxlen=KEPT))
    counts: Counter[str] = field(default_factory=Counter)
    writes: int = 0
    bugs: list[str] = field(default_factory=list)

    def record(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.counts[entry.route] += 1
        self.writes += entry.writes

    @property
    def total(self) -> int:
        return self.counts.total()

    def clear(self) -> None:
        self.entries.clear()
        self.counts.clear()
        self.writes = 0

    def count(self, method: str = "", containing: str = "") -> int:
        """Calls of one method (or any) whose route template contains the text."""
        return sum(
            number
            for route, number in self.counts.items()
            if route.startswith(method) and containing in route.partition(" ")[2]
        )
