"""What `drift-baseline.yaml` may say: as its reader follows it, and as an editor shows it."""

from __future__ import annotations

import json
from typing import Any

from cvpctl.project.settings import ENV

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string", "pattern": r"\S"}

ENTRY: Schema = {
    "type": "object",
    "description": "A difference that somebody answers for until a day.",
    "properties": {
        "address": {
            "type": "string",
            "minLength": 1,
            "description": "What it is about, with all that lies below: property.contacts.tier, or "
            "property.contacts.tier#label for one field, pipeline.deals.sales/stages/won for one stage.",
        },
        "portal": {
            "type": "string",
            "pattern": "^[a-z][a-z0-9_-]{0,39}$",
            "not": {"const": ENV},
            "description": "Which portal of cvpctl.yaml. Left out: each of them.",
        },
        "reason": {**_TEXT, "description": "Why the portal may differ, for whoever asks."},
        "owner": {**_TEXT, "description": "Who answers for it."},
        "expires": {
            "type": "string",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "description": "The last day it holds, such as 2027-03-31.",
        },
        "live": {
            "type": ["string", "number", "boolean"],
            "description": "What the portal held when it was accepted, or a hash of that; gone and new speak for "
            "themselves. Anything else counts as drift again.",
        },
    },
    "required": ["address", "reason", "owner", "expires", "live"],
    "additionalProperties": False,
}


def baseline_schema() -> Schema:
    """Return the JSON Schema of the baseline."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:cvpctl:schema:drift-baseline",
        "title": "Known drift of cvpctl",
        "description": "Differences between blueprints and portals that somebody answers for. "
        "cvpctl drift --accept writes them.",
        "type": "object",
        "properties": {"known": {"type": "array", "description": "One entry per difference.", "items": ENTRY}},
        "required": ["known"],
        "additionalProperties": False,
    }


def baseline_schema_text() -> str:
    return json.dumps(baseline_schema(), indent=2, ensure_ascii=False) + "\n"
