"""What goes when a custom object goes: archived, it takes its associations along; purged, everything."""

from cvpctl.emulator import records
from cvpctl.emulator.association_pairs import drop_all
from cvpctl.emulator.call import Call
from cvpctl.emulator.custom_objects import ARCHIVED_SCHEMAS, SCHEMAS, resolve
from cvpctl.emulator.errors import Body, invalid
from cvpctl.emulator.occupancy import is_occupied
from cvpctl.emulator.read_lag import PURGED

COUNT = "count of schemas"

_ARCHIVED = "archived schemas"
_OF_AN_OBJECT = (
    *("properties", "archived_properties", "groups", "pipelines", "archived_pipelines", "usages"),
    *("property_validations", "records", "archived_records", "record_history", "links", "occupancy"),
    *("audits/Pipeline", "audits/Stage"),
)


def archive(call: Call, schema: Body) -> None:
    type_id = schema["objectTypeId"]
    if call.switches.schema_with_records == "remove":
        _recycle(call, type_id)
    if is_occupied(call.portal, type_id):
        message = f"Unable to delete object type {type_id}: it has existing object records"
        raise invalid(message, "EXISTING_OBJECT_RECORDS")  # the constant is observed, the wording assumed
    drop_all(call.portal, type_id)
    _note_count(call)
    call.portal.drop(SCHEMAS, type_id)
    call.portal.put(ARCHIVED_SCHEMAS, type_id, {**schema, "archived": True, "updatedAt": call.now})
    call.lag.wrote(call.portal.id, type_id, schema)


def purge(call: Call, schema: Body) -> None:
    type_id = schema["objectTypeId"]
    for name, things in list(call.portal.collections()):
        if any(f"{name}/".startswith(f"{part}/{type_id}/") for part in _OF_AN_OBJECT) or _leads_to(name, type_id):
            for key in list(things):
                call.portal.drop(name, key)
    call.lag.wrote(call.portal.id, _ARCHIVED, {"results": list(call.portal.all(ARCHIVED_SCHEMAS).values())})
    _note_count(call)
    call.portal.drop(ARCHIVED_SCHEMAS, type_id)


def archived_list(call: Call) -> list[Body]:
    """A purged one still shows for a while (observed)."""
    current: Body = {"results": list(call.portal.all(ARCHIVED_SCHEMAS).values())}
    found: list[Body] = (call.lag.seen(call.portal.id, _ARCHIVED, current, PURGED) or current)["results"]
    return found


def _note_count(call: Call) -> None:
    call.lag.wrote(call.portal.id, COUNT, {"usage": len(call.portal.all(SCHEMAS))})


def _recycle(call: Call, type_id: str) -> None:
    for collection, things in list(call.portal.collections()):
        for key in list(things) if collection.startswith(f"occupancy/{type_id}/") else []:
            call.portal.drop(collection, key)
    about = call.about(resolve(call.portal, type_id))
    for record_id in list(call.portal.all(f"records/{type_id}")):
        records.archive(about, record_id)


def _leads_to(collection: str, type_id: str) -> bool:
    return collection.startswith("links/") and collection.endswith(f"/{type_id}")
