"""What `audit --format json` writes, as JSON Schema, for those who read it in other programs.

The number in `cvpctl.audit/1` grows when a key goes, changes its type or gets another meaning; readers pass over keys
that they do not know.
"""

from __future__ import annotations

import json
from typing import Any

from cvpctl.model import Severity
from cvpctl.model.audit import Principle, Unjudged
from cvpctl.model.plan_schema import COUNT, DEFINITIONS, NAME, SOURCE, TEXT
from cvpctl.render.audit_json import FORMAT

Schema = dict[str, Any]

_DAY: Schema = {"type": "string", "format": "date"}
_WEIGHT: Schema = {"enum": [one.value for one in Severity]}
_PRINCIPLE: Schema = {"enum": [one.value for one in Principle]}


def _closed(properties: Schema, description: str, optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _list(name: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


_DEFINITIONS: Schema = {
    **{name: DEFINITIONS[name] for name in ("address", "finding", "unknown")},
    "score": _closed(
        {
            "principle": _PRINCIPLE,
            "kept": {**COUNT, "description": "Judged rules that nothing breaks."},
            "judged": {**COUNT, "description": "Rules that weigh error or warning and met what they are about."},
            "findings": {**COUNT, "description": "Findings of all its rules, those that weigh info included."},
            "notes": {**COUNT, "description": "Those of the findings that weigh info, which the score leaves out."},
            "off": {"type": "array", "items": NAME, "description": "Rules of it that are switched or shipped off."},
            "score": {
                "type": ["integer", "null"],
                "minimum": 0,
                "maximum": 100,
                "description": "kept of judged in per cent, rounded down; null where nothing was judged.",
            },
        },
        "How far one principle is kept; there is no score over all of them.",
    ),
    "excepted": _closed(
        {"reason": NAME, "expires": _DAY, "source": SOURCE, "finding": {"$ref": "#/$defs/finding"}},
        "A finding that an exception in cvpctl.yaml covers.",
    ),
    "rule": _closed(
        {
            "code": NAME,
            "principle": _PRINCIPLE,
            "severity": {**_WEIGHT, "description": "What it weighs here, settings included."},
            "title": NAME,
            "source": NAME,
            "judged": {"type": "boolean"},
            "unjudged": {"enum": [one.name.lower() for one in Unjudged], "description": "Why it was not judged."},
            "findings": COUNT,
        },
        "One rule, judged or not.",
        ("unjudged",),
    ),
    "counted": _closed(
        {
            "properties": {**COUNT, "description": "Properties whose number of records is known."},
            "of": {
                **COUNT,
                "description": "Properties to count: the portal's own, and some of HubSpot's that rules ask for.",
            },
            "searches": {**COUNT, "description": "Searches that this run made."},
            "oldest": _DAY,
            "newest": _DAY,
            "unreadable": {"type": "object", "additionalProperties": TEXT},
            "records": {"type": "object", "additionalProperties": COUNT},
        },
        "How far --fill-rate came.",
        ("oldest", "newest"),
    ),
}

_PROPERTIES: Schema = {
    "format": {"const": FORMAT},
    "about": {**NAME, "description": "What was audited."},
    "portalId": {"type": "integer"},
    "note": {**NAME, "description": "What answered, where that was not HubSpot."},
    "counts": _closed({**{one.value: COUNT for one in Severity}, "excepted": COUNT}, "Findings by severity."),
    "scores": _list("score"),
    "findings": _list("finding"),
    "excepted": _list("excepted"),
    "remarks": {**_list("finding"), "description": "About cvpctl.yaml: exceptions that are over, or cover nothing."},
    "rules": _list("rule"),
    "unknown": {**_list("unknown"), "description": "Lists that could not be read."},
    "counted": {"$ref": "#/$defs/counted"},
}


def audit_schema() -> Schema:
    """Return the JSON Schema of an audit."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "cvpctl:audit/1",
        "title": "An audit of cvpctl",
        **_closed(_PROPERTIES, "What breaks the rules, principle by principle.", ("portalId", "note", "counted")),
        "$defs": _DEFINITIONS,
    }


def audit_schema_text() -> str:
    return json.dumps(audit_schema(), indent=2, ensure_ascii=False) + "\n"
