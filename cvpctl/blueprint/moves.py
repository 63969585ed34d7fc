"""`moved:` lines judged: each names one thing under its old and its new address, and no two of them disagree.

What a move does is the engine's business; what cannot be meant is refused here, with its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from cvpctl.blueprint.addresses import Addresses
from cvpctl.blueprint.findings import Findings
from cvpctl.blueprint.statement import Statement
from cvpctl.blueprint.statements import Mention
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Moved, Severity

MOVABLE = ("group", "property", "pipeline")
_ELSEWHERE = {
    "label": "an association label keeps its ids: change its text, or bind it",
    "schema": "a custom object keeps its name for good: bind it",
    "validation": "a validation rule goes with its property: move that",
}


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: both addresses, and where they stand."""

    source: Address
    target: Address
    said: tuple[Mention, Mention]


def moves_of(
    said: Iterable[tuple[Mention, Mention]],
    stated: Mapping[Address, Statement],
    addresses: Addresses,
    found: Findings,
) -> tuple[Moved, ...]:
    """Return the moves that hold, each once, in the order they are written; the others are noted."""
    return _Judging(stated, addresses, found).moves(said)


@dataclass(frozen=True, slots=True)
class _Judging:
    stated: Mapping[Address, Statement]
    addresses: Addresses
    found: Findings

    def moves(self, said: Iterable[tuple[Mention, Mention]]) -> tuple[Moved, ...]:
        by_source: dict[Address, _Line] = {}
        by_target: dict[Address, _Line] = {}
        for line in self.lines(said):
            first = by_source.get(line.source) or by_target.get(line.target)
            if first is None:
                by_source[line.source] = by_target[line.target] = line
            elif (first.source, first.target) != (line.source, line.target):
                self.twice(line, first)
        kept = [line for line in by_source.values() if self.leads_somewhere(line, by_source)]
        return tuple(Moved(one.source, one.target, one.said[0].source.place(one.said[0].spot)) for one in kept)

    def lines(self, said: Iterable[tuple[Mention, Mention]]) -> Iterator[_Line]:
        for pair in said:
            source, target = (self.addresses.whole(mention) for mention in pair)
            if source and target:
                line = _Line(source, target, pair)
                if wrong := _misfit(source, target):
                    self.note("MOVE_REFUSED", *wrong, line)
                else:
                    yield line

    def twice(self, line: _Line, first: _Line) -> None:
        place = first.said[0].source.place(first.said[0].spot)
        same = f"{line.source} moves" if first.source == line.source else f"something moves to {line.target}"
        self.note("MOVED_TWICE", f"{same} twice; first at {place}", "keep one of the two", line)

    def leads_somewhere(self, line: _Line, by_source: Mapping[Address, _Line]) -> bool:
        if line.source.subpath and _end(line.source.owner, by_source) != _end(line.target.owner, by_source):
            message = f"{line.target} is in another {KINDS[line.source.kind].noun} than {line.source}"
            self.note(
                "MOVE_REFUSED", message, "HubSpot moves no part to another owner; remove one, add the other", line
            )
            return False
        if where := self.where(_under_its_owner(line.source, by_source)):
            message = f"{line.source} is said to have moved and is still stated at {where}"
            self.note("MOVED_AND_STATED", message, "state it under its new name only", line)
            return False
        *way, end = _way(line.source, by_source)
        if end in way:
            circle = " -> ".join(map(str, (*way, end)))
            self.note(
                "MOVE_CIRCLE", f"these move in a circle: {circle}", "leave out the move that is no longer true", line
            )
            return False
        if not self.where(_under_its_owner(end, by_source)):
            message = f"no blueprint states {end}, so nothing moves there"
            self.note("MOVED_NOWHERE", message, "state it, or take the line out", line, Severity.WARNING)
        return True

    def where(self, address: Address) -> str:
        """Return where an address is stated, or nothing."""
        statement = self.stated.get(address.owner)
        if statement is None or (address.subpath and address.subpath[1] not in statement.keys(address.subpath[0])):
            return ""
        source, spot = statement.at(address.subpath, key=True)
        return str(source.place(spot))

    def note(self, code: str, message: str, help_: str, line: _Line, severity: Severity = Severity.ERROR) -> None:
        self.found.note(code, message, help_, at=line.said[0].at, severity=severity, address=line.source)


def _way(address: Address, lines: Mapping[Address, _Line]) -> list[Address]:
    """Return all the names a thing has had, up to the last one or to one it had before."""
    way = [address]
    while way[-1] in lines and way[-1] not in way[:-1]:
        way.append(lines[way[-1]].target)
    return way


def _under_its_owner(address: Address, lines: Mapping[Address, _Line]) -> Address:
    """A part stands below what its owner is called now."""
    return replace(address, key=_end(address.owner, lines).key) if address.subpath else address


def _end(address: Address, lines: Mapping[Address, _Line]) -> Address:
    return _way(address, lines)[-1]


def _misfit(source: Address, target: Address) -> tuple[str, str] | None:
    """Return why one thing cannot have both addresses, if it cannot."""
    if source.kind not in MOVABLE:
        return f"this {KINDS[source.kind].noun} cannot move", _ELSEWHERE.get(source.kind, "take the line out")
    if source == target:
        return f"{source} moves to itself", "take the line out"
    alike = (source.kind, source.scope, source.subpath[:-1]) == (target.kind, target.scope, target.subpath[:-1])
    if not alike or len(source.subpath) != len(target.subpath):
        return f"{target} is in another place than {source}", "both are of one kind, on one object, in one collection"
    return None
