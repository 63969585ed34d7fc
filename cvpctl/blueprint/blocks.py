"""`valuePath:`, `signals:` and `views:`: one word each for blueprints of the shipped library.

A file that says one builds on those blueprints as if it extended them, so that it may refine or omit what they state.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.language_items import BLOCKS, RECORDS, VALUE_PATH_OBJECTS
from cvpctl.blueprint.nodes import Entry, Node, Spot, Table, locate
from cvpctl.blueprint.read import BROKEN, Reader
from cvpctl.model import find_object_type

_PATH = "value-first/value-path"
_NOWHERE = Source("", "")
_OMITTED = ("group.{}.value_path", "property.{}.value_path_*")


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
            for index, view in enumerate(value):
                yield name, f"value-first/views/{view.lower()}", locate(entry, (str(index),))


def left_out_by_blocks(root: Node) -> Iterator[tuple[str, Spot]]:
    """Yield what the blocks leave out of what they bring: the Value Path of an object that is not named."""
    entry = _said(root).get("valuePath")
    if entry is None:
        return
    # Noted where the block was read first.
    value = Reader(_NOWHERE, Findings()).read(entry.node, BLOCKS["valuePath"], entry)
    named = _objects(value, entry, None) if value is not BROKEN else set(VALUE_PATH_OBJECTS)
    for name in VALUE_PATH_OBJECTS:
        if named and name not in named:
            yield from ((pattern.format(name), entry) for pattern in _OMITTED)


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
    return named
