"""What people made, in a blueprint or a portal: the only thing rules may find fault with. Below the rules.

A live portal marks HubSpot's own properties; a blueprint may state one of them without such a mark, so its name has to
tell. Groups and pipelines carry no mark anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from cvpctl.kinds.native_catalogue import natives_of
from cvpctl.kinds.natives import STAMP, hubspots_own, is_native_group
from cvpctl.model import BY_NAME, Address, Resource
from cvpctl.policy.subject import Subject

LIFECYCLE_OBJECTS = ("contacts", "companies")
"""Objects whose only pipeline is HubSpot's, of lifecycle stages."""
_PARTS = ("property", "pipeline", "group")
"""What makes a blueprint or a portal speak of an object."""

_SHOWN = 3
_RESERVED = re.compile(r"hs_|hubspot_|a\d+_")
_HUBSPOTS_STAGES = frozenset(
    {"appointmentscheduled", "qualifiedtobuy", "presentationscheduled", "decisionmakerboughtin", "contractsent"}
    | {"closedwon", "closedlost"}
    | {f"{name}-stage-id" for name in ("new", "attempting", "connected", "qualified", "unqualified")}
)


@dataclass(frozen=True, slots=True)
class Part:
    """An option or a stage; `id` is what the portal itself has for it."""

    address: Address
    id: str
    label: str


def properties(subject: Subject, *scope: str) -> Iterator[Resource]:
    """Yield properties of people's own; those of apps and of HubSpot are told by their prefix or their name."""
    for one in subject.authored("property", *scope):
        name = one.address.key
        if not _RESERVED.match(name) and name not in _native_names(one.address.scope[0]):
            yield one


def label_of(resource: Resource) -> str:
    return str(resource.body.get("label") or resource.address.key)


def is_choice(resource: Resource) -> bool:
    """Tell whether one value of a list is picked; yes or no says nothing about where something stands."""
    return resource.body.get("type") == "enumeration" and resource.body.get("fieldType") in {"select", "radio"}


def options(resource: Resource) -> tuple[Part, ...]:
    return tuple(_parts(resource, "options", "value"))


def pipelines(subject: Subject, *scope: str) -> Iterator[Resource]:
    """Yield pipelines that people made or changed."""
    own = hubspots_own(subject.of("pipeline", *scope)) if subject.live else ()
    for one in subject.of("pipeline", *scope):
        if one.address not in own and one.address.scope[0] not in LIFECYCLE_OBJECTS:
            yield one


def stages(pipeline: Resource) -> tuple[Part, ...]:
    return tuple(_parts(pipeline, "stages", "id"))


def is_hubspots_stage(stage: Part) -> bool:
    """Tell whether a portal came with a stage; its label may be translated, its id never is."""
    return stage.id in _HUBSPOTS_STAGES


def some(parts: Sequence[Part]) -> str:
    """Return a few of them by label, and how many more there are."""
    more = f" and {len(parts) - _SHOWN} more" if len(parts) > _SHOWN else ""
    return ", ".join(part.label for part in parts[:_SHOWN]) + more


def groups(subject: Subject) -> Iterator[Resource]:
    own = hubspots_own(subject.resources.values()) if subject.live else ()
    for one in subject.of("group"):
        if one.address not in own and one.address != STAMP and not is_native_group(one.address):
            yield one


def custom_objects(subject: Subject) -> dict[str, Mapping[str, Any]]:
    """Return custom objects by name, with the schema where it is known: a blueprint may only speak of their parts."""
    named: dict[str, Mapping[str, Any]] = {name: {} for name in sorted(subject.objects) if name not in BY_NAME}
    return named | {one.address.key: one.body for one in subject.authored("schema")}


def speaks_of(subject: Subject, kind: str, name: str) -> bool:
    """Tell whether what a list lacks is missing indeed: the object is spoken of, and the list could be read.

    A blueprint that never mentions an object proves nothing about it, nor does a portal nobody asked.
    """
    readable = (kind, (name,)) not in subject.unknown and name not in subject.switched_off
    return readable and any(True for part in _PARTS for _ in subject.of(part, name))


def _parts(resource: Resource, field: str, key: str) -> Iterator[Part]:
    """Blueprints map stages by id and list options; portals list both, with what a binding hides as `identity`."""
    said = resource.body.get(field) or ()
    rows = [{key: name, **one} for name, one in said.items()] if isinstance(said, Mapping) else said
    for row in sorted(rows, key=_position):
        name = str(row[key])
        address = resource.address.child(field, name)
        yield Part(address, str(row.get("identity") or name), str(row.get("label") or name))


def _position(row: Mapping[str, Any]) -> tuple[bool, int]:
    """HubSpot's lists are not in display order, and it shows -1 last; a blueprint's order is the order."""
    number = row.get("displayOrder")
    return (True, 0) if number is None or number < 0 else (False, number)


@cache
def _native_names(object_name: str) -> frozenset[str]:
    return frozenset(native.name for native in natives_of(object_name))
