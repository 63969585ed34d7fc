"""A portal that is ten years older than its blueprint, made over HTTP as people and apps made it, and what says so.

Nothing in it goes by a name of the blueprint: ids are numbers, HubSpot's pipelines were renamed and are in use, groups
and properties have the names that somebody once thought of.
"""

from __future__ import annotations

from typing import Any

from desk import Desk
from shipped import copy_part

from cvpctl.blueprint import check
from cvpctl.emulator.switches import Switches
from cvpctl.model import Address, Body, Desired, find_object_type

PROJECT = """\
# The portals of Acme.
project: acme

portals:
  production:
    portalId: {portal}       # the real one
    baseUrl: {url}
    token: {{env: ACME_TOKEN}}
    drift: hold

blueprints:
  - blueprints
"""
OWN = """\
blueprint: acme/own
version: 1.0.0
existingObjects:
  fahrzeug:
    groups:
      fleet: {label: Fleet}
    properties:
      seats: {label: Seats, groupName: fleet, type: number, fieldType: number}
customObjects:
  deliverable:
    labels: {singular: Deliverable, plural: Deliverables}
    justification: {nativesConsidered: [services], why: It was there before services were.}
    primaryDisplayProperty: promise
    groups:
      promises: {label: Promises}
    properties:
      promise: {label: Promise, groupName: promises, type: string, fieldType: text}
associations:
  - from: deals
    to: contacts
    labels:
      sponsor: {label: Sponsor, inverseLabel: Sponsored Deal}
"""
PROPERTIES, PIPELINES = "/crm/properties/2026-09", "/crm/pipelines/2026-09"
SCHEMAS, LABELS = "/crm-object-schemas/2026-09/schemas", "/crm/associations/2026-09/deals/contacts/labels"
YES_OR_NO: list[Body] = [{"value": "true", "label": "Yes"}, {"value": "false", "label": "No"}]
EDITED = "property.contacts.key_context"
"""The one thing that reads otherwise in the portal."""


def desired(desk: Desk) -> Desired:
    checked = check([desk.folder / "blueprints"], root=desk.folder)
    assert checked.desired is not None, checked.findings
    return checked.desired


def write_blueprints(desk: Desk) -> None:
    """The shipped layers, and what this client has beside them."""
    copy_part(desk.folder / "blueprints" / "value-first")
    desk.write("blueprints/own.yaml", OWN)


def make_messy(desk: Desk) -> None:
    """Live counterparts of all that the blueprints state, none of them under the name that it has there."""
    wanted = desired(desk).resources
    for kind in ("group", "property"):
        for address, resource in wanted.items():
            if address.kind == kind and find_object_type(address.scope[0]):
                _counterpart(desk, address, resource.body)
    for address, resource in wanted.items():
        if address.kind == "pipeline":
            _pipeline(desk, address, resource.body)
    _custom_objects(desk)
    # HubSpot hides the name of a new label for minutes; nothing else here was made while it does.
    desk.emulator.use_switches(Switches(schema_reads="lagging"))
    desk.ask("POST", LABELS, {"name": "deal_to_person_3", "label": "Sponsor", "inverseLabel": "Sponsored deal"})
    _archived(desk)


def _counterpart(desk: Desk, address: Address, body: Body) -> None:
    at = f"{PROPERTIES}/{address.scope[0]}"
    if address.kind == "group":
        desk.ask("POST", f"{at}/groups", {"name": old_group(address), "label": body["label"]})
    else:
        desk.ask("POST", at, _old_property(address, body))


def old_group(address: Address) -> str:
    return "mkt__" + address.key.replace("_", "")


def old_name(address: Address) -> str:
    return f"c_{address.key}_2016"


def _old_property(address: Address, body: Body) -> Body:
    group = Address("group", address.scope, body["groupName"])
    options = body.get("options") or (YES_OR_NO if body["type"] == "bool" else [])
    kept = ("label", "type", "fieldType", "description", "numberDisplayHint", "hasUniqueValue", "showCurrencySymbol")
    said = {name: value for name, value in body.items() if name in kept}
    said |= {"options": [{**one, "displayOrder": n} for n, one in enumerate(options)]} if options else {}
    if str(address) == EDITED:
        said["description"] = "Somebody wrote this in 2019."
    return {**said, "name": old_name(address), "groupName": old_group(group)}


def _pipeline(desk: Desk, address: Address, body: Body) -> None:
    """HubSpot's pipeline of deals was renamed with its stages; the others have ids that HubSpot counted up."""
    at, stages = f"{PIPELINES}/{address.scope[0]}", list(_stages(body).values())
    said = [{"label": stage["label"], "displayOrder": n, **_metadata(stage)} for n, stage in enumerate(stages)]
    if address.scope != ("deals",):
        desk.ask("POST", at, {"label": body["label"], "displayOrder": 1, "stages": said})
        return
    desk.ask("PATCH", f"{at}/default", {"label": "Path to value"})
    for old, new in zip(desk.ask("GET", f"{at}/default")["stages"], said, strict=False):
        desk.ask("PATCH", f"{at}/default/stages/{old['id']}", {k: new[k] for k in new if k != "displayOrder"})


def _metadata(stage: Body) -> Body:
    return {"metadata": {name: str(value) for name, value in (stage.get("metadata") or {}).items()}}


def _stages(body: Body) -> dict[str, Any]:
    stages: dict[str, Any] = body["stages"]
    return stages


def _custom_objects(desk: Desk) -> None:
    """One that the blueprint calls by its live name, and one that was made under another."""
    for name, labels, primary in (
        ("fahrzeug", ("Fahrzeug", "Fahrzeuge"), "kennzeichen"),
        ("leistung", ("Deliverable", "Deliverables"), "titel"),
    ):
        body = {
            "name": name,
            "labels": dict(zip(("singular", "plural"), labels, strict=True)),
            "primaryDisplayProperty": primary,
            "properties": [{"name": primary, "label": "Promise", "type": "string", "fieldType": "text"}],
        }
        made = desk.ask("POST", SCHEMAS, body)["objectTypeId"]
        if name == "fahrzeug":
            desk.ask("POST", f"{PROPERTIES}/{made}/groups", {"name": "fuhrpark", "label": "Fleet"})
            seats = {
                "name": "sitze",
                "label": "Seats",
                "groupName": "fuhrpark",
                "type": "number",
                "fieldType": "number",
            }
            desk.ask("POST", f"{PROPERTIES}/{made}", seats)
        else:
            desk.ask("POST", f"{PROPERTIES}/{made}/groups", {"name": "zusagen", "label": "Promises"})
            desk.ask("PATCH", f"{PROPERTIES}/{made}/{primary}", {"groupName": "zusagen"})


def _archived(desk: Desk) -> None:
    """Names that are taken by what nobody sees any more, one of them a name of the blueprint."""
    for name in ("tier_old", "key_context"):
        body = {"name": name, "label": "Forgotten", "type": "string", "fieldType": "text"}
        desk.ask("POST", f"{PROPERTIES}/contacts", {**body, "groupName": "contactinformation"})
        desk.ask("DELETE", f"{PROPERTIES}/contacts/{name}")
