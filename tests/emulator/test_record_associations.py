from typing import Any

import httpx
import pytest

from cvpctl.emulator.server import Emulator

VERSIONS = [
    ("/crm/v4/objects", "/crm/v4/associations"),
    ("/crm/objects/2026-03", "/crm/associations/2026-03"),
    ("/crm/objects/2026-09", "/crm/associations/2026-09"),
]
OBJECTS, ASSOCIATIONS = VERSIONS[2]
PRIMARY = {"category": "HUBSPOT_DEFINED", "typeId": 1, "label": "Primary"}
PLAIN = {"category": "HUBSPOT_DEFINED", "typeId": 279, "label": None}

Ids = dict[str, list[str]]


@pytest.fixture
def ids(portal: Emulator) -> Ids:
    """Three contacts, two companies and a deal."""
    return {
        "contacts": portal.add_records("contacts", [{"firstname": name} for name in "abc"]),
        "companies": portal.add_records("companies", [{"name": name} for name in "xy"]),
        "deals": portal.add_records("deals", [{"dealname": "d"}]),
    }


def _types(http: httpx.Client, start: str, record_id: str, end: str) -> dict[str, list[tuple[int, str | None]]]:
    body = http.get(f"{OBJECTS}/{start}/{record_id}/associations/{end}").json()
    return {
        str(one["toObjectId"]): [(each["typeId"], each["label"]) for each in one["associationTypes"]]
        for one in body["results"]
    }


@pytest.mark.parametrize(("objects", "associations"), VERSIONS)
def test_a_default_association_goes_both_ways(http: httpx.Client, ids: Ids, objects: str, associations: str) -> None:
    """Both directions are told and read; the first company of a contact is its primary one."""
    contact, company = ids["contacts"][0], ids["companies"][0]

    made = http.put(f"{objects}/contacts/{contact}/associations/default/companies/{company}")
    read = http.post(f"{associations}/contact/company/batch/read", json={"inputs": [{"id": contact}]})

    assert made.status_code == 200
    assert [one["associationSpec"]["associationTypeId"] for one in made.json()["results"]] == [279, 280]
    assert read.status_code == 200
    assert read.json()["results"] == [
        {"from": {"id": contact}, "to": [{"toObjectId": int(company), "associationTypes": [PRIMARY, PLAIN]}]}
    ]
    assert _types(http, "companies", company, "contacts") == {contact: [(2, "Primary"), (280, None)]}


def test_a_contact_has_one_primary_company(http: httpx.Client, ids: Ids) -> None:
    """A second one is plain; made primary, it takes the label from the first."""
    contact, (first, second) = ids["contacts"][0], ids["companies"]
    for company in (first, second):
        http.put(f"{OBJECTS}/contacts/{contact}/associations/default/companies/{company}")
    before = _types(http, "contacts", contact, "companies")

    spec = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 1}]
    moved = http.put(f"{OBJECTS}/contacts/{contact}/associations/companies/{second}", json=spec)

    assert before == {first: [(1, "Primary"), (279, None)], second: [(279, None)]}
    assert (moved.status_code, moved.json()["labels"]) == (201, ["Primary"])
    assert _types(http, "contacts", contact, "companies") == {
        first: [(279, None)],
        second: [(1, "Primary"), (279, None)],
    }


def test_a_label_brings_the_plain_type(http: httpx.Client, ids: Ids) -> None:
    """A labelled association is a plain one as well, under the inverse label from the other side."""
    body = {"name": "boss", "label": "Boss", "inverseLabel": "Report"}
    rows = http.post(f"{ASSOCIATIONS}/contacts/deals/labels", json=body).json()["results"]
    forth = next(one for one in rows if one["label"] == "Boss")
    pair = {"from": {"id": ids["contacts"][0]}, "to": {"id": ids["deals"][0]}}
    types = [{"associationCategory": forth["category"], "associationTypeId": forth["typeId"]}]

    made = http.post(f"{ASSOCIATIONS}/contacts/deals/batch/create", json={"inputs": [{**pair, "types": types}]})
    here = _types(http, "contacts", ids["contacts"][0], "deals")[ids["deals"][0]]
    there = _types(http, "deals", ids["deals"][0], "contacts")[ids["contacts"][0]]

    assert (made.status_code, made.json()["results"][0]["labels"]) == (201, ["Boss"])
    assert {label for _, label in here} == {None, "Boss"}
    assert {label for _, label in there} == {None, "Report"}
    gone = http.post(f"{ASSOCIATIONS}/contacts/deals/batch/labels/archive", json={"inputs": [{**pair, "types": types}]})
    assert gone.status_code == 204
    assert _types(http, "contacts", ids["contacts"][0], "deals") == {ids["deals"][0]: [(4, None)]}


def test_batches_link_read_and_unlink(http: httpx.Client, ids: Ids) -> None:
    """Missing records and records without associations are told beside the others."""
    company = ids["companies"][0]
    pairs: list[dict[str, Any]] = [{"from": {"id": one}, "to": {"id": company}} for one in (*ids["contacts"][:2], "7")]
    url = f"{ASSOCIATIONS}/contacts/companies/batch"

    linked = http.post(f"{url}/associate/default", json={"inputs": pairs})
    read = http.post(f"{url}/read", json={"inputs": [{"id": one} for one in ids["contacts"]]})
    archive = {"inputs": [{"from": {"id": ids["contacts"][0]}, "to": [{"id": company}]}]}
    archived = http.post(f"{url}/archive", json=archive)

    assert (linked.status_code, len(linked.json()["results"]), linked.json()["numErrors"]) == (207, 4, 1)
    assert (read.status_code, len(read.json()["results"])) == (207, 2)
    assert read.json()["errors"][0]["message"] == f"No company is associated with contact {ids['contacts'][2]}."
    assert archived.status_code == 204
    assert list(_types(http, "companies", company, "contacts")) == [ids["contacts"][1]]


def test_records_are_born_associated_and_show_it(http: httpx.Client, ids: Ids) -> None:
    """A create names the other end by type; `associations=` on a read tells ids and names of types."""
    types = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279}]
    to = {"to": {"id": ids["companies"][0]}, "types": types}

    made = http.post(f"{OBJECTS}/contacts", json={"properties": {}, "associations": [to]}).json()
    read = http.get(f"{OBJECTS}/contacts/{made['id']}", params={"associations": "companies,deals"}).json()

    assert read["associations"] == {
        "companies": {
            "results": [
                {"id": ids["companies"][0], "type": "contact_to_company"},
                {"id": ids["companies"][0], "type": "contact_to_company_unlabeled"},
            ]
        }
    }


def test_what_cannot_be_linked_is_refused(http: httpx.Client, ids: Ids) -> None:
    """Unknown types, missing records, unknown objects; nothing is left behind, and deleting nothing is fine."""
    contact, company = ids["contacts"][0], ids["companies"][0]
    url = f"{OBJECTS}/contacts/{contact}/associations"
    wrong = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 4}]

    answers = [
        http.put(f"{url}/companies/{company}", json=wrong),
        http.put(f"{url}/companies/{company}", json={}),
        http.put(f"{url}/default/companies/7"),
        http.put(f"{url}/default/butterflies/{company}"),
        http.delete(f"{url}/companies/{company}"),
        http.get(f"{OBJECTS}/contacts/7/associations/companies"),
    ]

    assert [one.status_code for one in answers] == [400, 400, 404, 400, 204, 404]
    assert _types(http, "contacts", contact, "companies") == {}


def test_links_have_pages_and_forget_the_recycle_bin(http: httpx.Client, ids: Ids) -> None:
    """At most 500 at once; a record in the recycle bin does not show."""
    company = ids["companies"][0]
    for contact in ids["contacts"]:
        http.put(f"{OBJECTS}/companies/{company}/associations/default/contacts/{contact}")
    url = f"{OBJECTS}/companies/{company}/associations/contacts"

    first = http.get(url, params={"limit": 2}).json()
    second = http.get(first["paging"]["next"]["link"]).json()
    http.delete(f"{OBJECTS}/contacts/{ids['contacts'][0]}")

    assert [str(one["toObjectId"]) for one in first["results"] + second["results"]] == ids["contacts"]
    assert len(http.get(url).json()["results"]) == 2
