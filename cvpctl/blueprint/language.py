"""The blueprint language as one JSON Schema: the kinds' fragments inside the frame that holds them.

`read` walks it, and `schemas/blueprint.schema.json` is it. What later versions will read is marked with `x-notYet`:
an editor may know the word, a run says that it does nothing with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvpctl.kinds import BY_COLLECTION, Kind
from cvpctl.model import OBJECT_TYPES

Schema = Mapping[str, Any]
NOT_YET = "x-notYet"
CUSTOM_OBJECTS = ("deliverable", "interest", "investment")
_ADDRESS = {"type": "string", "minLength": 1, "description": "An address, e.g. property.contacts.value_path_stage."}


def _later(description: str) -> dict[str, Any]:
    return {"description": f"{description} Not read by this version yet.", NOT_YET: True}


def _table(description: str, properties: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "properties": dict(properties),
        "additionalProperties": False,
        **more,
    }


def _collection(kind: Kind) -> dict[str, Any]:
    return {
        "type": "object",
        "description": f"Each {kind.noun}, keyed by its internal name. {kind.source}",
        "additionalProperties": kind.schema,
    }


OBJECT: Schema = _table(
    "What one HubSpot object should have.",
    {
        **{name: _collection(kind) for name, kind in BY_COLLECTION.items()},
        "validations": _later("Rules for property values."),
    },
)
REMOVED_ITEM: Schema = _table(
    "A tombstone: this goes. Nothing goes because it is absent.",
    {
        "address": {**_ADDRESS, "description": "What goes, e.g. property.contacts.x or property.contacts.x/options/y."},
        "ifRecords": _later("What to do where records hold values."),
    },
    required=["address"],
)
METHODOLOGY: Schema = _table(
    "Where the names come from.",
    {
        "edition": {"type": "string", "description": "Edition of the methodology, e.g. 2026-05."},
        "sources": {"type": "array", "items": {"type": "string"}, "description": "Pages it was read from."},
    },
)
DOCUMENT: Schema = _table(
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
        "extends": _later("Blueprints this one builds on."),
        "variables": _later("Typed values with defaults."),
        "objects": {
            "type": "object",
            "description": "What each object should have; contact, contacts, CONTACT and 0-1 all mean contacts.",
            "additionalProperties": OBJECT,
        },
        "customObjects": _later("Deliverable, Interest and Investment."),
        "existingObjects": _later("Other custom objects that are live: their parts may be managed."),
        "associations": _later("Association labels."),
        "valuePath": _later("The Value Path as one block."),
        "signals": _later("Signals as one block."),
        "omit": _later("Inherited addresses that are not wanted."),
        "portalOwns": _later("Fields set at creation and never compared again."),
        "observed": {"type": "array", "items": _ADDRESS, "description": "Live things referred to, never written."},
        "removed": {"type": "array", "items": REMOVED_ITEM, "description": "Tombstones."},
        "moved": _later("Renames, said instead of guessed."),
        "manages": _later("Namespaces that the blueprint owns whole."),
        "validations": _later("Rules for property values."),
        "runbook": _later("Steps HubSpot has no API for."),
    },
)


def blueprint_schema() -> dict[str, Any]:
    """Return the schema for editors: the same rules, with objects named so that they complete."""
    reference = {"$ref": "#/$defs/object"}
    named = {object_type.name: {**reference, "description": object_type.label} for object_type in OBJECT_TYPES}
    objects = {**DOCUMENT["properties"]["objects"], "properties": named, "additionalProperties": reference}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:cvpctl:schema:blueprint",
        "title": "cvpctl blueprint",
        **DOCUMENT,
        "properties": {**DOCUMENT["properties"], "objects": objects},
        "$defs": {"object": OBJECT},
    }
