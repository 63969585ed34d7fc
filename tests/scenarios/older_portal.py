"""A client's portal that is older than its blueprint, and what a consultant does in front of it."""

from __future__ import annotations

import json
from typing import Any

from desk import Desk

BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {value_path: {label: Value}}
    properties:
      tier:
        label: Tier
        groupName: value_path
        type: enumeration
        fieldType: select
        options: [{value: gold, label: Gold}, {value: tin, label: Tin}]
  deals:
    pipelines:
      path_to_value:
        label: Sales
        stages:
          discover_value: {label: First call, metadata: {probability: 0.2}}
          contractsent: {label: Contract Sent, metadata: {probability: 0.9}}
  tickets:
    pipelines:
      care:
        label: Care
        stages:
          asked: {label: Asked, metadata: {ticketState: OPEN}}
          solved: {label: Solved, metadata: {ticketState: CLOSED}}
customObjects:
  deliverable:
    labels: {singular: Work item, plural: Work items}
    primaryDisplayProperty: deliverable_name
    justification:
      nativesConsidered: [services, projects]
      why: A service holds many promises at once and cannot say that this one was kept.
    properties:
      deliverable_name: {label: Name, groupName: deliverable_information, type: string, fieldType: text}
      due: {label: Due, groupName: deliverable_information, type: date, fieldType: date}
associations:
  - from: deals
    to: contacts
    labels:
      sponsor: {label: Payer, inverseLabel: Pays for}
"""
CRM = "/crm/{}/2026-09/{}"
SCHEMAS = "/crm-object-schemas/2026-09/schemas"
LABELS = CRM.format("associations", "deals/contacts/labels")
TIER = {
    "name": "customer_tier",
    "label": "Tier",
    "groupName": "customer_value",
    "type": "enumeration",
    "fieldType": "select",
    "options": [{"value": "gold", "label": "Gold"}, {"value": "tin", "label": "Tin"}],
}
CARE = {
    "pipelineId": "1186754",
    "label": "Care",
    "displayOrder": 1,
    "stages": [
        {"stageId": "1186755", "label": "Asked", "displayOrder": 0, "metadata": {"ticketState": "OPEN"}},
        {"stageId": "1186756", "label": "Solved", "displayOrder": 1, "metadata": {"ticketState": "CLOSED"}},
    ],
}
WORK_ITEM = {
    "name": "work_item",
    "labels": {"singular": "Work item", "plural": "Work items"},
    "primaryDisplayProperty": "item_name",
    "properties": [{"name": "item_name", "label": "Name", "type": "string", "fieldType": "text"}],
}
PAYER = {"name": "made_by_hand", "label": "Payer", "inverseLabel": "Pays for"}


def make_older(desk: Desk) -> None:
    """Make all that the blueprint states by hand, under other names, and bind it."""
    stage = CRM.format("pipelines", "deals/default")
    desk.ask("PATCH", stage, {"label": "Sales"})
    desk.ask("PATCH", stage + "/stages/appointmentscheduled", {"label": "First call", "metadata": {"probability": 0.2}})
    desk.ask("POST", CRM.format("pipelines", "tickets"), CARE)
    desk.ask("POST", CRM.format("properties", "contacts/groups"), {"name": "customer_value", "label": "Value"})
    desk.ask("POST", CRM.format("properties", "contacts"), TIER)
    type_id = desk.ask("POST", SCHEMAS, WORK_ITEM)["objectTypeId"]
    desk.ask("PATCH", CRM.format("properties", f"{type_id}/item_name"), {"groupName": "work_item_information"})
    due = {"name": "due_on", "label": "Due", "groupName": "work_item_information", "type": "date", "fieldType": "date"}
    desk.ask("POST", CRM.format("properties", type_id), due)
    made = desk.ask("POST", LABELS, PAYER)["results"]
    ids = {row["label"]: row["typeId"] for row in made}
    bind(
        desk,
        {
            "pipeline.deals.path_to_value": "default",
            "pipeline.deals.path_to_value/stages/discover_value": "appointmentscheduled",
            "pipeline.tickets.care": "1186754",
            "pipeline.tickets.care/stages/asked": "1186755",
            "pipeline.tickets.care/stages/solved": "'1186756'",
            "group.contacts.value_path": "customer_value",
            "property.contacts.tier": "customer_tier",
            "schema.deliverable": type_id,
            "group.deliverable.deliverable_information": "work_item_information",
            "property.deliverable.deliverable_name": "item_name",
            "property.deliverable.due": "due_on",
            "label.deals.contacts.sponsor": f"{ids['Payer']}/{ids['Pays for']}",
        },
    )


def bind(desk: Desk, bindings: dict[str, str]) -> None:
    lines = "".join(f"      {address}: {identity}\n" for address, identity in bindings.items())
    head, portals, rest = desk.read("cvpctl.yaml").partition("portals:\n")
    portal, _, rest = rest.partition("\nblueprints:")
    settings = portal.strip().removeprefix("acme: {").removesuffix("}")
    block = "".join(f"    {one.strip()}\n" for one in settings.split(", "))
    desk.write("cvpctl.yaml", f"{head}{portals}  acme:\n{block}    bindings:\n{lines}blueprints:{rest}")


def planned(desk: Desk) -> dict[str, Any]:
    ended = desk.run("plan", "--format", "json")
    plan: dict[str, Any] = json.loads(ended.said)
    return plan


def writes(desk: Desk, since: int = 0) -> list[str]:
    calls = desk.ask("GET", "/_emulator/log")["calls"][since:]
    asked = [call for call in calls if call["method"] != "GET" and not call["path"].startswith("/oauth/")]
    return [f"{call['method']} {call['path']}" for call in asked]


def seen(desk: Desk) -> int:
    return len(desk.ask("GET", "/_emulator/log")["calls"])


def edit(desk: Desk, old: str, new: str) -> None:
    text = desk.read("blueprints/portal.yaml")
    assert 1 == text.count(old)
    desk.write("blueprints/portal.yaml", text.replace(old, new))


def pasted(told: str) -> dict[str, str]:
    """Return the lines that a plan in JSON asks for."""
    findings = [one for change in json.loads(told)["blocked"] for one in change["findings"]]
    asked = [one for one in findings if one["code"] == "LOOKS_LIKE_LIVE"]
    assert all(one["help"].endswith("in portals.acme.bindings of cvpctl.yaml:") for one in asked)
    return dict(one["paste"].split(": ") for one in asked)
