"""Nothing breaks the portal: requests of every shape, over the whole route table, against a portal on a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from emulator.fuzz_requests import NEWEST, Asked, known, requests
from hypothesis import HealthCheck, given, settings

from cvpctl.emulator.admin import DEEDS
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.routes import Mounted
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches

SHORT = settings(max_examples=700, deadline=None, derandomize=True, database=None,
                 suppress_health_check=list(HealthCheck))  # fmt: skip
LONG = settings(SHORT, max_examples=10_000, derandomize=False, print_blob=True)
PLAIN: list[Any] = [
    None, {}, [], "x", 1, 1e308, True, [[]], [None], {"inputs": None}, {"inputs": {}}, {"inputs": [None, 1, [], {}]},
    {"inputs": [{"id": None}, {"id": {}}, {"name": []}]}, {"properties": []}, {"properties": {"email": {}}},
    {"filterGroups": [{}], "sorts": [{}]}, {"label": {}, "name": 1, "stages": [{}], "displayOrder": 2**40},
]  # fmt: skip


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """A portal with something of everything. It is told to refuse over-long ids with a 400, not HubSpot's 500."""
    db = tmp_path_factory.mktemp("fuzz") / "portal.db"
    with Emulator(db, deterministic=True, limits=Limits.off(), switches=Switches(over_long_ids=400)) as portal:
        egg = {"name": "cvp", "labels": {"singular": "C", "plural": "Cs"}, "primaryDisplayProperty": "hs_object_id"}
        headers = {"Authorization": f"Bearer {portal.token}"}
        httpx.post(f"{portal.base_url}/crm/v3/schemas", json=egg, headers=headers).raise_for_status()
        for plural in ("contacts", "companies", "deals", "tickets", "p_cvp"):
            portal.add_records(plural, [{}, {}])
        yield portal
        left = portal.state()
    with Emulator(db, deterministic=True) as again:
        assert again.state() == left


@pytest.fixture(scope="module")
def client(target: Emulator) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {target.token}", "Accept": "application/json"}
    with httpx.Client(base_url=target.base_url, headers=headers, timeout=30) as http:
        yield http


def check(portal: Emulator, http: httpx.Client, asked: Asked) -> None:
    """The answer is one of HubSpot's: no 5xx, and a refusal in the shape of its errors."""
    url = http.base_url.copy_with(raw_path=asked.target.encode("ascii"))
    answer = http.request(asked.method, url, content=asked.content, headers=asked.headers)  # type: ignore[arg-type]
    assert portal.log.bugs == []
    assert answer.status_code < 500
    if answer.status_code < 400 or asked.method == "HEAD":
        assert answer.status_code in {200, 201, 204, 207} or asked.method == "HEAD"
        return
    if answer.status_code == 404 and not answer.headers.get("content-type", "").startswith("application/json"):
        assert answer.headers["X-HubSpot-NotFound"] == "true"
        return
    told = answer.json()
    assert told["status"] == "error"
    assert told["message"]
    assert told["correlationId"] == answer.headers["X-HubSpot-Correlation-Id"]


@pytest.mark.parametrize("mounted", NEWEST, ids=lambda one: f"{one.route.method} {one.template}")
def test_every_route_takes_plain_nonsense(target: Emulator, client: httpx.Client, mounted: Mounted) -> None:
    """Each route of the table by itself: with its parameters known, and bodies of every JSON type."""
    parts = [quote(known(part)[0], safe="") if part.startswith("{") else part for part in mounted.template.split("/")]
    for body in PLAIN:
        content = httpx.Request("POST", "http://x", json=body).content
        check(target, client, Asked(mounted.route.method, "/".join(parts), content))


@pytest.mark.long
@pytest.mark.parametrize(("method", "path"), DEEDS, ids=[" /_emulator".join(deed) for deed in DEEDS])
def test_every_admin_route_takes_plain_nonsense(http: httpx.Client, method: str, path: str) -> None:
    """What HubSpot does not have refuses in the same shape, whatever it is sent."""
    for body in PLAIN:
        answer = http.request(method, f"/_emulator{path}", json=body)
        assert answer.status_code in {200, 204} or answer.json()["status"] == "error"
        assert answer.status_code < 500


@pytest.mark.long
@SHORT
@given(asked=requests())
def test_no_request_breaks_the_portal(target: Emulator, client: httpx.Client, asked: Asked) -> None:
    """Whatever is sent, the answer is one of HubSpot's, and never a 500 nobody asked for."""
    check(target, client, asked)


@pytest.mark.long
@LONG
@given(asked=requests())
def test_no_request_of_many_breaks_the_portal(target: Emulator, client: httpx.Client, asked: Asked) -> None:
    """As above, with requests that nobody chose beforehand."""
    check(target, client, asked)
