"""Which of the objects from HubSpot's library a portal has enabled. Enabling is a matter of the app: read only here."""

from cvpctl.emulator.call import Call
from cvpctl.emulator.custom_objects import resolve
from cvpctl.emulator.errors import Body, Refusal
from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.store import Portal

LIBRARY = ("0-162", "0-410", "0-420", "0-421", "0-970")
"""Services, courses, listings, appointments and projects."""

_DISABLED = "disabled_objects"

_FROM_PROFESSIONAL_ON = {"0-136"}
"""Leads (documented)."""


def is_enabled(portal: Portal, type_id: str) -> bool:
    """A new portal of ours has all of them, so that there is something to work on."""
    return portal.get(_DISABLED, type_id) is None and _is_included(portal, type_id)


def _is_included(portal: Portal, type_id: str) -> bool:
    return type_id not in _FROM_PROFESSIONAL_ON or portal.account["tier"] not in {"free", "starter"}


def enable(portal: Portal, object_type: ObjectType, *, on: bool) -> None:
    if on:
        portal.drop(_DISABLED, object_type.id)
    elif object_type.id in LIBRARY:
        portal.put(_DISABLED, object_type.id, {"objectTypeId": object_type.id})
    else:
        raise ValueError(f"{object_type.plural} is not from the object library")


def list_enablement(call: Call) -> Body:
    """Read only: objects are switched on in the app, here through the admin routes (documented)."""
    return {"enablementByObjectTypeId": {type_id: is_enabled(call.portal, type_id) for type_id in LIBRARY}}


def get_enablement(call: Call) -> Body:
    """Objects that every portal has are enabled (assumed)."""
    return {"enablement": is_enabled(call.portal, resolve(call.portal, call.params["libraryType"]).id)}


def check_enabled(call: Call) -> None:
    """Nobody has recorded what HubSpot answers here: status and wording are assumed, and a switch turns it off."""
    type_id = call.object_type.id
    if call.switches.disabled_objects == "refuse" and not is_enabled(call.portal, type_id):
        raise Refusal(403, f"Object type {type_id} is not enabled for portal {call.portal.id}", "FORBIDDEN")
