"""What the properties of records held before: kept beside the records, and only for what was ever changed."""

from collections.abc import Iterable, Mapping

from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body

MOST_OF_A_CONTACT = 45
MOST_OF_OTHERS = 20
"""Versions (documented); the oldest ones go."""

_CONTACTS = "0-1"


def history_collection(type_id: str) -> str:
    return f"record_history/{type_id}"


def remember(call: Call, before: Body, values: Mapping[str, str]) -> None:
    """Add what changes to the history, newest first. Where there is none, it begins with the record."""
    collection = history_collection(call.object_type.id)
    known = call.portal.get(collection, before["id"]) or {"values": {}}
    most = MOST_OF_A_CONTACT if call.object_type.id == _CONTACTS else MOST_OF_OTHERS
    added = {}
    for name, value in values.items():
        held = before["properties"].get(name) or ""
        if value == held:
            continue
        older = known["values"].get(name) or ([_version(call, held, before["createdAt"])] if held else [])
        added[name] = [_version(call, value, call.now), *older][:most]
    if added:
        call.portal.put(collection, before["id"], {"values": {**known["values"], **added}})


def history_of(call: Call, record: Body, names: Iterable[str]) -> Body:
    known = (call.portal.get(history_collection(call.object_type.id), record["id"]) or {"values": {}})["values"]
    values = record["properties"]
    return {
        name: known.get(name) or ([_version(call, values[name], record["createdAt"])] if values.get(name) else [])
        for name in names
    }


def _version(call: Call, value: str, moment: str) -> Body:
    """The source's id is the app's (assumed)."""
    return {"value": value, "timestamp": moment, "sourceType": "INTEGRATION", "sourceId": str(call.grant.app_id)}
