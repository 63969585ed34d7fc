"""What `doctor` and `history` write with `--format json`, as JSON Schema, for pipelines that act on it.

The numbers in `cvpctl.doctor/1` and `cvpctl.history/1` grow when a reader of the old one would be refused something it
needs, or misread it: a key that goes or means something else. A new key does not need that, so readers pass over what
they do not know; here keys are closed, so that a slip of ours is seen by the tests. Names and messages of checks are
for people and may change.
"""

from __future__ import annotations

import json
from typing import Any

from cvpctl.render import doctor_text, history_text

Schema = dict[str, Any]

_NAME: Schema = {"type": "string", "minLength": 1}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_RUN: Schema = {"type": "string", "pattern": "^[0-9]{8}T[0-9]{6}\\.[0-9]{6}Z$", "description": "The id of a run."}
_OTHER: Schema = {"anyOf": [_RUN, {"type": "null"}]}


def doctor_schema() -> Schema:
    """Return the JSON Schema of what doctor found."""
    healths = [one.value for one in doctor_text.Health]
    check = _closed(
        {
            "name": {**_NAME, "description": "What was looked at; several checks may share a name."},
            "health": {"enum": healths},
            "message": _NAME,
            "help": {**_NAME, "description": "What to do about it."},
        },
        optional=("help",),
    )
    return _document(
        "doctor",
        "What cvpctl doctor found",
        {
            "format": {"const": doctor_text.FORMAT},
            "counts": {**_closed(dict.fromkeys(healths, _COUNT)), "description": "How many checks ended how."},
            "checks": {"type": "array", "items": check},
        },
    )


def history_schema() -> Schema:
    """Return the JSON Schema of the list of runs."""
    run = _closed(
        {
            "id": _RUN,
            "portal": _NAME,
            "portalId": {"type": "integer"},
            "began": {"type": "string", "format": "date-time"},
            "seconds": {"type": "number", "minimum": 0},
            "digest": {"type": "string", "description": "Of the plan that was carried out."},
            "calls": _closed(dict.fromkeys(("planned", "done", "failed", "inDoubt"), _COUNT)),
            "ended": {**_NAME, "description": "In words."},
            "exitCode": {"type": ["integer", "null"], "description": "Null where it was killed in the middle."},
            "rollsBack": {**_OTHER, "description": "The run that this one undid."},
            "rolledBackBy": {**_OTHER, "description": "The run that undid this one."},
        }
    )
    return _document(
        "history",
        "Runs of cvpctl",
        {"format": {"const": history_text.FORMAT}, "runs": {"type": "array", "items": run}},
    )


def _document(name: str, title: str, properties: Schema) -> Schema:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"cvpctl:{name}/1", "title": title}
    return head | _closed(properties)


def _closed(properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def doctor_schema_text() -> str:
    return json.dumps(doctor_schema(), indent=2, ensure_ascii=False) + "\n"


def history_schema_text() -> str:
    return json.dumps(history_schema(), indent=2, ensure_ascii=False) + "\n"
