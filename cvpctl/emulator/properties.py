"""Properties: create (also over an archived name), read, change, archive."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cvpctl.emulator import formulas
from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body, Refusal, invalid, not_found
from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.property_groups import require_group
from cvpctl.emulator.property_quotas import check_calculations, check_quotas
from cvpctl.emulator.property_rules import CHANGEABLE, FIXED, check_name, check_sensitivity, settle
from cvpctl.emulator.property_usages import check_unused
from cvpctl.emulator.shapes import shaped
from cvpctl.emulator.tiers import Quotas

REQUIRED = ("name", "label", "type", "fieldType", "groupName")
DAYS_IN_ARCHIVE = 90


def active(object_type: ObjectType) -> str:
    return f"properties/{object_type.id}"


def archived(object_type: ObjectType) -> str:
    return f"archived_properties/{object_type.id}"


def list_properties(call: Call) -> Body:
    """Not paged, by name (observed order), and without sensitive ones unless asked for them."""
    sensitivity = _asked_sensitivity(call)
    held = standing(call, archived_ones=call.asks("archived"))
    found = [one for one in held.values() if one["dataSensitivity"] == sensitivity]
    return {"results": sorted(found, key=lambda one: str(one["name"]))}


def get_property(call: Call) -> Body:
    """By its exact name; archived and sensitive ones only when asked for (observed)."""
    held = standing(call, archived_ones=call.asks("archived"))
    return read_one(held, call.params["propertyName"], _asked_sensitivity(call))


def create_property(call: Call) -> Body:
    """Room in the quota (documented); name new, well formed, group there; an archived name comes back (observed)."""
    return create_one(call, call.body)


def update_property(call: Call) -> Body:
    """Fixed fields and unknown ones are ignored with a 200 (observed)."""
    before = _existing(call)
    sent = shaped(call.body, CHANGEABLE)
    if before["modificationMetadata"]["readOnlyDefinition"]:
        sent = _open_fields(call, before, sent)
    if before.get("currencyPropertyName") is not None and sent.get("showCurrencySymbol") is False:
        # Observed: never false again once a currency property was named; the wording is assumed.
        raise invalid("showCurrencySymbol cannot be turned off for properties that name a currency property")
    if "groupName" in sent and sent["groupName"] != before["groupName"]:
        require_group(call.portal, call.object_type, sent["groupName"])
    if "calculationFormula" in sent and not sent["calculationFormula"]:
        sent.pop("calculationFormula")
    if "calculationFormula" in sent and not before["calculated"]:
        check_calculations(call, _quotas(call))
    merged = settle(call, {**before, **sent}, options_sent="options" in sent, quotas=_quotas(call))
    merged |= {"updatedAt": call.now, "updatedUserId": call.user_id}
    return _keep(call, merged)


def delete_property(call: Call) -> None:
    """Archives, with its values; refused while a formula, workflow, list or form uses it (observed)."""
    before = _existing(call)
    archive_one(call, before)


def create_one(call: Call, body: Any) -> Body:
    sent = shaped(body, FIXED | CHANGEABLE, REQUIRED)
    name = sent["name"]
    check_name(call, name)
    if call.portal.get(active(call.object_type), name) is not None:
        raise Refusal(
            409,
            f"A property named '{name}' already exists.",
            "OBJECT_ALREADY_EXISTS",
            "Properties.PROPERTY_WITH_NAME_EXISTS",
            batch_context={"name": [name]},
        )
    require_group(call.portal, call.object_type, sent["groupName"])
    check_sensitivity(call, sent.get("dataSensitivity", "non_sensitive"))
    tombstone = _tombstone(call, name)
    check_quotas(call, sent, _quotas(call))
    merged = settle(call, {**_defaults(call, tombstone), **sent}, options_sent=True, quotas=_quotas(call))
    kept = _keep(call, merged)
    if tombstone is not None:
        call.portal.drop(archived(call.object_type), name)
    return kept


def archive_one(call: Call, before: Body) -> None:
    if before.get("hubspotDefined"):
        raise invalid(f"Property {before['name']} is defined by HubSpot and cannot be archived")  # assumed
    check_unused(call, before["name"])
    gone = {**before, "archived": True, "archivedAt": call.now, "updatedAt": call.now, "updatedUserId": call.user_id}
    call.portal.drop(archived(call.object_type), before["name"])
    call.portal.drop(active(call.object_type), before["name"])
    call.portal.put(archived(call.object_type), before["name"], gone)


def standing(call: Call, *, archived_ones: bool) -> Mapping[str, Body]:
    """The active properties, or the archived ones that are not gone for good yet (documented)."""
    if not archived_ones:
        return call.portal.all(active(call.object_type))
    now = datetime.fromisoformat(call.portal.now(counted=False))
    since = (now - timedelta(days=DAYS_IN_ARCHIVE)).isoformat()
    held = call.portal.all(archived(call.object_type))
    return {name: one for name, one in held.items() if one.get("archivedAt", since) >= since}


def read_one(held: Mapping[str, Body], name: str, sensitivity: str) -> Body:
    found = held.get(name)
    if found is None or found["dataSensitivity"] != sensitivity:
        raise not_found(name=[name])
    return found


def _existing(call: Call) -> Body:
    found = call.portal.get(active(call.object_type), call.params["propertyName"])
    if found is None:
        raise not_found(name=[call.params["propertyName"]])
    return found


def _keep(call: Call, merged: Body) -> Body:
    """Store it and give what the write answers: numbers in a formula lose their zeros only on reads (observed)."""
    stored = dict(merged)
    if "calculationFormula" in stored and call.switches.formulas == "canonical":
        stored["calculationFormula"] = formulas.trimmed(stored["calculationFormula"])
    call.portal.put(active(call.object_type), merged["name"], stored)
    return merged


def _tombstone(call: Call, name: str) -> Body | None:
    """The archived property that this create brings back, under the switch that says whether it does."""
    found = standing(call, archived_ones=True).get(name)
    if found is None or call.switches.recreate_archived == "new":
        return None
    if call.switches.recreate_archived == "refuse":
        raise invalid(f"Property name '{name}' is still in use by an archived property")  # claimed, wording assumed
    return found


def _defaults(call: Call, tombstone: Body | None) -> Body:
    """What HubSpot adds, in the order it answers with. A restored one keeps its beginnings (observed)."""
    born = tombstone or {"createdAt": call.now, "createdUserId": call.user_id}
    return {
        "updatedAt": call.now,
        "createdAt": born["createdAt"],
        **dict.fromkeys(REQUIRED[:4]),
        "description": "",
        "groupName": None,
        "options": [],
        "createdUserId": born["createdUserId"],
        "updatedUserId": call.user_id,
        "displayOrder": -1,
        "calculated": False,
        "externalOptions": False,
        "archived": False,
        "hasUniqueValue": False,
        "hidden": False,
        "modificationMetadata": {"archivable": True, "readOnlyDefinition": False, "readOnlyValue": False},
        "formField": False,
        "dataSensitivity": "non_sensitive",
    }


def _open_fields(call: Call, before: Body, sent: Body) -> Body:
    """HubSpot's own definitions; options may still change where it says so. The wording is assumed."""
    options_open = before["modificationMetadata"].get("readOnlyOptions") is False
    changed = [name for name, value in sent.items() if before.get(name) != value]
    refused = [name for name in changed if not (name == "options" and options_open)]
    if refused and call.switches.read_only_definitions == "refuse":
        listed = ", ".join(refused)
        raise invalid(
            f"Property {before['name']} is read only: its definition ({listed}) cannot be changed",
            "PropertyValidationError.READ_ONLY_DEFINITION",
        )
    return {name: value for name, value in sent.items() if name not in refused}


def _asked_sensitivity(call: Call) -> str:
    return call.query.get("dataSensitivity") or "non_sensitive"


def _quotas(call: Call) -> Quotas:
    return Quotas(**call.portal.account["quotas"])
