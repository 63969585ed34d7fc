from typing import Any

import httpx
import pytest

from cvpctl.emulator.server import Emulator

CONTACTS = "/crm/properties/2026-09/contacts"


def test_the_log_counts_by_method_and_route(http: httpx.Client, portal: Emulator, a_property: Any) -> None:
    """Every request is counted under its route template; POSTs that read are no writes; no token is kept."""
    http.post(CONTACTS, json=a_property())
    http.post(f"{CONTACTS}/batch/read", json={"inputs": [{"name": "email"}]})
    http.get("/no/such/page")
    http.post("/oauth/v2/private-apps/get/access-token-info", json={"tokenKey": portal.token})

    log = http.get("/_emulator/log")

    assert log.json()["counts"] == {
        "POST /crm/properties/2026-09/{objectType}": 1,
        "POST /crm/properties/2026-09/{objectType}/batch/read": 1,
        "GET (no route)": 1,
        "POST /oauth/v2/private-apps/get/access-token-info": 1,
    }
    assert tuple(log.json()[key] for key in ("total", "writes", "bugs")) == (4, 1, [])
    assert portal.log.count("POST", "properties") == 2
    assert portal.token not in log.text
    http.delete("/_emulator/log")
    assert (portal.log.total, portal.log.writes) == (0, 0)


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/oauth/v1/access-tokens/{own}", "/oauth/v1/access-tokens/***"),
        ("/oauth/v1/refresh-tokens/strange-secret/", "/oauth/v1/refresh-tokens/***/"),
        ("//oauth/v1/access-tokens/strange-secret/more", "//oauth/v1/access-tokens/***/***"),
        ("/no/such/{own}", "/no/such/***"),
        ("/no/such/x{own}y", "/no/such/***"),
        ("/no/such/pat-na1-strange-secret", "/no/such/***"),
        ("/crm/v3/objects/contacts/%70at-eu1-strange-secret", "/crm/v3/objects/contacts/***"),
        (f"{CONTACTS}/{{own}}", f"{CONTACTS}/***"),
        (f"{CONTACTS}/grown-too-old", f"{CONTACTS}/***"),
        (f"{CONTACTS}/path-a?hapikey=strange-secret", f"{CONTACTS}/path-a"),
        ("/oauth/v2/private-apps/get/access-token-info", "/oauth/v2/private-apps/get/access-token-info"),
    ],
)
def test_the_log_shows_no_token_of_a_path(http: httpx.Client, portal: Emulator, path: str, kept: str) -> None:
    """Tokens that are or were good here, those shaped like one, and what OAuth paths end in; all else is kept."""
    portal.add_token("grown-too-old")
    portal.expire_token("grown-too-old")
    http.request("POST" if "info" in path else "GET", f"{portal.base_url}{path.format(own=portal.token)}", json={})

    log = http.get("/_emulator/log")

    assert [kept] == [one["path"] for one in log.json()["calls"]]
    assert not [one for one in ("strange-secret", "grown-too-old", portal.token) if one in log.text]


def test_a_reset_portal_is_new(http: httpx.Client, a_property: Any) -> None:
    """Everything made since is gone, what HubSpot brings is back."""
    fresh = http.get("/_emulator/state").json()
    http.post(CONTACTS, json=a_property())
    http.delete("/crm/pipelines/2026-09/deals/default")

    http.post("/_emulator/reset")

    assert http.get("/_emulator/state").json() == fresh


def test_a_state_travels(http: httpx.Client, a_property: Any) -> None:
    """An exported portal comes back whole; something else is refused."""
    http.post(CONTACTS, json=a_property())
    saved = http.get("/_emulator/state").json()
    http.post("/_emulator/reset")

    refused = http.put("/_emulator/state", json={"collections": {"x": 1}})
    loaded = http.put("/_emulator/state", json=saved)

    assert [refused.status_code, loaded.status_code] == [400, 204]
    assert http.get(f"{CONTACTS}/value_path_stage").status_code == 200
    assert http.get("/_emulator/state").json() == saved


def test_faults_limits_and_switches_have_routes(http: httpx.Client) -> None:
    """What the Python face can do, a client in another language can do as well."""
    http.post("/_emulator/faults", json={"what": "status", "status": 503, "method": "GET", "writesOnly": False})
    struck = http.get(CONTACTS)
    armed = http.get("/_emulator/faults").json()["results"]
    http.delete("/_emulator/faults")
    limits = http.put("/_emulator/limits", json={"perTenSeconds": 500})
    switches = http.patch("/_emulator/switches", json={"recreate_archived": "new"})
    latency = http.post("/_emulator/faults", json={"latency": 0})

    assert (struck.status_code, len(armed)) == (503, 1)
    assert limits.json() == {"perTenSeconds": 500, "perDay": 1_000_000, "searchesPerSecond": 5}
    assert switches.json()["recreate_archived"] == "new"
    assert latency.json()["latency"] == 0
    for path, body in (("faults", {"what": "magic"}), ("faults", {"latency": "long"})):
        assert http.post(f"/_emulator/{path}", json=body).status_code == 400
    wrong: list[dict[str, Any]] = [{"no_such": 1}, {"recreate_archived": "magic"}, {"group_exists_status": 418}]
    for body in wrong:
        assert http.patch("/_emulator/switches", json=body).status_code == 400


def test_records_and_uses_are_told(http: httpx.Client, a_property: Any) -> None:
    """A stage and a property can be made busy from outside."""
    http.post(CONTACTS, json=a_property("busy"))
    records = {"objectType": "deal", "property": "dealstage", "value": "closedwon", "objectIds": ["1"]}
    uses = {"objectType": "0-1", "property": "busy", "uses": [{"parentType": "FORM", "parentName": "Join"}]}

    told = [http.post("/_emulator/occupy", json=records), http.post("/_emulator/usages", json=uses)]

    made = http.post("/_emulator/records", json={"objectType": "deals", "records": [{"dealname": "A"}]}).json()["ids"]
    assert http.get(f"/crm/v3/objects/deals/{made[0]}").json()["properties"]["dealname"] == "A"
    wrong = http.post("/_emulator/records", json={"objectType": "deals", "records": [{"no_such": "A"}]})
    assert wrong.status_code == 400
    assert [one.status_code for one in told] == [204, 204]
    assert http.delete("/crm/pipelines/2026-09/deals/default/stages/closedwon").status_code == 400
    assert http.delete(f"{CONTACTS}/busy").status_code == 400


def test_a_portal_is_added_with_its_token(http: httpx.Client) -> None:
    """A second portal is there at once, and admin routes can speak of it."""
    body = {"portalId": 7788, "token": "second", "tier": "free", "accountType": "SANDBOX", "scopes": ["oauth"]}

    assert http.post("/_emulator/portals", json=body).status_code == 204
    details = http.get("/account-info/v3/details", headers={"Authorization": "Bearer second"}).json()

    assert (details["portalId"], details["accountType"]) == (7788, "SANDBOX")
    assert http.get("/_emulator/state", params={"portal": "7788"}).json()["portalId"] == 7788
    assert http.get("/_emulator/state", params={"portal": "1"}).status_code == 404
    assert http.post("/_emulator/portals", json={**body, "scopes": [1]}).status_code == 400


def test_the_routes_name_their_evidence(http: httpx.Client) -> None:
    """A list of all routes says how sure each one is."""
    rows = http.get("/_emulator/routes").json()["results"]

    assert {"method": "GET", "path": "/crm/v3/properties/{objectType}", "writes": False, "evidence": "observed"} in rows


def test_other_names_of_this_machine_are_turned_away(http: httpx.Client) -> None:
    """A page in a browser cannot reach the admin routes through a name that points here."""
    assert http.post("/_emulator/reset", headers={"Host": "evil.example:80"}).status_code == 403
    assert http.get("/_emulator/nothing").status_code == 404
