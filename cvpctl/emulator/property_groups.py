"""Property groups: create, read, change and delete, with HubSpot's rules about what is inside them."""

from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body, Refusal, not_found
from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.shapes import shaped
from cvpctl.emulator.store import Portal

_SHAPE = {"name": str, "label": str, "displayOrder": int}


def groups_of(object_type: ObjectType) -> str:
    return f"groups/{object_type.id}"


def list_groups(call: Call) -> Body:
    """Not paged; deleted ones are gone (observed)."""
    return {"results": list(call.portal.all(groups_of(call.object_type)).values())}


def get_group(call: Call) -> Body:
    """404 for one that was deleted or never was (observed)."""
    return _existing(call)


def create_group(call: Call) -> Body:
    """A name once (refusal assumed); without an order it gets the next free one (observed)."""
    sent = shaped(call.body, _SHAPE, ("name", "label"))
    collection = groups_of(call.object_type)
    if not sent["name"].strip():
        raise Refusal(400, "Property group names must not be empty.", "VALIDATION_ERROR")
    if call.portal.get(collection, sent["name"]) is not None:
        # The status is a switch: nobody has recorded it.
        raise Refusal(
            call.switches.group_exists_status,
            f"A property group named '{sent['name']}' already exists.",
            "OBJECT_ALREADY_EXISTS",
            "PropertyGroupError.GROUP_ALREADY_EXISTS",
        )
    body = {
        "name": sent["name"],
        "label": sent["label"],
        "displayOrder": _order(call.portal, collection, sent.get("displayOrder")),
        "archived": False,
    }
    call.portal.put(collection, body["name"], body)
    return body


def update_group(call: Call) -> Body:
    """Label and order only; the name never changes (observed)."""
    group = _existing(call)
    sent = shaped(call.body, _SHAPE)
    sent.pop("name", None)  # immutable
    collection = groups_of(call.object_type)
    if sent.get("displayOrder", 0) < 0:
        sent["displayOrder"] = _order(call.portal, collection, None)
    body = {**group, **sent}
    call.portal.put(collection, group["name"], body)
    return body


def delete_group(call: Call) -> None:
    """Active members refuse it, archived ones do not (observed). It cannot come back: the name is free."""
    group = _existing(call)
    properties = call.portal.all(f"properties/{call.object_type.id}").values()
    if any(one["groupName"] == group["name"] for one in properties):
        raise Refusal(
            400,
            "Can't delete or purge a group with active properties",
            "VALIDATION_ERROR",
            "PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES",
            nested=True,
        )
    call.portal.drop(groups_of(call.object_type), group["name"])


def require_group(portal: Portal, object_type: ObjectType, name: str) -> None:
    """For properties. The subcategory is observed, the wording assumed."""
    if portal.get(groups_of(object_type), name) is None:
        raise Refusal(
            400,
            f"Property group {name} does not exist.",
            "VALIDATION_ERROR",
            "PropertyGroupError.GROUP_DOES_NOT_EXIST",
        )


def _existing(call: Call) -> Body:
    group = call.portal.get(groups_of(call.object_type), call.params["groupName"])
    if group is None:
        raise not_found(name=[call.params["groupName"]])
    return group


def _order(portal: Portal, collection: str, wanted: int | None) -> int:
    """Unlike properties, a group without an order (or with -1) gets the next free one (observed)."""
    if wanted is not None and wanted >= 0:
        return wanted
    return 1 + max((group["displayOrder"] for group in portal.all(collection).values()), default=-1)
