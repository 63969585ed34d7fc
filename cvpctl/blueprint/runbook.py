"""`runbook:`: steps that a person does. Each goes by a key, so that one who did it can say so.

A file that builds on another may say a step of the same key differently; two files that do not know each other may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.language_items import Schema
from cvpctl.blueprint.layers import Layers
from cvpctl.blueprint.nodes import Entry, Items, Spot, locate
from cvpctl.blueprint.read import BROKEN, Reader
from cvpctl.blueprint.spelling import suggestion
from cvpctl.model import ManualStep, find_object_type
from cvpctl.model.surroundings import LIBRARY

LONGEST_KEY = 60
_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class SaidStep:
    """One item of a file, read, with the place of each part of it."""

    body: dict[str, Any]
    source: Source
    entry: Entry

    @property
    def key(self) -> str:
        return self.body.get("key") or key_of(self.body["step"])

    @property
    def about(self) -> tuple[str, str]:
        """The object it speaks of, and the file that does."""
        return self.body.get("object", ""), self.source.name

    def spot(self, name: str) -> Spot:
        return locate(self.entry, (name,))


def key_of(step: str) -> str:
    """Return the key of a step that states none; other words are another step, which nobody has done yet."""
    return _NOT_IN_A_KEY.sub("-", step.casefold()).strip("-")[:LONGEST_KEY].strip("-") or "step"


def steps_in(entry: Entry, schema: Schema, reader: Reader) -> Iterator[SaidStep]:
    """Yield the sound steps of one file."""
    if not isinstance(entry.node, Items):
        reader.read(entry.node, schema, entry)
        return
    for item in entry.node.nodes:
        body = reader.read(item, schema["items"], item)
        if body is not BROKEN:
            yield SaidStep(body, reader.source, Entry(item.line, item.column, item))


def runbook_of(
    said: Iterable[SaidStep], layers: Layers, existing: frozenset[str], found: Findings
) -> tuple[ManualStep, ...]:
    """Return the steps of all files, lower layers first, each once."""
    by_key: dict[str, SaidStep] = {}
    for one in said:
        first = by_key.setdefault(one.key, one)
        if first is not one and layers.related(first.source.name, one.source.name):
            by_key[one.key] = one
        elif first is not one:
            message = f"the step {one.key} is said twice; first at {first.source.place(first.entry)}"
            found.note("DUPLICATE_STEP", message, "give one of them a key: of its own", at=(one.source, one.entry))
    return tuple(_step(one, existing, found) for one in by_key.values())


def _step(said: SaidStep, existing: frozenset[str], found: Findings) -> ManualStep:
    body = said.body
    name, known = body.get("object", ""), find_object_type(body.get("object", ""))
    if name and not known and name not in existing:
        message = f"HubSpot has no object {name!r}"
        help_ = "correct the name; a live custom object stands under existingObjects:"
        found.note("OBJECT_UNKNOWN", message, help_, at=(said.source, said.spot("object")))
    canonical = known.name if known else name
    if body.get("check") and canonical not in LIBRARY:
        message = f"the object library does not switch {canonical} on" if name else "check needs an object to look for"
        spot = said.spot("object" if name else "check")
        found.note("CHECK_IMPOSSIBLE", message, suggestion(canonical, LIBRARY), at=(said.source, spot))
    place = said.source.place(said.entry)
    return ManualStep(said.key, body["step"], canonical, body.get("check", ""), body.get("link", ""), place)
