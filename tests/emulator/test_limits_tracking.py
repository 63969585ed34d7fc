from typing import Any

import httpx

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.tiers import Quotas

LIMITS = "/crm/limits/2026-09"
STAGE = {"label": "S", "displayOrder": 0, "metadata": {"probability": "0.5"}}
EGG = {"name": "deliverable", "labels": {"singular": "Deliverable", "plural": "Deliverables"}}


def _row(rows: list[dict[str, Any]], type_id: str) -> dict[str, Any]:
    return next(one for one in rows if one["objectTypeId"] == type_id)


def test_properties_are_counted(http: httpx.Client, a_property: Any) -> None:
    """Custom ones per object and overall, calculated ones overall; HubSpot's own do not count."""
    http.post("/crm/v3/properties/contacts", json=a_property("plain"))
    formula = {"type": "number", "fieldType": "calculation_equation", "calculationFormula": "hs_object_id + 1"}
    http.post("/crm/v3/properties/contacts", json=a_property("sum", **formula))

    custom = http.get(f"{LIMITS}/custom-properties").json()
    calculated = http.get(f"{LIMITS}/calculated-properties").json()

    assert {key: custom[key] for key in custom if key != "byObjectType"} == {
        "overallLimit": 10_000,
        "overallUsage": 2,
        "overallPercentage": 0.02,
    }
    assert _row(custom["byObjectType"], "0-1") == {
        "objectTypeId": "0-1",
        "singularLabel": "Contact",
        "pluralLabel": "Contacts",
        "limit": 1_000,
        "usage": 2,
        "percentage": 0.2,
    }
    assert (calculated["overallUsage"], [one["usage"] for one in calculated["byObjectType"]]) == (1, [1])


def test_pipelines_are_counted(http: httpx.Client) -> None:
    """Those of deals, tickets and orders each, those of custom objects together; the default ones do not count."""
    made = http.post("/crm/v3/schemas", json={**EGG, "primaryDisplayProperty": "hs_object_id"}).json()["objectTypeId"]
    http.post("/crm/v3/pipelines/deals", json={"label": "P", "displayOrder": 1, "stages": [STAGE]})
    http.post(f"/crm/v3/pipelines/{made}", json={"label": "P", "displayOrder": 1, "stages": [STAGE]})

    told = http.get(f"{LIMITS}/pipelines").json()

    counts = {one["objectTypeId"]: (one["limit"], one["usage"]) for one in told["hubspotDefinedObjectTypes"]}
    assert counts == {"0-3": (100, 1), "0-5": (100, 0), "0-123": (50, 0)}
    assert told["customObjectTypes"] == {
        "overallLimit": 100,
        "overallUsage": 1,
        "overallPercentage": 1.0,
        "byObjectType": [
            {"objectTypeId": made, "singularLabel": "Deliverable", "pluralLabel": "Deliverables", "usage": 1}
        ],
    }


def test_records_are_counted(http: httpx.Client) -> None:
    """A cheap way to learn how many records an object has."""
    for email in ("ada@example.com", "bob@example.com"):
        http.post("/crm/v3/objects/contacts", json={"properties": {"email": email}})

    told = http.get("/crm/v3/limits/records").json()

    contacts = _row(told["hubspotDefinedObjectTypes"], "0-1")
    assert (contacts["limit"], contacts["usage"]) == (15_000_000, 2)
    assert _row(told["hubspotDefinedObjectTypes"], "0-421")["limit"] == 500_000
    assert told["customObjectTypes"]["overallUsage"] == 0


def test_labels_are_counted_by_direction(http: httpx.Client) -> None:
    """Every pair with labels, or the one that was asked for."""
    body = {"name": "sponsor", "label": "Sponsor", "inverseLabel": "Sponsored"}
    http.post("/crm/v4/associations/contacts/deals/labels", json=body)

    def told(**asked: str) -> list[tuple[str, str, list[str]]]:
        rows = http.get(f"{LIMITS}/associations/labels", params=asked).json()["results"]
        ends = ("fromObjectType", "toObjectType")
        return [(*(one[end]["objectTypeId"] for end in ends), one["allLabels"]) for one in rows]

    assert told() == [("0-1", "0-3", ["Sponsor"]), ("0-3", "0-1", ["Sponsored"])]
    assert told(toObjectTypeId="0-1") == [("0-3", "0-1", ["Sponsored"])]
    assert told(fromObjectTypeId="0-1", toObjectTypeId="0-2") == [("0-1", "0-2", [])]
    assert http.get(f"{LIMITS}/associations/labels", params={"toObjectTypeId": "x"}).status_code == 400


def test_records_near_their_limit_are_named() -> None:
    """From eighty percent on; those at the limit apart."""
    with (
        Emulator(limits=Limits.off(), quotas=Quotas(associations_per_record=5)) as portal,
        httpx.Client(base_url=portal.base_url, headers={"Authorization": f"Bearer {portal.token}"}) as http,
    ):
        deals = [http.post("/crm/v3/objects/deals", json={"properties": {"dealname": "D"}}).json()["id"] for _ in "123"]
        people = []
        for number in range(5):
            values = {"email": f"p{number}@example.com"}
            people.append(http.post("/crm/v3/objects/contacts", json={"properties": values}).json()["id"])
        for deal, many in zip(deals, (5, 4, 3), strict=True):
            for person in people[:many]:
                http.put(f"/crm/v4/objects/deals/{deal}/associations/default/contacts/{person}")
        between = http.get(f"{LIMITS}/associations/records/0-3/0-1").json()
        starts = http.get(f"{LIMITS}/associations/records/from").json()["results"]
        ends = http.get(f"{LIMITS}/associations/records/0-3/to").json()["results"]
        assert portal.log.bugs == []

    assert [between[key] for key in ("limit", "totalRecordsNearLimit", "totalRecordsAtLimit")] == [5, 1, 1]
    assert between["nearLimitFromRecordSamples"] == [
        {"objectId": int(deals[1]), "label": deals[1], "usage": 4, "percentage": 80.0}
    ]
    assert [one["objectId"] for one in between["atLimitFromRecordSamples"]] == [int(deals[0])]
    assert [one["objectTypeId"] for one in starts] == ["0-3"]
    assert [(one["objectTypeId"], one["hasRecordsAtLimit"]) for one in ends] == [("0-1", True)]


def test_scopes_of_limits(portal: Emulator) -> None:
    """The right to read some records opens all but the count of custom objects; schema scopes do not."""
    portal.add_token("records", scopes=["crm.objects.deals.read"])
    portal.add_token("schemas", scopes=["crm.schemas.contacts.read", "crm.schemas.custom.read"])

    def codes(token: str) -> list[int]:
        headers = {"Authorization": f"Bearer {token}"}
        paths = ("custom-properties", "records", "custom-object-types")
        return [httpx.get(f"{portal.base_url}{LIMITS}/{path}", headers=headers).status_code for path in paths]

    assert codes("records") == [200, 200, 403]
    assert codes("schemas") == [403, 403, 200]
