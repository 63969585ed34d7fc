"""Which object a name below `objects:` or `existingObjects:` means, each of them stated once in a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cvpctl.blueprint.language import CUSTOM_OBJECTS, Schema
from cvpctl.blueprint.nodes import Entry
from cvpctl.blueprint.read import Reader
from cvpctl.blueprint.spelling import nearest
from cvpctl.model import OBJECT_TYPES, Severity, find_object_type

_CUSTOM = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_QUALIFIED = re.compile(r"p[0-9]+_(.+)", re.IGNORECASE)
_Member = tuple[str, Entry, Schema]


def objects_in(members: Iterable[_Member], reader: Reader, *, existing: bool) -> Iterator[_Member]:
    """Yield each object under the name that addresses use; what is none is noted and left out."""
    seen: dict[str, tuple[str, Entry]] = {}
    for name, entry, schema in members:
        canonical = _existing(name, entry, reader) if existing else _native(name, entry, reader)
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
        help_ = "it stands under customObjects:, which this version does not read"
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
