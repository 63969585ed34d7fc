"""Bindings as JSON Schema: the mapping under `bindings:` of a portal, for programs that write it or check it.

The schema of `cvpctl.yaml` lets any address through, so that its reader can say what is wrong in words; this one is as
strict as the reader, up to what no schema can say: that two addresses mean one live thing, and which objects are
HubSpot's. The number in `cvpctl:bindings/1` grows when a mapping that was good would be refused or mean another thing.
"""

from __future__ import annotations

import json
from typing import Any

Schema = dict[str, Any]

_PART = r"[A-Za-z0-9_%-]+"
_NAME: Schema = {
    "description": "As the portal calls it; a number or a truth value is taken as it is written.",
    "anyOf": [
        {"type": "string", "pattern": r"^\S(.*\S)?$", "not": {"enum": [".", ".."]}},
        {"type": ["number", "boolean"]},
    ],
}
_ONE: Schema = {
    "description": "Its type id, or both; an object associated with itself may have a single one.",
    "anyOf": [{"type": "string", "pattern": "^[1-9][0-9]*(/[1-9][0-9]*)?$"}, {"type": "integer", "minimum": 1}],
}
_KINDS: dict[str, tuple[str, Schema]] = {
    rf"^(group|property)\.{_PART}\.{_PART}$": ("Groups and properties by name.", _NAME),
    rf"^pipeline\.{_PART}\.{_PART}(/stages/{_PART})?$": ("Pipelines and stages by id.", _NAME),
    rf"^schema\.{_PART}$": ("Custom objects by name or by their 2-… id.", _NAME),
    rf"^label\.{_PART}\.{_PART}\.{_PART}$": ("Association labels by their type ids, THERE/BACK.", _ONE),
}


def bindings_schema() -> Schema:
    """Return the JSON Schema of the bindings of one portal."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "cvpctl:bindings/1",
        "title": "Bindings of a portal, as cvpctl.yaml holds them",
        "description": "Addresses of blueprints, and what one portal calls the things they mean.",
        "type": "object",
        "patternProperties": {
            pattern: {**identity, "description": f"{told} {identity['description']}"}
            for pattern, (told, identity) in _KINDS.items()
        },
        "additionalProperties": False,
    }


def bindings_schema_text() -> str:
    return json.dumps(bindings_schema(), indent=2, ensure_ascii=False) + "\n"
