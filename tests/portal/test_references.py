"""Which lists, forms and workflows speak of what goes, read from the embedded portal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cvpctl.emulator.server import Emulator
from cvpctl.model import Address
from cvpctl.portal import Portal
from cvpctl.portal.references_read import MOST_PAGES
from cvpctl.portal.references_scan import Mention, mentions

TIER, GOLD, TIN = (Address.parse(f"property.contacts.tier{part}") for part in ("", "/options/gold", "/options/tin"))
WON = Address.parse("pipeline.deals.default/stages/closedwon")
IS_GOLD = {"operationType": "ENUMERATION", "operator": "IS_ANY_OF", "values": ["gold"]}


def filtered(name: str, operation: dict[str, Any]) -> dict[str, Any]:
    filters = [{"property": name, "filterType": "PROPERTY", "operation": operation}]
    branch = {"filterBranchType": "AND", "filterBranches": [], "filters": filters}
    return {"filterBranchType": "OR", "filterBranches": [branch], "filters": []}


@pytest.fixture
def busy(emulator: Emulator) -> Emulator:
    """Three who speak of a tier, one of them about companies, and one who sets a stage."""
    emulator.add_list("Best of all", "contacts", filtered("tier", IS_GOLD))
    emulator.add_list("Best firms", "companies", filtered("tier", IS_GOLD))
    emulator.add_list("Best in May", "contacts", filtered("tier", IS_GOLD), processing_type="SNAPSHOT")
    offered = [{"label": "Tin", "value": "tin"}]
    field = {"objectTypeId": "0-1", "name": "tier", "fieldType": "dropdown", "options": offered}
    emulator.add_form("Contact us", [{"groupType": "default_group", "fields": [field]}])
    setting = {"property_name": "dealstage", "value": {"type": "STATIC_VALUE", "staticValue": "closedwon"}}
    emulator.add_workflow("Celebrate", "deals", [{"actionId": "1", "actionTypeId": "0-5", "fields": setting}])
    return emulator


def test_users_are_named_where_they_mean_this_very_thing(busy: Emulator, reader: Portal) -> None:
    """The property whoever compares it, an option whoever names its value, a stage whoever sets it."""
    found = reader.references([TIER, GOLD, TIN, WON])
    assert {
        TIER: ("list 'Best of all'", "form 'Contact us'"),
        GOLD: ("list 'Best of all'",),
        TIN: ("form 'Contact us'",),
        WON: ("workflow 'Celebrate'",),
    } == found.users
    assert () == found.unread
    assert 0 == busy.log.writes


@pytest.mark.usefixtures("busy")
def test_one_call_per_page_and_area(reader: Portal) -> None:
    """However much is asked for: lists and workflows take a second call for what they hold."""
    reader.references([TIER, GOLD, TIN, WON])
    assert {
        "lists.search": 1, "lists.read_many": 1, "forms.list": 1, "workflows.list": 1, "workflows.batch_read": 1,
    } == reader.calls.by_operation  # fmt: skip


@pytest.mark.usefixtures("busy")
def test_nothing_is_read_for_what_nobody_speaks_of(reader: Portal) -> None:
    """A custom object is no property."""
    assert {} == reader.references([Address.parse("schema.deliverable")]).users
    assert 0 == reader.calls.total


def test_a_bound_property_is_looked_for_under_its_live_name(busy: Emulator) -> None:
    """The blueprint's name means nothing to a list."""
    ours = Address.parse("property.contacts.worth")
    with Portal.open(busy.base_url, busy.token, read_only=True, bindings={ours: "tier"}) as portal:
        assert [ours] == [*portal.references([ours]).users]


@pytest.fixture
def poor(busy: Emulator) -> Iterator[Portal]:
    """A token that may read forms only."""
    busy.add_token("poor", scopes=["forms", "crm.schemas.contacts.read"])
    with Portal.open(busy.base_url, "poor", read_only=True) as portal:
        yield portal


def test_what_may_not_be_read_is_said(poor: Portal) -> None:
    """With the scope that it would take."""
    found = poor.references([TIER])
    assert {TIER: ("form 'Contact us'",)} == found.users
    assert [
        ("lists", "could not be read (the token lacks one of these scopes: crm.lists.read)"),
        ("workflows", "could not be read (the token lacks one of these scopes: automation)"),
    ] == [(one.what, one.why) for one in found.unread]


def test_reading_stops_after_so_many_pages(busy: Emulator, reader: Portal) -> None:
    """And says so: nobody waits minutes for a portal with thousands of forms."""
    for number in range(MOST_PAGES * 50):
        busy.add_form(f"Form {number}", [])
    found = reader.references([TIER])
    assert [("forms", "were looked through up to 1,000 of them only")] == [(one.what, one.why) for one in found.unread]
    assert MOST_PAGES == reader.calls.by_operation["forms.list"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"html": "Dear {{ contact.tier }},"}, {Mention("", "tier")}),
        ({"properties": ["tier", "email"]}, {Mention("0-1", "tier"), Mention("0-1", "email")}),
        ({"objectTypeId": "0-2", "property": "tier"}, {Mention("0-2", "tier")}),
        ({"associationTypeId": 3, "property": "tier"}, {Mention("", "tier")}),
        ({"propertyType": "tier", "name": "tier"}, set()),
        ([{"propertyName": "tier", "value": "a; b"}], {Mention("0-1", "tier", frozenset({"a; b", "a", "b"}))}),
        (
            [{"actionId": "7", "inputValue": {"propertyName": "tier"}, "staticBranches": [{"branchValue": "gold"}]}],
            {Mention("0-1", "tier", frozenset({"tier", "gold"}))},
        ),
    ],
)  # fmt: skip
def test_how_definitions_speak_of_properties(body: Any, said: set[Mention]) -> None:
    """Keys, tokens and values, in the shapes of the reference; ids are no values."""
    assert said == set(mentions(body, "0-1"))
