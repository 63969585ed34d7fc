"""Documents as these tests read them: fenced blocks with the place and the remark that stands before each.

A remark is an HTML comment, which no reader sees: it says what the session needs that no command of ours does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = tuple(
    sorted(
        path.relative_to(ROOT).as_posix()
        for pattern in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/*.md", "blueprints/*.md")
        for path in ROOT.glob(pattern)
    )
)
_FENCE = re.compile(r"( *)(`{3,})(.*)")
_REMARK = re.compile(r"<!-- ([a-z ]+): (.*) -->")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: `first` is the index of its first line in the document, after the fence."""

    document: str
    first: int
    info: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    @property
    def place(self) -> str:
        return f"{self.document}:{self.first + 1}"


@dataclass(frozen=True, slots=True)
class Remark:
    """`<!-- word: rest -->`."""

    word: str
    rest: str


def lines_of(document: str) -> list[str]:
    return (ROOT / document).read_text(encoding="utf-8").split("\n")


def parts(document: str) -> Iterator[Block | Remark]:
    """Yield blocks and remarks in the order they stand."""
    fence, first, info, taken = "", 0, "", list[str]()
    for index, line in enumerate(lines_of(document)):
        found = _FENCE.fullmatch(line)
        if fence:
            if line.strip() == fence:
                yield Block(document, first, info, tuple(taken))
                fence = ""
            else:
                taken.append(line)
        elif found:
            fence, first, info, taken = found[2], index + 1, found[3].strip(), []
        elif remark := _REMARK.fullmatch(line):
            yield Remark(remark[1], remark[2])
    assert not fence, f"{document}: a block is not closed"


def blocks(document: str, info: str = "") -> list[Block]:
    return [part for part in parts(document) if isinstance(part, Block) and info in ("", part.info)]


def prose(document: str) -> str:
    """Return the document without what stands in its blocks."""
    inside = {number for block in blocks(document) for number in range(block.first, block.first + len(block.lines))}
    return "\n".join(line for number, line in enumerate(lines_of(document)) if number not in inside)
