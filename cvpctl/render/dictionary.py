"""A data dictionary as data: what each object holds, what it is for and where that was said; pages and sheets draw it.

Made of resources alone, so blueprints and a live portal are told alike. Why something is there (`Purpose`) only
blueprints know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cvpctl.model import BY_NAME, Address, Place, Purpose, Resource
from cvpctl.render.compiled import identity
from cvpctl.render.dictionary_words import field_words, property_facts, stage_facts
from cvpctl.render.graph import Graph, object_graph, rank_of

NO_PURPOSE = Purpose()


@dataclass(frozen=True, slots=True)
class Value:
    """An option or a stage."""

    key: str
    label: str
    description: str = ""
    hidden: bool = False
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """A property, a pipeline or a group. `type` is in people's words, `native` says that HubSpot defined it."""

    address: Address
    label: str
    type: str = ""
    group: str = ""
    description: str = ""
    values: tuple[Value, ...] = ()
    facts: tuple[str, ...] = ()
    native: bool = False
    purpose: Purpose = NO_PURPOSE
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Association:
    """A label between two objects, by their labels, and what it reads like each way."""

    address: Address
    source: str
    target: str
    there: str
    back: str = ""
    limits: tuple[str, ...] = ()
    purpose: Purpose = NO_PURPOSE
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class ObjectEntry:
    """An object: `source_of_truth` is the system that is right about it, `purpose` why a custom one exists."""

    name: str
    label: str
    custom: bool = False
    description: str = ""
    source_of_truth: str = ""
    purpose: Purpose = NO_PURPOSE
    place: Place | None = None
    properties: tuple[Definition, ...] = ()
    pipelines: tuple[Definition, ...] = ()


@dataclass(frozen=True, slots=True)
class Dictionary:
    """`about` says of what in a reader's words; `note` is about the whole, for instance that this is not HubSpot."""

    about: str
    objects: tuple[ObjectEntry, ...] = ()
    associations: tuple[Association, ...] = ()
    graph: Graph = field(default_factory=Graph)
    note: str = ""


def dictionary_of(
    resources: Mapping[Address, Resource],
    *,
    about: str,
    purposes: Mapping[Address, Purpose] | None = None,
    sources_of_truth: Mapping[str, str] | None = None,
    note: str = "",
) -> Dictionary:
    """Return everything that resources say, objects in HubSpot's order, what they hold as it was stated."""
    graph = object_graph(resources)
    labels = {node.name: node.label for node in graph.nodes}
    why = purposes or {}
    truth = sources_of_truth or {}
    objects = (_object(name, label, resources, why, truth.get(name, "")) for name, label in labels.items())
    found = sorted((one for one in resources.values() if one.address.kind == "label"), key=_by_objects)
    associations = tuple(_association(one, labels, why.get(one.address, NO_PURPOSE)) for one in found)
    return Dictionary(about, tuple(objects), associations, graph, note)


def _by_objects(resource: Resource) -> tuple[Any, ...]:
    return (*map(rank_of, resource.address.scope), resource.address.key)


def _object(
    name: str, label: str, resources: Mapping[Address, Resource], why: Mapping[Address, Purpose], truth: str
) -> ObjectEntry:
    own = [one for one in resources.values() if one.address.scope == (name,)]
    schema = resources.get(Address("schema", (), name))
    groups = {one.address.key: _text(one.body, "label") for one in own if one.address.kind == "group"}
    return ObjectEntry(
        name,
        label,
        name not in BY_NAME,
        _text(schema.body, "description") if schema else "",
        truth,
        why.get(schema.address, NO_PURPOSE) if schema else NO_PURPOSE,
        schema.place if schema else None,
        tuple(_property(one, groups, why) for one in _of(own, "property")),
        tuple(_pipeline(one, why) for one in _of(own, "pipeline")),
    )


def _of(resources: Iterable[Resource], kind: str) -> Iterator[Resource]:
    return (one for one in resources if one.address.kind == kind)


def _property(resource: Resource, groups: Mapping[str, str], why: Mapping[Address, Purpose]) -> Definition:
    body, group = resource.body, _text(resource.body, "groupName")
    return Definition(
        resource.address,
        _text(body, "label") or resource.address.key,
        field_words(_text(body, "type"), _text(body, "fieldType")),
        groups.get(group) or group,
        _text(body, "description"),
        tuple(_values(body.get("options"))),
        tuple(property_facts(body)),
        body.get("hubspotDefined") is True,
        why.get(resource.address, NO_PURPOSE),
        resource.place,
    )


def _pipeline(resource: Resource, why: Mapping[Address, Purpose]) -> Definition:
    return Definition(
        resource.address,
        _text(resource.body, "label") or resource.address.key,
        "Pipeline",
        values=tuple(_values(resource.body.get("stages"))),
        purpose=why.get(resource.address, NO_PURPOSE),
        place=resource.place,
    )


def _association(resource: Resource, labels: Mapping[str, str], purpose: Purpose) -> Association:
    body, scope = resource.body, resource.address.scope
    there, back = _text(body, "label"), _text(body, "inverseLabel")
    source, target = labels[scope[0]], labels[scope[-1]]
    limits = ((body.get("maxToObjects"), target), (body.get("inverseMaxToObjects"), source))
    told = tuple(f"at most {number} {name}" for number, name in limits if number)
    return Association(resource.address, source, target, there, back, told, purpose, resource.place)


def _values(found: Any) -> Iterator[Value]:
    """Yield options or stages, whichever way a body holds them, in the order people see."""
    children = list(found.items()) if isinstance(found, Mapping) else _keyed(found if isinstance(found, list) else [])
    for key, child in sorted(children, key=lambda one: _shown(one[1])):
        yield Value(
            str(key),
            _text(child, "label") or str(key),
            _text(child, "description"),
            child.get("hidden") is True,
            tuple(stage_facts(child.get("metadata"))),
        )


def _keyed(found: Iterable[Any]) -> list[tuple[str, Mapping[str, Any]]]:
    full = [one if isinstance(one, Mapping) else {"value": str(one)} for one in found]
    return [(identity(one, str(number)), one) for number, one in enumerate(full)]


def _shown(child: Mapping[str, Any]) -> tuple[bool, int]:
    """A portal numbers what it shows and puts -1 last; a blueprint has no numbers and keeps its order."""
    number = child.get("displayOrder")
    return (False, number) if isinstance(number, int) and number >= 0 else (True, 0)


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return "" if value is None else str(value)
