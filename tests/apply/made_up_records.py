"""Records in a dictionary, edited by somebody else at chosen moments of a migration, killed at others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cvpctl.model import Address, Count, Counts, Migration, RecordValues

Edit = tuple[int, str, str, str]
"""Before or after which operation, on which record, of which side (source, target), to which text."""


class Killed(BaseException):
    """The process is gone."""


@dataclass(slots=True)
class MadeUpRecords:
    """`source` and `target` are the same dictionary where both are options of one property.

    Every operation counts; an edit strikes just before its turn. `killed_at` ends the process there: before a write, or
    with `after_write` once it reached the portal.
    """

    source: dict[str, str]
    target: dict[str, str]
    edits: tuple[Edit, ...] = ()
    killed_at: int = 0
    after_write: bool = False
    past: dict[str, list[str]] = field(default_factory=dict)
    struck: list[Edit] = field(default_factory=list)
    theirs: dict[tuple[str, str], str] = field(default_factory=dict)
    operations: int = 0
    most_written: int = 0

    def holders(self, migration: Migration, *, after: str, most: int) -> tuple[str, ...]:
        self._turn()
        held = (one for one, text in self.source.items() if self._holds(migration.source, text))
        return tuple(sorted((one for one in held if int(one) > int(after)), key=int)[:most])

    def values(self, migration: Migration, ids: Iterable[str], *, past: bool = False) -> Mapping[str, RecordValues]:
        del migration
        self._turn()
        return {
            one: RecordValues(
                one, self.source.get(one, ""), self.target.get(one, ""), tuple(self._past(one)) if past else ()
            )
            for one in ids
        }

    def write_values(self, migration: Migration, texts: Mapping[str, str]) -> frozenset[str]:
        del migration
        self._turn(writing=True)
        self.most_written = max(self.most_written, len(texts))
        for one, text in texts.items():
            self._set(self.target, one, text)
        if self.killed_at == self.operations:
            raise Killed
        return frozenset()

    def count(self, addresses: Iterable[Address]) -> Counts:
        ends = tuple(addresses)
        sides = zip(ends, (self.source, self.target), strict=True)
        return {end: Count(sum(self._holds(end, text) for text in side.values())) for end, side in sides}

    def _turn(self, *, writing: bool = False) -> None:
        self.operations += 1
        for when, one, side, text in self.edits:
            if when == self.operations:
                self._set(self.source if side == "source" else self.target, one, text)
                self.theirs[one, side] = text
                self.struck.append((when, one, side, text))
        if self.killed_at == self.operations and not (writing and self.after_write):
            raise Killed

    def _set(self, side: dict[str, str], one: str, text: str) -> None:
        if side is self.target and text != side.get(one, ""):
            self.past[one] = [text, *self._past(one)]
        side[one] = text

    def _past(self, one: str) -> list[str]:
        return self.past.get(one) or ([self.target[one]] if self.target.get(one) else [])

    @staticmethod
    def _holds(end: Address, text: str) -> bool:
        return end.subpath[-1] in text.split(";") if end.subpath else bool(text)
