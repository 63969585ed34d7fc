"""What people vouched for as JSON Schema: `applied/<portal>.attested.json`, which is reviewed and committed.

The number in `cvpctl.attested/1` grows when an older cvpctl would misread the file.
"""

from __future__ import annotations

import json
from typing import Any

from cvpctl.project.attested import FORMAT

Schema = dict[str, Any]

_SAID: Schema = {"type": "string", "minLength": 1}
_WORD: Schema = {
    "type": "object",
    "description": "Somebody's word that a step of the runbook is done.",
    "properties": {
        "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "step": {**_SAID, "description": "What the runbook asked for when it was said."},
        "by": {**_SAID, "description": "Who did it."},
        "note": {**_SAID, "description": "What a reader should know."},
    },
    "required": ["date"],
    "additionalProperties": False,
}


def attested_schema() -> Schema:
    """Return the JSON Schema of the attestations of one portal."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "cvpctl:attested/1",
        "title": "Attestations of cvpctl",
        "description": "Steps no API can check, and who said that they are done. Losing it opens the steps again.",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "portalId": {"type": "integer", "minimum": 1, "description": "Missing for a portal that is not pinned."},
            "steps": {"type": "object", "description": "By the keys of the runbook.", "additionalProperties": _WORD},
        },
        "required": ["format", "steps"],
        "additionalProperties": False,
    }


def attested_schema_text() -> str:
    return json.dumps(attested_schema(), indent=2, ensure_ascii=False) + "\n"
