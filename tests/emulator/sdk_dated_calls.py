"""Every operation that `hubspot-sdk` (2026-03) has a method for: one call each, with what its typed answer says."""

from __future__ import annotations

from typing import Any

from emulator.sdk_given import Drive, Given

_PROPERTY = {"label": "New", "type": "string", "field_type": "text", "group_name": "cvp"}
_STAGE: dict[str, Any] = {"label": "Open", "display_order": 5, "metadata": {"ticketState": "CLOSED"}}
_AT = {"object_type": "tickets", "pipeline_id": "care"}
_RULE = {"object_type_id": "0-1", "property_name": "tier"}
_EGG: dict[str, Any] = {
    "name": "deliverable",
    "labels": {"singular": "Deliverable", "plural": "Deliverables"},
    "properties": [{"name": "title", "label": "Title", "type": "string", "field_type": "text"}],
    "primary_display_property": "title",
    "required_properties": ["title"],
    "searchable_properties": ["title"],
    "secondary_display_properties": [],
    "associated_objects": ["CONTACT"],
    "allows_sensitive_properties": True,
}
_FLAGS = {
    "include_association_definitions": True,
    "include_audit_metadata": True,
    "include_property_definitions": True,
}


def _cap(given: Given, **more: int) -> dict[str, Any]:
    spec = {"category": "USER_DEFINED", "type_id": given.label, **more}
    return {"from_object_type": "contacts", "inputs": [spec]}


DATED: dict[str, Drive] = {
    "GET account /details": Drive(
        lambda c, _: c.account.get(), account_type="DEVELOPER_TEST", ui_domain="app.hubspot.com"
    ),
    "GET account /api-usage/daily/private-apps": Drive(
        lambda c, _: c.account.get_daily_private_apps_usage(), results___0__fetch_status="SUCCESS"
    ),
    "GET properties /{objectType}": Drive(
        lambda c, _: c.crm.properties.list("contacts", archived=True), results___0__name="old"
    ),
    "POST properties /{objectType}": Drive(
        lambda c, _: c.crm.properties.create("contacts", name="new", **_PROPERTY), display_order=-1, archived=False
    ),
    "GET properties /{objectType}/{propertyName}": Drive(
        lambda c, _: c.crm.properties.get("tier", object_type="contacts"), group_name="cvp", field_type="text"
    ),
    "PATCH properties /{objectType}/{propertyName}": Drive(
        lambda c, _: c.crm.properties.update("tier", object_type="contacts", label="Tier"), label="Tier"
    ),
    "DELETE properties /{objectType}/{propertyName}": Drive(
        lambda c, _: c.crm.properties.delete("tier", object_type="contacts")
    ),
    "POST properties /{objectType}/batch/create": Drive(
        lambda c, _: c.crm.properties.batch.create("contacts", inputs=[{"name": "new", **_PROPERTY}]),
        status="COMPLETE",
        results___0__name="new",
    ),
    "POST properties /{objectType}/batch/read": Drive(
        lambda c, _: c.crm.properties.batch.get(
            "contacts", archived=False, data_sensitivity="non_sensitive", inputs=[{"name": "tier"}]
        ),
        results___0__label="tier",
    ),
    "POST properties /{objectType}/batch/archive": Drive(
        lambda c, _: c.crm.properties.batch.delete("contacts", inputs=[{"name": "tier"}])
    ),
    "GET properties /{objectType}/groups": Drive(
        lambda c, _: c.crm.properties.groups.list("contacts").results[-1], name="cvp", label="CVP"
    ),
    "POST properties /{objectType}/groups": Drive(
        lambda c, _: c.crm.properties.groups.create("deals", name="new", label="New"), archived=False
    ),
    "GET properties /{objectType}/groups/{groupName}": Drive(
        lambda c, _: c.crm.properties.groups.get("cvp", object_type="contacts"), label="CVP"
    ),
    "PATCH properties /{objectType}/groups/{groupName}": Drive(
        lambda c, _: c.crm.properties.groups.update("cvp", object_type="contacts", label="Other"), label="Other"
    ),
    "DELETE properties /{objectType}/groups/{groupName}": Drive(
        lambda c, _: [
            c.crm.properties.delete("tier", object_type="contacts"),
            c.crm.properties.groups.delete("cvp", object_type="contacts"),
        ][-1]
    ),
    "GET pipelines /{objectType}": Drive(lambda c, _: c.crm.pipelines.list("tickets").results[-1], id="care"),
    "POST pipelines /{objectType}": Drive(
        lambda c, _: c.crm.pipelines.create(
            "tickets", label="New", display_order=2, pipeline_id="p2", stages=[{**_STAGE, "stage_id": "s1"}]
        ),
        id="p2",
        stages___0__id="s1",
        stages___0__write_permissions="CRM_PERMISSIONS_ENFORCEMENT",
    ),
    "GET pipelines /{objectType}/{pipelineId}": Drive(
        lambda c, _: c.crm.pipelines.get("care", object_type="tickets"),
        stages___1__metadata={"isClosed": "true", "ticketState": "CLOSED"},
    ),
    "PATCH pipelines /{objectType}/{pipelineId}": Drive(
        lambda c, _: c.crm.pipelines.update("care", object_type="tickets", label="Help"), label="Help", archived=False
    ),
    "PUT pipelines /{objectType}/{pipelineId}": Drive(
        lambda c, _: c.crm.pipelines.update_all_properties(
            "care", object_type="tickets", label="Help", display_order=1, stages=[{**_STAGE, "stage_id": "done"}]
        ),
        stages___0__id="done",
    ),
    "DELETE pipelines /{objectType}/{pipelineId}": Drive(
        lambda c, _: c.crm.pipelines.delete("care", object_type="tickets")
    ),
    "GET pipelines /{objectType}/{pipelineId}/audit": Drive(
        lambda c, _: c.crm.pipelines.list_audit("care", object_type="tickets"), results___0__action="CREATE"
    ),
    "GET pipelines /{objectType}/{pipelineId}/stages": Drive(
        lambda c, _: c.crm.pipelines.list_stages("care", object_type="tickets"), results___0__id="new"
    ),
    "POST pipelines /{objectType}/{pipelineId}/stages": Drive(
        lambda c, _: c.crm.pipelines.create_stage("care", object_type="tickets", stage_id="s3", **_STAGE), id="s3"
    ),
    "GET pipelines /{objectType}/{pipelineId}/stages/{stageId}": Drive(
        lambda c, _: c.crm.pipelines.get_stage("new", **_AT), display_order=0
    ),
    "PATCH pipelines /{objectType}/{pipelineId}/stages/{stageId}": Drive(
        lambda c, _: c.crm.pipelines.update_stage("new", label="Fresh", metadata={}, **_AT), label="Fresh"
    ),
    "PUT pipelines /{objectType}/{pipelineId}/stages/{stageId}": Drive(
        lambda c, _: c.crm.pipelines.update_stage_all_properties("new", **_STAGE, **_AT), label="Open"
    ),
    "DELETE pipelines /{objectType}/{pipelineId}/stages/{stageId}": Drive(
        lambda c, _: c.crm.pipelines.delete_stage("new", **_AT)
    ),
    "GET pipelines /{objectType}/{pipelineId}/stages/{stageId}/audit": Drive(
        lambda c, _: [
            c.crm.pipelines.update_stage("new", label="Fresh", metadata={}, **_AT),
            c.crm.pipelines.list_stage_audit("new", **_AT),
        ][-1],
        results___0__action="UPDATE",
    ),
    "GET schemas ": Drive(lambda c, _: c.crm.object_schemas.list(), results___0__name="investment"),
    "POST schemas ": Drive(
        lambda c, _: c.crm.object_schemas.create(**_EGG), name="deliverable", required_properties=["title"]
    ),
    "POST schemas /batch/read": Drive(
        lambda c, g: c.crm.object_schemas.batch.get(inputs=[g.schema], **_FLAGS), results___0__name="investment"
    ),
    "GET schemas /{schemaType}": Drive(
        lambda c, g: c.crm.object_schemas.get(g.schema), labels__singular="Investment", archived=False
    ),
    "PATCH schemas /{schemaType}": Drive(
        lambda c, g: c.crm.object_schemas.update(g.schema, clear_description=False, description="Money"),
        description="Money",
    ),
    "DELETE schemas /{schemaType}": Drive(lambda c, g: c.crm.object_schemas.delete(g.schema)),
    "POST schemas /{schemaType}/associations": Drive(
        lambda c, g: c.crm.object_schemas.create_association(
            g.schema, from_object_type_id=g.schema, to_object_type_id="0-3", name="backs"
        ),
        name="backs",
        to_object_type_id="0-3",
    ),
    "DELETE schemas /{schemaType}/associations/{associationId}": Drive(
        lambda c, g: c.crm.object_schemas.delete_association(g.tie, object_type=g.schema)
    ),
    "GET association types /{fromObjectType}/{toObjectType}/labels": Drive(
        lambda c, _: c.crm.associations_schema.labels.list_labels("companies", from_object_type="contacts"),
        results___0__category="HUBSPOT_DEFINED",
        results___2__label="Sponsor",
    ),
    "POST association types /{fromObjectType}/{toObjectType}/labels": Drive(
        lambda c, _: c.crm.associations_schema.labels.create_label(
            "deals", from_object_type="contacts", name="buyer", label="Buyer"
        ),
        results___0__label="Buyer",
    ),
    "PUT association types /{fromObjectType}/{toObjectType}/labels": Drive(
        lambda c, g: c.crm.associations_schema.labels.update_label(
            "companies", from_object_type="contacts", association_type_id=g.label, label="Backer"
        )
    ),
    "DELETE association types /{fromObjectType}/{toObjectType}/labels/{associationTypeId}": Drive(
        lambda c, g: c.crm.associations_schema.labels.delete_label(
            g.label, from_object_type="contacts", to_object_type="companies"
        )
    ),
    "GET association types /definitions/configurations/all": Drive(
        lambda c, _: c.crm.associations_schema.limits.list(), results___0__user_enforced_max_to_object_ids=3
    ),
    "GET association types /definitions/configurations/{fromObjectType}/{toObjectType}": Drive(
        lambda c, _: c.crm.associations_schema.limits.get_by_object_types("companies", from_object_type="contacts"),
        results___0__user_enforced_max_to_object_ids=3,
    ),
    "POST association types /definitions/configurations/{fromObjectType}/{toObjectType}/batch/create": Drive(
        lambda c, g: [
            c.crm.associations_schema.limits.batch_delete("companies", **_cap(g)),
            c.crm.associations_schema.labels.batch_create("companies", **_cap(g, max_to_object_ids=4)),
        ][-1],
        results___0__user_enforced_max_to_object_ids=4,
    ),
    "POST association types /definitions/configurations/{fromObjectType}/{toObjectType}/batch/update": Drive(
        lambda c, g: c.crm.associations_schema.limits.batch_update("companies", **_cap(g, max_to_object_ids=5)),
        results___0__user_enforced_max_to_object_ids=5,
    ),
    "POST association types /definitions/configurations/{fromObjectType}/{toObjectType}/batch/purge": Drive(
        lambda c, g: c.crm.associations_schema.limits.batch_delete("companies", **_cap(g))
    ),
    "GET property validations /{objectType}": Drive(
        lambda c, _: c.crm.properties_validations.get_by_object_type_id("0-1"), results___0__property_name="tier"
    ),
    "GET property validations /{objectType}/{propertyName}": Drive(
        lambda c, _: c.crm.properties_validations.get_by_object_type_id_and_property_name("tier", object_type_id="0-1"),
        results___0__rule_type="MAX_LENGTH",
    ),
    "GET property validations /{objectType}/{propertyName}/rule-type/{ruleType}": Drive(
        lambda c, _: c.crm.properties_validations.get_by_object_type_id_property_name_and_rule_type(
            "MAX_LENGTH", **_RULE
        ),
        rule_arguments=["50"],
    ),
    "PUT property validations /{objectType}/{propertyName}/rule-type/{ruleType}": Drive(
        lambda c, _: c.crm.properties_validations.update_by_object_type_id_property_name_and_rule_type(
            "MIN_LENGTH", rule_arguments=["1"], **_RULE
        )
    ),
    "GET object library /enablement": Drive(
        lambda c, _: c.crm.object_library.enablement.get_all(), **{"enablement_by_object_type_id.0-410": True}
    ),
    "GET object library /enablement/{libraryType}": Drive(
        lambda c, _: c.crm.object_library.enablement.get_by_object_type_id("0-410"), enablement=True
    ),
    "GET limits /custom-object-types": Drive(lambda c, _: c.crm.limits.get_custom_object_type_limits(), usage=1),
    "GET limits /custom-properties": Drive(lambda c, _: c.crm.limits.get_custom_property_limits(), overall_usage=2),
    "GET limits /calculated-properties": Drive(
        lambda c, _: c.crm.limits.get_calculated_property_limits(), overall_usage=0
    ),
    "GET limits /pipelines": Drive(
        lambda c, _: c.crm.limits.get_pipeline_limits(), hubspot_defined_object_types___1__usage=1
    ),
    "GET limits /records": Drive(
        lambda c, _: c.crm.limits.get_record_limits(), hubspot_defined_object_types___0__usage=2
    ),
    "GET limits /associations/labels": Drive(
        lambda c, _: c.crm.limits.get_association_label_limits(from_object_type_id="0-1", to_object_type_id="0-2"),
        results___0__all_labels=["Sponsor"],
    ),
    "GET limits /associations/records/from": Drive(
        lambda c, _: c.crm.limits.get_association_records_limits_from_objects(), results=[]
    ),
    "GET limits /associations/records/{fromTypeId}/to": Drive(
        lambda c, _: c.crm.limits.get_association_records_limits_to_objects("0-1"), results=[]
    ),
    "GET limits /associations/records/{fromTypeId}/{toTypeId}": Drive(
        lambda c, _: c.crm.limits.get_association_records_limits_by_object_type("0-2", from_object_type_id="0-1"),
        limit=50_000,
    ),
}
