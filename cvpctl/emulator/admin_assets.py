"""The admin routes that put lists, forms and workflows into a portal: clients can only read them here."""

from typing import Any

from cvpctl.emulator.errors import Body
from cvpctl.emulator.lists import PROCESSING_TYPES
from cvpctl.emulator.shapes import shaped
from cvpctl.emulator.world import World


def add_list(world: World, portal: int, body: Any) -> Body:
    shape = {"name": str, "objectType": str, "filterBranch": dict, "processingType": PROCESSING_TYPES}
    said = shaped(body, shape, ("name", "objectType"))
    filters, way = said.get("filterBranch", {}), said.get("processingType", "DYNAMIC")
    return world.add_list(portal, said["name"], said["objectType"], filters, processing_type=way)


def add_form(world: World, portal: int, body: Any) -> Body:
    said = shaped(body, {"name": str, "fieldGroups": [dict]}, ("name", "fieldGroups"))
    return world.add_form(portal, said["name"], said["fieldGroups"])


def add_workflow(world: World, portal: int, body: Any) -> Body:
    shape = {"name": str, "objectType": str, "actions": [dict], "enrollmentCriteria": dict, "isEnabled": bool}
    said = shaped(body, shape, ("name", "objectType"))
    definition = {"actions": said.get("actions", []), "enrollment": said.get("enrollmentCriteria", {})}
    enabled = said.get("isEnabled", True)
    return world.add_workflow(portal, said["name"], said["objectType"], enabled=enabled, **definition)
