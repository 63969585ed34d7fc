"""What a patch states of one thing so that B gets A's side, and what of it no blueprint can say, with the reason.

Of something that both have only the fields are stated that differ, options and stages as whole lists: their order is
part of what A says. A field that is a default is said all the same, since B has another value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cvpctl.blueprint.language import CUSTOM_OBJECTS
from cvpctl.blueprint.pull_fields import OPEN, Refusal, stated, written_field
from cvpctl.kinds import KINDS, ORDER, Kind, RemovalVerb, is_order
from cvpctl.kinds.labels import TEXTS
from cvpctl.kinds.pipeline_rules import STAGE, metadata_key
from cvpctl.kinds.property_schema import OPTION
from cvpctl.kinds.schemas import BORN
from cvpctl.kinds.validations import RULE
from cvpctl.model import ABSENT, Address, Body, FieldChange, Resource
from cvpctl.model.comparison import Difference, Side

KEPT = "HubSpot keeps it to itself"
FIXED = "fixed at creation; a new one under another name can have it"
NOT_TAKEN = "A has no value there, and a blueprint cannot take one away"
BY_HAND = "HubSpot's API cannot take it away; do that in its settings"
NOT_SAID = "a blueprint has no word for it"
_PARTS: tuple[Mapping[str, Any], ...] = (OPTION, STAGE, RULE)
_FIELDS = tuple(name for part in _PARTS for name in part["properties"])
CHILD = 2
"""How long the path of an option, a stage or a rule is: the list and the key."""


@dataclass(slots=True)
class Said:
    """What became of one difference: a resource to state, parts that only B has, and what stays as it is."""

    resource: Resource | None = None
    removed: list[Address] = field(default_factory=list)
    left: dict[Address, str] = field(default_factory=dict)


def created(resource: Resource, side: Side) -> Resource:
    """Return something that B lacks, as a blueprint states it; raises `Refusal`."""
    address = resource.address
    if address.kind != "schema":
        return stated(resource)
    if address.key not in CUSTOM_OBJECTS:
        raise Refusal(f"only {', '.join(CUSTOM_OBJECTS)} may be custom objects")
    primary = side.resources.get(primary_of(resource))
    return stated(resource, {BORN: stated(primary).body} if primary else {})


def primary_of(schema: Resource) -> Address:
    """Return the property that names the records of a custom object; the two are stated together."""
    return Address("property", (schema.address.key,), str(schema.body.get("primaryDisplayProperty")))


def updated(one: Difference, a: Side, b: Side) -> Said:
    """Return what makes B's side of something A's."""
    said, kind = Said(), KINDS[one.address.kind]
    names = _names(kind, b.resources[one.address].body)
    stating: dict[str, list[FieldChange]] = {}
    for edit in one.fields:
        name = edit.path[0].removesuffix(ORDER) if is_order(kind, edit.path[0]) else edit.path[0]
        if why := _hindrance(kind, one.address, edit, names, name):
            said.left[_spot(one.address, edit)] = why
        elif edit.after is ABSENT:
            said.removed.append(one.address.child(*edit.path))
        else:
            stating.setdefault(name, []).append(edit)
    if stating:
        _state(said, one, stating, a)
    return said


def _state(said: Said, one: Difference, stating: Mapping[str, list[FieldChange]], a: Side) -> None:
    kind = KINDS[one.address.kind]
    if one.address.kind == "schema":
        try:
            said.resource = created(a.resources[one.address], a)
        except Refusal as refusal:
            said.left[one.address] = str(refusal)
        return
    body = one.a or {}
    always = [name for name in along(one.address) if name in body]
    said.resource = Resource(
        one.address,
        {
            name: _written(kind, name, body.get(name, ABSENT), one.address, stating.get(name, ()))
            for name in kind.schema["properties"]
            if name in (*stating, *always)
        },
    )


def along(address: Address) -> tuple[str, ...]:
    """Return what must be said of a thing whatever else is; of a label one text would overwrite the other."""
    required: tuple[str, ...] = tuple(KINDS[address.kind].schema.get("required", ()))
    return (*required, *TEXTS) if address.kind == "label" else required


def _written(kind: Kind, name: str, value: Any, address: Address, edits: Sequence[FieldChange]) -> Any:
    found = written_field(kind, name, edits[0].after if value is ABSENT else value, address)
    keyed_by = kind.rule(name).keyed_by
    if not keyed_by:
        return found
    said: dict[str, Body] = {}
    for edit in edits:
        if len(edit.path) == CHILD + 1:
            said.setdefault(edit.path[1], {})[edit.path[2]] = edit.after
    if isinstance(found, Mapping):
        return {key: _in_order(said.get(key, {}) | child) for key, child in found.items()}
    return [_in_order(said.get(str(child[keyed_by]), {}) | child) for child in found]


def _in_order(child: Body) -> Body:
    """Return an option, a stage or a rule with its fields in the language's order."""
    return {name: child[name] for name in _FIELDS if name in child}


def _hindrance(kind: Kind, address: Address, edit: FieldChange, names: frozenset[str], name: str) -> str:
    """Say why a blueprint cannot bring a field to A's side, or nothing."""
    rule = kind.rule(name)
    known = "metadata" not in edit.path[:-1] or edit.path[-1] == metadata_key(address.scope[0])
    part = len(edit.path) == CHILD and bool(rule.keyed_by)
    hindrances = (
        (name not in kind.schema["properties"] or not known, NOT_SAID),
        (name not in names, KEPT),
        (rule.immutable, FIXED),
        (edit.after is ABSENT and not part, NOT_TAKEN),
        (edit.after is ABSENT and kind.removal is RemovalVerb.IMPOSSIBLE, BY_HAND),
    )
    return next((why for holds, why in hindrances if holds), "")


def _names(kind: Kind, live: Body) -> frozenset[str]:
    """Return the fields that B's portal lets be changed."""
    names = frozenset(kind.schema["properties"])
    permissions = live.get("modificationMetadata") or {}
    if live.get("hubspotDefined"):
        names &= frozenset(OPEN)
    if permissions.get("readOnlyDefinition"):
        names &= {"options"} if permissions.get("readOnlyOptions") is False else frozenset()
    return names


def _spot(address: Address, edit: FieldChange) -> Address:
    *parts, name = edit.path
    return address.child(*parts).at(name) if parts else address.at(name)
