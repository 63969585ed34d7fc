"""Properties: the fields of HubSpot's objects.

Source: HubSpot's properties guide. What it does not say comes from third-party observation of live portals
(API 2026-09): PATCH with options replaces the whole list; hasUniqueValue, dataSensitivity and referencedObjectType are
ignored with 200 after creation; a formula is stored in canonical spelling; a create over an archived name restores it.
"""

from __future__ import annotations

from typing import Any

from cvpctl.kinds.base import FieldRule, Hazard, Kind, RemovalVerb
from cvpctl.kinds.property_bodies import complete, normalise, references
from cvpctl.kinds.property_hazards import (
    archived,
    formula,
    hubspot_defined,
    label_taken,
    option_removed,
    read_only,
    restored,
    retyped,
    unique,
)
from cvpctl.kinds.property_rules import problems
from cvpctl.kinds.property_schema import SCHEMA
from cvpctl.model import Operation

OPTION_FIELDS = {"hidden": FieldRule(default=False), "description": FieldRule(default="")}


def _immutable(default: Any) -> FieldRule:
    return FieldRule(default=default, immutable=True)


PROPERTY = Kind(
    name="property",
    noun="property",
    collection="properties",
    key="name",
    key_parameter="propertyName",
    schema=SCHEMA,
    source="https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide",
    required=("label", "type", "fieldType", "groupName"),
    fields={
        "description": FieldRule(default=""),
        "displayOrder": FieldRule(default=-1),
        "hidden": FieldRule(default=False),
        "formField": FieldRule(default=False),
        "options": FieldRule(default={}, keyed_by="value", fields=OPTION_FIELDS),
        "hasUniqueValue": _immutable(default=False),
        "dataSensitivity": _immutable(default="non_sensitive"),
        "externalOptions": _immutable(default=False),
        "referencedObjectType": _immutable(default=""),
        "showCurrencySymbol": FieldRule(default=False),
        "calculationFormula": FieldRule(rewritten=True),
    },
    normalise=normalise,
    complete=complete,
    problems=problems,
    references=references,
    operations={
        "list": Operation("properties", "list"),
        "list_archived": Operation("properties", "list_archived"),
        "list_sensitive": Operation("properties", "list_sensitive"),
        "create": Operation("properties", "batch_create", batch=100),
        "restore": Operation("properties", "create"),
        "update": Operation("properties", "update"),
        "remove": Operation("properties", "archive"),
    },
    removal=RemovalVerb.ARCHIVE,
    hazards=(
        Hazard("OPTION_REMOVED", "An option goes; records that hold it keep a value nobody can pick", option_removed),
        Hazard("PROPERTY_ARCHIVED", "A property is archived with the values records hold", archived),
        Hazard("TYPE_CHANGED", "A type changes; values that do not fit it are lost", retyped),
        Hazard("OPTION_LABEL_TAKEN", "Two options of a property have one label", label_taken, allowable=False),
        Hazard("RESTORES_ARCHIVED", "An archived name comes back with its old values", restored, blocks=False),
        Hazard("UNIQUE_ADDED", "No two records may hold one value", unique, blocks=False),
        Hazard("API_ONLY_FORMULA", "Only the API can edit this formula afterwards", formula, blocks=False),
        Hazard("HUBSPOT_DEFINED", "HubSpot's own properties cannot be archived", hubspot_defined, allowable=False),
        Hazard("READ_ONLY_DEFINITION", "HubSpot does not let this definition be edited", read_only, allowable=False),
    ),
)
