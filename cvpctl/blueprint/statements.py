"""What each file says about which address, before files are compared with one another and bodies are read."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cvpctl.blueprint.blocks import left_out_by_blocks
from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.language import BARE, DOCUMENT, SCHEMA
from cvpctl.blueprint.language_items import BLOCKS, READERS, Schema
from cvpctl.blueprint.nodes import Entry, Items, Node, Spot, Table, locate, parted, under
from cvpctl.blueprint.object_names import NAMING, objects_in, pair_of
from cvpctl.blueprint.read import BROKEN, Reader
from cvpctl.blueprint.runbook import SaidStep, steps_in
from cvpctl.blueprint.statement import Draft
from cvpctl.blueprint.substitution import Substitution
from cvpctl.kinds import BY_COLLECTION, KINDS
from cvpctl.model import Address, Body


@dataclass(frozen=True, slots=True)
class Mention:
    """The text of an address under `observed:`, `removed:`, `omit:` or `portalOwns:`, or one end of an association.

    `implied` ones nobody wrote: a block means them.
    """

    text: str
    source: Source
    spot: Spot
    implied: bool = False

    @property
    def at(self) -> tuple[Source, Spot]:
        return self.source, self.spot


@dataclass(frozen=True, slots=True)
class Said:
    """What one file says; `existing` are the custom objects it lists as live, `ends` what its associations join."""

    source: Source
    drafts: tuple[Draft, ...] = ()
    observed: tuple[Mention, ...] = ()
    removed: tuple[Mention, ...] = ()
    omit: tuple[Mention, ...] = ()
    owned: tuple[Mention, ...] = ()
    moved: tuple[tuple[Mention, Mention], ...] = ()
    existing: Mapping[str, Entry] = field(default_factory=dict)
    ends: tuple[Mention, ...] = ()
    manages: tuple[Line, ...] = ()
    runbook: tuple[SaidStep, ...] = ()
    readers: Mapping[str, tuple[Told, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of `sourceOfTruth:`, `roles:` or `lifecycle:`."""

    name: str
    said: Any
    source: Source
    spot: Spot

    @property
    def about(self) -> tuple[str, str]:
        """What it speaks of, and the file that does."""
        return self.name, self.source.name

    @property
    def at(self) -> tuple[Source, Spot]:
        return self.source, self.spot


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a list of tables, such as `manages:`."""

    body: Body
    source: Source
    node: Node


READ_BEFORE = ("extends", "variables", *BLOCKS)


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
        self.ends: list[Mention] = []

    def said(self, root: Table) -> Said:
        drafts: list[Draft] = []
        mentions: dict[str, list[Mention]] = {"observed": [], "removed": [], "omit": [], "portalOwns": []}
        existing: Mapping[str, Entry] = {}
        moved: tuple[tuple[Mention, Mention], ...] = ()
        manages: tuple[Line, ...] = ()
        runbook: tuple[SaidStep, ...] = ()
        readers: dict[str, tuple[Told, ...]] = {}
        for name, entry, schema in self.reader.members(root, DOCUMENT):
            if name in READ_BEFORE:
                continue
            if name in NAMING or name == "associations":
                valued = Entry(entry.line, entry.column, self.values.applied(entry.node))
                drafts.extend(self.objects(name, valued, schema) if name in NAMING else self.labels(valued, schema))
            else:
                literal = Entry(entry.line, entry.column, self.values.refuse(entry.node))
                if name in mentions:
                    mentions[name] = list(self.mentions(literal, schema))
                elif name == "runbook":
                    runbook = tuple(steps_in(literal, schema, self.reader))
                elif name == "moved":
                    moved = tuple(self.moves(literal, schema))
                elif name == "manages":
                    manages = tuple(self.lines(literal, schema))
                elif name in READERS:
                    readers[name] = tuple(self.told(literal, schema))
                else:
                    self.reader.read(literal.node, schema, literal)
            if name == "existingObjects" and isinstance(entry.node, Table):
                existing = entry.node.entries
        mentions["omit"] += [Mention(text, self.source, spot, implied=True) for text, spot in left_out_by_blocks(root)]
        observed, removed, omit, owned = map(tuple, mentions.values())
        lists = (observed, removed, omit, owned, moved)
        return Said(self.source, tuple(drafts), *lists, existing, tuple(self.ends), manages, runbook, readers)

    def objects(self, table: str, entry: Entry, schema: Schema) -> Iterator[Draft]:
        for name, one, sub in objects_in(table, self.tables(entry, schema), self.reader):
            parts = (yield from self.schema(one, name)) if table == "customObjects" else one
            yield from self.collections(parts, sub, (name,))

    def schema(self, entry: Entry, name: str) -> Generator[Draft, None, Entry]:
        """Yield what a custom object says about itself and return the rest; who adds parts only says nothing of it."""
        own, parts = parted(entry, SCHEMA["properties"])
        said, rest = own.node, parts.node
        assert isinstance(said, Table)
        assert isinstance(rest, Table)
        if said.entries or not rest.entries:
            yield Draft(Address("schema", (), name), KINDS["schema"], self.source, own, SCHEMA)
        return parts

    def collections(self, entry: Entry, schema: Schema, scope: tuple[str, ...]) -> Iterator[Draft]:
        for collection, members, fragment in self.tables(entry, schema):
            kind = BY_COLLECTION[collection]
            bare = BARE.get(kind.name)
            for key, one, sub in self.tables(members, fragment, into=False):
                address = Address(kind.name, scope, key)
                if bare and isinstance(one.node, Items):
                    yield Draft(address, kind, self.source, under(bare, one), kind.schema)
                elif isinstance(one.node, Table) and not bare:
                    yield Draft(address, kind, self.source, one, sub)
                else:
                    self.reader.read(one.node, sub, one)

    def labels(self, entry: Entry, schema: Schema) -> Iterator[Draft]:
        if not isinstance(entry.node, Items):
            self.reader.read(entry.node, schema, entry)
            return
        for item in entry.node.nodes:
            pair = pair_of(item, schema["items"], self.reader)
            if pair:
                self.ends += [Mention(text, self.source, spot) for text, spot in pair.ends]
                yield from self.collections(pair.labels, pair.schema, pair.scope)

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

    def lines(self, entry: Entry, schema: Schema) -> Iterator[Line]:
        """Yield the sound items of a list of tables."""
        if not isinstance(entry.node, Items):
            self.reader.read(entry.node, schema, entry)
            return
        for item in entry.node.nodes:
            value = self.reader.read(item, schema["items"], item)
            if value is not BROKEN:
                yield Line(value, self.source, item)

    def told(self, entry: Entry, schema: Schema) -> Iterator[Told]:
        """Yield the sound lines of a table for readers."""
        if not isinstance(entry.node, Table):
            self.reader.read(entry.node, schema, entry)
            return
        # One line that is wrong hides none of the others.
        for name, said in self.reader.fields(entry.node, schema, entry)[0].items():
            yield Told(name, said, self.source, locate(entry, (name,), at_key=True))

    def moves(self, entry: Entry, schema: Schema) -> Iterator[tuple[Mention, Mention]]:
        """Yield both addresses of each rename, each where it stands."""
        if not isinstance(entry.node, Items):
            self.reader.read(entry.node, schema, entry)
            return
        for item in entry.node.nodes:
            value = self.reader.read(item, schema["items"], item)
            if value is not BROKEN:
                spots = (locate(Entry(*item[-2:], item), (end,)) for end in ("from", "to"))
                source, target = (
                    Mention(value[end], self.source, spot) for end, spot in zip(value, spots, strict=True)
                )
                yield source, target
