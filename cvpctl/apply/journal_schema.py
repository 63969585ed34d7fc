"""The lines of a journal as JSON Schema: one event each, told apart by `event`.

The number in `cvpctl.journal/1` grows when a line that was written before would be refused, or would mean something
else; a new event or a new key does not need that, since readers pass over what they do not know. `additionalProperties`
is closed all the same, so that a slip of ours is seen by the tests.
"""

from __future__ import annotations

import json
from typing import Any

from cvpctl.apply.journal import FORMAT

Schema = dict[str, Any]

_AT: Schema = {"type": "string", "format": "date-time", "description": "When the line was written, UTC."}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_NAMES: Schema = {"type": "array", "items": {"type": "string", "minLength": 1}}
_DIGEST: Schema = {"type": "string", "description": "The digest of the plan that is carried out."}
_BODY: Schema = {"type": ["object", "null"]}
_OUTCOME: Schema = {"type": "string", "pattern": r"^(done|failed|skipped|in doubt)(:[\s\S]*)?$"}

_FIELDS: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "description": "A field, what the portal reads there and what was written; a missing side is nothing at all.",
        "properties": {
            "address": {"type": "string", "minLength": 1},
            "path": {**_NAMES, "minItems": 1},
            "reads": {},
            "written": {},
        },
        "required": ["address", "path"],
        "additionalProperties": False,
    },
}

EVENTS: dict[str, tuple[str, Schema, tuple[str, ...]]] = {
    "begin": (
        "A run begins; its first line.",
        {
            "format": {"const": FORMAT},
            "portalId": {"type": "integer"},
            "digest": _DIGEST,
            "calls": _COUNT,
            "undoes": {"type": "string", "minLength": 1, "description": "The run that this one rolls back."},
        },
        ("format", "portalId", "digest", "calls"),
    ),
    "intended": (
        "A call is about to be sent; without a line settled it is in doubt.",
        {"call": _COUNT, "operation": {"type": "string", "minLength": 1}, "covers": _NAMES, "body": _BODY},
        ("call", "operation", "covers", "body"),
    ),
    "migrating": (
        "A batch of records of a call under way is about to be written; whose and what, a file of its own keeps.",
        {"call": _COUNT, "records": _COUNT, "done": _COUNT, "of": _COUNT},
        ("call", "records", "done", "of"),
    ),
    "settled": (
        "A call was answered, or never will be; how each of its steps ended.",
        {"call": _COUNT, "outcomes": {"type": "object", "additionalProperties": _OUTCOME}},
        ("call", "outcomes"),
    ),
    "left": (
        "What was read back, normalised, by address; null is gone.",
        {"bodies": {"type": "object", "additionalProperties": _BODY}},
        ("bodies",),
    ),
    "different": (
        "What does not read as written: not converged after all the time it takes, pending before; unread, and why.",
        {
            "notConverged": _FIELDS,
            "pending": _FIELDS,
            "unread": {"type": "object", "additionalProperties": {"type": "string"}},
        },
        ("notConverged", "pending", "unread"),
    ),
    "end": (
        "The run ended by itself; changes done and planned, fields not converged, pending and unread, the exit code.",
        {"done": _COUNT, "of": _COUNT, "notConverged": _COUNT, "pending": _COUNT, "unread": _COUNT, "exit": _COUNT},
        ("done", "of"),
    ),
    "recorded": (
        "The record knows what this run did; of a run that was killed, another one found out.",
        {"by": {"type": "string", "minLength": 1}},
        (),
    ),
}


def journal_schema() -> Schema:
    """Return the JSON Schema of one line."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "cvpctl:journal/1",
        "title": "A line of a journal of cvpctl",
        "description": "JSON lines, one event each, each on disk before the next thing happens.",
        "type": "object",
        "properties": {"event": {"enum": list(EVENTS)}},
        "required": ["event"],
        "allOf": [_when(name, *event) for name, event in EVENTS.items()],
    }


def _when(name: str, description: str, properties: Schema, required: tuple[str, ...]) -> Schema:
    return {
        "if": {"properties": {"event": {"const": name}}, "required": ["event"]},
        "then": {
            "description": description,
            "properties": {"at": _AT, "event": {"const": name}, **properties},
            "required": ["at", "event", *required],
            "additionalProperties": False,
        },
    }


def journal_schema_text() -> str:
    return json.dumps(journal_schema(), indent=2, ensure_ascii=False) + "\n"
