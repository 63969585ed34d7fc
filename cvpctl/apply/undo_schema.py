"""The inverse of a run as JSON Schema. The policy for its number is that of the journal, beside which it stands."""

from __future__ import annotations

import json
from typing import Any

from cvpctl.apply.undo import FORMAT
from cvpctl.model.plan_schema import DEFINITIONS, plan_schema

Schema = dict[str, Any]


def undo_schema() -> Schema:
    """Return the JSON Schema of `<run>.undo.json`; the plan inside is one of `cvpctl:plan/1`."""
    plan = {name: value for name, value in plan_schema().items() if not name.startswith("$")}
    body: Schema = {"type": "object"}
    entry: Schema = {
        "type": "object",
        "properties": {"stated": body, "live": body, "identity": {"type": "string"}},
        "required": ["stated", "live", "identity"],
        "additionalProperties": False,
    }
    addresses: Schema = {"$ref": "#/$defs/address"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "cvpctl:undo/1",
        "title": "The inverse of a run of cvpctl",
        "description": "What leads back from a run; rollback looks at the portal before it uses it.",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "plan": {"$ref": "#/$defs/plan"},
            "sent": {"type": "object", "propertyNames": addresses, "additionalProperties": body},
            "record": {"type": "object", "propertyNames": addresses, "additionalProperties": entry},
            "forgets": {"type": "array", "items": addresses},
            "renamed": {
                "type": "object",
                "description": "Names that the record gives since the run, with those it gave before.",
                "propertyNames": addresses,
                "additionalProperties": addresses,
            },
        },
        "required": ["format", "plan", "sent", "record", "forgets"],
        "additionalProperties": False,
        "$defs": {**DEFINITIONS, "plan": plan},
    }


def undo_schema_text() -> str:
    return json.dumps(undo_schema(), indent=2, ensure_ascii=False) + "\n"
