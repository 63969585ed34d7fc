"""The lines of the route table about schemas, association types, validations, the object library, limits and owners."""

from cvpctl.emulator import (
    account,
    association_labels,
    association_limits,
    association_usage,
    limits_tracking,
    object_library,
    owners,
    property_validations,
    schema_associations,
    schemas,
)
from cvpctl.emulator.areas import Route

_SCHEMA = "/{schemaType}"
_LABELS = "/{fromObjectType}/{toObjectType}/labels"
_LIMITS = "/definitions/configurations"
_PAIR = "/definitions/configurations/{fromObjectType}/{toObjectType}"
_VALIDATED = "/{objectType}/{propertyName}"
_RULE = "/{objectType}/{propertyName}/rule-type/{ruleType}"
_USED = "/associations/records"

SCHEMA_ROUTES: tuple[Route, ...] = (
    Route("GET", "schemas", "", schemas.list_schemas, access="schemas"),
    Route("POST", "schemas", "", schemas.create_schema, 201, writes=True, access="schemas"),
    Route("POST", "schemas", "/batch/read", schemas.read_batch, evidence="documented", access="schemas"),
    Route("GET", "schemas", _SCHEMA, schemas.get_schema, access="schemas"),
    Route("PATCH", "schemas", _SCHEMA, schemas.update_schema, writes=True, access="schemas"),
    Route("DELETE", "schemas", _SCHEMA, schemas.delete_schema, 204, writes=True, access="schemas"),
    Route("POST", "schemas", f"{_SCHEMA}/associations", schema_associations.create_association, 201, writes=True,
          evidence="documented", access="schemas"),
    Route("DELETE", "schemas", f"{_SCHEMA}/associations/{{associationId}}", schema_associations.delete_association,
          204, writes=True, evidence="documented", access="schemas"),
    Route("GET", "association types", _LABELS, association_labels.list_labels, access="associations"),
    Route("POST", "association types", _LABELS, association_labels.create_label, writes=True, access="associations"),
    Route("PUT", "association types", _LABELS, association_labels.update_label, 204, writes=True,
          access="associations"),
    Route("DELETE", "association types", f"{_LABELS}/{{associationTypeId}}", association_labels.delete_label, 204,
          writes=True, access="associations"),
    Route("GET", "association types", f"{_LIMITS}/all", association_limits.list_all_limits, evidence="documented",
          access="limits"),
    Route("GET", "association types", _PAIR, association_limits.list_limits, evidence="documented",
          access="associations"),
    Route("POST", "association types", f"{_PAIR}/batch/create", association_limits.create_limits, 201, writes=True,
          evidence="documented", access="associations"),
    Route("POST", "association types", f"{_PAIR}/batch/update", association_limits.update_limits, writes=True,
          evidence="documented", access="associations"),
    Route("POST", "association types", f"{_PAIR}/batch/purge", association_limits.purge_limits, writes=True,
          evidence="documented", access="associations"),
    Route("GET", "property validations", "/{objectType}", property_validations.list_rules, access="validations",
          evidence="documented"),
    Route("GET", "property validations", _VALIDATED, property_validations.list_property_rules, access="validations",
          evidence="documented"),
    Route("GET", "property validations", _RULE, property_validations.get_rule, access="validations",
          evidence="documented"),
    Route("PUT", "property validations", _RULE, property_validations.put_rule, 204, "validations", writes=True,
          evidence="documented"),
    Route("GET", "object library", "/enablement", object_library.list_enablement, access="account",
          evidence="documented"),
    Route("GET", "object library", "/enablement/{libraryType}", object_library.get_enablement, access="account",
          evidence="documented"),
    Route("GET", "limits", "/custom-object-types", limits_tracking.custom_object_types, access="schemas",
          evidence="documented"),
    Route("GET", "limits", "/custom-properties", limits_tracking.custom_properties, access="limits"),
    Route("GET", "limits", "/calculated-properties", limits_tracking.calculated_properties, access="limits",
          evidence="documented"),
    Route("GET", "limits", "/pipelines", limits_tracking.pipelines, access="limits"),
    Route("GET", "limits", "/records", limits_tracking.records, access="limits", evidence="documented"),
    Route("GET", "limits", "/associations/labels", limits_tracking.association_labels, access="limits",
          evidence="documented"),
    Route("GET", "limits", f"{_USED}/from", association_usage.objects_from, access="limits", evidence="documented"),
    Route("GET", "limits", f"{_USED}/{{fromTypeId}}/to", association_usage.objects_to, access="limits",
          evidence="documented"),
    Route("GET", "limits", f"{_USED}/{{fromTypeId}}/{{toTypeId}}", association_usage.records_between, access="limits",
          evidence="documented"),
    Route("GET", "owners", "", owners.list_owners, access="owners", evidence="documented"),
    Route("GET", "owners", "/{ownerId}", owners.get_owner, access="owners", evidence="documented"),
    Route("GET", "account", "/api-usage/daily/private-apps", account.get_api_usage, access="account"),
)  # fmt: skip
