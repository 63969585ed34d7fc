import json
from typing import Any

import httpx
import pytest

from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches

CONTACTS = "/crm/v3/objects/contacts"
COMPANIES = "/crm/objects/2026-09/companies"
DEALS = "/crm/objects/2026-03/deals"


def _made(http: httpx.Client, url: str, **properties: Any) -> dict[str, Any]:
    answer = http.post(url, json={"properties": properties})
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_a_new_contact_brings_what_hubspot_adds(http: httpx.Client, portal: Emulator) -> None:
    """Everything that is set comes back, HubSpot's own values included, and the new record has an address."""
    answer = http.post(CONTACTS, json={"properties": {"email": "Ada@Example.org", "firstname": "Ada", "lastname": ""}})
    body = answer.json()
    told = body["properties"]

    assert answer.headers["location"] == f"{CONTACTS}/{body['id']}"
    assert (told["email"], told["hs_email_domain"], told["hs_full_name_or_email"]) == (
        "ada@example.org",
        "example.org",
        "Ada",
    )
    assert (told["lifecyclestage"], told["hs_pipeline"]) == ("lead", "contacts-lifecycle-pipeline")
    assert list(told) == sorted(told)
    assert "lastname" not in told
    assert body["url"] == f"https://app.hubspot.com/contacts/{portal.portal_id}/record/0-1/{body['id']}"


def test_reads_tell_what_was_asked(http: httpx.Client) -> None:
    """By default a few properties, else those asked for, with null where nothing is; unknown ones are passed over."""
    made = _made(http, CONTACTS, email="ada@example.org")

    usual = http.get(f"{CONTACTS}/{made['id']}").json()["properties"]
    asked = http.get(f"{CONTACTS}/{made['id']}", params={"properties": "phone,no_such", "archived": "false"})
    by_email = http.get(f"{CONTACTS}/ada@example.org?idProperty=email")
    history = http.get(f"{CONTACTS}/{made['id']}?propertiesWithHistory=email").json()["propertiesWithHistory"]

    assert set(usual) == {"createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"}
    assert set(asked.json()["properties"]) == {"createdate", "hs_object_id", "lastmodifieddate", "phone"}
    assert asked.json()["properties"]["phone"] is None
    assert by_email.json()["id"] == made["id"]
    assert [one["value"] for one in history["email"]] == ["ada@example.org"]


def test_a_missing_record_is_told_in_three_ways(http: httpx.Client) -> None:
    """HTML for whoever takes anything; JSON when asked for, another one for what is no number."""
    accept = {"Accept": "application/json"}

    html = http.get(f"{CONTACTS}/99999")
    number = http.get(f"{CONTACTS}/99999", headers=accept)
    word = http.get(f"{CONTACTS}/nobody", headers=accept)

    assert [one.status_code for one in (html, number, word)] == [404, 404, 404]
    assert html.headers["content-type"] == "text/html;charset=iso-8859-1"
    assert set(number.json()) == {"status", "message", "correlationId"}
    assert word.json()["context"] == {"id": ["nobody"]}


def test_values_are_checked(http: httpx.Client) -> None:
    """One refusal lists everything that is wrong, in the message as JSON and beside it."""
    deal = {
        "no_such": "x", "amount": "much", "closedate": "soon", "dealstage": "nowhere", "hs_object_id": "1",
        "dealname": "x" * 65_537,
    }  # fmt: skip

    refused = http.post(DEALS, json={"properties": deal})
    contact = http.post(CONTACTS, json={"properties": {"email": "nobody", "hs_lead_status": "WHAT"}})

    codes = {one["context"]["propertyName"][0]: one["code"] for one in refused.json()["errors"]}
    assert refused.status_code == 400
    assert codes == {
        "no_such": "PROPERTY_DOESNT_EXIST",
        "amount": "INVALID_LONG",
        "closedate": "INVALID_DATE",
        "dealstage": "INVALID_OPTION",
        "hs_object_id": "READ_ONLY_VALUE",
        "dealname": "INVALID_LENGTH",
    }
    told = json.loads(refused.json()["message"].removeprefix("Property values were not valid: "))
    assert told[0] == {
        "isValid": False,
        "message": 'Property "no_such" does not exist',
        "error": "PROPERTY_DOESNT_EXIST",
        "name": "no_such",
    }
    assert [one["code"] for one in contact.json()["errors"]] == ["INVALID_EMAIL", "INVALID_OPTION"]
    assert http.post(CONTACTS, json={"properties": {"email": {}}}).status_code == 400


def test_values_take_the_form_reads_give_back(http: httpx.Client) -> None:
    """Dates from milliseconds, numbers and booleans as texts, a pipeline from its stage."""
    made = _made(http, DEALS, dealname="Big", amount=12, closedate="1735689600000", dealstage="closedwon")

    assert (made["properties"]["amount"], made["properties"]["closedate"]) == ("12", "2025-01-01T00:00:00Z")
    assert made["properties"]["pipeline"] == "default"


def test_an_address_belongs_to_one_contact(http: httpx.Client) -> None:
    """A second contact, and one that takes over the address, are refused with the id of the first."""
    first = _made(http, CONTACTS, email="ada@example.org")
    second = _made(http, CONTACTS, email="bob@example.org")

    again = http.post(CONTACTS, json={"properties": {"email": "ADA@example.org"}})
    taken = http.patch(f"{CONTACTS}/{second['id']}", json={"properties": {"email": "ada@example.org"}})
    http.delete(f"{CONTACTS}/{first['id']}")

    assert [again.status_code, taken.status_code] == [409, 409]
    assert again.json()["message"] == f"Contact already exists. Existing ID: {first['id']}"
    assert again.json()["category"] == "CONFLICT"
    assert http.post(CONTACTS, json={"properties": {"email": "ada@example.org"}}).status_code == 201


@pytest.mark.parametrize("status", [400, 409])
def test_unique_values_are_unique(http: httpx.Client, portal: Emulator, a_property: Any, status: Any) -> None:
    """A property with unique values identifies records; its conflict has two claimed statuses."""
    portal.use_switches(Switches(unique_conflict_status=status))
    code = a_property("code", groupName="companyinformation", hasUniqueValue=True)
    http.post("/crm/v3/properties/companies", json=code)
    made = _made(http, COMPANIES, name="One", code="A1")

    again = http.post(COMPANIES, json={"properties": {"code": "A1"}})

    assert again.status_code == status
    assert http.get(f"{COMPANIES}/A1?idProperty=code").json()["id"] == made["id"]
    assert http.get(f"{COMPANIES}/One?idProperty=name").status_code == 400


def test_updates_tell_what_was_sent(http: httpx.Client) -> None:
    """The answer holds the sent values and where the record comes from, and an empty text clears a value."""
    made = _made(http, COMPANIES, name="One", domain="one.example")

    changed = http.patch(f"{COMPANIES}/{made['id']}", json={"properties": {"name": "Two", "phone": "", "domain": None}})
    read = http.get(f"{COMPANIES}/{made['id']}").json()

    assert made["properties"]["website"] == "one.example"
    assert set(changed.json()["properties"]) == {
        "createdate", "hs_lastmodifieddate", "hs_object_id", "hs_object_source", "hs_object_source_id",
        "hs_object_source_label", "hs_pipeline", "lifecyclestage", "name",
    }  # fmt: skip
    assert (read["properties"]["name"], read["properties"]["domain"]) == ("Two", None)
    assert read["updatedAt"] > read["createdAt"]


def test_lists_have_pages(http: httpx.Client, portal: Emulator) -> None:
    """By id, with a link that leads on; archived records have a list of their own."""
    ids = [_made(http, COMPANIES, name=str(number))["id"] for number in range(5)]
    http.delete(f"{COMPANIES}/{ids[0]}")

    first = http.get(COMPANIES, params={"limit": 3, "properties": "name,domain"}).json()
    second = http.get(first["paging"]["next"]["link"]).json()
    archived = http.get(COMPANIES, params={"archived": "true"}).json()["results"]

    assert [one["id"] for one in first["results"] + second["results"]] == ids[1:]
    assert first["paging"]["next"]["after"] == str(int(ids[3]) + 1)
    assert first["paging"]["next"]["link"].startswith(f"{portal.base_url}{COMPANIES}?properties=name%2Cdomain&limit=3")
    assert "paging" not in second
    assert [(one["id"], one["archived"], "archivedAt" in one) for one in archived] == [(ids[0], True, True)]
    for query in ("limit=0", "limit=101", "limit=x", "after=x", "limit=51&propertiesWithHistory=name"):
        assert http.get(f"{COMPANIES}?{query}").status_code == 400


def test_the_recycle_bin_keeps_records(http: httpx.Client) -> None:
    """Archived records are gone for reads and writes, unless the bin is asked; deleting twice is fine."""
    made = _made(http, COMPANIES, name="One")
    url = f"{COMPANIES}/{made['id']}"

    statuses = [http.delete(url).status_code, http.delete(url).status_code]

    assert statuses == [204, 204]
    assert [http.get(url).status_code, http.patch(url, json={"properties": {}}).status_code] == [404, 404]
    assert http.get(f"{url}?archived=true").json()["archived"] is True


def test_a_stage_with_a_record_stays(http: httpx.Client) -> None:
    """Records keep stages and pipelines from being deleted; those in the recycle bin do not."""
    made = _made(http, DEALS, dealname="Big", dealstage="closedwon")
    stage = "/crm/pipelines/2026-09/deals/default/stages/closedwon"

    refused = http.delete(stage)
    http.delete(f"{DEALS}/{made['id']}")

    assert refused.json()["context"] == {"stageIds": ["[closedwon]"], "objectIds": [f"[{made['id']}]"]}
    assert http.delete(stage).status_code == 204


def test_scopes_open_objects(http: httpx.Client, portal: Emulator) -> None:
    """Reading does not allow writing, contacts are not companies, and the refusal names every object's scopes."""
    portal.add_token("reader", scopes=["crm.objects.contacts.read"])
    headers = {"Authorization": "Bearer reader"}

    read = http.get(CONTACTS, headers=headers)
    written = http.post(CONTACTS, json={"properties": {}}, headers=headers)
    other = http.get(COMPANIES, headers=headers)

    assert [one.status_code for one in (read, written, other)] == [200, 403, 403]
    assert set(other.json()["errors"][0]["context"]) == {"requiredScopes", "requiredGranularScopes"}


def test_custom_objects_have_records(http: httpx.Client) -> None:
    """By type id and by full name; from 2026-09 on what the schema requires must be there."""
    schema = {
        "name": "shelf", "labels": {"singular": "Shelf", "plural": "Shelves"}, "primaryDisplayProperty": "title",
        "requiredProperties": ["title"],
        "properties": [{"name": "title", "label": "Title", "type": "string", "fieldType": "text"}],
    }  # fmt: skip
    made = http.post("/crm-object-schemas/2026-09/schemas", json=schema).json()
    type_id = made["objectTypeId"]

    record = _made(http, f"/crm/objects/2026-09/{type_id}", title="North")
    lacking = http.post(f"/crm/objects/2026-09/{type_id}", json={"properties": {}})
    older = http.post(f"/crm/v3/objects/{type_id}", json={"properties": {}})
    read = http.get(f"/crm/v3/objects/{made['fullyQualifiedName']}/{record['id']}").json()

    assert lacking.json()["errors"][0]["code"] == "MISSING_REQUIRED_PROPERTY"
    assert older.status_code == 201
    assert set(read["properties"]) == {"hs_createdate", "hs_lastmodifieddate", "hs_object_id"}
    deleted = http.delete(f"/crm-object-schemas/2026-09/schemas/{type_id}")
    assert deleted.status_code == 400
