import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from cvpctl.emulator.errors import Refusal
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator

PROPERTY = {"name": "vintage", "label": "Vintage", "type": "string", "fieldType": "text", "groupName": "cellar_notes"}


def _everything(portal: Emulator, http: httpx.Client) -> None:
    """Something of each area."""
    egg = {"name": "cask", "labels": {"singular": "Cask", "plural": "Casks"}, "primaryDisplayProperty": "hs_object_id"}
    http.post("/crm/v3/schemas", json=egg).raise_for_status()
    label = {"name": "boss", "label": "Boss", "inverseLabel": "Report"}
    http.post("/crm/associations/2026-09/contacts/deals/labels", json=label).raise_for_status()
    (contact,) = portal.add_records("contacts", [{"email": "ada@example.org"}])
    one, two = portal.add_records("deals", [{"dealname": "A", "dealstage": "closedwon"}, {"dealname": "B"}])
    http.put(f"/crm/v4/objects/contacts/{contact}/associations/default/deals/{one}").raise_for_status()
    http.delete(f"/crm/v3/objects/deals/{two}").raise_for_status()
    portal.use_property("deals", "amount", [("WORKFLOW", "Welcome")])


@pytest.mark.long
def test_a_snapshot_brings_everything_back(http: httpx.Client, portal: Emulator, tmp_path: Path) -> None:
    """The law of the round trip: what was saved and restored is saved alike, and answers alike."""
    _everything(portal, http)
    paths = ["/crm/v3/objects/deals?archived=true&associations=contacts", "/crm/v3/schemas", "/crm/v3/objects/contacts"]
    before = [http.get(path).json() for path in paths]
    file = tmp_path / "portal.json"
    portal.save(file)
    saved = portal.state()
    portal.reset()

    portal.restore(file)

    assert portal.state() == saved == json.loads(file.read_text(encoding="utf-8"))
    assert [http.get(path).json() for path in paths] == before
    assert list(tmp_path.iterdir()) == [file]
    found = http.post("/crm/v3/objects/deals/search", json={"query": "a"}).json()
    assert found["total"] == 1


def test_a_snapshot_moves_to_another_portal(portal: Emulator) -> None:
    """The account goes by the id of the portal that took it in; its tokens stay its own."""
    state = portal.state()
    with Emulator(portal_id=4711, token="other", limits=Limits.off()) as other:
        other.load(state)
        details = httpx.get(f"{other.base_url}/account-info/v3/details", headers={"Authorization": "Bearer other"})

    assert details.json()["portalId"] == 4711


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 2, "collections": {"account": {"account": {}}}}', '{"collections": {"a": 1}}']
)
def test_something_else_is_not_taken_in(portal: Emulator, tmp_path: Path, text: str) -> None:
    """Another format and other files are refused before anything is replaced."""
    state = portal.state()
    file = tmp_path / "portal.json"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(Refusal):
        portal.restore(file)

    assert portal.state() == state


def test_a_portal_is_seeded_from_recorded_answers(http: httpx.Client, portal: Emulator, tmp_path: Path) -> None:
    """Properties with groups made for them, pipelines, the account and a custom object; other files are passed over."""
    pipeline = {"label": "Path", "displayOrder": 0, "id": "path", "stages": [], "createdAt": "", "updatedAt": ""}
    schema = {
        "objectTypeId": "2-77", "name": "cask", "fullyQualifiedName": "p1_cask", "labels": {"singular": "Cask"},
        "primaryDisplayProperty": "vintage", "properties": [PROPERTY],
        "associations": [{"id": "31", "fromObjectTypeId": "2-77", "toObjectTypeId": "0-1", "name": "cask_to_contact"},
                         {"id": "32", "fromObjectTypeId": "0-1", "toObjectTypeId": "2-77", "name": "cask_to_contact"}],
    }  # fmt: skip
    answers: dict[str, Any] = {
        "companies_properties": {"results": [PROPERTY]},
        "pipelines_deals": {"results": [pipeline]},
        "schemas": {"results": [schema]},
        "account": {"portalId": 5, "accountType": "SANDBOX", "timeZone": "Europe/Berlin"},
        "recorded": [
            {"method": "GET", "uri": "https://api.hubapi.com/crm/v3/properties/tickets", "status": 200,
             "response": {"results": [PROPERTY]}},
            {"method": "DELETE", "uri": "/crm/v3/objects/tickets/1", "status": 204, "response": ""},
        ],
        "something": {"results": ["else"]},
    }  # fmt: skip
    for name, answer in answers.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(answer), encoding="utf-8")

    counts = portal.seed_from(tmp_path)

    assert counts == {"account": 1, "properties": 2, "pipelines": 1, "schemas": 1}
    assert http.get("/crm/v3/properties/companies/groups/cellar_notes").json()["label"] == "Cellar notes"
    assert http.get("/crm/v3/properties/tickets/vintage").status_code == 200
    assert [one["id"] for one in http.get("/crm/v3/pipelines/deals").json()["results"]] == ["path"]
    account = http.get("/account-info/v3/details").json()
    assert (account["portalId"], account["accountType"]) == (portal.portal_id, "SANDBOX")
    made = http.post("/crm/v3/objects/2-77", json={"properties": {"vintage": "1999"}})
    assert made.json()["properties"]["vintage"] == "1999"
    labels = http.get("/crm/associations/v4/2-77/contacts/labels").json()["results"]
    assert [one["typeId"] for one in labels] == [31]
