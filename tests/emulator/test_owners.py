import httpx

from cvpctl.emulator.identity import DEFAULT_USER_ID
from cvpctl.emulator.server import Emulator

OWNERS = "/crm/owners/2026-09"


def test_there_is_an_owner_from_the_start(http: httpx.Client) -> None:
    """Whoever the default token stands for; found by its own id and by its user id."""
    first = http.get("/crm/v3/owners/").json()["results"][0]

    by_user = http.get(f"{OWNERS}/{DEFAULT_USER_ID}", params={"idProperty": "userId"})

    assert first["userId"] == int(DEFAULT_USER_ID)
    assert by_user.json() == http.get(f"{OWNERS}/{first['id']}").json() == first
    assert http.get(f"{OWNERS}/{DEFAULT_USER_ID}").status_code == 404


def test_owners_come_in_pages(http: httpx.Client, portal: Emulator) -> None:
    """More can be added from outside; they are listed in pages and found by email."""
    made = portal.add_owner("ada@example.com", "Ada", "Owner", user_id=7)
    http.post("/_emulator/owners", json={"email": "bob@example.com", "firstName": "Bob", "userId": 8})

    first = http.get(OWNERS, params={"limit": 2}).json()
    second = http.get(OWNERS, params={"limit": 2, "after": first["paging"]["next"]["after"]}).json()

    assert [one["email"] for one in [*first["results"], *second["results"]]] == [
        "owner@example.com",
        "ada@example.com",
        "bob@example.com",
    ]
    assert "paging" not in second
    assert http.get(OWNERS, params={"email": "ada@example.com"}).json()["results"] == [made]
    assert http.get(OWNERS, params={"archived": "true"}).json()["results"] == []
    assert [http.get(OWNERS, params={"limit": said}).status_code for said in ("0", "501", "x", "9" * 5000)] == [400] * 4


def test_scopes_of_owners(portal: Emulator) -> None:
    """They have one of their own."""
    portal.add_token("deals", scopes=["crm.objects.deals.read"])

    refused = httpx.get(f"{portal.base_url}{OWNERS}", headers={"Authorization": "Bearer deals"})

    named = refused.json()["errors"][0]["context"]["requiredGranularScopes"]
    assert (refused.status_code, named) == (403, ["crm.objects.owners.read"])


def test_api_usage_counts_private_apps_only(http: httpx.Client) -> None:
    """A token like ours is a service key, and reads zero of the tier's day."""
    row = http.get("/account-info/2026-09/api-usage/daily/private-apps").json()["results"][0]

    assert (row["name"], row["usageLimit"], row["currentUsage"]) == ("private-apps-api-calls-daily", 1_000_000, 0)
    assert row["collectedAt"] < row["resetsAt"]
