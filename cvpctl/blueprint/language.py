"""The blueprint language as one JSON Schema: the kinds' fragments inside the frame that holds them.

`read` walks it, and `schemas/blueprint.schema.json` is it, made to fit editors.
"""

from __future__ import annotations

from typing import Any

from cvpctl.blueprint.language_items import (
    ABOUT,
    ABOUT_KINDS,
    ADDRESS,
    BLOCKS,
    END,
    MANAGED,
    METHODOLOGY,
    MOVED_ITEM,
    READERS,
    REMOVED_ITEM,
    RUNBOOK_ITEM,
    Schema,
    table,
)
from cvpctl.kinds import BY_COLLECTION, KINDS, Kind
from cvpctl.kinds.schemas import ALLOWED

CUSTOM_OBJECTS = ALLOWED
PARTS = tuple(BY_COLLECTION[name] for name in ("groups", "properties", "pipelines", "validations"))
"""What stands below one object."""
BARE = {"validation": "rules"}
"""Kinds that are written as their one field alone: `vat_number: [rule, …]`."""
JUSTIFICATION = "justification"
EXCLUSIVE = "exclusive"
EXCLUSIVE_LISTS = {"property": "options", "pipeline": "stages"}
"""Kinds whose list may be said to hold nothing but what is stated."""


def _collection(kind: Kind) -> dict[str, Any]:
    return {
        "type": "object",
        "description": f"Each {kind.noun}, keyed by its internal name. {kind.source}",
        "additionalProperties": written_schema(kind),
    }


def written_schema(kind: Kind) -> Schema:
    """Return the schema of what stands behind the key of a resource."""
    return _WRITTEN[kind.name]


def _as_written(kind: Kind) -> Schema:
    if field := BARE.get(kind.name):
        bare: Schema = kind.schema["properties"][field]
        return bare
    listed = EXCLUSIVE_LISTS.get(kind.name)
    description = f"Whether live {listed} that are not named here go; left out, they stay."
    fields = dict[str, Any]()
    for name, schema in kind.schema["properties"].items():
        fields[name] = schema
        if name == listed:
            fields[EXCLUSIVE] = {"type": "boolean", "description": description}
    about = {name: ABOUT[name] for name in ABOUT_KINDS.get(kind.name, ())}
    return {**kind.schema, "properties": fields | about}


_WRITTEN = {kind.name: _as_written(kind) for kind in KINDS.values()}


OBJECT: Schema = table("What one HubSpot object should have.", {kind.collection: _collection(kind) for kind in PARTS})
SCHEMA: Schema = {
    **_WRITTEN["schema"],
    "properties": {
        **_WRITTEN["schema"]["properties"],
        JUSTIFICATION: table(
            "Why no native object can be it; for readers, never sent.",
            {
                "nativesConsidered": {
                    "type": "array",
                    "items": {"type": "string", "minLength": 1},
                    "minItems": 1,
                    "description": "The native objects that were considered.",
                },
                "why": {"type": "string", "minLength": 1, "description": "Why none of them can be it."},
                "without": {
                    "type": "string",
                    "minLength": 1,
                    "description": "What to do in a portal whose subscription has no custom objects.",
                },
            },
            required=["nativesConsidered", "why"],
        ),
    },
}
"""What a custom object says about itself; its parts stand beside that."""
CUSTOM_OBJECT: Schema = {**SCHEMA, "properties": {**SCHEMA["properties"], **OBJECT["properties"]}}
ASSOCIATION: Schema = table(
    "Labels on the associations between two objects.",
    {
        "from": {**END, "description": "One of the two, e.g. projects."},
        "to": {**END, "description": "The other one, e.g. contacts."},
        "labels": _collection(KINDS["label"]),
    },
    required=["from", "to", "labels"],
)
VARIABLE: Schema = table(
    "A value that differs from portal to portal.",
    {
        "type": {"type": "string", "enum": ["string", "number", "boolean", "enum"], "description": "What it holds."},
        "default": {"type": "string", "description": "Its value where nobody says another."},
        "values": {"type": "array", "items": {"type": "string", "minLength": 1}, "description": "All an enum may be."},
        "description": {"type": "string", "description": "What it is for."},
    },
)
VARIABLES: Schema = {
    "type": "object",
    "description": "Typed values with defaults, used as ${var.name}; a plain value changes an inherited one.",
    "propertyNames": {"pattern": "^[A-Za-z_][A-Za-z0-9_-]*$"},
    "additionalProperties": {"if": {"type": "string"}, "then": {}, "else": VARIABLE},
}
DOCUMENT: Schema = table(
    "A cvpctl blueprint: what HubSpot portals should hold.",
    {
        "blueprint": {
            "type": "string",
            "pattern": r"^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*$",
            "description": "Name of this blueprint, e.g. acme/customer-org.",
        },
        "version": {
            "type": "string",
            "pattern": r"^[0-9]+(\.[0-9]+){0,2}([-+][0-9A-Za-z.+-]+)?$",
            "description": "Version of this blueprint, e.g. 1.2.0.",
        },
        "methodology": METHODOLOGY,
        "extends": {
            "type": "array",
            "items": {"type": "string", "minLength": 1},
            "description": "What this one builds on: value-first@0.1, value-first/contact, ./shared/industry.yaml.",
        },
        "variables": VARIABLES,
        "objects": {
            "type": "object",
            "description": "What each object should have; contact, contacts, CONTACT and 0-1 all mean contacts.",
            "additionalProperties": OBJECT,
        },
        "customObjects": {
            "type": "object",
            "description": "Deliverable, Interest and Investment, the only custom objects that are ever created.",
            "additionalProperties": CUSTOM_OBJECT,
        },
        "existingObjects": {
            "type": "object",
            "description": "Other custom objects that are live: their parts may be managed, their schema never.",
            "additionalProperties": OBJECT,
        },
        "associations": {
            "type": "array",
            "items": ASSOCIATION,
            "description": "Association labels, pair by pair; each pair is said one way round.",
        },
        **BLOCKS,
        "omit": {
            "type": "array",
            "items": ADDRESS,
            "description": "What is inherited and not wanted: addresses, * and ? stand for anything.",
        },
        "portalOwns": {
            "type": "array",
            "items": {**ADDRESS, "description": "A field, e.g. property.contacts.industry_detail#options."},
            "description": "Fields set at creation and never compared again.",
        },
        "observed": {"type": "array", "items": ADDRESS, "description": "Live things referred to, never written."},
        "removed": {"type": "array", "items": REMOVED_ITEM, "description": "Tombstones."},
        "moved": {"type": "array", "items": MOVED_ITEM, "description": "Renames, said instead of guessed."},
        "manages": {
            "type": "array",
            "items": MANAGED,
            "description": "Namespaces that the blueprint owns whole; only where the file is no part of a library.",
        },
        **READERS,
        "runbook": {"type": "array", "items": RUNBOOK_ITEM, "description": "Steps HubSpot has no API for."},
    },
)
