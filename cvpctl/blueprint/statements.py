"""What each file says about which address, before files are compared with one another and bodies are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.language import CUSTOM_OBJECTS, DOCUMENT, Schema
from cvpctl.blueprint.nodes import Entry, Items, Node, Spot, Table, locate
from cvpctl.blueprint.object_names import objects_in
from cvpctl.blueprint.read import BROKEN, Reader
from cvpctl.blueprint.statement import Draft
from cvpctl.blueprint.substitution import Substitution
from cvpctl.kinds import BY_COLLECTION
from cvpctl.model import Address, find_object_type


@dataclass(frozen=True, slots=True)
class Mention:
    """The text of an address under `observed:`, `removed:`, `omit:` or `portalOwns:`."""

    text: str
    source: Source
    spot: Spot

    @property
    def at(self) -> tuple[Source, Spot]:
        return self.source, self.spot


@dataclass(frozen=True, slots=True)
class Said:
    """What one file says; `existing` are the custom objects it lists as live."""

    source: Source
    drafts: tuple[Draft, ...] = ()
    observed: tuple[Mention, ...] = ()
    removed: tuple[Mention, ...] = ()
    omit: tuple[Mention, ...] = ()
    owned: tuple[Mention, ...] = ()
    existing: frozenset[str] = frozenset()


OBJECTS = ("objects", "existingObjects")
READ_BEFORE = ("extends", "variables")


def said_in(root: Node, values: Substitution, found: Findings) -> Said:
    """Return what a file says; what it says wrongly is noted and left out."""
    if not isinstance(root, Table):
        message = "a blueprint is a mapping"
        found.note("BAD_TYPE", message, "begin with `blueprint: name` and `objects:`", at=(values.source, root))
        return Said(values.source)
    return _File(values, found).said(root)


class _File:
    def __init__(self, values: Substitution, found: Findings) -> None:
        self.values, self.source = values, values.source
        self.reader = Reader(values.source, found)

    def said(self, root: Table) -> Said:
        drafts: list[Draft] = []
        mentions: dict[str, list[Mention]] = {"observed": [], "removed": [], "omit": [], "portalOwns": []}
        existing: frozenset[str] = frozenset()
        self.custom_objects(root.entries.get("customObjects"))
        for name, entry, schema in self.reader.members(root, DOCUMENT):
            if name in READ_BEFORE:
                continue
            if name in OBJECTS:
                valued = Entry(entry.line, entry.column, self.values.applied(entry.node))
                drafts.extend(self.objects(valued, schema, existing=name != "objects"))
            else:
                literal = Entry(entry.line, entry.column, self.values.refuse(entry.node))
                if name in mentions:
                    mentions[name] = list(self.mentions(literal, schema))
                else:
                    self.reader.read(literal.node, schema, literal)
            if name == "existingObjects" and isinstance(entry.node, Table):
                existing = frozenset(entry.node.entries)
        observed, removed, omit, owned = map(tuple, mentions.values())
        return Said(self.source, tuple(drafts), observed, removed, omit, owned, existing)

    def objects(self, entry: Entry, schema: Schema, *, existing: bool) -> Iterator[Draft]:
        found = objects_in(self.tables(entry, schema), self.reader, existing=existing)
        for name, one, sub in found:
            yield from self.collections(one, sub, name)

    def collections(self, entry: Entry, schema: Schema, name: str) -> Iterator[Draft]:
        for collection, members, fragment in self.tables(entry, schema):
            kind = BY_COLLECTION[collection]
            for key, one, sub in self.tables(members, fragment, into=False):
                if isinstance(one.node, Table):
                    yield Draft(Address(kind.name, (name,), key), kind, self.source, one, sub)
                else:
                    self.reader.read(one.node, sub, one)

    def tables(self, entry: Entry, schema: Schema, *, into: bool = True) -> Iterator[tuple[str, Entry, Schema]]:
        """Yield the members of a table; with `into`, only those that are tables themselves."""
        if not isinstance(entry.node, Table):
            self.reader.read(entry.node, schema, entry)
            return
        for name, one, sub in self.reader.members(entry.node, schema):
            if not into or isinstance(one.node, Table):
                yield name, one, sub
            else:
                self.reader.read(one.node, sub, one)

    def custom_objects(self, entry: Entry | None) -> None:
        """Tell at once what no version will do: create another custom object than the three."""
        table = entry.node if entry else None
        for name, one in table.entries.items() if isinstance(table, Table) else ():
            if find_object_type(name):
                message = f"{name!r} is an object that HubSpot has already"
                self.reader.note("CUSTOM_OBJECT_REFUSED", message, "state it under objects:", one)
            elif name not in CUSTOM_OBJECTS:
                message = f"the custom object {name!r} is never created: only {', '.join(CUSTOM_OBJECTS)} are"
                help_ = "use a native object; a live custom object stands under existingObjects:"
                self.reader.note("CUSTOM_OBJECT_REFUSED", message, help_, one)

    def mentions(self, entry: Entry, schema: Schema) -> Iterator[Mention]:
        node = entry.node
        if not isinstance(node, Items):
            self.reader.read(node, schema, entry)
            return
        for item in node.nodes:
            value = self.reader.read(item, schema["items"], item)
            if value is not BROKEN:
                tabled = isinstance(item, Table)
                text, spot = (
                    (value["address"], locate(Entry(*item[-2:], item), ("address",))) if tabled else (value, item)
                )
                yield Mention(text, self.source, spot)
