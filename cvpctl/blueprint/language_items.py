"""The small tables of the blueprint language: what one item of a list may say, and what readers are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvpctl.model import FILLERS

Schema = Mapping[str, Any]
ADDRESS = {"type": "string", "minLength": 1, "description": "An address, e.g. property.contacts.value_path_stage."}
END = {"type": "string", "minLength": 1}


def table(description: str, properties: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "properties": dict(properties),
        "additionalProperties": False,
        **more,
    }


ABOUT: Schema = {
    "nativeConsidered": {
        "type": "string",
        "minLength": 1,
        "description": "What HubSpot has for it and why that does not serve; for readers, never sent.",
    },
    "filledBy": {
        "description": "Who writes its values; for readers, never sent. What nobody fills should not be there.",
        "if": {"type": "string"},
        "then": {"enum": list(FILLERS)},
        "else": {"type": "array", "minItems": 1, "items": {"type": "string", "enum": list(FILLERS)}},
    },
    "source": {
        "type": "string",
        "minLength": 1,
        "description": "Where the wish for it was read: a page, or `ours: why`; for readers, never sent.",
    },
}
"""What a resource says about itself for readers and rules."""
ABOUT_KINDS = {"property": tuple(ABOUT), "pipeline": ("source",), "label": ("source",), "schema": ("source",)}

VALUE_PATH_STAGES = (
    "audience",
    "researcher",
    "hand_raiser",
    "buyer",
    "value_creator",
    "adopter",
    "advocate",
    "champion",
)
"""The published eight, by the internal names that the shipped Value Path gives them."""
_LIFECYCLE = {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}
READERS: Mapping[str, Schema] = {
    "roles": {
        "type": "object",
        "description": "What each object is for; for readers, never sent.",
        "additionalProperties": {"type": "string", "minLength": 1},
        "examples": [{"orders": "What was committed to."}],
    },
    "sourceOfTruth": {
        "type": "object",
        "description": "Which system is right about the records of an object, e.g. {orders: HubSpot}.",
        "additionalProperties": {"type": "string", "minLength": 1},
        "examples": [{"orders": "HubSpot"}],
    },
    "lifecycle": table(
        "HubSpot's lifecycle stages beside each stage of the Value Path, by internal name; for readers, never sent.",
        {stage: {**_LIFECYCLE, "description": f"Those beside {stage}."} for stage in VALUE_PATH_STAGES},
        examples=[{"value_creator": ["customer"]}],
    ),
}
"""Tables for readers and rules: each has one line for an object or a stage."""

REMOVED_ITEM: Schema = table(
    "A tombstone: this goes. Nothing goes because it is absent.",
    {
        "address": {**ADDRESS, "description": "What goes, e.g. property.contacts.x or property.contacts.x/options/y."},
        "ifRecords": {
            "type": "string",
            "enum": ["block"],
            "description": "block: records that hold a value stop it until somebody allows it, as they do unsaid.",
        },
    },
    required=["address"],
)
MOVED_ITEM: Schema = table(
    "A rename: what is live under one address goes by the other from now on.",
    {
        "from": {**ADDRESS, "description": "How it was called: a property, group, pipeline, stage or option."},
        "to": {**ADDRESS, "description": "How it is called now; one of the same kind in the same place."},
    },
    required=["from", "to"],
)
MANAGED: Schema = table(
    "A namespace owned whole: what is live in it and stated nowhere is told, and --prune takes it out.",
    {
        "kind": {
            "type": "string",
            "enum": ["property", "group", "pipeline", "label"],
            "description": "What it holds. Left out: labels where pairs stand here, else properties.",
        },
        "objects": {"type": "array", "items": END, "minItems": 1, "description": "The objects it is about."},
        "groups": {"type": "array", "items": END, "minItems": 1, "description": "Only properties in these groups."},
        "prefix": {"type": "string", "minLength": 1, "description": "How the internal names in it begin."},
        "pairs": {
            "type": "array",
            "items": table(
                "Two objects.",
                {
                    "from": {**END, "description": "One of the two."},
                    "to": {**END, "description": "The other one."},
                },
                required=["from", "to"],
            ),
            "minItems": 1,
            "description": "The pairs of objects whose association labels it is about.",
        },
    },
)
RUNBOOK_ITEM: Schema = table(
    "A step for a person, because HubSpot has no API for it.",
    {
        "step": {"type": "string", "minLength": 1, "maxLength": 300, "description": "What to do, in one sentence."},
        "key": {
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9-]{0,79}$",
            "description": "What `cvpctl attest` calls it; made from the sentence when left out.",
        },
        "object": {"type": "string", "minLength": 1, "description": "The object it is about, e.g. services."},
        "check": {
            "type": "string",
            "enum": ["objectLibrary"],
            "description": "How the API can tell that it is done: the object is switched on in the object library.",
        },
        "link": {
            "type": "string",
            "pattern": r"^(objectLibrary|objectSettings|properties|https://[!-~]+)$",
            "description": "Where to do it: objectLibrary, objectSettings, properties, or an https address.",
        },
    },
    required=["step"],
)
METHODOLOGY: Schema = table(
    "Where the names come from.",
    {
        "edition": {"type": "string", "description": "Edition of the methodology, e.g. 2026-05."},
        "sources": {"type": "array", "items": {"type": "string"}, "description": "Pages it was read from."},
    },
)
VALUE_PATH_OBJECTS = ("contacts", "companies")
RECORDS = {
    "interest": ("value-first/signals", "value-first/interest"),
    "lead": ("value-first/signals", "value-first-alternatives/lead"),
    "none": ("value-first/signals",),
}
"""What each choice of a record for signals is in the shipped libraries."""
BLOCKS: Mapping[str, Schema] = {
    "valuePath": table(
        "The Value Path: eight fixed stages, as the shipped value-first/value-path states them.",
        {
            "on": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "string", "minLength": 1},
                "description": "Where it lies: contacts, companies, or both. Each has a stage of its own.",
            }
        },
        required=["on"],
        examples=[{"on": ["contacts", "companies"]}],
    ),
    "signals": table(
        "Signals: what is observed stays activity on the timeline; the record of an interest is the client's choice.",
        {
            "observations": {"type": "string", "enum": ["native"], "description": "Activity on the timeline."},
            "record": {
                "type": "string",
                "enum": list(RECORDS),
                "description": "interest: the custom object; lead: HubSpot's own, shown as a signal; none: no record.",
            },
        },
        required=["record"],
        examples=[{"record": "interest"}],
    ),
    "views": {
        "type": "array",
        "minItems": 1,
        "items": {"type": "string", "enum": ["UCV", "URV", "UBC", "UTE"]},
        "examples": [["UCV", "URV"]],
        "description": "The unified views that the portal should support, as the shipped value-first/views state them.",
    },
}
"""High-level blocks: each means shipped blueprints."""
