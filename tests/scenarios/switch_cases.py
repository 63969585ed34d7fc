"""For each switch a small blueprint, or something that happened in the portal, that makes HubSpot decide by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError

from desk import Desk

PROPERTIES, PIPELINES = "/crm/properties/2026-09", "/crm/pipelines/2026-09"
CONTACTS = "/crm/objects/2026-09/contacts"
SCHEMAS = "/crm-object-schemas/2026-09/schemas"
HEAD = "blueprint: acme/portal\nversion: 1.0.0\n"
CONTACTS_HAVE = """\
objects:
  contacts:
    groups: {value_path: {label: Value}}
    properties:
"""
NOTE = "      note: {label: Note, groupName: value_path, type: string, fieldType: text}\n"
PLAIN = HEAD + CONTACTS_HAVE + NOTE
TIER = PLAIN + "      tier: {label: Tier, groupName: value_path, type: string, fieldType: text}\n"
OLD_TIER = {
    "name": "tier",
    "label": "Old",
    "groupName": "contactinformation",
    "type": "string",
    "fieldType": "text",
}
FORMULA = (
    PLAIN
    + """\
      amount: {label: Amount, groupName: value_path, type: number, fieldType: number}
      twice:
        {label: Twice, groupName: value_path, type: number, fieldType: calculation_equation,
         calculationFormula: "amount + 2.50 * amount"}
"""
)
PATH = (
    PLAIN
    + """\
  deals:
    pipelines:
      path:
        label: Path
        stages:
          one: {label: One, metadata: {probability: 0.2}}
          two: {label: Two, metadata: {probability: 0.4}}
          won: {label: Won, metadata: {probability: 1}}
"""
)
CAPITALS = PATH.replace("one: {", "One: {")
SHORTER = PATH.replace("          two: {label: Two, metadata: {probability: 0.4}}\n", "")
STAGE_GOES = "removed: [{address: pipeline.deals.path/stages/two}]\n"
OBJECT_GOES = "removed: [{address: schema.deliverable}]\n"
PIPELINE_GOES = "removed: [{address: pipeline.deals.path}]\n"
OBJECT = """\
customObjects:
  deliverable:
    labels: {singular: Promise, plural: Promises}
    primaryDisplayProperty: promise_name
    justification:
      nativesConsidered: [services, projects]
      why: A service holds many promises at once and cannot say that this one was kept.
    properties:
      promise_name: {label: Name, groupName: deliverable_information, type: string, fieldType: text}
"""
PROMISE = PLAIN + OBJECT
LABEL = (
    PLAIN
    + """\
associations:
  - from: deals
    to: contacts
    labels:
      sponsor: {label: Sponsor, inverseLabel: Sponsored}
      critic: {label: Critic, inverseLabel: Criticised}
"""
)
SERVICES = LABEL.replace("from: deals", "from: services")
OF_SERVICES = (
    PLAIN
    + """\
  services:
    properties:
      promise: {label: Promise, groupName: service_information, type: string, fieldType: text}
"""
)
TOWN = PLAIN + "      town: {label: Town, groupName: value_path, type: string, fieldType: text}\n"
CITY = (
    TOWN.replace("town:", "city_now:")
    + "moved: [{from: property.contacts.town, to: property.contacts.city_now}]\n"
    + "removed: [{address: property.contacts.town}]\n"
)


@dataclass(frozen=True)
class Race:
    """Somebody makes `body` at `path` while we apply: that many reads of its list still show the portal without it."""

    path: str
    body: Any
    reads: int


@dataclass(frozen=True)
class Case:
    """How a switch is reached: each of `earlier` is applied, `between` happens in the portal, `blueprint` is applied.

    `by_others`: we never ask for what the switch decides, so only the calls of other programs reach it.
    """

    blueprint: str
    earlier: tuple[str, ...] = ()
    between: Callable[[Desk], object] = lambda _: None
    race: Race | None = None
    words: tuple[str, ...] = ()
    by_others: bool = False


def _tried(desk: Desk, method: str, path: str, body: Any = None) -> None:
    """What another program asks for, whether HubSpot does it or not."""
    try:
        desk.ask(method, path, body)
    except HTTPError as refusal:
        refusal.close()


def _archived_tier(desk: Desk) -> None:
    desk.ask("POST", f"{PROPERTIES}/contacts", OLD_TIER)
    desk.ask("DELETE", f"{PROPERTIES}/contacts/tier")


def _relabels_hubspots_own(desk: Desk) -> None:
    _tried(desk, "PATCH", f"{PROPERTIES}/contacts/createdate", {"label": "Born"})


def _takes_a_reserved_name(desk: Desk) -> None:
    _tried(desk, "POST", f"{PROPERTIES}/contacts", {**OLD_TIER, "name": "hs_tier"})


def _adds_a_stage_at_minus_one(desk: Desk) -> None:
    body = {"label": "Extra", "displayOrder": -1, "metadata": {"probability": "0.3"}}
    _tried(desk, "POST", f"{PIPELINES}/deals/path/stages", body)


def _renames_a_lifecycle(desk: Desk) -> None:
    (pipeline,) = desk.ask("GET", f"{PIPELINES}/contacts")["results"]
    _tried(desk, "PATCH", f"{PIPELINES}/contacts/{pipeline['id']}", {"label": "Renamed"})


def _takes_a_long_id(desk: Desk) -> None:
    stages = [{"label": "One", "displayOrder": 0, "metadata": {"probability": "0.3"}}]
    body = {"pipelineId": "p" * 37, "label": "Long", "displayOrder": 3, "stages": stages}
    _tried(desk, "POST", f"{PIPELINES}/deals", body)


def keep_a_promise(desk: Desk) -> None:
    """A record of the custom object: as long as there is one, an apply does not even ask for the object to go."""
    (schema,) = desk.ask("GET", SCHEMAS)["results"]
    desk.ask("POST", f"/crm/objects/2026-09/{schema['objectTypeId']}", {"properties": {"promise_name": "Kept"}})


def _some_live_in_towns(desk: Desk) -> None:
    rows = [{"properties": {"town": town}} for town in ("Ulm", "Bonn", "Kiel")]
    desk.ask("POST", f"{CONTACTS}/batch/create", {"inputs": rows})


def _one_number_twice(desk: Desk) -> None:
    unique = {**OLD_TIER, "name": "number_of_ours", "hasUniqueValue": True}
    desk.ask("POST", f"{PROPERTIES}/contacts", unique)
    for _ in range(2):
        _tried(desk, "POST", CONTACTS, {"properties": {"number_of_ours": "7"}})


def _searches_for_others(desk: Desk) -> None:
    sought = {"filters": [{"propertyName": "note", "operator": "NEQ", "value": "x"}]}
    _tried(desk, "POST", f"{CONTACTS}/search", sought)


def _services_are_off(desk: Desk) -> None:
    desk.emulator.enable_object("services", on=False)


A_GROUP = {"name": "value_path", "label": "Value"}
AN_OBJECT = {
    "name": "deliverable",
    "labels": {"singular": "Promise", "plural": "Promises"},
    "primaryDisplayProperty": "promise_name",
    "properties": [{"name": "promise_name", "label": "Name", "type": "string", "fieldType": "text"}],
}
A_LABEL = {"name": "deals_contacts_sponsor", "label": "Sponsor", "inverseLabel": "Sponsored"}
MOVED = Case(CITY, (TOWN,), _some_live_in_towns, words=("--allow", "MIGRATE:property.contacts.town"))
STAGE_REMOVED = Case(SHORTER + STAGE_GOES, (PATH,))

CASES: dict[str, Case] = {
    "recreate_archived": Case(TIER, between=_archived_tier),
    "read_only_definitions": Case(PLAIN, between=_relabels_hubspots_own, by_others=True),
    "required_fields": Case(PATH),
    "group_exists_status": Case(PLAIN, race=Race(f"{PROPERTIES}/contacts/groups", A_GROUP, 1)),
    "reserved_prefixes": Case(PLAIN, between=_takes_a_reserved_name, by_others=True),
    "negative_display_order": Case(PATH, (PATH,), _adds_a_stage_at_minus_one, by_others=True),
    "validate_flags": STAGE_REMOVED,
    "validate_bypass": STAGE_REMOVED,
    "pipeline_removal": Case(PATH, (PATH, PLAIN + PIPELINE_GOES)),
    "lifecycle_writes": Case(PLAIN, between=_renames_a_lifecycle, by_others=True),
    "over_long_ids": Case(PATH, between=_takes_a_long_id, by_others=True),
    "upper_case_stage_ids": Case(CAPITALS),
    "formulas": Case(FORMULA),
    "schema_reads": Case(PROMISE),
    "schema_exists": Case(PROMISE, race=Race(SCHEMAS, AN_OBJECT, 3)),
    "schema_searchable": Case(PROMISE),
    "schema_with_records": Case(PLAIN + OBJECT_GOES, (PROMISE,)),
    "association_exists_status": Case(LABEL, race=Race("/crm/associations/2026-09/deals/contacts/labels", A_LABEL, 2)),
    "association_order": Case(LABEL),
    "labelled_objects": Case(SERVICES),
    "disabled_objects": Case(OF_SERVICES, between=_services_are_off),
    "record_answers": MOVED,
    "unique_conflict_status": Case(PLAIN, between=_one_number_twice, by_others=True),
    "validation_rules": MOVED,
    "filter_limits": MOVED,
    "negative_filters": Case(PLAIN, (PLAIN,), _searches_for_others, by_others=True),
    "search_headers": MOVED,
}
"""For every switch; a migration moves records, and so reaches what is decided about those."""
