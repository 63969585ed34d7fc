"""An assessment as JSON Schema: what `maturity assess --format json` writes, for those who read it in other programs.

The number in `cvpctl.maturity/1` grows as that of a plan does. There is no key for the whole organization: whoever
wants one number has to make it, and to answer for it.
"""

from __future__ import annotations

import json
from typing import Any

from cvpctl.model.maturity import Strength, Verdict
from cvpctl.model.plan_schema import ADDRESS
from cvpctl.model.resource import Unseen

Schema = dict[str, Any]
FORMAT = "cvpctl.maturity/1"
_TEXT: Schema = {"type": "string"}
_NAME: Schema = {"type": "string", "minLength": 1}
_STAGE: Schema = {"enum": ["I", "II", "III", "IV", "V"]}


def assessment_schema() -> Schema:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"cvpctl:{FORMAT.removeprefix('cvpctl.')}",
        "title": "A maturity assessment of cvpctl",
        **_closed(
            {
                "format": {"const": FORMAT},
                "model": _NAME,
                "organization": _TEXT,
                "looked": {"anyOf": [_LOOKED, {"type": "null"}], "description": "Null where nothing was looked at."},
                "dimensions": _list(_DIMENSION),
                "transitions": _list(_TRANSITION),
                "unknown": _list(_UNKNOWN),
            }
        ),
    }


def assessment_schema_text() -> str:
    return json.dumps(assessment_schema(), indent=2, ensure_ascii=False) + "\n"


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _closed(properties: Schema, *, optional: tuple[str, ...] = ()) -> Schema:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _words(words: Any) -> Schema:
    return {"enum": [word.value for word in words]}


_LOOKED = _closed({"name": _TEXT, "portalId": {"type": "integer"}}, optional=("portalId",))
_UNKNOWN = _closed({"kind": _NAME, "scope": _list(_TEXT), "why": _words(Unseen), "detail": _TEXT})
_PART = _closed({"id": _NAME, "text": _NAME})
_ACTION = _closed({**_PART["properties"], "helps": _list(_NAME), "parts": _list(_PART)}, optional=("parts",))
_TRANSITION = _closed({"from": _STAGE, "to": _STAGE, "dimensions": _list(_NAME), "actions": _list(_ACTION)})
_HIT = _closed({"address": ADDRESS, "label": _TEXT, "knownBy": _NAME})
_TRACE = _closed(
    {
        "id": _NAME,
        "looksFor": _NAME,
        "dueFrom": {**_STAGE, "description": "From which stage on one would expect it; ours, not the model's."},
        "verdict": _words(Verdict),
        "found": _list(_HIT),
        "unread": {**_list(_list(_TEXT)), "description": "Lists (kind, then objects) that could hold it."},
    }
)
_DIMENSION = _closed(
    {
        "id": _NAME,
        "name": _NAME,
        "group": _NAME,
        "stage": {"anyOf": [_STAGE, {"type": "null"}], "description": "What was answered; null is not assessed."},
        "assessed": {"type": "boolean"},
        "note": _TEXT,
        "by": _TEXT,
        "on": _TEXT,
        "source": {**_TEXT, "description": "path:line:column of the answer."},
        "strength": {**_words(Strength), "description": "How much configuration can tell of it, at best."},
        "evidence": _list(_TRACE),
        "actions": {**_list(_NAME), "description": "Ids of actions that help this dimension to the next stage."},
    },
    optional=("note", "by", "on", "source"),
)
