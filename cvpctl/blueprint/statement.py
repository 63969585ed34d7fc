"""Statements: one resource as one file states it, or as several layers do, each field still knowing its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cvpctl.blueprint.findings import Source
from cvpctl.blueprint.language_items import Schema
from cvpctl.blueprint.nodes import Entry, Items, Node, Spot, Table, locate
from cvpctl.kinds import Kind
from cvpctl.model import Address, Body, Path, Place


@dataclass(frozen=True, slots=True)
class Draft:
    """One resource as one file states it, not read yet: whether it must be whole depends on the other layers."""

    address: Address
    kind: Kind
    source: Source
    entry: Entry
    schema: Schema


@dataclass(frozen=True, slots=True)
class Statement:
    """One resource; `sound` is false where a part was noted and left out of `body`.

    `below` are the statements of lower layers that `body` was merged from; `source` and `entry` are the last layer's.
    Where `rearranged`, the lists of `body` are no longer those of the file, index by index.
    """

    address: Address
    kind: Kind
    body: Body
    source: Source
    entry: Entry
    sound: bool = True
    below: tuple[Statement, ...] = ()
    rearranged: bool = False

    def at(self, path: Path = (), *, key: bool = False) -> tuple[Source, Spot]:
        """Return where the value at `path` stands, or its key; in a layered list an index means its child's key."""
        if not self.rearranged:
            return self.source, locate(self.entry, path, at_key=key or not path)
        named = self._named(path)
        while True:
            for layer in (self, *reversed(self.below)):
                if entry := layer.entry_at(named):
                    return layer.source, locate(entry, (), at_key=key or not named)
            named = named[:-1]

    def place_of(self, path: Path) -> Place | None:
        """Return where the last layer that says the field at `path` says it; children go by their keys."""
        for layer in (self, *reversed(self.below)):
            if entry := layer.entry_at(path):
                return layer.source.place(entry)
        return None

    def entry_at(self, path: Path) -> Entry | None:
        """Return what this very layer says at `path`."""
        entry: Entry | None = self.entry
        for depth, name in enumerate(path):
            keyed_by = self.kind.rule(path[0]).keyed_by if depth == 1 else ""
            entry = dict(members(entry.node, keyed_by)).get(name) if entry else None
        return entry

    def keys(self, field: str) -> tuple[str, ...]:
        """Return the keys of a keyed collection, whichever of its forms the body holds."""
        children, keyed_by = self.body.get(field, ()), self.kind.rule(field).keyed_by
        if isinstance(children, dict) or not keyed_by:
            return tuple(children)
        return tuple(child[keyed_by] if isinstance(child, dict) else str(child) for child in children)

    def _named(self, path: Path) -> Path:
        is_index = len(path) > 1 and path[1].isdecimal() and isinstance(self.body.get(path[0]), list)
        keys = self.keys(path[0]) if is_index and self.kind.rule(path[0]).keyed_by else ()
        return (path[0], keys[int(path[1])], *path[2:]) if keys and int(path[1]) < len(keys) else path


def members(node: Node, keyed_by: str) -> Iterator[tuple[str, Entry]]:
    """Yield the members of a table, or of a list whose items a field names."""
    if isinstance(node, Table):
        yield from node.entries.items()
    elif isinstance(node, Items) and keyed_by:
        for item in node.nodes:
            named = item.entries.get(keyed_by) if isinstance(item, Table) else None
            name = named.node if named else item
            yield (getattr(name, "text", ""), Entry(item.line, item.column, item))
