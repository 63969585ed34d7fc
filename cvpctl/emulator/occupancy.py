"""Which records hold which value of which property, told from outside until the records area exists.

A stage is a value of the object's stage property, so one table serves options and stages.
"""

from collections.abc import Iterable

from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.store import Portal


def _collection(object_type: ObjectType, property_name: str) -> str:
    return f"occupancy/{object_type.id}/{property_name}"


def occupy(portal: Portal, object_type: ObjectType, property_name: str, value: str, object_ids: Iterable[str]) -> None:
    held = list(object_ids)
    if held:
        portal.put(_collection(object_type, property_name), value, {"objectIds": held})
    else:
        portal.drop(_collection(object_type, property_name), value)


def occupants(portal: Portal, object_type: ObjectType, property_name: str, value: str) -> list[str]:
    found = portal.get(_collection(object_type, property_name), value)
    return list(found["objectIds"]) if found else []
