"""What is refused before any rule is asked: lengths, media types, methods, paths, and what is no JSON."""

import httpx
import pytest

from cvpctl.emulator.server import Emulator

CONTACTS = "/crm/v3/properties/contacts"


def test_another_media_type_is_refused(http: httpx.Client) -> None:
    """A body must say that it is JSON, if it says anything; without a body the header does not matter."""
    body = b'{"name": "g", "label": "G"}'
    said = ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-8", "application/JSON"]

    answers = [http.post(f"{CONTACTS}/groups", content=body, headers={"Content-Type": one}) for one in said]
    read = http.get(CONTACTS, headers={"Content-Type": "text/plain"})

    assert [415, 415, 201, 409] == [one.status_code for one in answers]
    assert {"status", "message", "correlationId"} == set(answers[0].json())
    assert 200 == read.status_code


def test_a_path_that_is_too_long_is_refused(http: httpx.Client) -> None:
    """Clients in the wild keep to 16,384 characters."""
    names = ",".join(["hs_object_id"] * 1_400)

    assert 414 == http.get(f"/crm/v3/objects/contacts?properties={names}").status_code
    assert 200 == http.get(f"/crm/v3/objects/contacts?properties={names[:12_000]}").status_code


@pytest.mark.parametrize(("method", "path"), [("PUT", CONTACTS), ("DELETE", "/account-info/v3/details")])
def test_a_method_that_a_path_does_not_have(http: httpx.Client, method: str, path: str) -> None:
    """405 in JSON, without a category."""
    answer = http.request(method, path)

    assert (405, "HTTP 405 Method Not Allowed") == (answer.status_code, answer.json()["message"])


def test_a_path_that_is_not_there(http: httpx.Client) -> None:
    """HTML for whoever takes anything, nothing for whoever asks for JSON."""
    html = http.get("/crm/v3/nothing", headers={"Accept": "*/*"})
    empty = http.get("/crm/v3/nothing", headers={"Accept": "application/json"})

    assert (404, True) == (html.status_code, html.text.startswith("<html>"))
    assert (404, b"") == (empty.status_code, empty.content)


def test_a_body_that_is_no_json(http: httpx.Client) -> None:
    """400 with the position of what is wrong, and no category."""
    answer = http.post(f"{CONTACTS}/groups", content=b'{"name": ', headers={"Content-Type": "application/json"})

    assert 400 == answer.status_code
    assert answer.json()["message"].startswith("Invalid input JSON on line 1, column 10")
    assert "category" not in answer.json()


def test_a_token_that_is_too_old(http: httpx.Client, portal: Emulator) -> None:
    """Its category tells it from a token that nobody knows; made anew, it is good again."""
    portal.add_token("short lived")
    headers = {"Authorization": "Bearer short lived"}
    before = http.get(CONTACTS, headers=headers)
    http.post("/_emulator/tokens", json={"token": "short lived", "expired": True})
    after = http.get(CONTACTS, headers=headers)
    unknown = http.get(CONTACTS, headers={"Authorization": "Bearer nobody's"})
    http.post("/_emulator/tokens", json={"token": "short lived", "scopes": ["crm.schemas.contacts.read"]})

    assert (200, 401, 401) == (before.status_code, after.status_code, unknown.status_code)
    assert ["EXPIRED_AUTHENTICATION", "INVALID_AUTHENTICATION"] == [one.json()["category"] for one in (after, unknown)]
    assert {"expire time"} == set(after.json()["context"])
    assert 200 == http.get(CONTACTS, headers=headers).status_code


def test_two_portals_in_one_process(http: httpx.Client, portal: Emulator) -> None:
    """The token decides which portal answers; nothing of one shows in the other."""
    portal.add_portal(22, "second")
    second = {"Authorization": "Bearer second"}
    http.post(f"{CONTACTS}/groups", json={"name": "mine", "label": "Mine"})

    portals = [http.get("/account-info/v3/details", headers=headers).json()["portalId"] for headers in ({}, second)]

    assert [portal.portal_id, 22] == portals
    assert [200, 404] == [http.get(f"{CONTACTS}/groups/mine", headers=one).status_code for one in ({}, second)]


@pytest.mark.parametrize(
    ("scope", "path", "reads", "writes"),
    [
        ("crm.objects.leads.read", "leads", 200, 403),
        ("crm.objects.leads.write", "leads", 200, 201),
        ("crm.schemas.contacts.read", "leads", 403, 403),
        ("crm.schemas.contacts.write", "contacts", 403, 201),
        ("crm.objects.contacts.write", "contacts", 200, 403),
        ("e-commerce", "products", 200, 201),
        ("tickets", "tickets", 200, 201),
    ],
)
def test_which_scope_opens_which_definitions(  # noqa: PLR0917 - the case and what it does
    http: httpx.Client, portal: Emulator, scope: str, path: str, reads: int, writes: int
) -> None:
    """Leads and products have no scope for definitions; one that may only write definitions cannot read them."""
    portal.add_token("narrow", scopes=[scope])
    headers = {"Authorization": "Bearer narrow"}

    read = http.get(f"/crm/v3/properties/{path}", headers=headers)
    made = http.post(f"/crm/v3/properties/{path}/groups", json={"name": "g", "label": "G"}, headers=headers)

    assert (reads, writes) == (read.status_code, made.status_code)


def test_the_scopes_that_are_named_exist(http: httpx.Client, portal: Emulator) -> None:
    """A refusal never asks for a scope that HubSpot has not."""
    portal.add_token("narrow", scopes=[])

    answer = http.get("/crm/v3/pipelines/leads", headers={"Authorization": "Bearer narrow"})

    named = answer.json()["errors"][0]["context"]["requiredGranularScopes"]
    assert ["crm.objects.leads.read", "crm.objects.leads.write"] == named
