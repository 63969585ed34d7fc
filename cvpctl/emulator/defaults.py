"""What a new portal already holds: HubSpot's own groups, properties and pipelines.

The table is our own compact listing of names, types and labels (`data/new_portal.json`). The fields that a
definition brings beyond those follow from its flags, so that the listing stays readable.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from cvpctl.emulator import owners
from cvpctl.emulator.errors import Body
from cvpctl.emulator.object_types import OBJECT_TYPES, ObjectType
from cvpctl.emulator.stage_rules import stored_metadata
from cvpctl.emulator.store import Portal

BORN = "2020-01-01T00:00:00Z"
Lists = Mapping[str, str | list[str]]

EPOCH = "1970-01-01T00:00:00Z"


def furnish(portal: Portal) -> None:
    owners.furnish(portal)
    listing = _listing()
    for object_type in OBJECT_TYPES:
        here = listing["objects"][object_type.plural]
        groups = [line.split("|") for line in here["groups"]]
        for order, (name, label, *said) in enumerate(groups):
            body = {"name": name, "label": label, "displayOrder": int(said[0]) if said else order, "archived": False}
            portal.put(f"groups/{object_type.id}", name, body)
        lines = {line.partition("|")[0]: line for line in (*listing["every"], *here["properties"])}
        for line in lines.values():
            definition = hubspot_property(line, groups[0][0], listing["lists"])
            portal.put(f"properties/{object_type.id}", definition["name"], definition)
        if object_type.plural in listing["pipelines"]:
            pipeline = _pipeline(object_type, listing["pipelines"][object_type.plural])
            portal.put(f"pipelines/{object_type.id}", pipeline["id"], pipeline)


@lru_cache(maxsize=1)
def _listing() -> dict[str, Any]:
    text = (files("cvpctl.emulator") / "data" / "new_portal.json").read_text(encoding="utf-8")
    listing: dict[str, Any] = json.loads(text)
    return listing


def hubspot_property(line: str, first_group: str, lists: Lists) -> Body:
    """Flags: r value read only, w definition writable, k not archivable, h hidden, f form field, c calculated,
    x external options, O external options of owners, o options open, p options read only, u unique, e options with
    an empty description, t without times, a says that it is not archived, m/n says that it shows a currency or not.
    """
    name, label, kind, field_type, group, *rest = line.split("|", 7)
    flags, options, further = (*rest, "", "", "")[:3]
    times = {} if "t" in flags else {"updatedAt": BORN, "createdAt": BORN}
    return {
        **times,
        "name": name,
        "label": label,
        "type": kind,
        "fieldType": field_type,
        "description": "",
        "groupName": first_group if group == "*" else group,
        "options": _options(kind, options, lists, described="e" in flags),
        **_flagged(flags),
        **(json.loads(further) if further else {}),
    }


def _flagged(flags: str) -> Body:
    metadata: Body = {"archivable": "k" not in flags, "readOnlyDefinition": "w" not in flags}
    if "o" in flags or "p" in flags:
        metadata["readOnlyOptions"] = "p" in flags
    body: Body = {"referencedObjectType": "OWNER"} if "O" in flags else {}
    if "a" in flags:
        body["archived"] = False
    if "m" in flags or "n" in flags:
        body["showCurrencySymbol"] = "m" in flags
    return body | {
        "displayOrder": -1,
        "calculated": "c" in flags,
        "externalOptions": "x" in flags or "O" in flags,
        "hasUniqueValue": "u" in flags,
        "hidden": "h" in flags,
        "hubspotDefined": True,
        "modificationMetadata": {**metadata, "readOnlyValue": "r" in flags},
        "formField": "f" in flags,
        "dataSensitivity": "non_sensitive",
    }


def _options(kind: str, said: str, lists: Lists, *, described: bool) -> list[Body]:
    if kind == "bool" and not said:
        said = "True=true;False=false"
    listed = lists[said[1:]] if said.startswith("@") else said
    each = listed.split(";") if isinstance(listed, str) else listed
    return [_option(one, order, described=described) for order, one in enumerate(each) if one]


def _option(said: str, order: int, *, described: bool) -> Body:
    """`label=value`, with marks behind ^: h hidden, d an empty description, a number for another order."""
    pair, _, marks = said.partition("^")
    label, _, value = pair.rpartition("=")
    option: Body = {"label": label, "value": value}
    if described or "d" in marks:
        option["description"] = ""
    return option | {"displayOrder": int(marks.strip("hd") or order), "hidden": "h" in marks}


def _pipeline(object_type: ObjectType, lines: list[str]) -> Body:
    (pipeline_id, label), *stages = [line.split("|") for line in lines]
    key = {"0-3": "probability", "0-5": "ticketState"}.get(object_type.id, "state")
    # Observed: what HubSpot brings along is dated to the epoch.
    return {
        "label": label,
        "displayOrder": 0,
        "id": pipeline_id,
        "stages": [
            {
                "label": stage_label,
                "displayOrder": order,
                "metadata": stored_metadata(object_type, {}, {key: value}),
                "id": stage_id,
                "createdAt": EPOCH,
                "updatedAt": EPOCH,
                "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
                "archived": False,
            }
            for order, (stage_id, stage_label, value) in enumerate(stages)
        ],
        "createdAt": EPOCH,
        "updatedAt": EPOCH,
        "archived": False,
    }
