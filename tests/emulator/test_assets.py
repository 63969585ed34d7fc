"""Lists, forms and workflows: put in from outside, read as clients read them, and in the way of what they use."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from cvpctl.emulator.server import Emulator

LISTS, FORMS, FLOWS = "/crm/lists/2026-09", "/marketing/v3/forms", "/automation/v4/flows"
TIER = {"name": "tier", "label": "Tier", "type": "string", "fieldType": "text", "groupName": "contactinformation"}
BY_TIER = {"filterBranchType": "AND", "filters": [{"filterType": "PROPERTY", "property": "tier"}]}
SETS_TIER = {"actionId": "1", "actionTypeId": "0-5", "fields": {"property_name": "tier"}}
ASKS_TIER = {"groupType": "default_group", "fields": [{"objectTypeId": "0-1", "name": "tier", "fieldType": "text"}]}


def test_lists_are_searched_in_pages_and_read_by_id(http: httpx.Client, portal: Emulator) -> None:
    """A search tells no filters; a read does where it is asked to, for ids said twice or with commas."""
    for name, object_type in (("Best", "contacts"), ("Rest", "contacts"), ("Best firms", "companies")):
        portal.add_list(name, object_type, BY_TIER)

    page = http.post(f"{LISTS}/search", json={"query": "best", "count": 1}).json()
    rest = http.post("/crm/v3/lists/search", json={"query": "best", "offset": page["offset"]}).json()
    bare = http.get(LISTS, params={"listIds": ["1", "9"]}).json()["lists"]
    full = http.get(LISTS, params={"listIds": "1,3", "includeFilters": "true"}).json()["lists"]

    assert ([("Best", None)], True, 2) == (_names(page["lists"]), page["hasMore"], page["total"])
    assert ([("Best firms", None)], False) == (_names(rest["lists"]), rest["hasMore"])
    assert ([("Best", None)], [("Best", BY_TIER), ("Best firms", BY_TIER)]) == (_names(bare), _names(full))
    assert 400 == http.post(f"{LISTS}/search", json={"count": 501}).status_code


def _names(rows: list[Any]) -> list[tuple[str, Any]]:
    return [(one["name"], one.get("filterBranch")) for one in rows]


def test_forms_come_in_pages_with_their_fields(http: httpx.Client, portal: Emulator) -> None:
    """Those of HubSpot's own editor, unless others are asked for."""
    for name in ("Contact us", "Newsletter"):
        portal.add_form(name, [ASKS_TIER])

    first = http.get(FORMS, params={"limit": 1}).json()
    second = http.get(FORMS, params={"limit": 1, "after": first["paging"]["next"]["after"]}).json()

    assert ["Contact us", "Newsletter"] == [one["name"] for one in [*first["results"], *second["results"]]]
    assert [ASKS_TIER] == first["results"][0]["fieldGroups"]
    assert [] == http.get(FORMS, params={"formTypes": "captured"}).json()["results"]


def test_workflows_tell_their_actions_in_a_batch_only(http: httpx.Client, portal: Emulator) -> None:
    """Switched off or not; an id that nobody has is passed over."""
    made = portal.add_workflow("Welcome", "contacts", [SETS_TIER], enabled=False)

    (row,) = http.get(FLOWS).json()["results"]
    asked = [{"flowId": row["id"], "type": "FLOW_ID"}, {"flowId": "99", "type": "FLOW_ID"}]
    read = http.post(f"{FLOWS}/batch/read", json={"inputs": asked}).json()

    assert ("Welcome", False, False) == (row["name"], row["isEnabled"], "actions" in row)
    assert [made] == read["results"]


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", LISTS, "crm.lists.read"),
        ("POST", f"{LISTS}/search", "crm.lists.read"),
        ("GET", FORMS, "forms"),
        ("GET", FLOWS, "automation"),
        ("POST", f"{FLOWS}/batch/read", "automation"),
    ],
)
def test_each_needs_its_scope(portal: Emulator, method: str, path: str, scope: str) -> None:
    """The refusal names it."""
    portal.add_token("poor", scopes=["crm.objects.contacts.read"])
    answer = httpx.request(
        method, portal.base_url + path, headers={"Authorization": "Bearer poor"}, json={"inputs": []}
    )
    assert (403, [scope]) == (answer.status_code, answer.json()["errors"][0]["context"]["requiredGranularScopes"])


@pytest.mark.parametrize(
    ("what", "body", "parent"),
    [
        ("lists", {"name": "Best", "objectType": "contacts", "filterBranch": BY_TIER}, "CONTACT_LIST"),
        ("forms", {"name": "Best", "fieldGroups": [ASKS_TIER]}, "FORM"),
        ("workflows", {"name": "Best", "objectType": "contacts", "actions": [SETS_TIER]}, "WORKFLOW"),
    ],
)
def test_what_they_use_cannot_be_archived(http: httpx.Client, what: str, body: Any, parent: str) -> None:
    """The refusal names who does; another object's property of the same name can."""
    for name, group in (("contacts", "contactinformation"), ("companies", "companyinformation")):
        http.post(f"/crm/v3/properties/{name}", json=TIER | {"groupName": group}).raise_for_status()
    http.post(f"/_emulator/{what}", json=body).raise_for_status()

    refused = http.delete("/crm/v3/properties/contacts/tier")

    assert 400 == refused.status_code
    (error,) = refused.json()["errors"]
    assert ([parent], ["Best"]) == (error["context"]["parentType"], error["context"]["parentName"])
    assert 204 == http.delete("/crm/v3/properties/companies/tier").status_code


def test_a_static_list_keeps_nothing(http: httpx.Client, portal: Emulator) -> None:
    """It found its members once."""
    http.post("/crm/v3/properties/contacts", json=TIER).raise_for_status()
    portal.add_list("Best in May", "contacts", BY_TIER, processing_type="SNAPSHOT")
    assert 204 == http.delete("/crm/v3/properties/contacts/tier").status_code
