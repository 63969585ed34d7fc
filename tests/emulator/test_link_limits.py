"""How many records one record may be associated with."""

from typing import Any

import httpx
import pytest

from cvpctl.emulator.server import Emulator
from cvpctl.emulator.tiers import Quotas

LIMITS = "/crm/associations/2026-09/definitions/configurations"
LIMIT_REACHED = "crm.associations.ASSOCIATION_LIMIT_EXCEEDED"


def _limit(http: httpx.Client, start: str, end: str, type_id: int, most: int) -> None:
    row = {"category": "HUBSPOT_DEFINED", "typeId": type_id, "maxToObjectIds": most}
    http.post(f"{LIMITS}/{start}/{end}/batch/create", json={"inputs": [row]}).raise_for_status()


def _put(http: httpx.Client, start: str, from_id: str, end: str, to_id: str) -> httpx.Response:
    return http.put(f"/crm/v4/objects/{start}/{from_id}/associations/default/{end}/{to_id}")


def test_a_limit_holds_for_records(http: httpx.Client, portal: Emulator) -> None:
    """One deal more than the limit of a contact is refused, from either end; the same one again is not one more."""
    contact, other = portal.add_records("contacts", [{}, {}])
    first, second = portal.add_records("deals", [{}, {}])
    _limit(http, "contacts", "deals", 4, 1)

    answers = [
        _put(http, "contacts", contact, "deals", first),
        _put(http, "contacts", contact, "deals", first),
        _put(http, "contacts", contact, "deals", second),
        _put(http, "deals", second, "contacts", contact),
        _put(http, "contacts", other, "deals", first),
    ]

    assert [200, 200, 400, 400, 200] == [one.status_code for one in answers]
    assert LIMIT_REACHED == answers[2].json()["subCategory"]
    assert 1 == len(http.get(f"/crm/v4/objects/contacts/{contact}/associations/deals").json()["results"])


def test_a_batch_tells_which_pair_was_one_too_many(http: httpx.Client, portal: Emulator) -> None:
    """The others are associated; and after the limit is purged, so is that one."""
    (contact,) = portal.add_records("contacts", [{}])
    deals = portal.add_records("deals", [{}, {}])
    _limit(http, "contacts", "deals", 4, 1)
    batch = "/crm/v4/associations/contacts/deals/batch/associate/default"
    inputs = [{"from": {"id": contact}, "to": {"id": deal}} for deal in deals]

    partly = http.post(batch, json={"inputs": inputs})
    purge = {"inputs": [{"category": "HUBSPOT_DEFINED", "typeId": 4}]}
    http.post(f"{LIMITS}/contacts/deals/batch/purge", json=purge).raise_for_status()

    assert (207, 1, LIMIT_REACHED) == (
        partly.status_code, partly.json()["numErrors"], partly.json()["errors"][0]["subCategory"],
    )  # fmt: skip
    assert 200 == http.post(batch, json={"inputs": inputs}).status_code


def test_a_label_that_may_stand_once_moves(http: httpx.Client, portal: Emulator) -> None:
    """A primary company is replaced, not refused, by a second one."""
    (contact,) = portal.add_records("contacts", [{}])
    companies = portal.add_records("companies", [{}, {}])
    spec: list[dict[str, Any]] = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 1}]
    _limit(http, "contacts", "companies", 1, 1)

    answers = [
        http.put(f"/crm/v4/objects/contacts/{contact}/associations/companies/{one}", json=spec) for one in companies
    ]

    assert [201, 201] == [one.status_code for one in answers]


@pytest.mark.parametrize("end", ["there", "here"])
def test_a_portal_bounds_the_associations_of_a_record(http: httpx.Client, portal: Emulator, end: str) -> None:
    """By its subscription, per pair of objects and in both directions."""
    portal.add_portal(23, "few", quotas=Quotas(associations_per_record=2))
    headers = {"Authorization": "Bearer few"}

    def make(name: str) -> str:
        return str(http.post(f"/crm/v3/objects/{name}", json={"properties": {}}, headers=headers).json()["id"])

    one, deals = make("contacts"), [make("deals") for _ in range(3)]
    paths = [
        f"/crm/v4/objects/contacts/{one}/associations/default/deals/{deal}"
        if end == "there"
        else f"/crm/v4/objects/deals/{deal}/associations/default/contacts/{one}"
        for deal in deals
    ]

    assert [200, 200, 400] == [http.put(path, headers=headers).status_code for path in paths]
