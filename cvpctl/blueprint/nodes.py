"""YAML as it stands in the file: scalars, lists and tables that still know where they were written.

Between `load`, which builds them, and `read`, which turns them into plain data under a schema. Named tuples rather
than dataclasses: a large blueprint holds hundreds of thousands, and building a frozen dataclass takes twice as long.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol, TypeAlias

NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Spot(Protocol):
    """Anything that stands somewhere; lines and columns count from 1."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class At(NamedTuple):
    """A spot that is neither key nor value, such as the place of a syntax error."""

    line: int
    column: int


class Scalar(NamedTuple):
    """The literal text; `plain` tells `no` from `"no"`."""

    text: str
    plain: bool
    line: int
    column: int

    @property
    def is_nothing(self) -> bool:
        return self.plain and self.text in NULLS


class Unsound(Scalar):
    """A scalar that was noted as wrong before its schema was asked, so that nobody judges it a second time."""

    __slots__ = ()


class Items(NamedTuple):
    """A list."""

    nodes: list[Node]
    line: int
    column: int


class Entry(NamedTuple):
    """A value with the place of its key, so that an unknown key can point at itself."""

    line: int
    column: int
    node: Node


class Table(NamedTuple):
    """A mapping in the order it is written."""

    entries: dict[str, Entry]
    line: int
    column: int


Node: TypeAlias = Scalar | Items | Table


def locate(entry: Entry, path: Sequence[str], *, at_key: bool = False) -> Spot:
    """Return where `path` below `entry` stands, or the deepest part of it that does."""
    key: Spot = entry
    node = entry.node
    for name in path:
        if isinstance(node, Table) and name in node.entries:
            key, node = node.entries[name], node.entries[name].node
        elif isinstance(node, Items) and name.isdecimal() and int(name) < len(node.nodes):
            key = node = node.nodes[int(name)]
        else:
            break
    empty = isinstance(node, Scalar) and node.plain and not node.text
    return key if at_key or empty else node


def parted(entry: Entry, names: Collection[str]) -> tuple[Entry, Entry]:
    """Return the entry of a table twice: with the members that `names` has, and with the others."""
    table = entry.node
    assert isinstance(table, Table)
    sides: tuple[dict[str, Entry], dict[str, Entry]] = ({}, {})
    for name, one in table.entries.items():
        sides[name not in names][name] = one
    own, others = (Entry(entry.line, entry.column, Table(side, table.line, table.column)) for side in sides)
    return own, others


def under(name: str, entry: Entry) -> Entry:
    """Return an entry as if its value stood under `name`, at the same place."""
    node = entry.node
    return Entry(entry.line, entry.column, Table({name: entry}, node.line, node.column))
