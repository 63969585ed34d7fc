"""A portal that is older than its blueprints: what it calls things, and what the files call them."""

from __future__ import annotations

from typing import Any

import pytest
from desk import Desk

from cvpctl.emulator.identity import DEFAULT_PORTAL_ID

OWN = f"p{DEFAULT_PORTAL_ID}_"
SCHEMAS = "/crm-object-schemas/2026-09/schemas"
PROMISE = {
    "name": "work_item",
    "labels": {"singular": "Work Item", "plural": "Work Items"},
    "primaryDisplayProperty": "item_name",
    "requiredProperties": ["item_name"],
    "properties": [{"name": "item_name", "label": "Name", "type": "string", "fieldType": "text"}],
}
PIPELINE = {
    "label": "Sales",
    "displayOrder": 1,
    "stages": [{"label": "Open", "displayOrder": 0, "metadata": {"probability": "0.5"}}],
}
BOUND = """\
project: acme
portals:
  acme:
    portalId: {portal}
    baseUrl: "{url}"
    token: {{env: ACME_TOKEN}}
    bindings:
      schema.deliverable: work_item
      group.deliverable.deliverable_information: work_item_information
      property.deliverable.title: item_name
      pipeline.deals.sales: {pipeline}
      pipeline.deals.sales/stages/open: {stage}
      label.contacts.deliverable.buyer: {forth}/{back}
      property.contacts.tier: customer_tier
blueprints: [blueprints]
"""


@pytest.fixture
def older(desk: Desk) -> Desk:
    """A portal with names and ids of its own."""
    desk.ask("POST", SCHEMAS, PROMISE)
    tier = {"name": "customer_tier", "label": "Tier", "groupName": "contactinformation"}
    desk.ask("POST", "/crm/properties/2026-09/contacts", {**tier, "type": "string", "fieldType": "text"})
    rule = "/crm/property-validations/2026-09/contacts/customer_tier/rule-type/MAX_LENGTH"
    desk.ask("PUT", rule, {"ruleArguments": ["9"]})
    return desk


def _ids(desk: Desk) -> dict[str, Any]:
    pipeline = desk.ask("POST", "/crm/pipelines/2026-09/deals", PIPELINE)
    label = {"name": "kauft", "label": "Buyer", "inverseLabel": "Bought"}
    rows = desk.ask("POST", f"/crm/associations/2026-09/contacts/{OWN}work_item/labels", label)["results"]
    forth, back = (next(row["typeId"] for row in rows if row["label"] == text) for text in ("Buyer", "Bought"))
    return {"pipeline": pipeline["id"], "stage": pipeline["stages"][0]["id"], "forth": forth, "back": back}


def _quiet(desk: Desk, *words: str) -> None:
    ended = desk.run(*words)
    assert 0 == ended.code, ended.said + ended.told


def test_bound_things_go_by_the_names_of_the_blueprint(older: Desk) -> None:
    """Objects, properties, pipelines, stages and labels, the label the way round that its binding says."""
    ids = _ids(older)
    older.write("cvpctl.yaml", BOUND.format(url=older.emulator.base_url, portal=DEFAULT_PORTAL_ID, **ids))

    _quiet(older, "pull", "-o", "pulled")

    texts = {path.name: path.read_text() for path in (older.folder / "pulled").iterdir()}
    assert {"contacts.yaml", "deals.yaml", "deliverable.yaml"} == set(texts)
    assert "      tier:\n        label: Tier\n" in texts["contacts.yaml"]
    assert '      tier:\n        - {ruleType: MAX_LENGTH, ruleArguments: ["9"]}\n' in texts["contacts.yaml"]
    assert (
        "  - from: contacts\n    to: deliverable\n    labels:\n      buyer: {label: Buyer, inverseLabel: Bought}\n"
        in (texts["contacts.yaml"])
    )
    assert "      sales:\n        label: Sales\n" in texts["deals.yaml"]
    assert "          open: {label: Open, metadata: {probability: 0.5}}\n" in texts["deals.yaml"]
    assert "customObjects:\n  deliverable:\n    labels: {singular: Work Item," in texts["deliverable.yaml"]
    assert "primaryDisplayProperty: title\n" in texts["deliverable.yaml"]
    _quiet(older, "plan", "pulled", "--exit-code")


def test_without_bindings_live_names_and_ids_are_the_keys(older: Desk) -> None:
    """Numbers are quoted, and the plan is empty all the same."""
    ids = _ids(older)

    _quiet(older, "pull", "-o", "pulled")

    deals, gadget = (older.read(f"pulled/{name}.yaml") for name in ("deals", "work_item"))
    assert f'      "{ids["pipeline"]}":\n        label: Sales\n' in deals
    assert f'          "{ids["stage"]}": {{label: Open,' in deals
    assert "existingObjects:\n  work_item:\n    properties:\n      item_name:\n" in gadget
    assert "  - from: work_item\n    to: contacts\n    labels:\n      kauft: {label: Bought," in gadget
    _quiet(older, "plan", "pulled", "--exit-code")
