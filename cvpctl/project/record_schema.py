"""The record as JSON Schema: what `applied/<portal>.json` holds, which people review and git merges.

The number in `cvpctl.record/1` grows when an older cvpctl would misread the file; until then it refuses nothing but
damage. A new key that may be missing does not need it.
"""

from __future__ import annotations

import json
from typing import Any

from cvpctl.model.plan_schema import ADDRESS
from cvpctl.project.record_text import FORMAT

Schema = dict[str, Any]

_ENTRY: Schema = {
    "type": "object",
    "description": "What the last apply sent to one address, and what it read back.",
    "properties": {
        "stated": {"type": "object", "description": "As sent, normalised."},
        "live": {"type": "object", "description": "As read back, normalised."},
        "identity": {
            "type": "string",
            "minLength": 1,
            "description": "What the portal calls it, where HubSpot hides that for a while.",
        },
        "bound": {"const": True, "description": "Only a binding told the identity; it ends with that binding."},
    },
    "required": ["stated", "live"],
    "additionalProperties": False,
}


def record_schema() -> Schema:
    """Return the JSON Schema of a record."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "cvpctl:record/1",
        "title": "A record of cvpctl",
        "description": "What the last apply left in one portal. No secret is in it; losing it costs attribution only.",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "portalId": {"type": "integer"},
            "project": {"type": "string", "description": "The project that applies to this portal."},
            "completed": {"type": "string", "description": "The digest of the blueprints last applied whole."},
            "unmanaged": {
                "type": "object",
                "description": "Names of what was live and not ours, by list.",
                "additionalProperties": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
            },
            "entries": {"type": "object", "propertyNames": ADDRESS, "additionalProperties": _ENTRY},
        },
        "required": ["format", "portalId", "project", "entries"],
        "additionalProperties": False,
    }


def record_schema_text() -> str:
    return json.dumps(record_schema(), indent=2, ensure_ascii=False) + "\n"
