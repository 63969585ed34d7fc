"""What we wrote, read by HubSpot's own clients: the typed one (v3 paths) and the newer SDK (2026-03 paths).

They model fewer fields than the API has, so each is asked for what it models; the SDK repeats nothing here.
"""

from collections.abc import Iterator

import pytest
from hubspot.crm.pipelines import ApiClient as PipelinesClient
from hubspot.crm.pipelines import Configuration as PipelinesConfiguration
from hubspot.crm.pipelines import PipelinesApi
from hubspot.crm.properties import ApiClient, Configuration, CoreApi, GroupsApi
from hubspot_sdk import HubSpot

from cvpctl.emulator.server import Emulator
from cvpctl.kinds.property_schema import TYPES
from cvpctl.model import Address, Body, Call, Operation, Settled
from cvpctl.portal import Portal

GROUP: Body = {"name": "customer_value", "label": "Customer value", "displayOrder": 7}
OPTIONS = [
    {"value": "discover", "label": "Discover", "displayOrder": 0, "hidden": False},
    {"value": "realise", "label": "Realise", "displayOrder": 1, "hidden": True},
]
YES_NO = [
    {"value": "true", "label": "Yes", "displayOrder": 0, "hidden": False},
    {"value": "false", "label": "No", "displayOrder": 1, "hidden": False},
]


def field(name: str, type_: str, field_type: str, **more: object) -> Body:
    shown = {"name": name, "label": name.title(), "type": type_, "fieldType": field_type}
    return shown | {"groupName": "customer_value", "description": f"Fictional {name}", **more}


PROPERTIES = (
    field("is_customer", "bool", "booleancheckbox", options=YES_NO),
    field("signed_on", "date", "date"),
    field("last_seen", "datetime", "date"),
    field("value_stage", "enumeration", "select", options=OPTIONS),
    field("value_tags", "enumeration", "checkbox", options=OPTIONS),
    field("value_choice", "enumeration", "radio", options=OPTIONS),
    field("seats", "number", "number", numberDisplayHint="formatted"),
    field("spend", "number", "number", showCurrencySymbol=True),
    field("second_phone", "phone_number", "phonenumber"),
    field("nickname", "string", "text", textDisplayHint="unformatted_single_line", formField=True),
    field("notes_on_value", "string", "textarea", hidden=True),
    field("rich_notes", "string", "html"),
    field("contract", "string", "file"),
    field("member_number", "string", "text", hasUniqueValue=True),
)
FORMULA = field("seats_twice", "number", "calculation_equation", calculationFormula="seats * 2")
STAGES = [
    {"stageId": "discover_value", "label": "Discover", "displayOrder": 0, "metadata": {"probability": "0.2"}},
    {"stageId": "value_won", "label": "Won", "displayOrder": 1, "metadata": {"probability": "1.0"}},
    {"stageId": "value_lost", "label": "Lost", "displayOrder": 2, "metadata": {"probability": "0.0"}},
]
PIPELINE: Body = {"pipelineId": "path_to_value", "label": "Path to Value", "displayOrder": 4, "stages": STAGES}


def write(portal: Portal, operation: str, parameters: dict[str, str], *bodies: Body) -> None:
    area, name = operation.split(".")
    addresses = tuple(Address("property", ("contacts",), str(number)) for number in range(len(bodies)))
    steps = tuple(map(str, addresses))
    content = {"inputs": bodies} if name == "batch_create" else {"body": bodies[0]}
    outcomes = portal.execute(Call(1, 1, Operation(area, name), parameters, steps, addresses, **content))
    assert {outcome.settled for outcome in outcomes} == {Settled.DONE}


@pytest.fixture
def written(emulator: Emulator, portal: Portal) -> Emulator:
    """A portal that our own client has filled."""
    write(portal, "properties.create_group", {"objectType": "contacts"}, GROUP)
    write(portal, "properties.batch_create", {"objectType": "contacts"}, *PROPERTIES)
    write(portal, "properties.batch_create", {"objectType": "contacts"}, FORMULA)
    write(portal, "pipelines.create", {"objectType": "deals"}, PIPELINE)
    return emulator


@pytest.fixture
def sdk(written: Emulator) -> Iterator[HubSpot]:
    with HubSpot(access_token=written.token, base_url=written.base_url, max_retries=0) as client:
        yield client


@pytest.fixture
def properties_client(written: Emulator) -> Iterator[ApiClient]:
    configuration = Configuration(host=written.base_url)
    configuration.access_token = written.token
    with ApiClient(configuration) as client:
        yield client
        client.rest_client.pool_manager.clear()


@pytest.fixture
def pipelines_client(written: Emulator) -> Iterator[PipelinesClient]:
    configuration = PipelinesConfiguration(host=written.base_url)
    configuration.access_token = written.token
    with PipelinesClient(configuration) as client:
        yield client
        client.rest_client.pool_manager.clear()


def test_every_type_of_property_is_among_those_written() -> None:
    """A type that HubSpot adds to ours must be added here."""
    assert set(TYPES) == {body["type"] for body in PROPERTIES}


def test_typed_client_reads_the_group(properties_client: ApiClient) -> None:
    """Over the v3 paths."""
    found = {group.name: group for group in GroupsApi(properties_client).get_all("contacts").results}
    group = found["customer_value"]
    assert (group.label, group.display_order, group.archived) == ("Customer value", 7, False)


def test_typed_client_reads_properties_of_every_type(properties_client: ApiClient) -> None:
    """Every field that its model knows is as we sent it."""
    found = {one.name: one for one in CoreApi(properties_client).get_all("contacts").results}
    for body in PROPERTIES:
        one = found[body["name"]]
        known = {
            "label": one.label,
            "type": one.type,
            "fieldType": one.field_type,
            "groupName": one.group_name,
            "description": one.description,
            "hidden": one.hidden,
            "formField": one.form_field,
            "hasUniqueValue": one.has_unique_value,
            "showCurrencySymbol": one.show_currency_symbol,
        }
        assert {name: body[name] for name in known if name in body} == {n: v for n, v in known.items() if n in body}
        options = [(option.value, option.label, option.display_order, option.hidden) for option in one.options]
        assert [tuple(option.values()) for option in body.get("options", [])] == options
    formula = found["seats_twice"]
    assert (formula.calculated, "seats" in formula.calculation_formula) == (True, True)


def test_typed_client_reads_the_pipeline_with_our_ids(pipelines_client: PipelinesClient) -> None:
    """Ids, labels, order and metadata."""
    pipeline = PipelinesApi(pipelines_client).get_by_id("deals", "path_to_value")
    stages = [(one.id, one.label, one.display_order, one.metadata["probability"]) for one in pipeline.stages]
    assert (pipeline.id, pipeline.label, pipeline.display_order) == ("path_to_value", "Path to Value", 4)
    assert stages == [
        ("discover_value", "Discover", 0, "0.2"),
        ("value_won", "Won", 1, "1.0"),
        ("value_lost", "Lost", 2, "0.0"),
    ]


def test_sdk_reads_the_group(sdk: HubSpot) -> None:
    """Over the 2026-03 paths."""
    found = {group.name: group for group in sdk.crm.properties.groups.list("contacts").results}
    group = found["customer_value"]
    assert (group.label, group.display_order, group.archived) == ("Customer value", 7, False)


def test_sdk_reads_properties_of_every_type(sdk: HubSpot) -> None:
    """Its model knows display hints as well; every stated field is as we sent it."""
    found = {one.name: one.to_dict() for one in sdk.crm.properties.list("contacts").results}
    for body in PROPERTIES:
        told = found[body["name"]]
        assert body == {name: told.get(name) for name in body}
    assert found["seats_twice"]["calculationFormula"].startswith("seats")


def test_sdk_reads_the_pipeline_with_our_ids(sdk: HubSpot) -> None:
    """Ids, labels, order and metadata."""
    found = {pipeline.id: pipeline for pipeline in sdk.crm.pipelines.list("deals").results}
    pipeline = found["path_to_value"]
    stages = [(one.id, one.label, one.display_order, one.metadata["probability"]) for one in pipeline.stages]
    assert stages == [
        ("discover_value", "Discover", 0, "0.2"),
        ("value_won", "Won", 1, "1.0"),
        ("value_lost", "Lost", 2, "0.0"),
    ]


def test_they_speak_to_the_versions_they_are_known_for(
    written: Emulator, sdk: HubSpot, properties_client: ApiClient
) -> None:
    """The two clients cover the two path families that ours is not by default."""
    written.log.clear()
    sdk.crm.properties.groups.list("contacts")
    GroupsApi(properties_client).get_all("contacts")
    assert [entry.path for entry in written.log.entries] == [
        "/crm/properties/2026-03/contacts/groups",
        "/crm/v3/properties/contacts/groups",
    ]
