"""GitHub's Markdown: escaping strangers' words, and folding what a comment has no room for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile

from cvpctl.render.wording import counted, visible

LIMIT = 65_000
"""GitHub refuses 65,536 characters and more. Bytes are counted, which are never fewer, and some room is left."""

FOR_SHORTS = 4_000
"""So much of it is kept for the names of what finds no room at all."""

_SAFE_CODE = re.compile(r"[A-Za-z0-9_.%/#: =-]+")
_ENTITIES = {ord(one): f"&#{ord(one)};" for one in "`*_[]~\\|"} | {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    # A zero-width space behind them: GitHub would notify a person or link an issue, entity or not.
    ord("@"): "@&#8203;",
    ord("#"): "#&#8203;",
}


def plain(text: str) -> str:
    """Return a text that Markdown shows letter by letter, in a table too, and that notifies nobody."""
    return re.sub(r"(?<=\w)&#95;(?=\w)", "_", visible(text).translate(_ENTITIES))


def code(text: str) -> str:
    """Return a name or an address to be copied."""
    if _SAFE_CODE.fullmatch(text):
        return f"`{text}`"
    return f"<code>{visible(text).translate(_ENTITIES).replace('&#8203;', '')}</code>"


class Tone(StrEnum):
    """What GitHub and GitLab colour a box by; anything else shows the word above a quotation."""

    TIP = "TIP"
    NOTE = "NOTE"
    WARNING = "WARNING"
    CAUTION = "CAUTION"


def alert(tone: Tone, lines: Iterable[str]) -> str:
    """Return paragraphs of Markdown in a box."""
    return f"> [!{tone.value}]\n" + "\n>\n".join(f"> {line}" for line in lines)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a block; the lower the weight, the sooner it is folded away."""

    weight: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with entries. What of it found no room is counted behind `foot`.

    `short` stands for a block of which nothing found room.
    """

    head: str
    entries: Sequence[Entry]
    foot: str = ""
    noun: str = "line"
    short: str = ""
    kept: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        if not self.kept:
            return self.short
        missing = len(self.entries) - len(self.kept)
        more = f"\n\n… and {counted(missing, self.noun)} more, for want of room." if missing else ""
        return self.head + "\n" + "\n".join(self.kept) + self.foot.replace(MORE, more)


MORE = "\0"
"""Where a foot has the words about what was left out; a portal's text cannot hold it once it was escaped."""


def document(opening: str, blocks: Iterable[Block], closing: str) -> str:
    """Put the blocks between opening and closing; the weightiest entries get the room, blocks keep their order."""
    blocks = tuple(block for block in blocks if block.entries)
    _fill(blocks, LIMIT - _size(opening) - _size(closing) - FOR_SHORTS - 300)
    shown = [block.text for block in blocks if block.kept or _fits(block, blocks)]
    folded = sum(len(block.entries) - len(block.kept) for block in blocks)
    said = f"{counted(folded, 'line')} left out, the least important first: a comment has no room for more."
    parts = [opening, *shown, *([said] if folded else []), closing]
    return "\n\n".join(part for part in parts if part)


def _fits(block: Block, blocks: Sequence[Block]) -> bool:
    """Tell whether there is room for the short form of a block beside those that stand above it."""
    above = takewhile(lambda one: one is not block, blocks)
    taken = sum(_size(one.short) + 2 for one in above if not one.kept)
    return taken + _size(block.short) <= FOR_SHORTS


def _fill(blocks: Sequence[Block], room: int) -> None:
    order = sorted(
        (
            (-entry.weight, number, index)
            for number, block in enumerate(blocks)
            for index, entry in enumerate(block.entries)
        )
    )
    full: set[int] = set()
    for _, number, index in order:
        block = blocks[number]
        cost = _size(block.entries[index].text) + 1 + (0 if block.kept else _size(block.head + block.foot) + 100)
        if number in full or cost > room:
            # Once an entry had to go, those behind it go as well: a gap in the middle would mislead.
            full.add(number)
            continue
        block.kept.append(block.entries[index].text)
        room -= cost


def _size(text: str) -> int:
    return len(text.encode())
