import httpx

from cvpctl.emulator.identity import DEFAULT_PORTAL_ID
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator

INTROSPECT = "/oauth/v2/private-apps/get/access-token-info"


def test_details_say_more_in_the_newest_version(http: httpx.Client) -> None:
    """Nine facts everywhere, the name and the creation besides from 2026-09 on."""
    old, middle, new = (http.get(f"/account-info/{version}/details").json() for version in ("v3", "2026-03", "2026-09"))

    assert tuple(old[key] for key in ("portalId", "accountType", "dataHostingLocation")) == (
        DEFAULT_PORTAL_ID,
        "DEVELOPER_TEST",
        "na1",
    )
    assert old == middle
    assert {"portalName", "createdAt"} == set(new) - set(old)


def test_a_token_tells_its_portal_and_scopes(http: httpx.Client, portal: Emulator) -> None:
    """Introspection works without an Authorization header, on the token in the body."""
    portal.add_token("narrow", scopes=["crm.schemas.deals.read"], user_id="42")

    told = httpx.post(f"{portal.base_url}{INTROSPECT}", json={"tokenKey": "narrow"}).json()
    unknown = http.post(INTROSPECT, json={"tokenKey": "no such"})

    assert tuple(told[key] for key in ("userId", "hubId", "scopes")) == (
        42,
        DEFAULT_PORTAL_ID,
        ["crm.schemas.deals.read", "oauth"],
    )
    assert unknown.status_code == 404
    assert "no such" not in unknown.text


def test_nobody_gets_in_without_a_token(portal: Emulator) -> None:
    """401 with HubSpot's wording for no token, a wrong one, or another scheme."""
    answers = [
        httpx.get(f"{portal.base_url}/crm/v3/properties/contacts", headers=headers)
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {portal.token}"})
    ]

    assert [one.status_code for one in answers] == [401] * 3
    body = answers[0].json()
    assert body["category"] == "INVALID_AUTHENTICATION"
    assert body["message"].startswith("Authentication credentials not found. This API supports OAuth 2.0")


def test_missing_scopes_have_two_faces(portal: Emulator) -> None:
    """Reading properties is refused without a category, all else with MISSING_SCOPES and the scopes that would do."""
    portal.add_token("deals-only", scopes=["crm.schemas.deals.read"])
    with httpx.Client(base_url=portal.base_url, headers={"Authorization": "Bearer deals-only"}) as http:
        allowed = http.get("/crm/v3/properties/deals")
        view = http.get("/crm/v3/properties/contacts")
        write = http.post("/crm/v3/properties/deals", json={})
        pipelines = http.get("/crm/v3/pipelines/leads")
        details = http.get("/account-info/v3/details")

    assert [one.status_code for one in (allowed, view, write, pipelines, details)] == [200, 403, 403, 403, 200]
    assert view.json()["message"] == (
        "You do not have permissions to view object type ObjectTypeId{legacyObjectType=CONTACT}"
        f" in portal {portal.portal_id} (requires one of [contacts-read])"
    )
    assert "category" not in view.json()
    body = write.json()
    body.pop("correlationId")
    assert body == {
        "status": "error",
        "message": "This app hasn't been granted all required scopes to make this call."
        " Read more about required scopes here: https://developers.hubspot.com/scopes.",
        "errors": [
            {
                "message": "One or more of the following scopes are required.",
                "context": {"requiredGranularScopes": ["crm.schemas.deals.write"]},
            }
        ],
        "links": {"scopes": "https://developers.hubspot.com/scopes"},
        "category": "MISSING_SCOPES",
    }
    assert "crm.objects.leads.read" in pipelines.json()["errors"][0]["context"]["requiredGranularScopes"]


def test_who_may_only_write_cannot_read(portal: Emulator) -> None:
    """A key with the write scope alone is refused reads, without the name of a scope that would do."""
    portal.add_token("write-only", scopes=["crm.schemas.contacts.write"])

    headers = {"Authorization": "Bearer write-only"}
    refused = httpx.get(f"{portal.base_url}/crm/v3/properties/contacts", headers=headers)

    assert refused.status_code == 403
    assert "crm." not in refused.text


def test_a_token_chooses_its_portal() -> None:
    """Two portals in one process know nothing of each other."""
    group = {"name": "cvp", "label": "CVP"}
    with Emulator(limits=Limits.off()) as portal:
        portal.add_portal(5566, "other", account_type="STANDARD", tier="professional")
        with httpx.Client(base_url=portal.base_url, headers={"Authorization": "Bearer other"}) as other:
            other.post("/crm/v3/properties/contacts/groups", json=group)
            details = other.get("/account-info/v3/details").json()
            there = other.get("/crm/v3/properties/contacts/groups/cvp")
            here = other.get(
                "/crm/v3/properties/contacts/groups/cvp", headers={"Authorization": f"Bearer {portal.token}"}
            )

    assert (details["portalId"], details["accountType"]) == (5566, "STANDARD")
    assert [there.status_code, here.status_code] == [200, 404]
