"""Custom object schemas. A blueprint may create or change three: Deliverable, Interest and Investment.

Source: HubSpot's custom objects guide; observed on live portals by third parties (API 2026-09): a create needs name,
labels and the primary display property; it brings a group, some thirty hs_ properties and associations along; display
fields must name existing properties, so they are set when those exist; a partial PATCH within a minute of a write may
revert what it leaves out, so all fields are sent; a create over an archived name purges the archived records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cvpctl.kinds.base import FieldRule, Hazard, Hit, Kind, Problem, RemovalVerb
from cvpctl.kinds.permissions import schema_permissions
from cvpctl.kinds.property_bodies import normalise as normalised_property
from cvpctl.model import Action, Address, Body, Change, Operation, Step, find_object_type, patched

ALLOWED = ("deliverable", "interest", "investment")
LONGEST_NAME = 50
DISPLAY = ("primaryDisplayProperty", "secondaryDisplayProperties", "requiredProperties", "searchableProperties")
FIELDS = ("labels", "description", *DISPLAY)
SEARCHED_ANYWAY = ("hs_object_id",)
"""What HubSpot makes of no searchable properties at all."""
BORN = "primaryProperty"
"""The definition that is created along with the schema; compiled from the property a blueprint names as primary."""


def _names(description: str, most: int) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string", "minLength": 1}, "maxItems": most, "description": description}


SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "A custom object. Everything that can be a native object should be one.",
    "properties": {
        "labels": {
            "type": "object",
            "description": "What people see, for one and for many.",
            "properties": {
                "singular": {"type": "string", "minLength": 1, "maxLength": 50},
                "plural": {"type": "string", "minLength": 1, "maxLength": 50},
            },
            "required": ["singular", "plural"],
            "additionalProperties": False,
        },
        "description": {"type": "string", "description": "What the object is for."},
        "primaryDisplayProperty": {
            "type": "string",
            "minLength": 1,
            "description": "The property that names a record.",
        },
        "secondaryDisplayProperties": _names("Up to two more that records show.", 2),
        "requiredProperties": _names("What a person must fill in to create a record.", 100),
        "searchableProperties": _names("What HubSpot's search looks at.", 20),
    },
    "required": ["labels", "primaryDisplayProperty"],
    "additionalProperties": False,
}


def normalise(_address: Address, body: Body) -> Body:
    known = {name: body[name] for name in (*FIELDS, BORN) if body.get(name) is not None}
    if "labels" in known:
        known["labels"] = {name: known["labels"][name] for name in ("singular", "plural") if name in known["labels"]}
    for name in ("requiredProperties", "searchableProperties"):
        if name in known:
            known[name] = sorted(set(known[name]))
    if known.get("searchableProperties") == []:
        known["searchableProperties"] = list(SEARCHED_ANYWAY)
    return known


def problems(address: Address, body: Body) -> Iterable[Problem]:
    if address.key not in ALLOWED:
        native = find_object_type(address.key)
        help_ = (
            f"{native.name} is HubSpot's own: put it under objects:"
            if native
            else "put a live one under existingObjects:"
        )
        message = f"only {', '.join(ALLOWED)} may be custom objects"
        yield Problem((), "CUSTOM_OBJECT_REFUSED", message, help_, at_key=True)
    if BORN not in body:
        message = f"the primary display property {body.get('primaryDisplayProperty')!r} is not stated under properties:"
        yield Problem(("primaryDisplayProperty",), "PRIMARY_NOT_STATED", message, "state it there")
    twice = {name for name in body.get("secondaryDisplayProperties", ()) if name == body.get("primaryDisplayProperty")}
    if twice:
        message = "the primary display property is also a secondary one"
        yield Problem(("secondaryDisplayProperties",), "DISPLAY_TWICE", message, "name another")


def also_creates(address: Address, body: Mapping[str, Any]) -> Iterable[Address]:
    """Yield what comes into being with the schema and is therefore never posted."""
    yield Address("group", (address.key,), f"{address.key}_information")
    if body.get("primaryDisplayProperty"):
        yield Address("property", (address.key,), body["primaryDisplayProperty"])


def late_references(address: Address, body: Mapping[str, Any]) -> Iterable[Address]:
    """Yield the properties that the display fields name: they must exist before the schema is finished."""
    lists = [name for field in DISPLAY[1:] for name in body.get(field, ())]
    names = [body[DISPLAY[0]], *lists] if body.get(DISPLAY[0]) else lists
    return (Address("property", (address.key,), name) for name in dict.fromkeys(names))


def steps(kind: Kind, change: Change, desired: Body | None, live: Body | None) -> tuple[Step, ...]:
    address = change.address
    if change.action is Action.REMOVE:
        return (Step(address, "remove", kind.operations["remove"], kind.parameters(address)),)
    if change.action is Action.CREATE:
        return _create(kind, address, desired or {})
    before = kind.normalise(address, live or {})
    target = patched(before, [(edit.path, edit.after) for edit in change.fields])
    return (Step(address, "finish", kind.operations["update"], kind.parameters(address), _sent(target), late=True),)


def _create(kind: Kind, address: Address, desired: Body) -> tuple[Step, ...]:
    primary = desired["primaryDisplayProperty"]
    body = {
        "name": address.key,
        "labels": desired["labels"],
        "primaryDisplayProperty": primary,
        "properties": [_born(Address("property", (address.key,), primary), desired[BORN])],
        # HubSpot's reference calls both required; live portals were seen to do without.
        "requiredProperties": [],
        "associatedObjects": [],
    }
    body |= {"description": desired["description"]} if desired.get("description") else {}
    head = Step(address, "create", kind.operations["create"], {}, body)
    later = {name: desired[name] for name in DISPLAY[1:] if name in desired}
    if not later:
        return (head,)
    parameters = kind.parameters(address)
    finish = Step(address, "finish", kind.operations["update"], parameters, _sent(desired), after=(head.id,), late=True)
    return (head, finish)


def _born(address: Address, stated: Body) -> Body:
    """Return a property as a schema brings it along.

    Its group does not exist yet; HubSpot puts it under the group it makes, and an update moves it.
    """
    known = {name: value for name, value in normalised_property(address, stated).items() if name != "groupName"}
    if "options" in known:
        sent = enumerate({"value": value, "hidden": False, **one} for value, one in known["options"].items())
        known["options"] = [{**option, "displayOrder": number} for number, option in sent]
    return {"name": address.key, **known}


def _sent(target: Body) -> Body:
    """Return all fields, since HubSpot may turn back what a patch leaves out; a description is cleared by a flag."""
    body = {name: target[name] for name in FIELDS if name in target}
    return body if body.get("description") != "" else {**body, "description": "", "clearDescription": True}


def archived(change: Change, _live: Body | None) -> Iterable[Hit]:
    if change.action is Action.REMOVE:
        message = "the custom object is archived with its properties and labels; HubSpot refuses while it has records"
        yield Hit(change.address, message, "archive its records first", counted=True, refused=True)


def required(change: Change, _live: Body | None) -> Iterable[Hit]:
    for edit in change.fields:
        if change.action is Action.UPDATE and edit.path == ("requiredProperties",):
            new = ", ".join(name for name in edit.after or () if name not in (edit.before or ()))
            if new:
                message = f"records can no longer be created without {new}, by integrations and imports neither"
                yield Hit(change.address.at("requiredProperties"), message)


def purges(change: Change, live: Body | None) -> Iterable[Hit]:
    if change.action is Action.CREATE and live is not None:
        message = "an archived object of this name exists; creating it purges that one with its records, for good"
        message += "; HubSpot has no way to count records of what is archived"
        yield Hit(change.address, message, "restore it in HubSpot, or accept the loss")


SCHEMA_KIND = Kind(
    name="schema",
    noun="custom object",
    collection="customObjects",
    key="name",
    key_parameter="objectType",
    schema=SCHEMA,
    permissions=schema_permissions,
    source="https://developers.hubspot.com/docs/api-reference/latest/crm/objects/schemas/guide",
    required=("labels", "primaryDisplayProperty"),
    fields={
        BORN: FieldRule(create_only=True),
        "description": FieldRule(default=""),
        "secondaryDisplayProperties": FieldRule(default=[]),
        "requiredProperties": FieldRule(default=[]),
        "searchableProperties": FieldRule(default=list(SEARCHED_ANYWAY)),
    },
    normalise=normalise,
    problems=problems,
    steps=steps,
    also_creates=also_creates,
    late_references=late_references,
    operations={
        "list": Operation("schemas", "list"),
        "list_archived": Operation("schemas", "list_archived"),
        "create": Operation("schemas", "create"),
        "update": Operation("schemas", "update"),
        "remove": Operation("schemas", "archive"),
    },
    removal=RemovalVerb.ARCHIVE,
    hazards=(
        Hazard("SCHEMA_ARCHIVED", "A custom object is archived with all that hangs on it", archived),
        Hazard("ARCHIVED_SCHEMA_PURGED", "Creating an object over an archived one purges its records", purges),
        Hazard("REQUIRED_ADDED", "Records can no longer be created without a property", required, blocks=False),
    ),
    settle_seconds=90.0,
)
