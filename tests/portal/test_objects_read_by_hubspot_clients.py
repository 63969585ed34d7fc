"""Schemas, labels and rules we wrote, read by HubSpot's own clients: typed v3 and v4 ones, and the newer SDK (2026-03).

They model fewer fields than the API has, so each is asked for what it models; the SDK repeats nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hubspot.crm import schemas
from hubspot.crm.associations.v4 import schema as associations
from hubspot_sdk import HubSpot
from portal.deeds import DELIVERABLE, NAMED, create

from cvpctl.emulator.server import Emulator
from cvpctl.model import Body, Scope
from cvpctl.portal import Portal

PAIR: Scope = ("label", ("deliverable", "contacts"))
SPONSOR: Body = {"label": "Sponsor", "inverseLabel": "Sponsored by", "maxToObjects": 1, "inverseMaxToObjects": 4}
WANTED: Body = DELIVERABLE | {"description": "What we owe", "searchableProperties": ["title"]}
RULES: Body = {"rules": [{"ruleType": "MAX_LENGTH", "ruleArguments": ["9"], "shouldApplyNormalization": True}]}


@pytest.fixture
def written(emulator: Emulator, portal: Portal) -> Emulator:
    """A portal that our own client has filled."""
    create(portal, "schema.deliverable", WANTED)
    create(portal, "label.deliverable.contacts.sponsor", SPONSOR)
    create(portal, "property.deliverable.code", {**NAMED, "groupName": "deliverable_information"})
    create(portal, "validation.deliverable.code", RULES)
    return emulator


@pytest.fixture
def type_id(written: Emulator, portal: Portal) -> str:  # noqa: ARG001 - what was written has an id
    (found,) = portal.fetch([("schema", ())]).resources.values()
    return str(found.body["objectTypeId"])


@pytest.fixture
def ids(written: Emulator, portal: Portal) -> tuple[int, int]:  # noqa: ARG001 - what was written has ids
    (found,) = portal.fetch([PAIR]).resources.values()
    return found.body["typeId"], found.body["inverseTypeId"]


@pytest.fixture
def sdk(written: Emulator) -> Iterator[HubSpot]:
    with HubSpot(access_token=written.token, base_url=written.base_url, max_retries=0) as client:
        yield client


@contextmanager
def typed(package: Any, portal: Emulator) -> Iterator[Any]:
    configuration = package.Configuration(host=portal.base_url)
    configuration.access_token = portal.token
    with package.ApiClient(configuration) as client:
        yield client
        client.rest_client.pool_manager.clear()


def test_typed_client_reads_the_schema(written: Emulator, type_id: str) -> None:
    """Over the v3 paths: every field we wrote."""
    with typed(schemas, written) as client:
        one = schemas.CoreApi(client).get_by_id(type_id)
    labels = {"singular": one.labels.singular, "plural": one.labels.plural}
    told = {"labels": labels, "description": one.description, "searchableProperties": one.searchable_properties}
    assert {name: WANTED[name] for name in told} == told
    assert (one.name, one.primary_display_property) == ("deliverable", "title")
    assert {"title", "code"} <= {known.name for known in one.properties}


def test_typed_client_reads_both_directions_of_the_label(written: Emulator, type_id: str, ids: tuple[int, int]) -> None:
    """Over the v4 paths."""
    with typed(associations, written) as client:
        api = associations.DefinitionsApi(client)
        ways = [api.get_all(type_id, "contacts").results, api.get_all("contacts", type_id).results]
    found = [next((one.type_id, one.label) for one in rows if one.label) for rows in ways]
    assert [(ids[0], "Sponsor"), (ids[1], "Sponsored by")] == found


def test_typed_client_reads_the_limits(written: Emulator, ids: tuple[int, int]) -> None:
    """Each way has its own."""
    with typed(associations, written) as client:
        rows = associations.DefinitionConfigurationsApi(client).get_all().results
    assert dict(zip(ids, (1, 4), strict=True)) == {one.type_id: one.user_enforced_max_to_object_ids for one in rows}


def test_typed_client_reads_the_name_of_the_label(written: Emulator, type_id: str, ids: tuple[int, int]) -> None:
    """It stands in the schema's associations, once for each direction."""
    with typed(schemas, written) as client:
        told = {one.id: one.name for one in schemas.CoreApi(client).get_by_id(type_id).associations}
    assert dict.fromkeys(map(str, ids), "deliverable_contacts_sponsor").items() <= told.items()


def test_sdk_reads_the_schema(sdk: HubSpot) -> None:
    """Over the 2026-03 paths."""
    (one,) = (found.to_dict() for found in sdk.crm.object_schemas.list().results)
    expected = {name: value for name, value in WANTED.items() if name != "primaryProperty"}
    assert expected == {name: one.get(name) for name in expected}


def test_sdk_reads_labels_and_limits(sdk: HubSpot, type_id: str, ids: tuple[int, int]) -> None:
    """Over the 2026-03 paths, both ways."""
    labels, limits = sdk.crm.associations_schema.labels, sdk.crm.associations_schema.limits
    forth = labels.list_labels("contacts", from_object_type=type_id).results
    back = labels.list_labels(type_id, from_object_type="contacts").results
    assert (ids[0], "Sponsor") in [(one.type_id, one.label) for one in forth]
    assert (ids[1], "Sponsored by") in [(one.type_id, one.label) for one in back]
    told = {one.type_id: one.user_enforced_max_to_object_ids for one in limits.list().results}
    assert dict(zip(ids, (1, 4), strict=True)) == told


def test_sdk_reads_the_rules(sdk: HubSpot, type_id: str) -> None:
    """The one client that has a module for them."""
    (found,) = sdk.crm.properties_validations.get_by_object_type_id(type_id).results
    (rule,) = found.property_validation_rules
    told = {"ruleType": rule.rule_type, "ruleArguments": rule.rule_arguments}
    assert (found.property_name, RULES["rules"][0]) == (
        "code",
        told | {"shouldApplyNormalization": rule.should_apply_normalization},
    )
