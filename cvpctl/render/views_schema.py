"""What `audit --views --format json` writes, as JSON Schema, for those who read it in other programs.

The number in `cvpctl.views/1` grows when a key goes, changes its type or gets another meaning; readers pass over keys
that they do not know.
"""

from __future__ import annotations

import json
from typing import Any

from cvpctl.model.plan_schema import ADDRESS, COUNT, DEFINITIONS, NAME
from cvpctl.model.views import Standing, Verdict
from cvpctl.render.views_json import FORMAT

Schema = dict[str, Any]


def _closed(properties: Schema, description: str, optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _list(items: Schema, description: str = "") -> Schema:
    return {"type": "array", "items": items, **({"description": description} if description else {})}


_PART = {**ADDRESS, "description": "An address; `%2A` as its key is any thing of that list."}
_VIEW_KEY: Schema = {"enum": ["UCV", "URV", "UBC", "UTE"]}
_STANDING: Schema = {"enum": [one.name.lower() for one in Standing]}
_MET: Schema = {"enum": ["there", "missing", "unread"]}
_DIFFERS: Schema = {**NAME, "description": "In which way it is something else, for all its name or label."}
_ALIKE = _closed(
    {"address": ADDRESS, "label": NAME, "differs": _DIFFERS},
    "Something with the same label; never counted.",
    ("differs",),
)
_SIGHT = _closed(
    {
        "address": _PART,
        "label": NAME,
        "carriedBy": {"enum": ["HubSpot", "library"]},
        "standing": _STANDING,
        "differs": _DIFFERS,
        "alike": _list(_ALIKE),
    },
    "One part of a way, and how it stands with it.",
    ("label", "differs", "alike"),
)
_NEED = _closed(
    {
        "what": NAME,
        "standing": _MET,
        "parts": _list(_SIGHT, "The way that meets it, or the one that is nearest."),
        "instead": _list(_list(_PART), "Other ways that would do as well."),
    },
    "Something an answer takes.",
)
_QUESTION = _closed(
    {
        "key": NAME,
        "text": {**NAME, "description": "In our own words."},
        "source": {**NAME, "description": "The page it was read on."},
        "verdict": {"enum": [one.name.lower() for one in Verdict]},
        "needs": _list(_NEED),
    },
    "One question of a view.",
)
_VIEW = _closed(
    {
        "key": _VIEW_KEY,
        "name": NAME,
        "question": NAME,
        "note": NAME,
        "owner": {**NAME, "description": "The Org that it belongs to."},
        "source": NAME,
        "buildsOn": _list(_VIEW_KEY, "Views that have to be there first."),
        "waitsFor": _list(_VIEW_KEY, "Those of them that are not supported whole."),
        "counts": _closed({one.name.lower(): COUNT for one in Verdict}, "Questions by verdict."),
        "questions": _list(_QUESTION),
    },
    "One unified view.",
    ("note",),
)
_MISSING = _closed(
    {
        "address": ADDRESS,
        "answers": _list(_closed({"view": _VIEW_KEY, "question": NAME}, "A question it would help to answer.")),
    },
    "Something that a blueprint can add.",
)


def views_schema() -> Schema:
    """Return the JSON Schema of the coverage of views."""
    properties: Schema = {
        "format": {"const": FORMAT},
        "about": {**NAME, "description": "What was looked at."},
        "live": {"type": "boolean", "description": "A portal; otherwise blueprints."},
        "portalId": {"type": "integer"},
        "note": {**NAME, "description": "What answered, where that was not HubSpot."},
        "views": _list(_VIEW, "In the order in which they are built."),
        "missing": _list(_MISSING),
        "patch": {"type": ["string", "null"], "description": "A blueprint with what is missing; null for nothing."},
        "unknown": _list(DEFINITIONS["unknown"], "Lists that left a question open."),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "cvpctl:views/1",
        "title": "The unified views that a configuration supports",
        **_closed(properties, "Question by question, without a score.", ("portalId", "note")),
    }


def views_schema_text() -> str:
    return json.dumps(views_schema(), indent=2, ensure_ascii=False) + "\n"
