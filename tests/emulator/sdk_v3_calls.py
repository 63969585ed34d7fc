"""Every operation that `hubspot-api-client` (v3, v4) has a method for: one call each, with what its model says."""

from __future__ import annotations

from typing import Any

from emulator.sdk_given import Drive, Given

UNREACHABLE = {
    "GET pipelines /{objectType}/{pipelineId}/stages/{stageId}/audit": (
        "the method takes no pipeline id, so that `{pipelineId}` stays in the path"
    ),
}
"""Methods of the client that cannot work on any portal."""

_PROPERTY = {"name": "new", "label": "New", "type": "string", "fieldType": "text", "groupName": "cvp"}
_STAGE = {"label": "Open", "displayOrder": 5, "metadata": {"ticketState": "CLOSED"}}
_PIPELINE = {"label": "New", "displayOrder": 2, "stages": [_STAGE]}
_EGG = {
    "name": "deliverable",
    "labels": {"singular": "Deliverable", "plural": "Deliverables"},
    "primaryDisplayProperty": "title",
    "properties": [{"name": "title", "label": "Title", "type": "string", "fieldType": "text"}],
    "requiredProperties": ["title"],
    "associatedObjects": ["CONTACT"],
}


def _properties(c: Any) -> Any:
    return c.api(c.crm.properties.core_api)


def _many_properties(c: Any) -> Any:
    return c.api(c.crm.properties.batch_api)


def _groups(c: Any) -> Any:
    return c.api(c.crm.properties.groups_api)


def _pipelines(c: Any) -> Any:
    return c.api(c.crm.pipelines.pipelines_api)


def _stages(c: Any) -> Any:
    return c.api(c.crm.pipelines.pipeline_stages_api)


def _schemas(c: Any) -> Any:
    return c.api(c.crm.schemas.core_api)


def _labels(c: Any) -> Any:
    return c.api(c.crm.associations.v4.schema.definitions_api)


def _caps(c: Any) -> Any:
    return c.api(c.crm.associations.v4.schema.definition_configurations_api)


def _spec(g: Given, **more: int) -> dict[str, Any]:
    return {"inputs": [{"category": "USER_DEFINED", "typeId": g.label, **more}]}


_ENDS = ("contacts", "companies")

V3: dict[str, Drive] = {
    "GET properties /{objectType}": Drive(
        lambda c, _: _properties(c).get_all("contacts", archived=True), results___0__name="old"
    ),
    "POST properties /{objectType}": Drive(
        lambda c, _: _properties(c).create("contacts", _PROPERTY), display_order=-1, archived=False
    ),
    "GET properties /{objectType}/{propertyName}": Drive(
        lambda c, _: _properties(c).get_by_name("contacts", "tier"), group_name="cvp", field_type="text"
    ),
    "PATCH properties /{objectType}/{propertyName}": Drive(
        lambda c, _: _properties(c).update("contacts", "tier", {"label": "Tier"}), label="Tier"
    ),
    "DELETE properties /{objectType}/{propertyName}": Drive(lambda c, _: _properties(c).archive("contacts", "tier")),
    "POST properties /{objectType}/batch/create": Drive(
        lambda c, _: _many_properties(c).create("contacts", {"inputs": [_PROPERTY]}), results___0__name="new"
    ),
    "POST properties /{objectType}/batch/read": Drive(
        lambda c, _: _many_properties(c).read(
            "contacts", {"inputs": [{"name": "tier"}], "archived": False, "dataSensitivity": "non_sensitive"}
        ),
        status="COMPLETE",
        results___0__label="tier",
    ),
    "POST properties /{objectType}/batch/archive": Drive(
        lambda c, _: _many_properties(c).archive("contacts", {"inputs": [{"name": "tier"}]})
    ),
    "GET properties /{objectType}/groups": Drive(lambda c, _: _groups(c).get_all("contacts").results[-1], name="cvp"),
    "POST properties /{objectType}/groups": Drive(
        lambda c, _: _groups(c).create("deals", {"name": "new", "label": "New"}), archived=False
    ),
    "GET properties /{objectType}/groups/{groupName}": Drive(
        lambda c, _: _groups(c).get_by_name("contacts", "cvp"), label="CVP"
    ),
    "PATCH properties /{objectType}/groups/{groupName}": Drive(
        lambda c, _: _groups(c).update("contacts", "cvp", {"label": "Other"}), label="Other"
    ),
    "DELETE properties /{objectType}/groups/{groupName}": Drive(
        lambda c, _: [_properties(c).archive("contacts", "tier"), _groups(c).archive("contacts", "cvp")][-1]
    ),
    "GET pipelines /{objectType}": Drive(lambda c, _: _pipelines(c).get_all("tickets").results[-1], id="care"),
    "POST pipelines /{objectType}": Drive(
        lambda c, _: _pipelines(c).create("tickets", _PIPELINE), stages___0__label="Open", archived=False
    ),
    "GET pipelines /{objectType}/{pipelineId}": Drive(
        lambda c, _: _pipelines(c).get_by_id("tickets", "care"),
        stages___1__metadata={"isClosed": "true", "ticketState": "CLOSED"},
    ),
    "PATCH pipelines /{objectType}/{pipelineId}": Drive(
        lambda c, _: _pipelines(c).update("tickets", "care", {"label": "Help"}), label="Help"
    ),
    "PUT pipelines /{objectType}/{pipelineId}": Drive(
        lambda c, _: _pipelines(c).replace("tickets", "care", _PIPELINE), id="care", stages___0__label="Open"
    ),
    "DELETE pipelines /{objectType}/{pipelineId}": Drive(lambda c, _: _pipelines(c).archive("tickets", "care")),
    "GET pipelines /{objectType}/{pipelineId}/audit": Drive(
        lambda c, _: c.api(c.crm.pipelines.pipeline_audits_api).get_audit("tickets", "care"),
        results___0__action="CREATE",
    ),
    "GET pipelines /{objectType}/{pipelineId}/stages": Drive(
        lambda c, _: _stages(c).get_all("tickets", "care"), results___0__id="new"
    ),
    "POST pipelines /{objectType}/{pipelineId}/stages": Drive(
        lambda c, _: _stages(c).create("tickets", "care", _STAGE), label="Open", display_order=5
    ),
    "GET pipelines /{objectType}/{pipelineId}/stages/{stageId}": Drive(
        lambda c, _: _stages(c).get_by_id("tickets", "care", "new"), display_order=0
    ),
    "PATCH pipelines /{objectType}/{pipelineId}/stages/{stageId}": Drive(
        lambda c, _: _stages(c).update("tickets", "care", "new", {"label": "Fresh", "metadata": {}}), label="Fresh"
    ),
    "PUT pipelines /{objectType}/{pipelineId}/stages/{stageId}": Drive(
        lambda c, _: _stages(c).replace("tickets", "care", "new", _STAGE), label="Open"
    ),
    "DELETE pipelines /{objectType}/{pipelineId}/stages/{stageId}": Drive(
        lambda c, _: _stages(c).archive("tickets", "care", "new")
    ),
    "GET schemas ": Drive(lambda c, _: _schemas(c).get_all(), results___0__name="investment"),
    "POST schemas ": Drive(lambda c, _: _schemas(c).create(_EGG), name="deliverable", required_properties=["title"]),
    "GET schemas /{schemaType}": Drive(
        lambda c, g: _schemas(c).get_by_id(g.schema), labels__singular="Investment", archived=False
    ),
    "PATCH schemas /{schemaType}": Drive(
        lambda c, g: _schemas(c).update(g.schema, {"description": "Money"}), description="Money"
    ),
    "DELETE schemas /{schemaType}": Drive(lambda c, g: _schemas(c).archive(g.schema)),
    "POST schemas /{schemaType}/associations": Drive(
        lambda c, g: _schemas(c).create_association(
            g.schema, {"fromObjectTypeId": g.schema, "toObjectTypeId": "0-3", "name": "backs"}
        ),
        name="backs",
    ),
    "DELETE schemas /{schemaType}/associations/{associationId}": Drive(
        lambda c, g: _schemas(c).archive_association(g.schema, g.tie)
    ),
    "GET association types /{fromObjectType}/{toObjectType}/labels": Drive(
        lambda c, _: _labels(c).get_all(*_ENDS), results___0__category="HUBSPOT_DEFINED", results___2__label="Sponsor"
    ),
    "POST association types /{fromObjectType}/{toObjectType}/labels": Drive(
        lambda c, _: _labels(c).create("contacts", "deals", {"name": "buyer", "label": "Buyer"}),
        results___0__label="Buyer",
    ),
    "PUT association types /{fromObjectType}/{toObjectType}/labels": Drive(
        lambda c, g: _labels(c).update(*_ENDS, {"associationTypeId": g.label, "label": "Backer"})
    ),
    "DELETE association types /{fromObjectType}/{toObjectType}/labels/{associationTypeId}": Drive(
        lambda c, g: _labels(c).remove(*_ENDS, g.label)
    ),
    "GET association types /definitions/configurations/all": Drive(
        lambda c, _: _caps(c).get_all(), results___0__user_enforced_max_to_object_ids=3
    ),
    "GET association types /definitions/configurations/{fromObjectType}/{toObjectType}": Drive(
        lambda c, _: _caps(c).get_all_between_two_object_types(*_ENDS),
        results___0__user_enforced_max_to_object_ids=3,
    ),
    "POST association types /definitions/configurations/{fromObjectType}/{toObjectType}/batch/create": Drive(
        lambda c, g: [
            _caps(c).batch_remove(*_ENDS, _spec(g)),
            _caps(c).batch_create(*_ENDS, _spec(g, maxToObjectIds=4)),
        ][-1],
        results___0__user_enforced_max_to_object_ids=4,
    ),
    "POST association types /definitions/configurations/{fromObjectType}/{toObjectType}/batch/update": Drive(
        lambda c, g: _caps(c).batch_update(*_ENDS, _spec(g, maxToObjectIds=5)),
        results___0__user_enforced_max_to_object_ids=5,
    ),
    "POST association types /definitions/configurations/{fromObjectType}/{toObjectType}/batch/purge": Drive(
        lambda c, g: _caps(c).batch_remove(*_ENDS, _spec(g))
    ),
}
