"""What we use of SARIF 2.1.0, as a schema of our own, written from the standard's text.

The standard's own schema is OASIS's and stays with them. Where `CVPCTL_SARIF_SCHEMA` names a copy of it, a test reads
our logs with that as well.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


def _closed(required: Schema, optional: Schema | None = None) -> Schema:
    properties = required | (optional or {})
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


TEXT: Schema = {"type": "string", "minLength": 1}
LEVEL: Schema = {"enum": ["none", "note", "warning", "error"]}
LINE: Schema = {"type": "integer", "minimum": 1}
MESSAGE = _closed({"text": TEXT}, {"markdown": TEXT})
URI: Schema = {"type": "string", "pattern": r"^(?!/)[A-Za-z0-9._~%!$&'()*+,;=:@/-]+$"}
PHYSICAL = _closed(
    {
        "artifactLocation": _closed({"uri": URI, "uriBaseId": {"const": "%SRCROOT%"}}),
        "region": _closed({"startLine": LINE, "startColumn": LINE}),
    }
)
LOGICAL = _closed({"fullyQualifiedName": TEXT, "kind": TEXT})
LOCATION = _closed({}, {"physicalLocation": PHYSICAL, "logicalLocations": _list(LOGICAL)}) | {"minProperties": 1}
RULE = _closed(
    {
        "id": TEXT,
        "name": {"type": "string", "pattern": "^[A-Z][A-Za-z0-9]*$"},
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": MESSAGE,
        "defaultConfiguration": _closed({"level": LEVEL, "enabled": {"type": "boolean"}}),
        "properties": _closed({"tags": _list(TEXT)}),
    },
    {"helpUri": {"type": "string", "pattern": "^https?://"}},
)
SUPPRESSION = _closed(
    {
        "kind": {"enum": ["inSource", "external"]},
        "status": {"enum": ["accepted", "underReview", "rejected"]},
        "justification": TEXT,
        "location": LOCATION,
    }
)
RESULT = _closed(
    {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": MESSAGE,
        "partialFingerprints": {"type": "object", "additionalProperties": TEXT},
    },
    {"locations": _list(LOCATION), "suppressions": _list(SUPPRESSION)},
)
NOTIFICATION = _closed({"level": LEVEL, "message": MESSAGE}, {"locations": _list(LOCATION)})
INVOCATION = _closed({"executionSuccessful": {"type": "boolean"}, "toolExecutionNotifications": _list(NOTIFICATION)})
DRIVER = _closed({"name": TEXT, "semanticVersion": TEXT, "rules": _list(RULE)})
RUN = _closed(
    {
        "tool": _closed({"driver": DRIVER}),
        "automationDetails": _closed({"id": TEXT}),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "invocations": _list(INVOCATION),
        "results": _list(RESULT),
    }
)
LOG = _closed({"$schema": TEXT, "version": {"const": "2.1.0"}, "runs": _list(RUN)})
