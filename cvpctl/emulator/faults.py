"""Faults on demand: what a network and a busy API do to a client, at the call one chooses.

They prove that a client can tell "refused" from "unknown": the connection that drops *after* the
write is the one that matters.
"""

from dataclasses import dataclass, field
from typing import Literal

from cvpctl.emulator.errors import Refusal
from cvpctl.emulator.limits import too_many

RATE_LIMITED = 429

What = Literal["status", "reset", "delay", "slow_body", "stale"]
FATAL = frozenset({"status", "reset"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong.

    `what` is an answer with `status`, a connection reset, a delay of `seconds`, a body that takes `seconds` to come
    whole, or a read that shows what was `seconds` ago. `when` says whether the write has happened by then. It strikes
    matching calls number `nth` to `nth + times - 1`; `times` 0 never ends.
    `retry_after` is a header that HubSpot sends with 477 only.
    `method` and `route` (a part of the route template or of the path) narrow which calls match.
    """

    what: What
    status: int = 500
    seconds: float = 0.0
    when: Literal["before", "after"] = "before"
    method: str = ""
    route: str = ""
    writes_only: bool = False
    nth: int = 1
    times: int = 1
    policy: Literal["TEN_SECONDLY_ROLLING", "SECONDLY", "DAILY"] = "TEN_SECONDLY_ROLLING"
    retry_after: int = 0

    def matches(self, method: str, template: str, path: str, *, writes: bool) -> bool:
        if self.method and self.method.upper() != method:
            return False
        if self.writes_only and not writes:
            return False
        return self.route in template or self.route in path

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.retry_after)} if self.retry_after else {}

    def refusal(self) -> Refusal:
        if self.status == RATE_LIMITED:
            return too_many(self.policy)
        return Refusal(self.status, "internal error")


@dataclass(slots=True)
class Faults:
    """The faults that are armed, with how many matching calls each has seen."""

    armed: list[Fault] = field(default_factory=list)
    latency: float = 0.0
    stale: float = 0.0
    """For how many seconds after a write a single schema read may still show what was before."""
    _seen: dict[int, int] = field(default_factory=dict)

    def add(self, fault: Fault) -> None:
        self._seen[len(self.armed)] = 0
        self.armed.append(fault)

    def clear(self) -> None:
        self.armed.clear()
        self._seen.clear()
        self.latency = 0.0
        self.stale = 0.0

    def fail_once(self, status: int = 500, *, method: str = "", route: str = "", nth: int = 1) -> None:
        self.add(Fault("status", status=status, method=method, route=route, nth=nth))

    def rate_limit_after(self, calls: int, *, times: int = 1, method: str = "", route: str = "") -> None:
        self.add(Fault("status", status=RATE_LIMITED, nth=calls + 1, times=times, method=method, route=route))

    def drop_before_write(self, *, method: str = "", route: str = "", nth: int = 1) -> None:
        self.add(Fault("reset", method=method, route=route, nth=nth))

    def drop_after_write(self, *, method: str = "", route: str = "", nth: int = 1) -> None:
        self.add(Fault("reset", when="after", method=method, route=route, nth=nth))

    def slow(self, seconds: float, *, method: str = "", route: str = "", nth: int = 1, times: int = 0) -> None:
        self.add(Fault("delay", seconds=seconds, method=method, route=route, nth=nth, times=times))

    def slow_body(self, seconds: float, *, method: str = "", route: str = "", nth: int = 1, times: int = 1) -> None:
        self.add(Fault("slow_body", seconds=seconds, method=method, route=route, nth=nth, times=times))

    def stale_reads(self, seconds: float, *, route: str = "", times: int = 0) -> None:
        """Reads of this route show what was so long ago, beginning with what is written from now on."""
        self.add(Fault("stale", seconds=seconds, route=route, times=times))

    def seconds_of(self, what: What) -> float:
        """The longest that is armed."""
        return max((fault.seconds for fault in self.armed if fault.what == what), default=0.0)

    def striking(self, method: str, template: str, path: str, *, writes: bool) -> list[Fault]:
        """The faults this call meets; asking counts the call."""
        struck = []
        for number, fault in enumerate(self.armed):
            if not fault.matches(method, template, path, writes=writes):
                continue
            self._seen[number] += 1
            past = self._seen[number] - fault.nth
            if past >= 0 and (not fault.times or past < fault.times):
                struck.append(fault)
        return struck
