"""A portal made to look like recorded ones: property lists, pipelines, schemas and the account from a directory.

Files hold answers as HubSpot gave them, alone or with their requests. What a file is about says its content, its
request, or else an object's name in the file's name. Groups are made from what the properties say, since answers
about groups are rarely recorded; their labels are a guess.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cvpctl.emulator.association_types import MADE, AssociationType
from cvpctl.emulator.custom_objects import SCHEMAS, is_custom
from cvpctl.emulator.errors import Body
from cvpctl.emulator.object_types import OBJECT_TYPES
from cvpctl.emulator.store import Portal

_HTTP_OK = 200
_FILLED: Body = {
    "description": "", "options": [], "displayOrder": -1, "calculated": False, "externalOptions": False,
    "hasUniqueValue": False, "hidden": False, "formField": False, "dataSensitivity": "non_sensitive",
    "modificationMetadata": {"archivable": True, "readOnlyDefinition": False, "readOnlyValue": False},
}  # fmt: skip
_TYPE_IDS = {name: known.id for known in OBJECT_TYPES for name in (known.plural, known.singular, known.id)}


def seed(portal: Portal, directory: Path) -> dict[str, int]:
    """Take in every answer that is understood; gives how many things of each sort there were."""
    counts: dict[str, int] = {}
    lists: dict[str, list[Body]] = {}
    for path, answer in answers_in(directory):
        sort = _sort(answer)
        if sort == "properties":
            lists.setdefault(_type_id(path), []).extend(_results(answer))
        elif sort == "pipelines":
            _replace(portal, f"pipelines/{_type_id(path)}", {one["id"]: one for one in _results(answer)})
        elif sort == "schemas":
            for schema in _results(answer):
                _put_schema(portal, schema)
        elif sort == "account":
            portal.put("account", "account", {**portal.account, **answer, "portalId": portal.id})
        if sort:
            counts[sort] = counts.get(sort, 0) + (1 if sort == "account" else len(_results(answer)))
    for type_id, properties in lists.items():
        put_properties(portal, type_id, properties)
    return counts


def answers_in(directory: Path) -> Iterator[tuple[str, Any]]:
    """Each answer with the path it was asked under, or the name of its file."""
    for file in sorted(directory.rglob("*.json")):
        content = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(content, list) and content and isinstance(content[0], dict) and "response" in content[0]:
            for one in content:
                if one.get("method") == "GET" and one.get("status") == _HTTP_OK:
                    yield str(one.get("uri") or one.get("path")), one["response"]
        else:
            yield file.stem, content


def put_properties(portal: Portal, type_id: str, properties: list[Body]) -> None:
    """A list with the record id in it is taken for the whole; others are added to what is there."""
    named = {one["name"]: _FILLED | one for one in properties}
    if "hs_object_id" in named:
        _replace(portal, f"properties/{type_id}", named)
    for name, one in named.items():
        portal.put(f"properties/{type_id}", name, one)
    groups = portal.all(f"groups/{type_id}")
    for name in dict.fromkeys(one["groupName"] for one in named.values()):
        if name not in groups:
            order = 1 + max((group["displayOrder"] for group in groups.values()), default=-1)
            group = {"name": name, "label": _label(name), "displayOrder": order, "archived": False}
            portal.put(f"groups/{type_id}", name, group)
            groups = portal.all(f"groups/{type_id}")


def _put_schema(portal: Portal, schema: Body) -> None:
    type_id = schema["objectTypeId"]
    if not is_custom(type_id):
        put_properties(portal, type_id, schema.get("properties", []))
        return
    body = {key: value for key, value in schema.items() if key not in {"properties", "associations"}}
    body["fullyQualifiedName"] = f"p{portal.id}_{schema['name']}"
    usual = {"allowsSensitiveProperties": True, "secondaryDisplayProperties": [], "searchableProperties": [],
             "requiredProperties": [], "archived": False}  # fmt: skip
    portal.put(SCHEMAS, type_id, usual | body)
    put_properties(portal, type_id, schema.get("properties", []))
    for one in schema.get("associations", []):
        made = _association(one, schema["associations"])
        portal.put(MADE, str(made.type_id), asdict(made))


def _association(one: Body, every: list[Body]) -> AssociationType:
    start, end = one["fromObjectTypeId"], one["toObjectTypeId"]
    back = [other for other in every if (other["fromObjectTypeId"], other["toObjectTypeId"]) == (end, start)]
    named = next((other for other in back if other.get("name") == one.get("name")), one)
    return AssociationType(
        "USER_DEFINED", int(one["id"]), int(named["id"]), start, end, str(one.get("name")),
        created_at=one.get("createdAt"),
    )  # fmt: skip


def _sort(answer: Any) -> str:
    """What an answer is, by the fields of what it holds."""
    if isinstance(answer, dict) and "accountType" in answer:
        return "account"
    first = next(iter(_results(answer)), None)
    if not isinstance(first, Mapping):
        return ""
    marks = {"properties": {"name", "fieldType", "groupName"}, "pipelines": {"id", "stages"},
             "schemas": {"objectTypeId", "fullyQualifiedName"}}  # fmt: skip
    return next((sort for sort, fields in marks.items() if fields <= first.keys()), "")


def _results(answer: Any) -> list[Any]:
    if isinstance(answer, dict):
        answer = answer.get("results", [answer])
    return answer if isinstance(answer, list) else []


def _type_id(path: str) -> str:
    words = re.findall(r"\d-\d+|[a-z_]+", path.lower()) + re.findall(r"[a-z]+", path.lower())
    return next((_TYPE_IDS[word] for word in words if word in _TYPE_IDS), next((w for w in words if "-" in w), "0-1"))


def _label(name: str) -> str:
    return name.replace("_", " ").strip().capitalize() or name


def _replace(portal: Portal, collection: str, things: Mapping[str, Body]) -> None:
    for key in list(portal.all(collection)):
        portal.drop(collection, key)
    for key, body in things.items():
        portal.put(collection, key, body)
