"""What `drift --format json` writes, as JSON Schema, for jobs that act on it.

The number in `cvpctl.drift/1` grows when a key goes, changes its type or gets another meaning; readers pass over keys
that they do not know.
"""

from __future__ import annotations

import json
from typing import Any

from cvpctl.model.plan_schema import BODY, COUNT, DEFINITIONS, NAME, SOURCE
from cvpctl.render.drift_json import FORMAT

Schema = dict[str, Any]

_OPTIONAL = frozenset({"since", "earlier"})


def _list(name: str, description: str = "") -> Schema:
    told = {"description": description} if description else {}
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}, **told}


_KNOWN: Schema = {
    "type": "object",
    "description": "A difference that drift-baseline.yaml knows: with the change, or with the new thing it is.",
    "properties": {
        "address": {"$ref": "#/$defs/address"},
        "reason": NAME,
        "owner": NAME,
        "expires": {"type": "string", "format": "date", "description": "The last day it holds."},
        "source": SOURCE,
        "change": {"$ref": "#/$defs/change"},
        "new": {"$ref": "#/$defs/finding"},
    },
    "required": ["address", "reason", "owner", "expires", "source"],
    "additionalProperties": False,
}

_PROPERTIES: Schema = {
    "format": {"const": FORMAT},
    "portalId": {"type": "integer"},
    "since": {"type": "string", "format": "date-time", "description": "Only what was edited since was asked for."},
    "earlier": {**COUNT, "description": "How much was edited before that, and is left out."},
    "drift": _list("change", "What moved in the portal; before is the portal's side."),
    "undated": _list("change", "What moved and has no time; only with since. It counts as drift."),
    "known": _list("known", "What somebody answers for; no drift."),
    "remarks": _list("finding", "About the baseline itself."),
    "pending": _list("change", "What the blueprint states and nobody applied yet; no drift."),
    "unnamed": _list("finding", "Options and stages that no blueprint names; no drift."),
    "new": _list("finding", "Things that came since the last apply and no blueprint claims."),
    "undatedNew": _list("finding", "The same without a time; only with since."),
    "inNamespace": _list("finding", "What is live in a namespace that a blueprint owns, and stated nowhere."),
    "unknown": _list("unknown", "What could not be read."),
    "complete": {"type": "boolean", "description": "False where an unreadable list left something out."},
    "run": {**BODY, "description": "Times, names and counts of the look."},
}


def drift_schema() -> Schema:
    """Return the JSON Schema of a look at drift."""
    shared = ("address", "field", "finding", "change", "unknown")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "cvpctl:drift/1",
        "title": "What cvpctl drift found",
        "description": "What moved in a portal since the last apply. Drift is what stands in drift and undated.",
        "type": "object",
        "properties": _PROPERTIES,
        "required": [name for name in _PROPERTIES if name not in _OPTIONAL],
        "additionalProperties": False,
        "$defs": {**{name: DEFINITIONS[name] for name in shared}, "known": _KNOWN},
    }


def drift_schema_text() -> str:
    return json.dumps(drift_schema(), indent=2, ensure_ascii=False) + "\n"
