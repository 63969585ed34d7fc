"""What stands at a line and column of a YAML file: the way of keys that leads there, found in its nodes alone.

Nodes know where they begin and not where they end, so a line on which nothing begins belongs to what is written
before it and further to the left: a comment to the mapping it stands in, the second line of a text to that text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from cvpctl.blueprint.nodes import Entry, Items, Node, Table
from cvpctl.errors import UsageProblem
from cvpctl.model import Path

_CLOSING = "]}"


@dataclass(frozen=True, slots=True)
class Spot:
    """One key or list item: `path` leads there, `entry` is what stands there; `way` are all entries on the path."""

    path: Path
    way: tuple[Entry, ...]

    @property
    def entry(self) -> Entry:
        return self.way[-1]

    @property
    def begins(self) -> tuple[int, int]:
        return self.entry.line, self.entry.column


def spot_at(root: Node, lines: Sequence[str], line: int, column: int = 0) -> Spot | None:
    """Return what stands there, or None where nothing but the document itself does.

    Without a column, the first thing that begins on the line; with one, the innermost thing around it.
    Raises UsageProblem for a line that the file does not have.
    """
    if not 1 <= line <= len(lines):
        raise UsageProblem(f"the file has no line {line}", help=f"it has {len(lines)}")
    spots = sorted(_below(root, (), ()), key=lambda spot: spot.begins)
    here = [spot for spot in spots if spot.begins[0] == line]
    if here:
        # A list item and its first key begin in one place; without a column the whole item is meant.
        reached = [spot for spot in here if spot.begins[1] <= column]
        return reached[-1] if reached else here[0]
    return _around([spot for spot in spots if spot.begins[0] < line], lines, line)


def _around(before: Sequence[Spot], lines: Sequence[str], line: int) -> Spot | None:
    if not before:
        return None
    last, indent = before[-1], _indent(lines, line)
    depth = sum(1 for _ in takewhile(lambda entry: entry.column < indent, last.way))
    return Spot(last.path[:depth], last.way[:depth]) if depth else None


def _indent(lines: Sequence[str], line: int) -> int:
    """Return the first column in use; a blank line counts as the next one that is none."""
    text = next((text for text in lines[line - 1 :] if text.strip()), "")
    inner = text.lstrip()
    return len(text) - len(inner) + 1 + inner.startswith(tuple(_CLOSING)) if inner else 1


def _below(node: Node, path: Path, way: tuple[Entry, ...]) -> Iterator[Spot]:
    begins = (node.line, node.column)
    for name, entry in _members(node):
        spot = Spot((*path, name), (*way, entry))
        if spot.begins < begins:  # an alias: what it repeats stands where its anchor does
            continue
        yield spot
        yield from _below(entry.node, spot.path, spot.way)


def _members(node: Node) -> Iterator[tuple[str, Entry]]:
    if isinstance(node, Table):
        yield from node.entries.items()
    elif isinstance(node, Items):
        for index, item in enumerate(node.nodes):
            yield str(index), Entry(item.line, item.column, item)
