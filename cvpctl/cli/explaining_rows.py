"""The rows of an explanation: what a thing comes to, which layers say it, what it refers to and who refers to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cvpctl.blueprint.compile import Places
from cvpctl.blueprint.statement import Statement
from cvpctl.cli.explaining_sources import Sources
from cvpctl.cli.explaining_things import Thing
from cvpctl.engine.references import late_references, references
from cvpctl.kinds import Kind
from cvpctl.model import ABSENT, Address, Body, Path
from cvpctl.render.explain_text import Row
from cvpctl.render.values import child_text, value_text

MOST_REFERRING = 12


def value_at(kind: Kind, body: Mapping[str, Any], path: Path) -> Any:
    """Return what a body has at a path whose second step is the key of a child, whichever form its list has."""
    found: Any = body
    for depth, name in enumerate(path):
        if depth == 1:
            found = _keyed(kind, path[0], found)
        if not isinstance(found, Mapping) or name not in found:
            return ABSENT
        found = found[name]
    return found


def _keyed(kind: Kind, name: str, value: Any) -> Any:
    keyed_by = kind.rule(name).keyed_by
    if not keyed_by or not isinstance(value, list):
        return value
    rest = [child for child in value if isinstance(child, dict)]
    return {str(child.get(keyed_by)): {key: one for key, one in child.items() if key != keyed_by} for child in rest}


def values(thing: Thing, statement: Statement, body: Body) -> Iterator[Row]:
    """Yield what is compiled from all layers, each field with the last line that says it."""
    places = Places(statement)
    if thing.path:
        yield from _value(
            (), thing.path, _keyed(statement.kind, thing.path[-1], value_at(statement.kind, body, thing.path)), places
        )
        return
    for name in statement.body:
        if name in body:
            yield from _value((name,), (name,), _keyed(statement.kind, name, body[name]), places)


def _value(shown: Path, path: Path, value: Any, places: Places) -> Iterator[Row]:
    if places.statement.kind.rule(path[0]).keyed_by and len(path) == 1 and isinstance(value, Mapping) and value:
        for key, child in value.items():
            yield Row(child_text(child), "/".join((*shown, key)), places.get((*path, key)))
    elif value is not ABSENT:
        yield Row(value_text(value), "/".join(shown) or path[-1], places.get(path))


def layers(thing: Thing, statement: Statement) -> Iterator[Row]:
    """Yield the line of each file that speaks of it, as it is written, the lowest layer first."""
    said = [(one, entry) for one in (*statement.below, statement) if (entry := one.entry_at(thing.path))]
    for one, entry in said:
        place = one.source.place(entry)
        yield Row(one.source.excerpt(entry).strip(), str(place))


def refers(thing: Thing, body: Body, sources: Sources) -> Iterator[Row]:
    """Yield what must exist for it: of a field, what that very field names."""
    assert thing.owner
    said = {thing.path[0]: body[thing.path[0]]} if thing.path and thing.path[0] in body else body
    for address in sorted(_targets(thing.owner, said) if not thing.path or said is not body else ()):
        yield Row(_status(address, sources), str(address), _place(address, sources))


def referred(thing: Thing, sources: Sources) -> Iterator[Row]:
    """Yield what would miss it."""
    found = [
        address
        for address, statement in sources.claims.stated.items()
        if thing.owner in _targets(address, statement.body)
    ]
    for address in found[:MOST_REFERRING]:
        yield Row("", str(address), _place(address, sources))
    if len(found) > MOST_REFERRING:
        yield Row(f"and {len(found) - MOST_REFERRING} more")


def _targets(address: Address, body: Mapping[str, Any]) -> set[Address]:
    return references(address, body) | late_references(address, body)


def _status(address: Address, sources: Sources) -> str:
    if address in sources.claims.stated:
        return ""
    if address in sources.claims.removed:
        return "removed by these blueprints"
    return "observed" if address in sources.claims.observed else "not stated here: it must be live"


def _place(address: Address, sources: Sources) -> Any:
    statement = sources.claims.stated.get(address)
    return statement.source.place(statement.entry) if statement else None
