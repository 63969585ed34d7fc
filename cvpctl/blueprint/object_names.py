"""Which object a name below `objects:`, `customObjects:` or `existingObjects:` means, and which two a pair joins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from cvpctl.blueprint.language import CUSTOM_OBJECTS
from cvpctl.blueprint.language_items import Schema
from cvpctl.blueprint.nodes import Entry, Node, Spot, Table
from cvpctl.blueprint.read import Reader
from cvpctl.blueprint.spelling import nearest
from cvpctl.model import OBJECT_TYPES, Severity, find_object_type

_CUSTOM = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_QUALIFIED = re.compile(r"p[0-9]+_(.+)", re.IGNORECASE)
_Member = tuple[str, Entry, Schema]


def objects_in(table: str, members: Iterable[_Member], reader: Reader) -> Iterator[_Member]:
    """Yield each object of a table under the name that addresses use; what is none is noted and left out."""
    naming = NAMING[table]
    seen: dict[str, tuple[str, Entry]] = {}
    for name, entry, schema in members:
        canonical = naming(name, entry, reader)
        if not canonical:
            continue
        first, where = seen.setdefault(canonical, (name, entry))
        if where is not entry:
            message = f"{name} and {first} (line {where.line}) both mean {canonical}"
            reader.note("DUPLICATE_ADDRESS", message, "write it in one place", entry)
        yield canonical, entry, schema


def _native(name: str, entry: Entry, reader: Reader) -> str:
    found = find_object_type(name)
    if found:
        return found.name
    near = nearest(name, [alias for known in OBJECT_TYPES for alias in (known.name, known.singular, known.id)])
    meant = find_object_type(near)
    if name in CUSTOM_OBJECTS:
        help_ = "state it under customObjects:"
    elif meant:
        help_ = f"did you mean {meant.name}?"
    else:
        help_ = f"known are {', '.join(known.name for known in OBJECT_TYPES)}"
    reader.note("OBJECT_UNKNOWN", f"HubSpot has no object {name!r}", help_, entry)
    return ""


def _existing(name: str, entry: Entry, reader: Reader) -> str:
    native, qualified = find_object_type(name), _QUALIFIED.fullmatch(name)
    if native:
        message = f"{name!r} is one of HubSpot's own objects"
        reader.note("EXISTING_OBJECT_NATIVE", message, f"state {native.name} under objects:", entry)
    elif name in CUSTOM_OBJECTS:
        message = f"{name!r} is a custom object that blueprints may create"
        reader.note("EXISTING_OBJECT_OURS", message, "state it under customObjects:", entry)
    elif qualified or not _CUSTOM.fullmatch(name):
        help_ = f"write {qualified[1]}" if qualified else "write the name its schema has, such as inspection"
        reader.note("BAD_VALUE", f"{name!r} cannot name a custom object here", help_, entry)
    else:
        message = f"{name} is another custom object: its parts may be managed, its schema is never touched"
        reader.found.note("EXISTING_OBJECT", message, at=(reader.source, entry), severity=Severity.INFO)
        return name
    return ""


def _custom(name: str, entry: Entry, reader: Reader) -> str:
    """Tell at once what no version will do: create another custom object than the three."""
    if name in CUSTOM_OBJECTS:
        return name
    near = nearest(name, CUSTOM_OBJECTS)
    if find_object_type(name):
        message, help_ = f"{name!r} is an object that HubSpot has already", "state it under objects:"
    else:
        message = f"the custom object {name!r} is never created: only {', '.join(CUSTOM_OBJECTS)} are"
        other = "use a native object; a live custom object stands under existingObjects:"
        help_ = f"did you mean {near}?" if near else other
    reader.note("CUSTOM_OBJECT_REFUSED", message, help_, entry)
    return ""


NAMING: Mapping[str, Callable[[str, Entry, Reader], str]] = {
    "objects": _native,
    "customObjects": _custom,
    "existingObjects": _existing,
}
"""The tables of objects, and how each of them reads a name."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One item of `associations:`; `labels` is a table of nothing but its labels, and `schema` reads that."""

    scope: tuple[str, str]
    ends: tuple[tuple[str, Spot], ...]
    labels: Entry
    schema: Schema


def pair_of(item: Node, schema: Schema, reader: Reader) -> Pair | None:
    """Return what an item of `associations:` joins, its labels unread; what is wrong with the rest is noted."""
    if not isinstance(item, Table):
        reader.read(item, schema, item)
        return None
    spot = Entry(item.line, item.column, item)
    rest = Table({name: one for name, one in item.entries.items() if name != "labels"}, item.line, item.column)
    ends = {**schema, "required": ["from", "to"]}
    said, _ = reader.fields(rest, ends, spot)
    if "labels" not in item.entries:
        reader.note("FIELD_MISSING", "labels is missing here", "add labels", spot)
    if "labels" not in item.entries or not {"from", "to"} <= said.keys():
        return None
    known = {name: find_object_type(said[name]) for name in ("from", "to")}
    names = tuple(object_type.name if object_type else said[name] for name, object_type in known.items())
    places = tuple((said[name], item.entries[name].node) for name, one in known.items() if one is None)
    labels = Entry(*spot[:2], Table({"labels": item.entries["labels"]}, item.line, item.column))
    return Pair((names[0], names[1]), places, labels, schema)
