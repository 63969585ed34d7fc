"""The snapshot as JSON Schema: what `cvpctl snapshot` writes, for those who read it in other programs.

The number in `cvpctl.snapshot/1` grows when a reader of the old number would misread the file. A new key that may be
missing does not need it.
"""

from __future__ import annotations

import json
from typing import Any

from cvpctl.model.plan_schema import ADDRESS
from cvpctl.model.resource import Unseen

Schema = dict[str, Any]

FAMILY = "cvpctl.snapshot/"
VERSION = 1
FORMAT = f"{FAMILY}{VERSION}"

_NAME: Schema = {"type": "string", "minLength": 1}
_SCOPE: Schema = {"type": "array", "items": _NAME, "description": "The object, or the pair of objects; empty for all."}

_RESOURCE: Schema = {
    "type": "object",
    "description": "One thing, under the name that blueprints use.",
    "properties": {
        "body": {
            "type": "object",
            "description": "Its fields in HubSpot's words; options, stages and rules by value, id and type, in order.",
        },
        "hubspotDefined": {"const": True, "description": "HubSpot brought it."},
        "identity": {**_NAME, "description": "What this portal calls it, where that is not the key of the address."},
    },
    "required": ["body"],
    "additionalProperties": False,
}

_UNREAD: Schema = {
    "type": "object",
    "description": "A list that could not be read: what may be in it is not absent.",
    "properties": {
        "kind": _NAME,
        "scope": _SCOPE,
        "why": {"enum": [one.value for one in Unseen]},
        "detail": {"type": "string"},
    },
    "required": ["kind", "scope", "why", "detail"],
    "additionalProperties": False,
}

_UNSEEN: Schema = {
    "type": "object",
    "description": "A list that was read without its properties of these levels of sensitivity.",
    "properties": {"kind": _NAME, "scope": _SCOPE, "levels": {"type": "array", "items": _NAME, "minItems": 1}},
    "required": ["kind", "scope", "levels"],
    "additionalProperties": False,
}


def snapshot_schema() -> Schema:
    """Return the JSON Schema of a snapshot."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "cvpctl:snapshot/1",
        "title": "A snapshot of cvpctl",
        "description": "A portal's configuration. It holds no token, no time, and nobody's name.",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "portalId": {"type": "integer"},
            "portal": {"type": "string", "description": "The name under which cvpctl.yaml has it."},
            "accountType": {"type": "string"},
            "resources": {"type": "object", "propertyNames": ADDRESS, "additionalProperties": _RESOURCE},
            "unknown": {"type": "array", "items": _UNREAD},
            "unseen": {"type": "array", "items": _UNSEEN},
        },
        "required": ["format", "portalId", "portal", "accountType", "resources", "unknown", "unseen"],
        "additionalProperties": False,
    }


def snapshot_schema_text() -> str:
    return json.dumps(snapshot_schema(), indent=2, ensure_ascii=False) + "\n"
