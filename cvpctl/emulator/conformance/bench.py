"""What a case works at: requests to the portal, judged as they come back, and a list of what to take away again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cvpctl.emulator.call import Version
from cvpctl.emulator.conformance.judgements import Difference, Observation, Skipped, Stopped, observation, plain
from cvpctl.emulator.conformance.operations import Operation
from cvpctl.emulator.conformance.wire import Raw, Unreachable, Wire

_FORBIDDEN = 403
_GONE = 404
_ROUNDS = 45
_ERROR_KEYS = {"status", "message", "correlationId"}


@dataclass(frozen=True, slots=True)
class Undo:
    """How something made is taken away."""

    operation: Operation
    at: tuple[str, ...]
    body: Any = None
    query: Mapping[str, str] | None = None


@dataclass(slots=True)
class Run:
    """What all cases of one run share: the portal, the prefix of every name, what was made and not yet taken away."""

    wire: Wire
    portal_id: int
    prefix: str
    made: set[str] = field(default_factory=set)
    kept: dict[str, str] = field(default_factory=dict)
    undos: list[Undo] = field(default_factory=list)
    left_behind: list[str] = field(default_factory=list)

    @property
    def own(self) -> tuple[tuple[str, str], ...]:
        """Texts of this run and portal with what a report says in their place."""
        return (self.wire.token, "<token>"), (self.prefix, "<prefix>"), (str(self.portal_id), "<portal>")

    def is_ours(self, name: str) -> bool:
        return self.prefix in name or name in self.made

    def take_away(self, undos: list[Undo]) -> None:
        """Latest first. What cannot be taken away is told, and keeps nothing else from going."""
        while undos:
            undo = undos.pop()
            try:
                raw = self._send(undo)
                failed = f"HTTP {raw.status}" if raw.status >= 400 and raw.status != _GONE else ""  # noqa: PLR2004
            except Unreachable as error:
                failed = str(error)
            if failed:
                self.left_behind.append(f"{undo.operation.name} {' '.join(undo.at)}: {failed}")

    def _send(self, undo: Undo) -> Raw:
        address = undo.operation.address(None, undo.at)
        return self.wire.send(undo.operation.method, address, query=undo.query, body=undo.body, writes=True)


class Answer:
    """An answer whose parts are compared with what the emulator claims."""

    def __init__(self, bench: "Bench", request: str, raw: Raw) -> None:
        self.raw = raw
        self._bench = bench
        self._request = request

    def __getitem__(self, name: str) -> Any:
        if not isinstance(self.raw.body, dict) or name not in self.raw.body:
            self._differs("keys", f"a field {name}", "none")
            raise Stopped
        return self.raw.body[name]

    @property
    def body(self) -> Any:
        return self.raw.body

    @property
    def results(self) -> list[Any]:
        return list(self["results"])

    def has_exactly(self, *names: str, of: Any = None) -> "Answer":
        return self._keys(set(names), self.raw.body if of is None else of, exactly=True)

    def has(self, *names: str, of: Any = None) -> "Answer":
        return self._keys(set(names), self.raw.body if of is None else of, exactly=False)

    def says(self, **values: Any) -> "Answer":
        """Fields with these values; `<id>` stands for any long number."""
        for name, expected in values.items():
            actual = self.raw.body.get(name, "<absent>") if isinstance(self.raw.body, dict) else "<no object>"
            if self._plain(actual) != self._plain(expected):
                self._differs(name, expected, actual)
        return self

    def is_shaped(self, of: Any = None, **types: Any) -> "Answer":
        """Exactly these fields, of these types: values that belong to an account are never looked at."""
        found = self.raw.body if of is None else of
        self._keys(set(types), found, exactly=True)
        for name, kind in types.items():
            if isinstance(found, dict) and name in found and not isinstance(found[name], kind):
                self._differs(f"type of {name}", _named(kind), type(found[name]).__name__)
        return self

    def _keys(self, expected: set[str], found: Any, *, exactly: bool) -> "Answer":
        actual = set(found) if isinstance(found, dict) else set()
        if actual != expected if exactly else not expected <= actual:
            extra = sorted(map(str, actual - expected)) if exactly else []
            self._differs("keys", {"missing": sorted(expected - actual)}, {"instead": extra})
        return self

    def _differs(self, about: str, expected: Any, actual: Any) -> None:
        self._bench.differs(self._request, about, self._plain(expected), self._plain(actual))

    def _plain(self, value: Any) -> Any:
        return plain(value, self._bench.run.own)


class Bench:
    """For one case."""

    def __init__(self, run: Run, number: int) -> None:
        self.run = run
        self.differences: list[Difference] = []
        self.observations: list[Observation] = []
        self.undos: list[Undo] = []
        self.asked: list[Operation] = []
        self._number = number

    def name(self, tail: str) -> str:
        """A name that no portal has: of this run and this case."""
        return f"{self.run.prefix}_{self._number}_{tail}"

    def ask(
        self,
        operation: Operation,
        *at: str,
        body: Any = None,
        query: Mapping[str, str] | None = None,
        status: int | Iterable[int] | None = None,
        version: Version | None = None,
        accept: str = "application/json",
    ) -> Answer:
        """Send it; another status than the route's own, or the one named, ends the case."""
        self._refuse_what_is_not_ours(operation, at, body)
        self.asked.append(operation)
        raw = self.run.wire.send(
            operation.method,
            operation.address(version, at),
            query=query,
            body=body,
            accept=accept,
            writes=operation.route.writes,
        )
        answer = Answer(self, operation.name, raw)
        wanted = operation.route.status if status is None else status
        allowed = {wanted} if isinstance(wanted, int) else set(wanted)
        if raw.status not in allowed:
            if raw.status == _FORBIDDEN:
                raise Skipped(_why_forbidden(raw.body))
            message = raw.body.get("message") if isinstance(raw.body, dict) else None
            told = f"{raw.status}: {message}" if message else raw.status
            self.differs(operation.name, "status", sorted(allowed), plain(told, self.run.own))
            raise Stopped
        return answer

    def refused(
        self, operation: Operation, *at: str, status: int, body: Any = None, also: Iterable[str] = (), **says: Any
    ) -> Answer:
        """An error body with these words, and with no other keys than those and `also`."""
        answer = self.ask(operation, *at, body=body, status=status)
        return answer.has_exactly(*_ERROR_KEYS, *says, *also).says(status="error", **says)

    def undo(self, operation: Operation, *at: str, body: Any = None, query: Mapping[str, str] | None = None) -> None:
        self.undos.append(Undo(operation, at, body, query))

    def forget(self, operation: Operation) -> None:
        """What this would take away went along with something else."""
        self.undos = [one for one in self.undos if one.operation is not operation]

    def owns(self, *ids: Any) -> None:
        """Remember ids that the portal gave to what we made."""
        self.run.made.update(str(one) for one in ids)

    def check(self, statement: str, *, holds: bool) -> None:
        """A relation between answers; only the statement is told, never the values."""
        if not holds:
            self.differs("", statement, "true", "false")

    def observe(self, switch: str, seen: Any) -> None:
        self.observations.append(observation(switch, seen))

    def settles(self, looks: Callable[[], bool]) -> bool:
        """Whether it becomes true within the time that HubSpot's slowest reads take."""
        for round_number in range(_ROUNDS):
            if looks():
                return True
            self.run.wire.sleep(min(2.0, 0.05 * 2**round_number))
        return False

    def differs(self, request: str, about: str, expected: Any, actual: Any) -> None:
        self.differences.append(Difference(request, about, expected, actual))

    def _refuse_what_is_not_ours(self, operation: Operation, at: tuple[str, ...], body: Any) -> None:
        if not operation.route.writes:
            return
        if at and at[0] in self.run.made:
            return  # whatever an object of ours holds came with it
        strange = [one for one in operation.touched(at, body) if not self.run.is_ours(one)]
        if strange:
            raise PermissionError(f"{operation.name} would touch what this run did not make: {strange}")


def _why_forbidden(body: Any) -> str:
    errors = body.get("errors") if isinstance(body, dict) else None
    named = [
        scope
        for error in errors or []
        for scope in (error.get("context") or {}).get("requiredGranularScopes", [])
    ]  # fmt: skip
    return f"the token lacks one of the scopes {', '.join(named[:4])}" if named else "the portal answered 403"


def _named(kind: Any) -> str:
    return kind.__name__ if isinstance(kind, type) else str(kind)
