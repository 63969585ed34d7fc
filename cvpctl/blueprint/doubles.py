"""Things that two files state without knowing each other: told pair by pair of files, with the file to edit.

A layer that says what a file of one's own says already differs from it in dozens of addresses, and needs one sentence.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from cvpctl.blueprint.extends import name_in
from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.statement import Draft

MOST = 3
"""More than so many of one pair of files are told together, by the first ones."""


@dataclass(frozen=True, slots=True)
class Doubles:
    """The pairs of a run: of each two files the drafts, the one to edit first; `roots` are files somebody named."""

    roots: Collection[str]
    pairs: dict[tuple[str, str], list[tuple[Draft, Draft]]] = field(default_factory=dict)

    def add(self, first: Draft, second: Draft) -> None:
        here, there = (first, second) if self._own(first) and not self._own(second) else (second, first)
        self.pairs.setdefault((here.source.name, there.source.name), []).append((here, there))

    def tell(self, found: Findings) -> None:
        for drafts in self.pairs.values():
            if len(drafts) > MOST and drafts[0][0].source is not drafts[0][1].source:
                self._tell_together(drafts, found)
                continue
            for here, there in drafts:
                message = f"{here.address} is stated twice; {self._also(here, there)}"
                at = (here.source, here.entry)
                found.note("DUPLICATE_ADDRESS", message, self._help(here, there, "it"), at=at, address=here.address)

    def _tell_together(self, drafts: list[tuple[Draft, Draft]], found: Findings) -> None:
        here, there = drafts[0]
        first = ", ".join(str(draft.address) for draft, _ in drafts[:MOST])
        message = f"{len(drafts)} things are stated here and in {there.source.name}: {first} and others"
        found.note("DUPLICATE_ADDRESS", message, self._help(here, there, "them"), at=(here.source, here.entry))

    def _own(self, draft: Draft) -> bool:
        return draft.source.name in self.roots

    def _also(self, here: Draft, there: Draft) -> str:
        place = there.source.place(there.entry)
        return f"{there.source.name} states it too" if self._one_is_ours(here, there) else f"first at {place}"

    def _help(self, here: Draft, there: Draft, them: str) -> str:
        if here.source is there.source:
            return "keep one of the two"
        if self._one_is_ours(here, there):
            return f"delete {them} from {here.source.name}, or let it extend {_named(there.source)}"
        return f"delete {them} from one of the two, or let one extend the other"

    def _one_is_ours(self, here: Draft, there: Draft) -> bool:
        return self._own(here) and not self._own(there)


def _named(source: Source) -> str:
    return name_in(source.text) or source.name
