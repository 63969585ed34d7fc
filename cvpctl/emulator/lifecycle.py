"""The two faces of the lifecycle of contacts and companies: stages of a pipeline, and choices of a property.

That reads show both is observed. That a stage written here is a choice there is assumed: it is one thing.
"""

from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body
from cvpctl.emulator.object_types import ObjectType

PROPERTY = "lifecyclestage"
_OBJECTS = {"0-1", "0-2"}


def has_lifecycle(object_type: ObjectType) -> bool:
    return object_type.id in _OBJECTS


def mirror(call: Call, stages: list[Body]) -> None:
    """The choices that these stages are."""
    collection = f"properties/{call.object_type.id}"
    definition = call.portal.get(collection, PROPERTY)
    if definition is None or not has_lifecycle(call.object_type):
        return
    ranked = sorted(stages, key=lambda stage: int(stage["displayOrder"]))
    options = [
        {"label": stage["label"], "value": stage["id"], "displayOrder": order, "hidden": False}
        for order, stage in enumerate(ranked)
    ]
    call.portal.put(collection, PROPERTY, {**definition, "options": options, "updatedAt": call.now})
