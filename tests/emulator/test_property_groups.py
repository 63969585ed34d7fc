import json
from typing import Any

import httpx
import pytest

from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches

GROUPS = "/crm/properties/2026-09/contacts/groups"
PROPERTIES = "/crm/properties/2026-09/contacts"


def test_a_group_without_an_order_gets_the_next_free_one(http: httpx.Client) -> None:
    """An omitted or negative displayOrder is resolved, and the answer says to what."""
    answers = [
        http.post(GROUPS, json={"name": "cvp", "label": "CVP"}),
        http.post(GROUPS, json={"name": "cvp_2", "label": "CVP 2", "displayOrder": -1}),
        http.post(GROUPS, json={"name": "cvp_3", "label": "CVP 3", "displayOrder": 40}),
    ]

    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert answers[0].json() == {"name": "cvp", "label": "CVP", "displayOrder": 9, "archived": False}
    assert [answer.json()["displayOrder"] for answer in answers] == [9, 10, 40]
    assert answers[0].headers["location"] == f"{GROUPS}/cvp"


def test_a_group_name_may_hold_what_one_would_not_expect(http: httpx.Client) -> None:
    """Live portals have groups with an ampersand in the name; the path carries it encoded."""
    http.post(GROUPS, json={"name": "apt_utilities_&_insurance", "label": "Utilities"})

    assert http.get(f"{GROUPS}/apt_utilities_%26_insurance").json()["label"] == "Utilities"


def test_a_patch_changes_what_it_names(http: httpx.Client) -> None:
    """A patch with only a label keeps the order, and the name cannot change."""
    before = http.post(GROUPS, json={"name": "cvp", "label": "CVP"}).json()

    after = http.patch(f"{GROUPS}/cvp", json={"label": "Customer value", "name": "other"})

    assert after.status_code == 200
    assert {**before, "label": "Customer value"} == after.json() == http.get(f"{GROUPS}/cvp").json()


def test_a_group_in_use_stays(http: httpx.Client, a_property: Any) -> None:
    """Active properties refuse the delete with an error nested as text in `message`; archived ones do not."""
    http.post(GROUPS, json={"name": "cvp", "label": "CVP"})
    http.post(PROPERTIES, json=a_property("x", groupName="cvp"))

    refused = http.delete(f"{GROUPS}/cvp")

    assert refused.status_code == 400
    assert set(refused.json()) == {"status", "message", "correlationId"}
    nested = json.loads(refused.json()["message"])
    assert nested.pop("correlationId") == refused.json()["correlationId"]
    assert nested == {
        "status": "error",
        "message": "Can't delete or purge a group with active properties",
        "category": "VALIDATION_ERROR",
        "subCategory": "PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES",
    }
    http.delete(f"{PROPERTIES}/x")
    assert http.delete(f"{GROUPS}/cvp").status_code == 204
    assert http.get(f"{GROUPS}/cvp").status_code == 404


def test_a_deleted_name_begins_anew(http: httpx.Client, a_property: Any) -> None:
    """The same name makes a fresh group, and no property comes back into the one that went."""
    http.post(GROUPS, json={"name": "cvp", "label": "Old", "displayOrder": 3})
    http.post(PROPERTIES, json=a_property("x", groupName="cvp"))
    http.delete(f"{PROPERTIES}/x")
    http.delete(f"{GROUPS}/cvp")

    refused = http.post(PROPERTIES, json=a_property("x", groupName="cvp"))
    again = http.post(GROUPS, json={"name": "cvp", "label": "New"})

    assert (refused.status_code, refused.json()["subCategory"]) == (400, "PropertyGroupError.GROUP_DOES_NOT_EXIST")
    assert again.status_code == 201
    assert again.json()["label"] == "New"


@pytest.mark.parametrize("status", [409, 400])
def test_a_second_group_of_a_name_is_refused(http: httpx.Client, portal: Emulator, status: Any) -> None:
    """The status has never been recorded, so a switch says which."""
    portal.use_switches(Switches(group_exists_status=status))

    refused = http.post(GROUPS, json={"name": "contactinformation", "label": "Again"})

    assert status == refused.status_code
    assert refused.json()["subCategory"] == "PropertyGroupError.GROUP_ALREADY_EXISTS"


def test_missing_fields_are_named(http: httpx.Client) -> None:
    """A body without the required fields is refused with their names."""
    refused = http.post(GROUPS, json={"label": "CVP"})

    assert refused.status_code == 400
    expected = "Invalid input JSON on line 1, column 2. Some required fields were not set: [name]"
    assert expected == refused.json()["message"]
