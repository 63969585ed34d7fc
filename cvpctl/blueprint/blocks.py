"""`valuePath:`, `signals:` and `views:`: one word each for blueprints of the shipped library.

A file that says one builds on those blueprints as if it extended them, so that it may refine or omit what they state.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.language_items import BLOCKS, RECORDS, VALUE_PATH_OBJECTS
from cvpctl.blueprint.nodes import Entry, Node, Spot, Table, locate
from cvpctl.blueprint.read import BROKEN, Reader
from cvpctl.model import Path, Severity, find_object_type

_PATH = "value-first/value-path"
_NOWHERE = Source("", "")
_OMITTED = ("group.{}.value_path", "property.{}.value_path_*")
_OF_RECORD = {
    "interest": ("schema.interest", "*.interest.*"),
    "lead": (
        "group.leads.signal_moment",
        "property.leads.interested_in",
        "property.leads.shown_on",
        "property.leads.what_showed_it",
        "pipeline.leads.signals",
    ),
}
"""What each record of a signal is made of. Other things of HubSpot's Lead are a client's own, and stay."""


def blocks_in(root: Node, reader: Reader) -> Iterator[tuple[str, str, Spot]]:
    """Yield the block, the blueprint it means and the place that says so; what is wrong with a block is noted."""
    for name, entry in _said(root).items():
        value = reader.read(entry.node, BLOCKS[name], entry)
        if value is BROKEN:
            continue
        if name == "valuePath":
            _objects(value, entry, reader)
            yield name, _PATH, entry
        elif name == "signals":
            at = locate(entry, ("record",))
            yield from ((name, blueprint, at) for blueprint in RECORDS[value["record"]])
        else:
            _said_twice(list(value), (), entry, reader)
            for index, view in enumerate(value):
                yield name, f"value-first/views/{view.lower()}", locate(entry, (str(index),))


def left_out_by_blocks(root: Node) -> Iterator[tuple[str, Spot]]:
    """Yield what the blocks leave out of what a file builds on, whoever brought it there.

    That is the Value Path of an object that is not named, and every record of a signal but the one that is chosen.
    """
    # What is wrong with a block is noted where it was read first.
    reader, said = Reader(_NOWHERE, Findings()), _said(root)
    if entry := said.get("valuePath"):
        value = reader.read(entry.node, BLOCKS["valuePath"], entry)
        yield from _off_the_path(value, entry)
    if entry := said.get("signals"):
        value = reader.read(entry.node, BLOCKS["signals"], entry)
        others = [] if value is BROKEN else [name for name in _OF_RECORD if name != value["record"]]
        yield from ((pattern, locate(entry, ("record",))) for name in others for pattern in _OF_RECORD[name])


def _off_the_path(value: Any, entry: Entry) -> Iterator[tuple[str, Spot]]:
    named = _objects(value, entry, None) if value is not BROKEN else set(VALUE_PATH_OBJECTS)
    for name in VALUE_PATH_OBJECTS:
        if named and name not in named:
            yield from ((pattern.format(name), entry) for pattern in _OMITTED)


def _said_twice(names: Sequence[str], path: Path, entry: Entry, reader: Reader) -> None:
    for index, name in enumerate(names):
        if name in names[:index]:
            at = (reader.source, locate(entry, (*path, str(index))))
            message, help_ = f"{name} is in this list already", "keep one of the two"
            reader.found.note("SAID_TWICE", message, help_, at=at, severity=Severity.WARNING)


def _said(root: Node) -> Mapping[str, Entry]:
    entries = root.entries if isinstance(root, Table) else {}
    return {name: entries[name] for name in BLOCKS if name in entries}


def _objects(value: Any, entry: Entry, reader: Reader | None) -> set[str]:
    """Return the objects the path lies on, by their canonical names; others are noted."""
    named = set[str]()
    for index, text in enumerate(value["on"]):
        known = find_object_type(text)
        if known and known.name in VALUE_PATH_OBJECTS:
            named.add(known.name)
        elif reader:
            message, help_ = f"the Value Path does not lie on {text!r}", f"name {' or '.join(VALUE_PATH_OBJECTS)}"
            reader.note("VALUE_PATH_OBJECT", message, help_, locate(entry, ("on", str(index))))
    if reader:
        _said_twice(
            [known.name if (known := find_object_type(one)) else one for one in value["on"]], ("on",), entry, reader
        )
    return named
