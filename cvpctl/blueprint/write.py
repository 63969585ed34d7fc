"""From resources to the text of a blueprint, in one canonical form that `fmt` leaves as it is.

Short things stand on one line, properties and pipelines open up; the order of fields is that of the language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cvpctl.blueprint.findings import visible
from cvpctl.blueprint.write_scalars import key_text, scalar_text
from cvpctl.kinds import KINDS, Kind
from cvpctl.model import BY_NAME, Address, Resource

WIDEST = 120
STEP = 2
TABLES = ("objects", "existingObjects")
MODELINE = "# yaml-language-server: $schema="


@dataclass(frozen=True, slots=True)
class Content:
    """What one blueprint file holds; bodies are as a blueprint states them, `observed` tells why."""

    stated: tuple[Resource, ...] = ()
    observed: Mapping[Address, str] = field(default_factory=dict)


def document_text(name: str, content: Content, *, schema: str) -> str:
    """Return a whole file; `schema` is where the editor finds the language, seen from that file."""
    lines = [MODELINE + schema, f"blueprint: {scalar_text(name)}", "version: 0.1.0"]
    for table in TABLES:
        if found := [resource for resource in content.stated if table_of(resource.address.scope[0]) == table]:
            lines += ["", f"{table}:", *_objects(found)]
    if content.observed:
        lines += ["", "observed:", *(observed_line(*one) for one in content.observed.items())]
    return "\n".join(lines) + "\n"


def table_of(name: str) -> str:
    """Return the part of a blueprint where an object stands: HubSpot's own apart from those a portal has besides."""
    return TABLES[0] if name in BY_NAME else TABLES[1]


def observed_line(address: Address, why: str) -> str:
    return f"{' ' * STEP}- {scalar_text(str(address))}" + (f"  # {visible(why)}" if why else "")


def resource_lines(resource: Resource, indent: int) -> Iterator[str]:
    """Yield one resource as an entry of its collection."""
    kind = KINDS[resource.address.kind]
    if any(rule.keyed_by for rule in kind.fields.values()):
        yield f"{' ' * indent}{key_text(resource.address.key)}:"
        for name, value in resource.body.items():
            yield from _field(kind, name, value, indent + STEP)
    else:
        yield from child_lines(resource.address.key, resource.body, indent)


def _objects(stated: Iterable[Resource]) -> Iterator[str]:
    """Yield what `objects:` holds; resources come sorted by object and kind."""
    before: tuple[str, str] = ("", "")
    for resource in stated:
        name, collection = resource.address.scope[0], KINDS[resource.address.kind].collection
        if name != before[0]:
            yield f"{' ' * STEP}{key_text(name)}:"
        if (name, collection) != before:
            yield f"{' ' * 2 * STEP}{collection}:"
        before = (name, collection)
        yield from resource_lines(resource, 3 * STEP)


def _field(kind: Kind, name: str, value: Any, indent: int) -> Iterator[str]:
    if not kind.rule(name).keyed_by:
        yield from child_lines(name, value, indent)
        return
    yield f"{' ' * indent}{key_text(name)}:"
    if isinstance(value, Mapping):
        for key, child in value.items():
            yield from child_lines(key, child, indent + STEP)
    else:
        for child in value:
            yield from item_lines(child, indent + STEP)


def item_lines(child: Mapping[str, Any], indent: int) -> Iterator[str]:
    """Yield one mapping of a list."""
    short = f"{' ' * indent}- {_flow(child)}"
    if len(short) <= WIDEST:
        yield short
        return
    first, *rest = (line for name, value in child.items() for line in child_lines(name, value, indent + STEP))
    yield f"{' ' * indent}- {first[indent + STEP :]}"
    yield from rest


def child_lines(name: str, value: Any, indent: int) -> Iterator[str]:
    """Yield one key with its value, on one line where that fits."""
    opening = f"{' ' * indent}{key_text(name)}:"
    if not isinstance(value, Mapping):
        yield f"{opening} {scalar_text(value)}"
    elif len(short := f"{opening} {_flow(value)}") <= WIDEST:
        yield short
    else:
        yield opening
        for child, below in value.items():
            yield from child_lines(child, below, indent + STEP)


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key_text(name)}: {_flow(child)}" for name, child in value.items()) + "}"
    return scalar_text(value, flow=True)
