"""The plan file as JSON Schema: what `plan -o` and `plan --format json` write, for those who read it in other programs.

The number in `cvpctl.plan/1` grows when a file that was good would be refused by a reader of the old number, or would
mean something else: a key that goes, changes its type, or gets another meaning, a word that leaves an enumeration. A
new key that may be missing does not need it. Readers refuse newer numbers and damaged files; what they do not know
they pass over, so the schema allows further keys only inside `run`, where each run says what it likes, and in bodies,
which are HubSpot's.
"""

from __future__ import annotations

import json
from typing import Any

from cvpctl.model.change import Action, Cause
from cvpctl.model.finding import Severity
from cvpctl.model.migration import Ending
from cvpctl.model.plan_json import FORMAT
from cvpctl.model.resource import Unseen

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NAME: Schema = {"type": "string", "minLength": 1}
COUNT: Schema = {"type": "integer", "minimum": 0}
BODY: Schema = {"type": "object"}
SOURCE: Schema = {"type": "string", "pattern": r"^[\s\S]+:[0-9]+:[0-9]+$", "description": "path:line:column"}
ADDRESS: Schema = {
    "type": "string",
    "pattern": r"^[A-Za-z0-9_%-]+(\.[A-Za-z0-9_%-]+)+(/[A-Za-z0-9_%-]+)*(#[A-Za-z0-9_%-]+)?$",
    "description": "kind.scope.key[/part][#field], percent-encoded.",
}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _closed(properties: Schema, required: tuple[str, ...], description: str) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _words(words: Any) -> Schema:
    return {"enum": [word.value for word in words]}


DEFINITIONS: Schema = {
    "address": ADDRESS,
    "field": _closed(
        {"path": {**_list(TEXT), "minItems": 1}, "before": {}, "after": {}, "class": _words(Cause)},
        ("path", "class"),
        "One path of a body; a side that is missing is not there, which is something else than null.",
    ),
    "finding": _closed(
        {
            "code": NAME,
            "severity": _words(Severity),
            "message": TEXT,
            "help": TEXT,
            "address": _ref("address"),
            "source": SOURCE,
            "excerpt": TEXT,
            "paste": {**TEXT, "description": "Lines to put into a blueprint."},
            "allowable": {"type": "boolean", "description": "`--allow CODE:ADDRESS` lets it pass."},
            "counted": {"type": "boolean", "description": "What it costs hangs on records."},
            "records": {**COUNT, "description": "How many records hold what the address names."},
        },
        ("code", "severity"),
        "One occurrence of a rule.",
    ),
    "change": _closed(
        {
            "address": _ref("address"),
            "action": _words(Action),
            "class": _words(Cause),
            "label": TEXT,
            "verb": {**TEXT, "description": "HubSpot's own word for it."},
            "fields": _list(_ref("field")),
            "premise": {**TEXT, "description": "A hash of what the fields were based on."},
            "requires": _list(_ref("address")),
            "source": SOURCE,
            "findings": _list(_ref("finding")),
            "stated": {**BODY, "description": "All that the blueprint states there, normalised."},
            "unmanaged": _list(TEXT),
            "touched": _closed({"by": TEXT, "at": TEXT}, ("by", "at"), "Who edited it last, and when."),
        },
        ("address", "action", "class"),
        "What separates blueprint and portal at one address.",
    ),
    "call": _closed(
        {
            "number": COUNT,
            "wave": {**COUNT, "description": "Waves run one after the other, the calls of a wave side by side."},
            "operation": _closed(
                {"area": NAME, "name": NAME, "batch": {"type": "integer", "minimum": 1}},
                ("area", "name", "batch"),
                "By name; paths and versions are the portal's business.",
            ),
            "parameters": {"type": "object", "additionalProperties": TEXT},
            "covers": {**_list(TEXT), "description": "The steps it settles."},
            "addresses": _list(_ref("address")),
            "body": BODY,
            "inputs": _list(BODY),
            "requires": _list(TEXT),
            "lane": {**TEXT, "description": "Calls of one lane never overlap."},
        },
        ("number", "wave", "operation"),
        "One request.",
    ),
    "migration": _closed(
        {
            "source": _ref("address"),
            "target": _ref("address"),
            "ending": _words(Ending),
            "records": {**COUNT, "description": "How many records held the source."},
            "where": SOURCE,
            "watchers": {**_list(TEXT), "description": "Workflows, lists and forms that read the source."},
            "unread": {**_list(TEXT), "description": "The sorts of those that could not be read."},
        },
        ("source", "target", "ending"),
        "Record values that go from one option or property to another.",
    ),
    "unknown": _closed(
        {"kind": NAME, "scope": _list(TEXT), "why": _words(Unseen), "detail": TEXT},
        ("kind", "scope", "why", "detail"),
        "A list that could not be read.",
    ),
}

PROPERTIES: Schema = {
    "format": {"const": FORMAT},
    "portalId": {"type": "integer"},
    "blueprintDigest": TEXT,
    "complete": {"type": "boolean", "description": "False where a target or an unreadable list left something out."},
    "changes": {**_list(_ref("change")), "description": "What an apply writes."},
    "calls": _list(_ref("call")),
    "unknown": _list(_ref("unknown")),
    "held": {**_list(_ref("change")), "description": "Moved in the portal; somebody decides."},
    "blocked": {**_list(_ref("change")), "description": "A hazard that nobody allowed, or something that is missing."},
    "unavailable": _list(_ref("finding")),
    "manual": _list(_ref("finding")),
    "notices": _list(_ref("finding")),
    "alarms": {**_list(_ref("finding")), "description": "About the plan as a whole."},
    "migrations": _list(_ref("migration")),
    "identities": {
        "type": "object",
        "propertyNames": _ref("address"),
        "additionalProperties": TEXT,
        "description": "Live names of what the blueprints renamed.",
    },
    "allowed": {"type": "array", "items": TEXT, "description": "CODE:ADDRESS of what passed by somebody's word."},
    "unchanged": COUNT,
    "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "What an approval binds to."},
    "run": {**BODY, "description": "Times, names and counts of the run that made it; outside the digest."},
}
OPTIONAL = frozenset({"alarms", "allowed", "migrations", "identities"})


def plan_schema() -> Schema:
    """Return the JSON Schema of a plan file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "cvpctl:plan/1",
        "title": "A plan of cvpctl",
        "description": "What would change in a portal, why, and the calls that would do it.",
        "type": "object",
        "properties": PROPERTIES,
        "required": [name for name in PROPERTIES if name not in OPTIONAL],
        "additionalProperties": False,
        "$defs": DEFINITIONS,
    }


def plan_schema_text() -> str:
    return json.dumps(plan_schema(), indent=2, ensure_ascii=False) + "\n"
