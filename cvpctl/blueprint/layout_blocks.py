"""Entries of a collection cut out of a text, each with the comments that are about it, to be put in another order.

A comment belongs to the entry below it, unless it is indented deeper than that entry's key: then it ends the one above.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cvpctl.blueprint.layout import Keyed, Listing


class Cut(NamedTuple):
    """A stretch of a text and what shall stand there."""

    begin: int
    end: int
    text: str


def arranged(text: str, inside: Listing | Keyed, order: Sequence[int | str]) -> Cut | None:
    """Return the stretch that holds a collection with its entries in another order.

    An index stands for an entry that is there, a text for a new one: whole lines in a block, its own words in brackets.
    None where the layout does not allow it without loosening a comment from what it is about.
    """
    return _in_brackets(text, inside, order) if inside.flow else _in_lines(text, inside, order)


def _starts(text: str, inside: Listing | Keyed) -> list[int]:
    """Return where each entry begins: a mapping's at its key, a list's at its dash or, in brackets, at its item."""
    if isinstance(inside, Keyed):
        return [key.start for key, _ in inside.pairs]
    if inside.flow:
        return [item.start for item in inside.items]
    starts, after = [], inside.start
    for item in inside.items:
        starts.append(_dash(text, after, item.start))
        after = item.end
    return starts


def _dash(text: str, after: int, before: int) -> int:
    """Return the dash of an item: the last one between the item before and its own first character."""
    position = text.rfind("-", after, before)
    while text[_line_start(text, position) : position].strip(" -"):
        position = text.rfind("-", after, position)
    return position


def _ends(inside: Listing | Keyed) -> list[int]:
    if isinstance(inside, Keyed):
        return [max(key.end, value.end) for key, value in inside.pairs]
    return [item.end for item in inside.items]


def _in_brackets(text: str, inside: Listing | Keyed, order: Sequence[int | str]) -> Cut | None:
    starts, ends = _starts(text, inside), _ends(inside)
    gaps = [text[end:start] for end, start in zip(ends, starts[1:], strict=False)]
    if not starts or any("#" in gap for gap in gaps):
        return None
    words = [one if isinstance(one, str) else text[starts[one] : ends[one]] for one in order]
    gaps = [*gaps, *[", "] * (len(words) - 1 - len(gaps))][: len(words) - 1]
    middle = "".join(word + gap for word, gap in zip(words, [*gaps, ""], strict=False))
    return Cut(starts[0], ends[-1], middle)


def _in_lines(text: str, inside: Listing | Keyed, order: Sequence[int | str]) -> Cut | None:
    blocks = _Blocks(text, inside)
    if not blocks.cuts:
        return None
    first, *rest = (blocks.lines(one) for one in order)
    if blocks.beside_dash:
        if first.lstrip(" ").startswith("#") or not first.startswith(" " * blocks.column):
            return None
        first = first[blocks.column :]
    else:
        # Blank lines part the entries; the first one needs none above it, and what comes behind it does.
        bare = first.lstrip("\n")
        if rest and len(bare) < len(first):
            rest[0] = "\n" * (len(first) - len(bare)) + rest[0].lstrip("\n")
        first = bare
    return Cut(blocks.begin, blocks.end, first + "".join(rest))


class _Blocks:
    """The entries of a block collection as runs of whole lines that leave no gap between them."""

    def __init__(self, text: str, inside: Listing | Keyed) -> None:
        self.text = text
        starts, ends = _starts(text, inside), _ends(inside)
        self.column = starts[0] - _line_start(text, starts[0]) if starts else 0
        self.beside_dash = bool(starts) and bool(text[_line_start(text, starts[0]) : starts[0]].strip())
        self.cuts = self._cut(starts, ends)
        self.begin = self.cuts[0][0] if self.cuts else inside.start
        self.end = self.cuts[-1][1] if self.cuts else inside.end

    def lines(self, one: int | str) -> str:
        if isinstance(one, str):
            return one
        begin, end = self.cuts[one]
        said = self.text[begin:end]
        if not one and self.beside_dash:
            said = " " * self.column + said
        return said if said.endswith("\n") else said + "\n"

    def _cut(self, starts: Sequence[int], ends: Sequence[int]) -> list[tuple[int, int]]:
        if not starts:
            return []
        begin = starts[0] if self.beside_dash else self._above(starts[0])
        cuts = []
        for number, end in enumerate(ends):
            until = starts[number + 1] if number + 1 < len(starts) else len(self.text)
            stop = self._behind(_line_end(self.text, end), until)
            cuts.append((begin, stop))
            begin = stop
        return cuts

    def _above(self, start: int) -> int:
        """Return where the comments right above the first entry begin; those of a whole file are its head and stay."""
        line = _line_start(self.text, start)
        begin = line
        while line and (said := self.text[_line_start(self.text, line - 1) : line]).lstrip(" ").startswith("#"):
            line -= len(said)
            begin = line
        return begin if line else _line_start(self.text, start)

    def _behind(self, position: int, until: int) -> int:
        """Return where an entry ends that has its last word on the line before `position`: behind deeper comments."""
        found = position
        while position < until:
            end = _line_end(self.text, position)
            said = self.text[position:end]
            comment = said.lstrip(" ")
            if said.strip() and not (comment.startswith("#") and len(said) - len(comment) > self.column):
                break
            position, found = end, end if said.strip() else found
        return found


def _line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1


def _line_end(text: str, position: int) -> int:
    """Return where the line after `position` begins."""
    found = text.find("\n", position)
    return len(text) if found < 0 else found + 1
