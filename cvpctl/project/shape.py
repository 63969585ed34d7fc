"""The keys of `cvpctl.yaml`, once: the published JSON Schema, and what the reader follows.

Names are HubSpot's where HubSpot has one (`portalId`, `accountType`).
"""

from __future__ import annotations

import json
from typing import Any

from cvpctl.project.hazard_codes import LOWERABLE, RAISABLE
from cvpctl.project.notify_settings import notify_schema
from cvpctl.project.record_shape import RECORD
from cvpctl.project.rule_reading import EXCEPTIONS, RULES
from cvpctl.project.settings import EMULATOR, ENV

ACCOUNT_TYPES = ("STANDARD", "DEVELOPER_TEST", "SANDBOX", "APP_DEVELOPER")
TIERS = ("free", "starter", "professional", "enterprise")

Schema = dict[str, Any]

_VERSION: Schema = {
    "type": "string",
    "pattern": r"^(20[0-9]{2}-[0-9]{2}|v[1-9])$",
    "description": "A version of HubSpot's API: 2026-09, 2026-03 or v3.",
}

_SOURCE: Schema = {
    "type": "object",
    "description": "Where a token is found; never the token itself.",
    "properties": {
        "env": {
            "type": "string",
            "pattern": "^[A-Z][A-Z0-9_]{0,63}$",
            "description": "An environment variable, in capitals.",
        },
        "file": {"type": "string", "minLength": 1, "description": "A file only you can read; ~ is your home."},
        "keyring": {
            "type": "string",
            "pattern": "^[a-z][a-z0-9_-]{0,63}$",
            "description": "An entry of the operating system's keyring, service cvpctl.",
        },
    },
    "additionalProperties": False,
    "minProperties": 1,
    "maxProperties": 1,
}

_TOKEN: Schema = {
    "description": "One source for everything, or one that may read and one that may write.",
    "if": {"anyOf": [{"required": ["read"]}, {"required": ["write"]}]},
    "then": {
        "type": "object",
        "properties": {
            "read": {**_SOURCE, "description": "For plan, drift, audit and pull."},
            "write": {**_SOURCE, "description": "For apply. Left out, nothing can be written."},
        },
        "required": ["read"],
        "additionalProperties": False,
    },
    "else": _SOURCE,
}

_HAZARDS: Schema = {
    "type": "object",
    "description": "What hazards weigh here, by code: an error blocks until it is allowed, a warning is told. "
    "Only what --allow can let pass may be a warning, so that nothing else is known here.",
    "properties": {
        **{code: {"type": "string", "enum": ["error", "warning"]} for code in LOWERABLE},
        **{code: {"type": "string", "enum": ["error"]} for code in RAISABLE},
    },
    "additionalProperties": False,
}

_BEHAVIOUR: Schema = {
    "tier": {
        "type": "string",
        "enum": list(TIERS),
        "description": "The subscription, which no API tells: what it lacks is left out of a plan where HubSpot "
        "tells no limits.",
    },
    "drift": {
        "type": "string",
        "enum": ["hold", "overwrite"],
        "description": "What apply does with an edit made in the portal. "
        "Left out: overwrite on the emulator and on DEVELOPER_TEST accounts, else hold.",
    },
    "protected": {"type": "boolean", "description": "Left out, STANDARD accounts are protected."},
    "allow": {
        "type": "array",
        "description": "Hazards that may pass here, as CODE:ADDRESS.",
        "items": {
            "type": "string",
            "pattern": "^[A-Z][A-Z0-9_]*:.",
            "description": "CODE:ADDRESS, such as OPTION_REMOVED:property.contacts.value_path_stage.",
        },
    },
    "applyFrom": {
        "type": "string",
        "enum": ["ci", "anywhere"],
        "description": "With ci, apply runs in CI only. Left out: anywhere. A guard against habit, no lock: "
        "whoever has the token and sets CI=true gets by.",
    },
    "promotes": {
        "type": "string",
        "minLength": 1,
        "description": "The portal that must have had a blueprint in full before it may be applied here.",
    },
    "stamp": {
        "type": "boolean",
        "description": "Whether the portal bears a mark of this project, so that no other one provisions it: "
        "an empty group of contact properties, cvpctl_managed_by. Left out: false.",
    },
    "attribution": {
        "type": "string",
        "enum": ["none", "id", "name"],
        "description": "Whether plan and drift say who edited last, by user id (the usual) or by name, "
        "which needs a token that may read owners.",
    },
    "counts": {
        "type": "string",
        "enum": ["search", "limits", "off"],
        "description": "How records are counted that hold what is about to go: one search each (the usual), "
        "one call for the number of records of every object, which is an upper bound, or not at all. "
        "What is not counted counts as in use.",
    },
    "hazards": _HAZARDS,
    "rules": {**RULES, "description": f"{RULES['description']} Wins over what is said for the whole project."},
    "exceptions": {**EXCEPTIONS, "description": f"{EXCEPTIONS['description']} Beside those of the whole project."},
    "notify": notify_schema(
        _SOURCE,
        "Who hears of drift here with cvpctl drift --notify. Its targets stand in the place of the project's.",
    ),
    "variables": {
        "type": "object",
        "description": "What variables of the blueprints are in this portal.",
        "propertyNames": {"pattern": "^[A-Za-z_][A-Za-z0-9_-]*$"},
        "additionalProperties": {"type": ["string", "number", "boolean"]},
    },
    "bindings": {
        "type": "object",
        "description": "What this portal calls things that live in it already, by the addresses of the blueprints: "
        "groups and properties by name, pipelines and stages by id, custom objects by name or 2-… id, "
        "association labels by both type ids, such as 12/13.",
        "additionalProperties": {"type": ["string", "number", "boolean"], "minLength": 1},
    },
    "apiVersion": {
        "description": "One version for every area of the API, or one per area.",
        "if": {"type": "string"},
        "then": _VERSION,
        "else": {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z][a-z_]*$"},
            "additionalProperties": _VERSION,
        },
    },
}

_PORTAL: Schema = {
    "type": "object",
    "description": "One HubSpot account.",
    "properties": {
        "portalId": {"type": "integer", "minimum": 1, "description": "The Hub ID the token must belong to."},
        "accountType": {
            "type": "string",
            "enum": list(ACCOUNT_TYPES),
            "description": "What the account must be, as HubSpot names it.",
        },
        "baseUrl": {"type": "string", "minLength": 1, "description": "Loopback, or HubSpot's API host (the default)."},
        "token": _TOKEN,
        **_BEHAVIOUR,
    },
    "additionalProperties": False,
}

_EMULATOR: Schema = {
    "type": "object",
    "description": "How the embedded portal is treated; it always exists.",
    "properties": _BEHAVIOUR,
    "additionalProperties": False,
}


def project_schema() -> Schema:
    """Return the JSON Schema of `cvpctl.yaml`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cvpctl.yaml",
        "description": "The project file of cvpctl: the portals of one client, and its blueprints.",
        "type": "object",
        "properties": {
            "project": {
                "type": "string",
                "pattern": "^[a-z0-9][a-z0-9_-]{0,62}$",
                "description": "The name of this project; records carry it.",
            },
            "portals": {
                "type": "object",
                "description": "Portals by name.",
                "propertyNames": {"pattern": "^[a-z][a-z0-9_-]{0,39}$", "not": {"const": ENV}},
                "properties": {EMULATOR: _EMULATOR},
                "additionalProperties": _PORTAL,
            },
            "blueprints": {
                "type": "array",
                "description": "Files and folders of blueprints, beside this file. Left out: the folder blueprints.",
                "items": {"type": "string", "minLength": 1},
            },
            "record": RECORD,
            "rules": RULES,
            "exceptions": EXCEPTIONS,
            "libraries": {
                "type": "object",
                "description": "Libraries that blueprints extend by these names: a folder of the workspace, "
                "or a git repository and a tag or commit of it, such as https://git.example/agency.git@v1.2.",
                "propertyNames": {"pattern": "^[a-z][a-z0-9_.-]*$"},
                "additionalProperties": {"type": "string", "minLength": 1},
            },
            "notify": notify_schema(_SOURCE, "Who hears of drift with cvpctl drift --notify."),
        },
        "required": ["project"],
        "additionalProperties": False,
    }


def project_schema_text() -> str:
    """Return the schema as it is published and copied into client repositories."""
    return json.dumps(project_schema(), indent=2, ensure_ascii=False) + "\n"
