from typing import Any

import pytest
from hubspot.crm import pipelines as v3_pipelines
from hubspot.crm import properties as v3_properties
from hubspot_sdk import ConflictError, NotFoundError


def test_the_v3_client_manages_properties(v3: Any) -> None:
    """Create, list, patch, batch, archive and the typed error of HubSpot's own v3 client."""
    core = v3.api(v3.crm.properties.core_api)
    batch = v3.api(v3.crm.properties.batch_api)
    wanted = v3_properties.PropertyCreate(
        name="cvp_tier",
        label="Tier",
        type="enumeration",
        field_type="select",
        group_name="companyinformation",
        options=[v3_properties.OptionInput(label="Gold", value="gold", display_order=0, hidden=False)],
    )

    created = core.create(object_type="companies", property_create=wanted)
    patched = core.update("companies", "cvp_tier", v3_properties.PropertyUpdate(label="CVP tier"))
    names = [one.name for one in core.get_all("companies").results]
    with pytest.raises(v3_properties.ApiException) as refused:
        core.create(object_type="companies", property_create=wanted)
    batch.archive(
        "companies", v3_properties.BatchInputPropertyName(inputs=[v3_properties.PropertyName(name="cvp_tier")])
    )

    assert (created.options[0].value, created.display_order) == ("gold", -1)
    assert patched.label == "CVP tier"
    assert "cvp_tier" in names
    assert (refused.value.status, "already exists" in refused.value.body) == (409, True)
    assert core.get_by_name("companies", "cvp_tier", archived=True).archived is True


def test_the_v3_client_manages_groups_and_pipelines(v3: Any) -> None:
    """Groups and pipelines through HubSpot's own v3 client, whose models must be able to read our answers."""
    groups = v3.api(v3.crm.properties.groups_api)
    pipelines = v3.api(v3.crm.pipelines.pipelines_api)
    stages = v3.api(v3.crm.pipelines.pipeline_stages_api)
    stage = v3_pipelines.PipelineStageInput(label="First", display_order=0, metadata={"probability": "0.5"})
    wanted = v3_pipelines.PipelineInput(label="Path", display_order=1, stages=[stage])

    group = groups.create("deals", v3_properties.PropertyGroupCreate(name="cvp", label="CVP"))
    made = pipelines.create("deals", wanted)
    second = v3_pipelines.PipelineStageInput(label="Second", display_order=0, metadata={"probability": "1"})
    stages.create("deals", made.id, second)
    read = pipelines.get_by_id("deals", made.id)

    assert (group.name, group.archived) == ("cvp", False)
    assert [(one.label, one.display_order) for one in read.stages] == [("First", 0), ("Second", 1)]
    assert read.stages[1].metadata == {"isClosed": "true", "probability": "1.0"}
    pipelines.archive("deals", made.id)
    assert len(pipelines.get_all("deals").results) == 1


def test_the_dated_client_manages_properties(dated: Any) -> None:
    """The same through the client generated for 2026-03, with its own errors."""
    fields = {"label": "Tier", "type": "string", "field_type": "text", "group_name": "contactinformation"}

    created = dated.crm.properties.create("contacts", name="cvp_tier", **fields)
    with pytest.raises(ConflictError):
        dated.crm.properties.create("contacts", name="cvp_tier", **fields)
    dated.crm.properties.delete("cvp_tier", object_type="contacts")
    with pytest.raises(NotFoundError):
        dated.crm.properties.get("cvp_tier", object_type="contacts")
    archived = dated.crm.properties.list("contacts", archived=True).results

    assert (created.data_sensitivity, created.display_order) == ("non_sensitive", -1)
    assert [one.name for one in archived] == ["cvp_tier"]


def test_the_dated_client_names_its_pipelines(dated: Any) -> None:
    """Ids of pipelines and stages are ours to choose through the 2026-03 client."""
    stage = {"label": "Open", "display_order": 0, "metadata": {"ticketState": "CLOSED"}, "stage_id": "s1"}

    made = dated.crm.pipelines.create("tickets", label="Care", display_order=1, pipeline_id="care", stages=[stage])
    read = dated.crm.pipelines.get("care", object_type="tickets")

    assert (made.id, made.stages[0].id) == ("care", "s1")
    assert read.stages[0].metadata == {"isClosed": "true", "ticketState": "CLOSED"}
