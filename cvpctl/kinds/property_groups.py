"""Property groups: the headings under which HubSpot shows properties.

Source: HubSpot's properties guide, "Property groups". Observed on live portals (third party): an omitted
displayOrder becomes the next free index; deleting a group that still holds active properties is refused; a deleted
group cannot be restored, its name makes a new one.
"""

from __future__ import annotations

from collections.abc import Iterable

from cvpctl.kinds.base import FieldRule, Hazard, Hit, Kind, Problem, RemovalVerb
from cvpctl.kinds.names import name_problems
from cvpctl.model import Action, Address, Body, Change, Operation

SCHEMA = {
    "type": "object",
    "description": "A heading under which HubSpot shows properties.",
    "properties": {
        "label": {"type": "string", "minLength": 1, "description": "The heading people see."},
        "displayOrder": {
            "type": "integer",
            "minimum": 0,  # HubSpot turns -1 into the next free number, so it would never read as written
            "description": "Position among the groups; left out, HubSpot appends.",
        },
    },
    "additionalProperties": False,
    "required": ["label"],
}


def normalise(_address: Address, body: Body) -> Body:
    """Keep what a blueprint can state; -1 asks HubSpot to append, as leaving it out does, and never reads back."""
    known = {name: body[name] for name in ("label", "displayOrder") if body.get(name) is not None}
    if known.get("displayOrder", 0) < 0:
        del known["displayOrder"]
    return known


def problems(address: Address, _body: Body) -> Iterable[Problem]:
    return name_problems("group", address.key)


def deleted(change: Change, _live: Body | None) -> Iterable[Hit]:
    if change.action is Action.REMOVE:
        yield Hit(change.address, f"the group {change.label or change.address.key!r} is deleted for good")


GROUP = Kind(
    name="group",
    noun="property group",
    collection="groups",
    key="name",
    key_parameter="groupName",
    schema=SCHEMA,
    source="https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide",
    required=("label",),
    fields={"displayOrder": FieldRule(default=-1)},
    normalise=normalise,
    serial=True,
    problems=problems,
    operations={
        "list": Operation("properties", "list_groups"),
        "create": Operation("properties", "create_group"),
        "update": Operation("properties", "update_group"),
        "remove": Operation("properties", "delete_group"),
    },
    removal=RemovalVerb.DELETE,
    hazards=(Hazard("GROUP_DELETED", "A property group is deleted for good", deleted),),
)
