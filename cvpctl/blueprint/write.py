"""From resources to the text of a blueprint, in one canonical form that `fmt` leaves as it is.

Short things stand on one line, properties and pipelines open up; the order of fields is that of the language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from cvpctl.blueprint.findings import visible
from cvpctl.blueprint.language import BARE, CUSTOM_OBJECTS
from cvpctl.blueprint.write_lines import STEP, child_lines, item_lines
from cvpctl.blueprint.write_scalars import key_text, scalar_text
from cvpctl.kinds import KINDS, Kind
from cvpctl.model import BY_NAME, Address, Resource

OBJECTS, CUSTOM, EXISTING = "objects", "customObjects", "existingObjects"
TABLES = (OBJECTS, CUSTOM, EXISTING)
ASSOCIATIONS = "associations"
MODELINE = "# yaml-language-server: $schema="
Remarks = Mapping[Address, Sequence[str]]
NO_REMARKS: Remarks = {}


@dataclass(frozen=True, slots=True)
class Content:
    """What one blueprint file holds; bodies are as a blueprint states them, `observed` tells why.

    `existing` names a live custom object that the file lists, though it states nothing of it: labels may need it.
    `remarks` are lines to stand above a resource.
    """

    stated: tuple[Resource, ...] = ()
    observed: Mapping[Address, str] = field(default_factory=dict)
    existing: str = ""
    remarks: Remarks = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.stated or self.observed or self.existing)


def document_text(name: str, content: Content, *, schema: str) -> str:
    """Return a whole file; `schema` is where the editor finds the language, seen from that file."""
    lines = [MODELINE + schema, f"blueprint: {scalar_text(name)}", "version: 0.1.0"]
    own = [resource for resource in content.stated if len(resource.address.scope) < 2]  # noqa: PLR2004 - a pair's labels
    for table in TABLES:
        if found := [resource for resource in own if table_of(object_of(resource.address)) == table]:
            lines += ["", f"{table}:", *_objects(found, content.remarks)]
    if content.existing:
        lines += ["", f"{EXISTING}:", f"{' ' * STEP}{key_text(content.existing)}: {{}}"]
    if labels := [resource for resource in content.stated if resource not in own]:
        lines += ["", f"{ASSOCIATIONS}:", *association_lines(labels, STEP, content.remarks)]
    if content.observed:
        lines += ["", "observed:", *(observed_line(*one) for one in content.observed.items())]
    return "\n".join(lines) + "\n"


def object_of(address: Address) -> str:
    """Return the object whose file speaks of an address: a schema is its own, a label belongs to its first end."""
    return address.scope[0] if address.scope else address.key


def table_of(name: str) -> str:
    """Return the part of a blueprint where an object stands."""
    return OBJECTS if name in BY_NAME else CUSTOM if name in CUSTOM_OBJECTS else EXISTING


def observed_line(address: Address, why: str) -> str:
    return f"{' ' * STEP}- {scalar_text(str(address))}" + (f"  # {visible(why)}" if why else "")


def resource_lines(resource: Resource, indent: int) -> Iterator[str]:
    """Yield one resource as an entry of its collection."""
    kind = KINDS[resource.address.kind]
    if bare := BARE.get(kind.name):
        yield f"{' ' * indent}{key_text(resource.address.key)}:"
        yield from _children(resource.body[bare], indent + STEP)
    elif any(rule.keyed_by for rule in kind.fields.values()):
        yield f"{' ' * indent}{key_text(resource.address.key)}:"
        for name, value in resource.body.items():
            yield from _field(kind, name, value, indent + STEP)
    else:
        yield from child_lines(resource.address.key, resource.body, indent)


def remark_lines(texts: Iterable[str], indent: int) -> Iterator[str]:
    """Yield comments, each on a line of its own."""
    return (f"{' ' * indent}# {visible(text)}" for text in texts)


def association_lines(labels: Iterable[Resource], indent: int, remarks: Remarks = NO_REMARKS) -> Iterator[str]:
    """Yield items of `associations:`, one per pair; labels come sorted by pair."""
    inner = " " * (indent + STEP)
    for scope, found in groupby(labels, key=lambda label: label.address.scope):
        yield f"{' ' * indent}- from: {key_text(scope[0])}"
        yield f"{inner}to: {key_text(scope[1])}"
        yield f"{inner}labels:"
        for label in found:
            yield from remark_lines(remarks.get(label.address, ()), indent + 2 * STEP)
            yield from resource_lines(label, indent + 2 * STEP)


def _objects(stated: Iterable[Resource], remarks: Remarks) -> Iterator[str]:
    """Yield what a table of objects holds; resources come sorted by object and kind."""
    before: tuple[str, str] = ("", "")
    for resource in stated:
        name, collection = object_of(resource.address), KINDS[resource.address.kind].collection
        if name != before[0]:
            yield f"{' ' * STEP}{key_text(name)}:"
        said = remarks.get(resource.address, ())
        if not resource.address.scope:
            yield from remark_lines(said, 2 * STEP)
            for field_name, value in resource.body.items():
                yield from child_lines(field_name, value, 2 * STEP)
        else:
            if (name, collection) != before:
                yield f"{' ' * 2 * STEP}{collection}:"
            yield from remark_lines(said, 3 * STEP)
            yield from resource_lines(resource, 3 * STEP)
        before = (name, collection)


def _field(kind: Kind, name: str, value: Any, indent: int) -> Iterator[str]:
    if not kind.rule(name).keyed_by:
        yield from child_lines(name, value, indent)
        return
    yield f"{' ' * indent}{key_text(name)}:"
    yield from _children(value, indent + STEP)


def _children(value: Any, indent: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, child in value.items():
            yield from child_lines(key, child, indent)
    else:
        for child in value:
            yield from item_lines(child, indent)
