"""A portal in a dictionary, which can be told to refuse, to fall silent, to lag, and to ignore."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cvpctl.apply import read_journal
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Body, Call, Outcome, Resource, Scope, Settled, State, Unknown, Unseen

NO_LEVELS: Mapping[Scope, frozenset[str]] = {}


@dataclass(slots=True)
class MadeUpPortal:
    """Groups and properties by address, as a portal answers them.

    `refuses` names steps that fail, `loses` steps whose answer is lost after the write, `raises` what a step ends the
    run with. Reads show writes after `lag` further reads; fields of `ignores` are taken with 200 and dropped.
    """

    bodies: dict[Address, Body] = field(default_factory=dict)
    refuses: Mapping[str, str] = field(default_factory=dict)
    loses: frozenset[str] = frozenset()
    raises: Mapping[str, BaseException] = field(default_factory=dict)
    silent: BaseException | None = None
    unreadable: frozenset[Scope] = frozenset()
    archive: dict[Address, Body] = field(default_factory=dict)
    archive_unreadable: bool = False
    ignores: frozenset[str] = frozenset()
    rewrites: Mapping[str, str] = field(default_factory=dict)
    lag: int = 0
    journal: Path | None = None
    meet: threading.Barrier | None = None
    calls: list[Call] = field(default_factory=list)
    reads: list[tuple[Scope, ...]] = field(default_factory=list)
    levels: list[Mapping[Scope, frozenset[str]]] = field(default_factory=list)
    unannounced: list[Call] = field(default_factory=list)
    overlapping: list[str] = field(default_factory=list)
    _shown: list[dict[Address, Body]] = field(default_factory=list)
    _busy: Counter[str] = field(default_factory=Counter)

    def fetch(
        self,
        scopes: Iterable[Scope],
        *,
        archived: Iterable[Scope] = (),
        sensitive: Mapping[Scope, frozenset[str]] = NO_LEVELS,
    ) -> State:
        wanted, old = tuple(scopes), tuple(archived)
        self.reads.append((*wanted, *old))
        self.levels.append(sensitive)
        if self.silent is not None and self.calls:
            raise self.silent
        self._shown.append({address: dict(body) for address, body in self.bodies.items()})
        shown = self._shown[max(0, len(self._shown) - 1 - self.lag)]
        seen = [scope for scope in wanted if scope not in self.unreadable]
        live = {
            address: Resource(address, body)
            for address, body in shown.items()
            if (address.kind, address.scope) in seen and self._listed(body, (address.kind, address.scope), sensitive)
        }
        unseen = [scope for scope in wanted if scope not in seen] + [*(old if self.archive_unreadable else ())]
        gone = {
            address: Resource(address, body)
            for address, body in self.archive.items()
            if (address.kind, address.scope) in old
            and self._listed(body, (address.kind, address.scope), sensitive)
            and not self.archive_unreadable
        }
        return State(live, gone, {scope: Unknown(Unseen.FORBIDDEN, "a scope is missing") for scope in unseen})

    def _listed(self, body: Body, scope: Scope, sensitive: Mapping[Scope, frozenset[str]]) -> bool:
        level = body.get("dataSensitivity", "non_sensitive")
        return level == "non_sensitive" or level in sensitive.get(scope, frozenset())

    def execute(self, call: Call) -> tuple[Outcome, ...]:
        self.calls.append(call)
        self._look_at_the_journal(call)
        self._enter(call.lane)
        try:
            return self._carried_out(call)
        finally:
            self._busy[call.lane] -= 1

    def _enter(self, lane: str) -> None:
        self._busy[lane] += 1
        if lane and self._busy[lane] > 1:
            self.overlapping.append(lane)
        if self.meet is not None:
            self.meet.wait(timeout=5)

    def _look_at_the_journal(self, call: Call) -> None:
        events = read_journal(self.journal) if self.journal else []
        announced = [event for event in events if event["event"] == "intended" and event["call"] == call.number]
        if self.journal and [event["covers"] for event in announced] != [list(call.covers)]:
            self.unannounced.append(call)

    def _carried_out(self, call: Call) -> tuple[Outcome, ...]:
        outcomes = []
        for number, step in enumerate(call.covers):
            if step in self.raises:
                raise self.raises[step]
            if step in self.refuses:
                outcomes.append(Outcome(step, Settled.FAILED, self.refuses[step], "VALIDATION_ERROR"))
                continue
            self._write(call, number)
            outcomes.append(Outcome(step, Settled.IN_DOUBT if step in self.loses else Settled.DONE))
        return tuple(outcomes)

    def _write(self, call: Call, number: int) -> None:
        address, purpose = call.addresses[number], call.operation.name
        if "archive" in purpose or "delete" in purpose:
            self.bodies.pop(address, None)
            return
        sent = call.inputs[number] if call.inputs else (call.body or {})
        taken = {name: self._spelled(name, value) for name, value in sent.items() if name not in self.ignores}
        self.bodies[address] = {KINDS[address.kind].key: address.key, **self.bodies.get(address, {}), **taken}

    def _spelled(self, name: str, value: object) -> object:
        return self.rewrites.get(str(value), value) if name == "calculationFormula" else value


@dataclass(slots=True)
class Counting:
    """A watcher that remembers."""

    total: int = 0
    seen: list[int] = field(default_factory=list)
    ended: bool = False
    on_advance: Callable[[], None] | None = None

    def start(self, total_calls: int) -> None:
        self.total = total_calls

    def advance(self, call: Call) -> None:
        self.seen.append(call.number)
        if self.on_advance:
            self.on_advance()

    def done(self) -> None:
        self.ended = True


def answered(bodies: Mapping[str, Body]) -> dict[Address, Body]:
    return {Address.parse(text): {"name": Address.parse(text).key, **body} for text, body in bodies.items()}
