"""Which records hold which value of which property: the records there are, and others told of from outside.

A stage is a value of the object's stage property, so one table serves options and stages.
"""

from collections.abc import Iterable

from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.record_index import holders_of
from cvpctl.emulator.store import Portal


def _collection(object_type: ObjectType, property_name: str) -> str:
    return f"occupancy/{object_type.id}/{property_name}"


def occupy(portal: Portal, object_type: ObjectType, property_name: str, value: str, object_ids: Iterable[str]) -> None:
    held = list(object_ids)
    if held:
        portal.put(_collection(object_type, property_name), value, {"objectIds": held})
    else:
        portal.drop(_collection(object_type, property_name), value)


def is_occupied(portal: Portal, type_id: str) -> bool:
    """Whether an object has records at all; those in the recycle bin do not count (observed)."""
    told = f"occupancy/{type_id}/"
    return bool(portal.all(f"records/{type_id}")) or any(
        name.startswith(told) and things for name, things in portal.collections()
    )


def occupants(portal: Portal, object_type: ObjectType, property_name: str, value: str) -> list[str]:
    """Those told of and those there are."""
    found = portal.get(_collection(object_type, property_name), value)
    told = list(found["objectIds"]) if found else []
    return [*told, *(one for one in holders_of(portal, object_type, property_name, value) if one not in told)]
