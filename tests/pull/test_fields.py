"""What a blueprint says about one live thing."""

from __future__ import annotations

from typing import Any

import pytest

from cvpctl.blueprint.pull import pulled
from cvpctl.blueprint.pull_fields import Refusal, stated
from cvpctl.blueprint.write import document_text
from cvpctl.model import Address, Resource, State

TEXT = {"label": "Tier", "groupName": "ours", "type": "string", "fieldType": "text"}
OPEN = {"archivable": True, "readOnlyDefinition": False, "readOnlyValue": False}
CLOSED = OPEN | {"readOnlyDefinition": True}


def live(kind: str, key: str, body: dict[str, Any], scope: str = "contacts") -> Resource:
    return Resource(Address(kind, (scope,), key), body)


def said(body: dict[str, Any], key: str = "tier") -> dict[str, Any]:
    return stated(live("property", key, TEXT | body)).body


def written(*resources: Resource, include_hubspot_defined: bool = False) -> str:
    state = State({resource.address: resource for resource in resources})
    content = pulled(state, resources[0].address.scope[0], include_hubspot_defined=include_hubspot_defined)
    return document_text("acme/x", content, schema="s").partition("version: 0.1.0\n")[2]


def test_defaults_and_what_hubspot_adds_are_left_out() -> None:
    """Only what is not a default is said, in the language's order."""
    noise = {
        "updatedAt": "2026-01-01T00:00:00Z",
        "description": "",
        "displayOrder": -1,
        "hidden": False,
        "formField": True,
        "options": [],
        "hasUniqueValue": True,
        "calculated": False,
        "dateDisplayHint": "absolute",
        "dataSensitivity": "non_sensitive",
        "modificationMetadata": OPEN,
    }
    assert [*TEXT, "formField", "hasUniqueValue"] == list(said(noise))


def test_options_keep_display_order_and_say_what_is_not_a_default() -> None:
    """A list of value and label; a description and hidden only where there is one."""
    options = [
        {"value": "007", "label": "Seven", "displayOrder": 1, "hidden": True, "description": ""},
        {"value": "no", "label": "No", "displayOrder": 0, "hidden": False, "description": "Not now"},
    ]
    assert [
        {"value": "no", "label": "No", "description": "Not now"},
        {"value": "007", "label": "Seven", "hidden": True},
    ] == said({"type": "enumeration", "fieldType": "radio", "options": options})["options"]


def test_yes_and_no_of_a_bool_go_without_saying() -> None:
    """A create adds them, so they are left out; other words for true and false are said."""
    bool_ = {"type": "bool", "fieldType": "booleancheckbox"}
    yes_no = [
        {"value": "true", "label": "Yes", "displayOrder": 0},
        {"value": "false", "label": "No", "displayOrder": 1},
    ]
    assert "options" not in said(bool_ | {"options": yes_no})
    assert "options" in said(bool_ | {"options": [{**yes_no[0], "label": "Ja"}, yes_no[1]]})
    assert "options" in said(bool_ | {"options": [yes_no[1] | {"displayOrder": 0}, yes_no[0] | {"displayOrder": 1}]})


def test_a_field_the_language_does_not_know_the_value_of_is_left_out() -> None:
    """A hint that HubSpot invents later does not cost the property."""
    assert TEXT == said({"textDisplayHint": "haiku", "numberDisplayHint": None})


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"type": "number", "fieldType": "calculation_rollup"}, "a blueprint cannot state its fieldType"),
        ({"type": "number", "fieldType": "calculation_score"}, "a blueprint cannot state its fieldType"),
        ({"type": "object_coordinates"}, "a blueprint cannot state its type 'object_coordinates'"),
        ({"type": "number", "fieldType": "calculation_equation"}, "calculation_equation needs a calculationFormula"),
        ({"externalOptions": True, "referencedObjectType": "COMPANY"}, "external options need referencedObjectType"),
        ({"modificationMetadata": CLOSED}, "HubSpot keeps its definition to itself"),
        ({"label": ""}, "a blueprint cannot state its label"),
        ({"label": "half a \ud83d pair"}, "its name or a text holds characters"),
        ({"type": "enumeration", "fieldType": "select", "options": [{"value": "a", "label": ""}]}, "state its options"),
    ],
)
def test_what_cannot_be_created_is_observed_with_the_reason(body: dict[str, Any], why: str) -> None:
    """Rollups, scores, coordinates, read-only and broken things are listed, not stated."""
    with pytest.raises(Refusal, match=why):
        said(body)


def test_of_hubspots_own_only_what_is_open_is_said() -> None:
    """Not its type, its uniqueness or anything else fixed; of a closed definition only open options."""
    own = {"hubspotDefined": True, "hasUniqueValue": True, "modificationMetadata": OPEN}
    status = {
        "type": "enumeration",
        "fieldType": "radio",
        "options": [{"value": "NEW", "label": "New"}],
        "hubspotDefined": True,
        "modificationMetadata": CLOSED | {"readOnlyOptions": False},
    }
    assert ["label", "groupName"] == list(said(own, "email"))
    assert ["options"] == list(said(status, "hs_lead_status"))


def test_stages_say_only_their_own_metadata() -> None:
    """isClosed is HubSpot's, and so is the state that other objects carry."""
    stage = {"id": "a", "label": "A", "displayOrder": 0, "metadata": {"isClosed": "true", "probability": "1.0"}}
    deal = live("pipeline", "p", {"id": "p", "label": "P", "displayOrder": 3, "stages": [stage]}, "deals")
    orders = stage | {"metadata": {"isClosed": "false", "state": "OPEN"}}
    order = live("pipeline", "p", {"id": "p", "label": "P", "displayOrder": 0, "stages": [orders]}, "orders")
    assert {"a": {"label": "A", "metadata": {"probability": 1.0}}} == stated(deal).body["stages"]
    assert {"a": {"label": "A"}} == stated(order).body["stages"]


def test_a_file_has_one_order() -> None:
    """Groups by their position, properties by group and name, pipelines by position, whatever HubSpot's list says."""
    text = written(
        live("property", "b", TEXT | {"groupName": "late"}),
        live("property", "z", TEXT | {"groupName": "early"}),
        live("property", "a", TEXT | {"groupName": "late"}),
        live("group", "late", {"name": "late", "label": "Late", "displayOrder": 2}),
        live("group", "early", {"name": "early", "label": "Early", "displayOrder": 1}),
    )
    names = [
        line.strip().partition(":")[0] for line in text.splitlines() if line.startswith("      ") and line[6] != " "
    ]
    assert ["early", "late", "z", "a", "b"] == names


def test_a_group_that_is_not_pulled_is_observed() -> None:
    """A custom property may stand in a group of HubSpot's; of those, the ones every portal has need no word."""
    text = written(
        live("group", "contact_activity", {"name": "contact_activity", "label": "Contact activity"}),
        live("group", "contactinformation", {"name": "contactinformation", "label": "Contact information"}),
        live(
            "property",
            "theirs",
            TEXT | {"groupName": "contact_activity", "hubspotDefined": True} | {"modificationMetadata": CLOSED},
        ),
        live("property", "ours", TEXT | {"groupName": "contact_activity"}),
        live("property", "more", TEXT | {"groupName": "contactinformation"}),
    )
    assert text.endswith("\nobserved:\n  - group.contacts.contact_activity\n")
    assert "groups:" not in text


def test_what_a_formula_names_is_observed() -> None:
    """HubSpot's properties that a calculation uses are listed, so that nothing is left dangling."""
    own = {"groupName": "dealinformation", "hubspotDefined": True, "modificationMetadata": CLOSED}
    text = written(
        live("property", "amount", TEXT | own, "deals"),
        live("group", "ours", {"name": "ours", "label": "Ours", "displayOrder": 7}, "deals"),
        live(
            "property",
            "doubled",
            TEXT | {"type": "number", "fieldType": "calculation_equation", "calculationFormula": "amount * 2"},
            "deals",
        ),
    )
    assert "ours: {label: Ours, displayOrder: 7}" in text
    assert text.endswith("\nobserved:\n  - property.deals.amount\n")


def test_odd_names_survive() -> None:
    """A name that nobody would choose today is written as YAML needs it."""
    odd = "apt_utilities_&_insurance"
    text = written(
        live("group", "no", {"name": "no", "label": "No", "displayOrder": 1}),
        live("property", odd, TEXT | {"groupName": "no", "label": "1.10"}),
    )
    assert f'      {odd}:\n        label: "1.10"\n        groupName: "no"\n' in text
    assert '      "no": {label: "No", displayOrder: 1}' in text


def test_a_custom_object_that_is_live_is_kept_apart() -> None:
    """Its parts stand under existingObjects:, since its schema is never touched."""
    text = written(
        live("group", "site", {"name": "site", "label": "Site", "displayOrder": 1}, "inspection"),
        live("property", "tier", TEXT | {"groupName": "site"}, "inspection"),
    )
    head = "\nexistingObjects:\n  inspection:\n    groups:\n"
    assert text.startswith(f"{head}      site: {{label: Site, displayOrder: 1}}\n    properties:\n      tier:\n")
