"""From nodes to statements: what each file says about which address, before files are compared with one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.language import CUSTOM_OBJECTS, DOCUMENT, Schema
from cvpctl.blueprint.nodes import Entry, Items, Node, Spot, Table, locate
from cvpctl.blueprint.read import BROKEN, Reader
from cvpctl.blueprint.spelling import nearest
from cvpctl.kinds import BY_COLLECTION, Kind
from cvpctl.model import OBJECT_TYPES, Address, Body, ObjectType, Path, find_object_type


@dataclass(frozen=True, slots=True)
class Statement:
    """One resource as one file states it; `sound` is false where a part was noted and left out of `body`."""

    address: Address
    kind: Kind
    body: Body
    source: Source
    entry: Entry
    sound: bool = True

    def at(self, path: Path = (), *, key: bool = False) -> tuple[Source, Spot]:
        return self.source, locate(self.entry, path, at_key=key or not path)


@dataclass(frozen=True, slots=True)
class Mention:
    """The text of an address under `observed:` or `removed:`."""

    text: str
    source: Source
    spot: Spot

    @property
    def at(self) -> tuple[Source, Spot]:
        return self.source, self.spot


@dataclass(frozen=True, slots=True)
class Said:
    """What one file says."""

    statements: tuple[Statement, ...] = ()
    observed: tuple[Mention, ...] = ()
    removed: tuple[Mention, ...] = ()


def said_in(root: Node, source: Source, found: Findings) -> Said:
    """Return what a file says; what it says wrongly is noted and left out."""
    if not isinstance(root, Table):
        found.note(
            "BAD_TYPE", "a blueprint is a mapping", "begin with `blueprint: name` and `objects:`", at=(source, root)
        )
        return Said()
    return _File(source, found).said(root)


class _File:
    def __init__(self, source: Source, found: Findings) -> None:
        self.source, self.found = source, found
        self.reader = Reader(source, found)

    def said(self, root: Table) -> Said:
        statements: list[Statement] = []
        mentions: dict[str, list[Mention]] = {"observed": [], "removed": []}
        self.custom_objects(root.entries.get("customObjects"))
        for name, entry, schema in self.reader.members(root, DOCUMENT):
            if name == "objects":
                statements.extend(self.objects(entry, schema))
            elif name in mentions:
                mentions[name] = list(self.mentions(entry, schema))
            else:
                self.reader.read(entry.node, schema, entry)
        return Said(tuple(statements), tuple(mentions["observed"]), tuple(mentions["removed"]))

    def objects(self, entry: Entry, schema: Schema) -> Iterator[Statement]:
        seen: dict[str, tuple[str, Entry]] = {}
        for name, one, sub in self.tables(entry, schema):
            object_type = self.object_type(name, one)
            if object_type is None:
                continue
            if object_type.name in seen:
                first, where = seen[object_type.name]
                message = f"{name} and {first} (line {where.line}) both mean {object_type.name}"
                self.reader.note("DUPLICATE_ADDRESS", message, "write it in one place", one)
            seen.setdefault(object_type.name, (name, one))
            yield from self.collections(one, sub, object_type)

    def collections(self, entry: Entry, schema: Schema, object_type: ObjectType) -> Iterator[Statement]:
        for collection, members, fragment in self.tables(entry, schema):
            kind = BY_COLLECTION[collection]
            for key, one, sub in self.tables(members, fragment, into=False):
                yield from self.statement(Address(kind.name, (object_type.name,), key), kind, one, sub)

    def statement(self, address: Address, kind: Kind, entry: Entry, schema: Schema) -> Iterator[Statement]:
        if isinstance(entry.node, Table):
            body, sound = self.reader.fields(entry.node, schema, entry)
            yield Statement(address, kind, body, self.source, entry, sound)
        else:
            self.reader.read(entry.node, schema, entry)

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

    def object_type(self, name: str, entry: Entry) -> ObjectType | None:
        found = find_object_type(name)
        if found is None:
            near = nearest(name, [alias for known in OBJECT_TYPES for alias in (known.name, known.singular, known.id)])
            meant = find_object_type(near)
            help_ = f"did you mean {meant.name}?" if meant else f"known are {', '.join(t.name for t in OBJECT_TYPES)}"
            help_ = (
                "it stands under customObjects:, which this version does not read" if name in CUSTOM_OBJECTS else help_
            )
            self.reader.note("OBJECT_UNKNOWN", f"HubSpot has no object {name!r}", help_, entry)
        return found

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
