"""What a schema may say: its name, its labels, and which properties it shows, searches and requires."""

import re
from typing import Any

from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body, Refusal, invalid
from cvpctl.emulator.store import Portal

LONGEST = 50
MOST_SECONDARY = 2
MOST_SEARCHABLE = 20

LABELS: dict[str, Any] = {"singular": str, "plural": str}

CHANGEABLE: dict[str, Any] = {
    "labels": dict,
    "description": str,
    "clearDescription": bool,
    "primaryDisplayProperty": str,
    "requiredProperties": [str],
    "searchableProperties": [str],
    "secondaryDisplayProperties": [str],
    "restorable": bool,
    "allowsSensitiveProperties": bool,
}

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_LISTS = ("requiredProperties", "searchableProperties", "secondaryDisplayProperties")


def check_name(name: str) -> None:
    """The rule is documented, the wording assumed."""
    if not _NAME.fullmatch(name) or len(name) > LONGEST:
        raise invalid(
            f"Object names begin with a letter, hold letters, numbers and underscores,"
            f" and have at most {LONGEST} characters. Given: {name}"
        )


def check_labels(labels: Body) -> None:
    for which, label in labels.items():
        if not label.strip() or len(label) > LONGEST:
            raise invalid(f"The {which} label must have between 1 and {LONGEST} characters")  # assumed wording


def check_display(portal: Portal, schema: Body, sent: Body) -> None:
    """What is sent for display, search or as required exists; two secondary ones at most, none twice (observed)."""
    known = portal.all(f"properties/{schema['objectTypeId']}")
    primary = [schema["primaryDisplayProperty"]] if "primaryDisplayProperty" in sent else []
    named = [*primary, *(name for part in _LISTS if part in sent for name in schema[part])]
    unknown = [name for name in dict.fromkeys(named) if name not in known]
    if unknown:
        raise invalid(f"Properties [{', '.join(unknown)}] do not exist", "PROPERTY_DOESNT_EXIST")  # assumed wording
    secondary = schema["secondaryDisplayProperties"]
    if len(secondary) > MOST_SECONDARY or len(set(secondary)) != len(secondary):
        raise invalid(f"There may be at most {MOST_SECONDARY} different secondary display properties")
    if len(schema["searchableProperties"]) > MOST_SEARCHABLE:
        raise invalid(f"There may be at most {MOST_SEARCHABLE} searchable properties")


def settled(call: Call, schema: Body) -> Body:
    """Required and searchable properties are sets; nothing searchable means the record id (observed)."""
    searchable = list(dict.fromkeys(schema["searchableProperties"] or ["hs_object_id"]))
    primary = schema["primaryDisplayProperty"]
    if call.switches.schema_searchable == "with_primary" and primary not in searchable:
        searchable.append(primary)
    required = list(dict.fromkeys(schema["requiredProperties"]))
    return {**schema, "requiredProperties": required, "searchableProperties": searchable}


def check_room(call: Call) -> None:
    """How many types there may be is observed; how one too many, or the wrong tier, is refused is assumed."""
    most = most_types(call.portal)
    if not most:
        raise Refusal(403, f"Portal {call.portal.id} is not enabled for custom objects", "FORBIDDEN")
    if len(call.portal.all("schemas")) >= most:
        raise invalid(f"Portals may have at most {most} custom object types", "OBJECT_TYPE_LIMIT_REACHED")


def most_types(portal: Portal) -> int:
    """Twenty on a developer test account (observed), ten elsewhere from Enterprise on (documented)."""
    most = int(portal.account["quotas"].get("custom_objects", 10))
    return most * 2 if portal.account["accountType"] == "DEVELOPER_TEST" else most
