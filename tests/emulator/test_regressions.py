"""Faults of the emulator that random lives and requests found, each by name."""

import httpx

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.tiers import Quotas

SCHEMA = {
    "name": "cask", "labels": {"singular": "Cask", "plural": "Casks"}, "primaryDisplayProperty": "hs_object_id",
    "associatedObjects": ["contacts"],
}  # fmt: skip
TYPES = "/crm/associations/2026-09"


def _plain(http: httpx.Client, start: str, end: str) -> int:
    rows = http.get(f"{TYPES}/{start}/{end}/labels").json()["results"]
    return next(int(row["typeId"]) for row in rows if row["label"] is None)


def test_a_deleted_association_type_leaves_no_record_with_it(http: httpx.Client) -> None:
    """Records associated by a type that is deleted are not associated by nothing, in either direction."""
    http.post("/crm/v3/schemas", json=SCHEMA).raise_for_status()
    cask, contact = (http.post(f"/crm/v3/objects/{of}", json={"properties": {}}).json()["id"]
                     for of in ("p_cask", "contacts"))  # fmt: skip
    http.put(f"/crm/v4/objects/p_cask/{cask}/associations/default/contacts/{contact}").raise_for_status()

    http.delete(f"{TYPES}/p_cask/contacts/labels/{_plain(http, 'p_cask', 'contacts')}").raise_for_status()

    for path in (f"p_cask/{cask}/associations/contacts", f"contacts/{contact}/associations/p_cask"):
        assert [] == http.get(f"/crm/v4/objects/{path}").json()["results"]


def test_a_plain_pair_takes_a_name_that_is_free(http: httpx.Client) -> None:
    """Names of association types stay unique where a label has the name that a plain pair would be given."""
    http.post(f"{TYPES}/contacts/deals/labels", json={"name": "cask_to_contact", "label": "Boss"}).raise_for_status()

    made = http.post("/crm/v3/schemas", json=SCHEMA).json()

    named = [one["name"] for one in made["associations"] if "0-1" in {one["fromObjectTypeId"], one["toObjectTypeId"]}]
    assert ["cask_to_contact_2", "cask_to_contact_2"] == named


def test_an_admin_route_asked_for_a_portal_in_odd_digits_refuses(http: httpx.Client) -> None:
    """A superscript two is a digit to Python and no number: the portal is not found, nothing breaks."""
    assert 404 == http.get("/_emulator/state?portal=%C2%B2").status_code


def test_a_change_makes_no_calculation_beyond_the_quota() -> None:
    """A plain property that is given a formula counts like a calculated one that is created."""
    amount = "/crm/properties/2026-09/deals/twice"
    plain = {"name": "twice", "label": "Twice", "type": "number", "fieldType": "number", "groupName": "dealinformation"}
    with (
        Emulator(quotas=Quotas(calculated_properties=0), limits=Limits.off()) as portal,
        httpx.Client(base_url=portal.base_url, headers={"Authorization": f"Bearer {portal.token}"}) as http,
    ):
        http.post(amount.rpartition("/")[0], json=plain).raise_for_status()
        refused = http.patch(amount, json={"calculationFormula": "amount * 2"})

    assert 400 == refused.status_code
    assert "calculated properties" in refused.json()["message"]
