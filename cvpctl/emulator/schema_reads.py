"""What a schema looks like when read: HubSpot's own objects and custom ones, with or without their definitions."""

from typing import Any

from cvpctl.emulator.association_types import AssociationType, types_of_object
from cvpctl.emulator.call import Call
from cvpctl.emulator.defaults import EPOCH
from cvpctl.emulator.errors import Body
from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.read_lag import LABEL_NAMES
from cvpctl.emulator.schema_births import custom_object_table

DEFINITIONS = {"includePropertyDefinitions": "properties", "includeAssociationDefinitions": "associations"}
_AUDIT = ("createdByUserId", "updatedByUserId")


def wanted(call: Call, said: Body | None = None) -> dict[str, bool]:
    """The include flags, true unless they say otherwise (documented)."""
    names = (*DEFINITIONS, "includeAuditMetadata")
    if said is not None:
        return {name: said.get(name) is not False for name in names}
    return {name: call.asks(name, default=True) for name in names}


def shown(call: Call, schema: Body, flags: dict[str, bool]) -> Body:
    """A list left out is empty (assumed)."""
    body = dict(schema)
    if not flags["includeAuditMetadata"]:
        body = {key: value for key, value in body.items() if key not in _AUDIT}
    type_id = schema["objectTypeId"]
    body["properties"] = _properties(call, type_id) if flags["includePropertyDefinitions"] else []
    body["associations"] = _associations(call, type_id) if flags["includeAssociationDefinitions"] else []
    return body


def definition(call: Call, schema: Body) -> Body:
    """What a change answers with: no properties, no associations."""
    return {**{key: value for key, value in schema.items() if key not in _AUDIT}, "portalId": call.portal.id}


def standard_schema(object_type: ObjectType) -> Body:
    """HubSpot's own objects in the shape recorded for CONTACT; whatever the table does not hold is assumed."""
    name = object_type.legacy
    line = custom_object_table()["standard"].get(object_type.plural, "hs_object_id||hs_object_id|")
    primary, *lists = line.split("|")
    secondary, searchable, required = ([one for one in part.split(",") if one] for part in lists)
    return {
        "labels": {"singular": _label(object_type.singular), "plural": _label(object_type.plural)},
        "requiredProperties": required,
        "searchableProperties": searchable,
        "primaryDisplayProperty": primary,
        "secondaryDisplayProperties": secondary,
        "archived": False,
        "restorable": True,
        "metaType": "HUBSPOT",
        "id": object_type.id.partition("-")[2],
        "fullyQualifiedName": name,
        "createdAt": EPOCH,
        "updatedAt": EPOCH,
        "objectTypeId": object_type.id,
        "allowsSensitiveProperties": False,
        "name": name,
    }


def association(one: AssociationType) -> Body:
    """The one place where the name of a label can be read (observed)."""
    return {
        "fromObjectTypeId": one.from_id,
        "toObjectTypeId": one.to_id,
        "name": one.name,
        "cardinality": one.cardinality,
        "inverseCardinality": one.inverse_cardinality,
        "id": str(one.type_id),
        "createdAt": one.created_at,
        "updatedAt": one.created_at,
    }


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _properties(call: Call, type_id: str) -> list[Any]:
    found = call.portal.all(f"properties/{type_id}").values()
    open_ones = (one for one in found if one["dataSensitivity"] == "non_sensitive")
    return sorted(open_ones, key=lambda one: str(one["name"]))


def _associations(call: Call, type_id: str) -> list[Body]:
    """A label stands here only after a while (observed)."""
    rows = ((one, association(one)) for one in types_of_object(call.portal, type_id))
    return [row for one, row in rows if call.lag.seen(call.portal.id, f"label {one.type_id}", row, LABEL_NAMES)]
