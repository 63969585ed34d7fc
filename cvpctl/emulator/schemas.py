"""Custom object schemas: create, read, change, archive, purge. HubSpot's own objects can be read here as well."""

from typing import Any

from cvpctl.emulator import schema_births as births
from cvpctl.emulator import schema_ends as ends
from cvpctl.emulator import schema_reads as reads
from cvpctl.emulator import schema_rules as rules
from cvpctl.emulator.batches import batch_inputs, batch_outcome
from cvpctl.emulator.call import Call
from cvpctl.emulator.custom_objects import (
    ARCHIVED_SCHEMAS,
    SCHEMAS,
    find_by_name,
    find_schema,
    looks_custom,
)
from cvpctl.emulator.errors import Body, Refusal, invalid, not_found
from cvpctl.emulator.object_types import infer
from cvpctl.emulator.read_lag import LISTED, LISTED_WITH_DEFINITIONS, SINGLE
from cvpctl.emulator.shapes import shaped

_EGG: dict[str, Any] = {
    **rules.CHANGEABLE, "name": str, "properties": list, "associatedObjects": [str],
    "shouldCreateSameObjectAssociation": bool,
}  # fmt: skip
_SPECIFIED = ("associatedObjects", "properties", "requiredProperties")


def list_schemas(call: Call) -> Body:
    """Asked for archived ones it shows the active ones as well (observed)."""
    flags = reads.wanted(call)
    share = LISTED_WITH_DEFINITIONS if any(flags[name] for name in reads.DEFINITIONS) else LISTED
    active = [_seen(call, type_id, share) for type_id in call.portal.all(SCHEMAS)]
    found = [one for one in active if one is not None]
    if call.asks("archived"):
        found += ends.archived_list(call)
    return {"results": [reads.shown(call, one, flags) for one in found]}


def get_schema(call: Call) -> Body:
    """By `2-N` or fully qualified name, never by bare name; HubSpot's objects too (observed)."""
    return _read(call, call.params["schemaType"], reads.wanted(call))


def read_batch(call: Call) -> Body:
    """Those not found are told apart in a 207 (documented)."""
    flags = reads.wanted(call, call.sent)

    def read(said: Any) -> Body:
        if not isinstance(said, str):
            raise invalid("inputs are object types")  # assumed
        try:
            return _read(call, said, flags)
        except Refusal as refusal:
            raise not_found(objectType=[said]) from refusal

    return batch_outcome(call, batch_inputs(call), read)


def create_schema(call: Call) -> Body:
    """Only three fields are needed, whatever the reference says (observed)."""
    sent = _egg(call)
    twin = find_by_name(call.portal, sent["name"])
    if twin is not None:
        return _merge(call, twin, sent)
    gone = find_by_name(call.portal, sent["name"], ARCHIVED_SCHEMAS)
    if gone is not None:
        ends.purge(call, gone)  # observed: its records go as well
    rules.check_room(call)
    schema = _born(call, sent)
    call.portal.put(SCHEMAS, schema["objectTypeId"], schema)
    births.furnish(call.portal, schema)
    births.add_properties(call, schema, sent.get("properties", []))
    rules.check_display(call.portal, schema, sent)
    own = [schema["objectTypeId"]] if sent.get("shouldCreateSameObjectAssociation") else []
    births.associate(call, schema, [*own, *sent.get("associatedObjects", [])])
    call.lag.wrote(call.portal.id, schema["objectTypeId"], None)
    return reads.shown(call, schema, reads.wanted(call))


def update_schema(call: Call) -> Body:
    """What is not sent is taken from a copy that may lag, so it can fall back to what it was (observed)."""
    current = _own(call)
    sent = shaped(call.body, rules.CHANGEABLE)
    before = call.lag.seen(call.portal.id, current["objectTypeId"], current, SINGLE) or current
    if current["allowsSensitiveProperties"] and sent.get("allowsSensitiveProperties") is False:
        raise invalid("allowsSensitiveProperties cannot be turned off")  # observed, wording assumed
    if "labels" in sent:
        sent["labels"] = before["labels"] | shaped(sent["labels"], rules.LABELS)
        rules.check_labels(sent["labels"])
    clear = sent.pop("clearDescription", False)
    after = {**before, **sent, "updatedAt": call.now, "updatedByUserId": _user(call)}
    if clear:
        after.pop("description", None)
    after = rules.settled(call, after)
    rules.check_display(call.portal, after, sent)
    call.portal.put(SCHEMAS, after["objectTypeId"], after)
    call.lag.wrote(call.portal.id, after["objectTypeId"], current)
    return reads.definition(call, after)


def delete_schema(call: Call) -> None:
    """Archive, or with `?archived=true` purge what was archived before (observed)."""
    if call.asks("archived"):
        ends.purge(call, _archived(call))
    else:
        ends.archive(call, _own(call))


def own_or_standard(call: Call) -> str:
    """The type id that the path of a schema means; 404 for a custom one that is not there (assumed)."""
    said = call.params["schemaType"]
    return str(_own(call)["objectTypeId"]) if looks_custom(said) else infer(said).id


def _read(call: Call, said: str, flags: dict[str, bool]) -> Body:
    if not looks_custom(said):
        return reads.shown(call, reads.standard_schema(infer(said)), flags)
    current = find_schema(call.portal, said)
    if current is None:
        raise not_found()
    found = call.lag.seen_single(call.portal.id, current["objectTypeId"], current)
    if found is None:
        raise not_found()
    return reads.shown(call, found, flags)


def _seen(call: Call, type_id: str, share: float) -> Body | None:
    return call.lag.seen(call.portal.id, type_id, call.portal.get(SCHEMAS, type_id), share)


def _own(call: Call) -> Body:
    said = call.params["schemaType"]
    found = find_schema(call.portal, said)
    if found is not None:
        return found
    if looks_custom(said):
        raise not_found()
    raise invalid(f"Object type {infer(said).id} is defined by HubSpot and cannot be changed")  # assumed


def _archived(call: Call) -> Body:
    found = find_schema(call.portal, call.params["schemaType"], ARCHIVED_SCHEMAS)
    if found is None:
        raise invalid(f"Object type {_own(call)['objectTypeId']} must be archived before it is purged")  # assumed
    return found


def _egg(call: Call) -> Body:
    specified = _SPECIFIED if call.switches.required_fields == "specified" else ()
    sent = shaped(call.body, _EGG, ("name", "labels", *specified))
    sent["labels"] = shaped(sent["labels"], rules.LABELS, ("singular", "plural"))
    if not sent.get("primaryDisplayProperty"):
        raise invalid("A primary display property is required", "PRIMARY_DISPLAY_PROPERTY_REQUIRED")
    rules.check_name(sent["name"])
    rules.check_labels(sent["labels"])
    return sent


def _merge(call: Call, twin: Body, sent: Body) -> Body:
    """Both were seen for an exact name; one that differs in case is always refused."""
    if call.switches.schema_exists == "refuse" or twin["name"] != sent["name"]:
        message = f"Object type with name '{sent['name']}' already exists."
        raise Refusal(409, message, "OBJECT_ALREADY_EXISTS")  # the status is observed, the body was not captured
    known = call.portal.all(f"properties/{twin['objectTypeId']}")
    wanted = [one for one in sent.get("properties", []) if not isinstance(one, dict) or one.get("name") not in known]
    births.add_properties(call, twin, wanted)
    births.associate(call, twin, sent.get("associatedObjects", []))
    return reads.shown(call, twin, reads.wanted(call))


def _born(call: Call, sent: Body) -> Body:
    number = call.portal.next_id()
    described = {"description": sent["description"]} if "description" in sent else {}
    schema = {
        "labels": sent["labels"],
        "requiredProperties": sent.get("requiredProperties", []),
        "searchableProperties": sent.get("searchableProperties", []),
        "primaryDisplayProperty": sent["primaryDisplayProperty"],
        "secondaryDisplayProperties": sent.get("secondaryDisplayProperties", []),
        **described,
        "archived": False,
        "restorable": True,
        "metaType": "PORTAL_SPECIFIC",
        "id": str(number),
        "fullyQualifiedName": f"p{call.portal.id}_{sent['name']}",
        "createdAt": call.now,
        "updatedAt": call.now,
        "createdByUserId": _user(call),
        "updatedByUserId": _user(call),
        "objectTypeId": f"2-{number}",
        "allowsSensitiveProperties": sent.get("allowsSensitiveProperties", True),
        "name": sent["name"],
    }
    return rules.settled(call, schema)


def _user(call: Call) -> int:
    return int(call.user_id) if call.user_id.isdecimal() else 0
