"""What a new custom object brings along: HubSpot's properties, a group, and its ties to activities."""

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from cvpctl.emulator.association_pairs import has_plain, make_plain
from cvpctl.emulator.call import Call
from cvpctl.emulator.custom_objects import is_custom, resolve
from cvpctl.emulator.defaults import hubspot_property
from cvpctl.emulator.errors import Body
from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.properties import active, create_one
from cvpctl.emulator.store import Portal


def group_of(name: str) -> str:
    return f"{name}_information"


def furnish(portal: Portal, schema: Body) -> None:
    """Recorded: HubSpot's properties without dates, all in one group; the two ways of each tie share a name."""
    group: Body = {
        "name": group_of(schema["name"]),
        "label": f"{schema['labels']['singular']} Information",
        "displayOrder": 0,
        "archived": False,
    }
    portal.put(f"groups/{schema['objectTypeId']}", group["name"], group)
    put_own_properties(portal, schema, "properties")
    for line in custom_object_table()["activities"]:
        other, _, name = line.partition("|")
        make_plain(portal, schema["objectTypeId"], other, f"{schema['name']}_to_{name}")


def put_own_properties(portal: Portal, schema: Body, which: str) -> None:
    """HubSpot's properties that are not there yet."""
    collection = f"properties/{schema['objectTypeId']}"
    for line in custom_object_table()[which]:
        definition = hubspot_property(line, group_of(schema["name"]), {})
        if portal.get(collection, definition["name"]) is None:
            undated = {key: value for key, value in definition.items() if key not in {"createdAt", "updatedAt"}}
            portal.put(collection, definition["name"], undated)


def add_pipeline_properties(portal: Portal, object_type: ObjectType) -> None:
    """The first pipeline of a custom object adds them, and they stay (observed)."""
    schema = portal.get("schemas", object_type.id)
    if schema is not None:
        put_own_properties(portal, schema, "pipeline_properties")


def add_properties(call: Call, schema: Body, properties: list[Any]) -> None:
    """Those sent with a schema: in its own group and fit for forms unless they say otherwise, of no user (recorded)."""
    about = call.about(resolve(call.portal, schema["objectTypeId"]))
    for sent in properties:
        filled = {"groupName": group_of(schema["name"]), "formField": True, **sent} if isinstance(sent, dict) else sent
        made = create_one(about, filled)
        anonymous = {key: value for key, value in made.items() if not key.endswith("UserId")}
        call.portal.put(active(about.object_type), made["name"], anonymous)


def associate(call: Call, schema: Body, others: list[str]) -> None:
    for said in others:
        other = resolve(call.portal, said)
        if not has_plain(call.portal, schema["objectTypeId"], other.id):
            name = other.aliases[0].partition("_")[2] if is_custom(other.id) else other.singular
            make_plain(call.portal, schema["objectTypeId"], other.id, f"{schema['name']}_to_{name}")


@lru_cache(maxsize=1)
def custom_object_table() -> dict[str, Any]:
    text = (files("cvpctl.emulator") / "data" / "custom_object.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table
