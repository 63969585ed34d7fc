"""Association labels: what one record is to another. One resource per pair of objects and key, both directions inside.

Source: HubSpot's associations guide; observed on live portals by third parties: a label is a pair of type ids given by
the portal; its internal `name` is fixed, unique in the portal and never in the label lists, only (minutes later) in the
schema's associations; an update must say both texts, else one overwrites the other; deleting one side removes both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from cvpctl.kinds.base import Hazard, Hit, Kind, Problem, RemovalVerb
from cvpctl.kinds.permissions import association_permissions
from cvpctl.model import Action, Address, Body, Change, Operation, Step, find_object_type, patched

LIMITS = ("maxToObjects", "inverseMaxToObjects")
TEXTS = ("label", "inverseLabel")
_USUAL = re.compile(r"[A-Za-z0-9_]+")

SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "A label on the association between two objects; its key makes the internal name.",
    "properties": {
        "label": {"type": "string", "minLength": 1, "description": "What a record of `to` is to one of `from`."},
        "inverseLabel": {
            "type": "string",
            "minLength": 1,
            "description": "The other way round; the same text when left out.",
        },
        "maxToObjects": {
            "type": "integer",
            "minimum": 1,
            "description": "How many records of `to` may carry it per record.",
        },
        "inverseMaxToObjects": {"type": "integer", "minimum": 1, "description": "The other way round."},
    },
    "required": ["label"],
    "additionalProperties": False,
}


def live_name(address: Address) -> str:
    """Return the internal name HubSpot is asked for: `<from>_<to>_<key>`."""
    return "_".join((*address.scope, address.key))


def normalise(_address: Address, body: Body) -> Body:
    return {name: body[name] for name in (*TEXTS, *LIMITS) if body.get(name) is not None}


def references(address: Address, _body: Mapping[str, Any]) -> Iterable[Address]:
    return (Address("schema", (), name) for name in address.scope if find_object_type(name) is None)


def problems(address: Address, _body: Body) -> Iterable[Problem]:
    """HubSpot takes letters, digits and underscores for the name; a label that lives already may have any key."""
    if not _USUAL.fullmatch(address.key):
        message = f"HubSpot refuses a label under the key {address.key!r}: letters, digits and underscores only"
        yield Problem((), "NAME_UNUSUAL", message, "keep it only for a live label", at_key=True, warning=True)


def steps(kind: Kind, change: Change, desired: Body | None, live: Body | None) -> tuple[Step, ...]:
    """Write the texts, then the limits; the type ids stay symbolic until the portal knows them."""
    address, pair = change.address, _pair(change.address)
    if change.action is Action.REMOVE:
        return (Step(address, "remove", kind.operations["remove"], pair | {"label": str(address)}),)
    before = kind.normalise(address, live or {})
    target = patched(before, [(edit.path, edit.after) for edit in change.fields])
    first: tuple[Step, ...] = ()
    if change.action is Action.CREATE:
        body = {"name": live_name(address), **_texts(desired or {}, before, target)}
        first = (Step(address, "create", kind.operations["create"], pair, body),)
    elif any(edit.path[0] in TEXTS for edit in change.fields):
        body = {"associationTypeId": f"${{{address}}}", **_texts(desired or {}, before, target)}
        first = (Step(address, "update", kind.operations["update"], pair, body),)
    return (*first, *_limit_steps(kind, change, before, target, after=tuple(step.id for step in first)))


def _texts(desired: Body, before: Body, target: Body) -> Body:
    """Return the texts to send: one that is left out becomes like the other.

    So the live one is sent along, unless nobody states the other way and the label read the same both ways.
    """
    follows = "inverseLabel" not in desired and before.get("label") == before.get("inverseLabel")
    return {name: target[name] for name in (TEXTS[:1] if follows else TEXTS) if name in target}


def _limit_steps(kind: Kind, change: Change, before: Body, target: Body, *, after: tuple[str, ...]) -> Iterable[Step]:
    """A first limit is created, a later one changed; each way has its own."""
    address = change.address
    touched = {edit.path[0] for edit in change.fields}
    for name, part, mark in (("maxToObjects", "limit", ""), ("inverseMaxToObjects", "inverse limit", "#inverse")):
        if name in touched and name in target:
            row = {"category": "USER_DEFINED", "typeId": f"${{{address}{mark}}}", "maxToObjectIds": target[name]}
            operation = kind.operations["update_limits" if name in before else "create_limits"]
            yield Step(address, part, operation, _pair(address, turned=bool(mark)), row, after)


def _pair(address: Address, *, turned: bool = False) -> dict[str, str]:
    first, second = reversed(address.scope) if turned else address.scope
    return {"fromObjectType": first, "toObjectType": second}


def deleted(change: Change, _live: Body | None) -> Iterable[Hit]:
    if change.action is Action.REMOVE:
        yield Hit(change.address, "the label is deleted for good, both ways; associated records lose it")


def narrowed(change: Change, _live: Body | None) -> Iterable[Hit]:
    for edit in change.fields:
        shrinks = isinstance(edit.before, int) and isinstance(edit.after, int) and edit.after < edit.before
        if change.action is Action.UPDATE and edit.path[0] in LIMITS and shrinks:
            message = f"{edit.path[0]} goes from {edit.before} to {edit.after}; records above it stay above it"
            message += ", and HubSpot has no way to count them"
            help_ = "look at the records with the most associations in HubSpot first"
            yield Hit(change.address.at(edit.path[0]), message, help_)


LABEL = Kind(
    name="label",
    noun="association label",
    collection="labels",
    key="name",
    key_parameter="label",
    schema=SCHEMA,
    source="https://developers.hubspot.com/docs/api-reference/latest/crm/associations/guide",
    required=("label",),
    permissions=association_permissions,
    normalise=normalise,
    problems=problems,
    references=references,
    steps=steps,
    operations={
        "list": Operation("associations", "list_labels"),
        "create": Operation("associations", "create_label"),
        "update": Operation("associations", "update_label"),
        "remove": Operation("associations", "delete_label"),
        "list_limits": Operation("associations", "list_limits"),
        "create_limits": Operation("associations", "create_limits", batch=100),
        "update_limits": Operation("associations", "update_limits", batch=100),
        "list_names": Operation("schemas", "read"),
    },
    removal=RemovalVerb.DELETE,
    serial=True,
    hazards=(
        Hazard("LABEL_DELETED", "An association label is deleted for good", deleted),
        Hazard("LIMIT_SHRUNK", "Fewer records may carry a label than may now", narrowed),
    ),
    settle_seconds=30.0,
)
