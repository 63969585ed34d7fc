from typing import Any

import pytest
from hubspot.crm import schemas as v3_schemas
from hubspot.crm.associations.v4 import schema as v4_associations
from hubspot_sdk import BadRequestError, ConflictError, NotFoundError

EGG: dict[str, Any] = {
    "name": "investment",
    "labels": {"singular": "Investment", "plural": "Investments"},
    "primary_display_property": "title",
    "required_properties": ["title"],
    "searchable_properties": ["title"],
    "secondary_display_properties": [],
    "associated_objects": ["CONTACT"],
}
TITLE = {"name": "title", "label": "Title", "type": "string", "field_type": "text"}


def test_the_v3_client_manages_schemas(v3: Any) -> None:
    """Create, list, read, patch, associate and archive with typed answers."""
    core = v3.api(v3.crm.schemas.core_api)
    title = v3_schemas.ObjectTypePropertyCreate(**TITLE)
    made = core.create(v3_schemas.ObjectSchemaEgg(**EGG, properties=[title]))
    type_id = made.object_type_id

    pair = v3_schemas.AssociationDefinitionEgg(from_object_type_id=type_id, to_object_type_id="0-3")
    added = core.create_association(type_id, pair)
    patched = core.update(type_id, v3_schemas.ObjectTypeDefinitionPatch(description="Money"))
    read = core.get_by_id("p_investment")
    core.archive_association(type_id, added.id)
    listed = core.get_all().results
    with pytest.raises(v3_schemas.ApiException) as refused:
        core.create(v3_schemas.ObjectSchemaEgg(**EGG, properties=[title]))
    core.archive(type_id)

    assert (made.name, made.created_by_user_id, made.required_properties) == ("investment", 1001, ["title"])
    assert (patched.description, read.description) == ("Money", "Money")
    assert "investment_to_deal" in {one.name for one in read.associations}
    assert len(read.associations) == len(listed[0].associations) + 2
    assert refused.value.status == 409
    assert [one.archived for one in core.get_all(archived=True).results] == [True]


def test_the_v4_client_manages_labels(v3: Any) -> None:
    """Labels and their limits through the client of the v4 paths."""
    labels = v3.api(v3.crm.associations.v4.schema.definitions_api)
    limits = v3.api(v3.crm.associations.v4.schema.definition_configurations_api)
    wanted = v4_associations.PublicAssociationDefinitionCreateRequest(
        name="sponsor", label="Sponsor", inverse_label="Sponsored"
    )

    made = labels.create("contacts", "deals", wanted).results
    labels.update(
        "contacts",
        "deals",
        v4_associations.PublicAssociationDefinitionUpdateRequest(association_type_id=made[0].type_id, label="Backer"),
    )
    request = v4_associations.PublicAssociationDefinitionConfigurationCreateRequest(
        category="USER_DEFINED", type_id=made[0].type_id, max_to_object_ids=3
    )
    limits.batch_create(
        "contacts",
        "deals",
        v4_associations.BatchInputPublicAssociationDefinitionConfigurationCreateRequest(inputs=[request]),
    )

    assert [one.label for one in labels.get_all("deals", "contacts").results] == [None, "Backer"]
    assert [one.user_enforced_max_to_object_ids for one in limits.get_all().results] == [3]
    labels.remove("contacts", "deals", made[0].type_id)
    assert [one.type_id for one in labels.get_all("contacts", "deals").results] == [4]


@pytest.mark.long
def test_the_dated_client_manages_schemas(dated: Any) -> None:
    """The same through the client generated for 2026-03, purge included."""
    schemas = dated.crm.object_schemas
    fields = {**EGG, "allows_sensitive_properties": True}

    made = schemas.create(**fields, properties=[TITLE])
    with pytest.raises(ConflictError):
        schemas.create(**fields, properties=[TITLE])
    many = schemas.batch.get(
        inputs=[made.object_type_id],
        include_association_definitions=False,
        include_audit_metadata=True,
        include_property_definitions=True,
    )
    with pytest.raises(BadRequestError):
        schemas.delete(made.object_type_id, archived=True)
    schemas.delete(made.object_type_id)
    with pytest.raises(NotFoundError):
        schemas.get(made.object_type_id)
    schemas.delete(made.object_type_id, archived=True)

    assert many.results[0].associations == []
    assert made.allows_sensitive_properties is True
    assert schemas.list(archived=True).results == []


def test_the_dated_client_manages_labels_and_rules(dated: Any) -> None:
    """Labels with their limits, and the validation rules of a property."""
    made = dated.crm.associations_schema.labels.create_label(
        "deals", from_object_type="contacts", name="sponsor", label="Sponsor"
    )
    limit = {"category": "USER_DEFINED", "type_id": made.results[0].type_id, "max_to_object_ids": 2}
    dated.crm.associations_schema.labels.batch_create("deals", from_object_type="contacts", inputs=[limit])
    rules = dated.crm.properties_validations
    rules.update_by_object_type_id_property_name_and_rule_type(
        "EMAIL", object_type_id="0-1", property_name="email", rule_arguments=[]
    )

    told = dated.crm.limits.get_association_label_limits(from_object_type_id="0-1", to_object_type_id="0-3")

    assert [one.label for one in made.results] == ["Sponsor", "Sponsor"]
    assert (told.results[0].usage, told.results[0].all_labels) == (1, ["Sponsor"])


def test_the_dated_client_reads_the_rest(dated: Any) -> None:
    """Limits, the object library, owners and usage answer in the shapes its models know."""
    limits = dated.crm.limits

    assert limits.get_custom_object_type_limits().usage == 0
    assert limits.get_custom_property_limits().overall_usage == 0
    assert limits.get_calculated_property_limits().overall_percentage == 0
    assert limits.get_pipeline_limits().custom_object_types.overall_limit == 100
    assert limits.get_record_limits().hubspot_defined_object_types[0].singular_label == "Contact"
    assert limits.get_association_records_limits_by_object_type("0-1", from_object_type_id="0-3").limit == 50_000
    assert limits.get_association_records_limits_from_objects().results == []
    assert limits.get_association_records_limits_to_objects("0-1").results == []
    assert dated.crm.object_library.enablement.get_all().enablement_by_object_type_id["0-410"] is True
    assert dated.crm.object_library.enablement.get_by_object_type_id("0-410").enablement is True
    assert [one.email for one in dated.crm.owners.list()] == ["owner@example.com"]
    assert dated.account.get_daily_private_apps_usage().results[0].fetch_status == "SUCCESS"
