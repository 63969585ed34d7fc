"""The words that only layers need, taken out of a resource before its kind's schema is asked.

`after: KEY` and `before: KEY` in a child of a keyed list say where it stands; `replace: true` restates the list whole:
as its own entry of a mapping (`stages: {replace: true, …}`), or as an item of a list (`- replace: true`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cvpctl.blueprint.merge import Move
from cvpctl.blueprint.nodes import Entry, Items, Node, Scalar, Spot, Table
from cvpctl.kinds import Kind

REPLACE = "replace"
PLACING = ("after", "before")
Note = Callable[[str, str, str, Spot], object]


@dataclass(slots=True)
class Words:
    """What was taken out of one keyed list."""

    replace: bool = False
    moves: list[tuple[Move, Spot]] = field(default_factory=list)


def without_words(kind: Kind, entry: Entry, note: Note) -> tuple[Entry, Mapping[str, Words]]:
    """Return the resource as its schema knows it, and the words per keyed list; one that has none is left as it is."""
    table, words = entry.node, {}
    assert isinstance(table, Table)
    kept = dict(table.entries)
    for name, one in table.entries.items():
        keyed_by = kind.rule(name).keyed_by
        if keyed_by and _has_words(one.node):
            taken = _Taking(keyed_by, note)
            kept[name] = Entry(one.line, one.column, taken.rest(one.node))
            words[name] = taken.words
    return (Entry(entry.line, entry.column, Table(kept, table.line, table.column)) if words else entry), words


def _has_words(node: Node) -> bool:
    children = node.nodes if isinstance(node, Items) else [one.node for one in getattr(node, "entries", {}).values()]
    tables = [child for child in (node, *children) if isinstance(child, Table)]
    return any(word in table.entries for table in tables for word in (REPLACE, *PLACING))


class _Taking:
    def __init__(self, keyed_by: str, note: Note) -> None:
        self.keyed_by, self.note, self.words = keyed_by, note, Words()

    def rest(self, node: Node) -> Node:
        if isinstance(node, Items):
            nodes = [self.child(item, _key(item, self.keyed_by)) for item in node.nodes if not self.replaces(item)]
            return Items(nodes, node.line, node.column)
        assert isinstance(node, Table)
        entries = {
            key: Entry(one.line, one.column, self.child(one.node, key))
            for key, one in node.entries.items()
            # A stage may be called replace; it is a mapping, the word is not.
            if not (key == REPLACE and isinstance(one.node, Scalar) and self.said(one.node))
        }
        return Table(entries, node.line, node.column)

    def replaces(self, item: Node) -> bool:
        """Take the item `replace: true` of a list."""
        if not isinstance(item, Table) or list(item.entries) != [REPLACE]:
            return False
        return self.said(item.entries[REPLACE].node)

    def said(self, node: Node) -> bool:
        if isinstance(node, Scalar) and node.plain and node.text == "true":
            self.words.replace = True
        else:
            self.note("BAD_VALUE", "replace can only be true", "write replace: true, or take it out", node)
        return True

    def child(self, node: Node, key: str) -> Node:
        if not isinstance(node, Table) or not any(word in node.entries for word in PLACING):
            return node
        for word in PLACING:
            if word in node.entries:
                self.move(key, word, node.entries[word].node)
        kept = {name: one for name, one in node.entries.items() if name not in PLACING}
        return Table(kept, node.line, node.column)

    def move(self, key: str, word: str, anchor: Node) -> None:
        if isinstance(anchor, Scalar) and anchor.text:
            self.words.moves.append((Move(key, anchor.text, word == "after"), anchor))
        else:
            self.note("BAD_TYPE", f"{word} names one other entry of this list", f"write {word}: its key", anchor)


def _key(item: Node, keyed_by: str) -> str:
    named = item.entries.get(keyed_by) if isinstance(item, Table) else None
    return getattr(named.node if named else item, "text", "")
