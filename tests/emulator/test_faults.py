import time
from typing import Any

import httpx
import pytest

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.server import Emulator

CONTACTS = "/crm/properties/2026-09/contacts"


@pytest.mark.parametrize(("when", "there"), [("before", 404), ("after", 200)])
def test_the_connection_drops_around_the_write(
    http: httpx.Client, portal: Emulator, a_property: Any, when: Any, there: int
) -> None:
    """The client sees a broken connection both times; only the portal knows whether the write happened."""
    portal.faults.add(Fault("reset", when=when, method="POST"))

    with pytest.raises(httpx.ReadError):
        http.post(CONTACTS, json=a_property())

    assert there == http.get(f"{CONTACTS}/value_path_stage").status_code
    assert [0, there] == [entry.status for entry in portal.log.entries]


def test_a_fault_strikes_the_call_one_chooses(http: httpx.Client, portal: Emulator) -> None:
    """By method, by route, by how manieth matching call; and then it is over."""
    portal.faults.fail_once(503, method="GET", route="/groups", nth=2)

    statuses = [http.get(f"{CONTACTS}{end}").status_code for end in ("", "/groups", "/groups", "/groups")]

    assert statuses == [200, 200, 503, 200]


def test_too_many_requests_after_so_many_calls(http: httpx.Client, portal: Emulator) -> None:
    """429 for as long as was said, in HubSpot's shape, then all is well."""
    portal.faults.rate_limit_after(1, times=2)

    answers = [http.get(CONTACTS) for _ in range(4)]

    assert [one.status_code for one in answers] == [200, 429, 429, 200]
    assert answers[1].json()["policyName"] == "TEN_SECONDLY_ROLLING"


def test_an_error_after_the_write_hides_a_success(http: httpx.Client, portal: Emulator, a_property: Any) -> None:
    """A 502 may come from a gateway although the portal did what it was asked."""
    portal.faults.add(Fault("status", status=502, when="after", writes_only=True))

    assert http.post(CONTACTS, json=a_property()).status_code == 502
    assert http.get(f"{CONTACTS}/value_path_stage").status_code == 200


def test_answers_can_be_slow(http: httpx.Client, portal: Emulator) -> None:
    """A delay strikes one call, the latency every one."""
    portal.faults.slow(0.05, times=1)
    began = time.perf_counter()
    http.get("/account-info/v3/details")
    slow = time.perf_counter() - began
    portal.faults.clear()
    portal.faults.latency = 0.05
    http.get("/account-info/v3/details")
    both = time.perf_counter() - began

    assert slow >= 0.05
    assert both >= 0.1


def test_a_body_can_come_slowly(http: httpx.Client, portal: Emulator) -> None:
    """The head is there at once, the whole body only later, and it is the right one."""
    portal.faults.slow_body(0.1)
    began = time.perf_counter()
    with http.stream("GET", CONTACTS) as answer:
        head = time.perf_counter() - began
        body = answer.read()

    assert head < 0.1 <= time.perf_counter() - began
    assert body == http.get(CONTACTS).content


def test_reads_can_lag_behind(http: httpx.Client, portal: Emulator, a_property: Any) -> None:
    """What is written shows after the seconds that were said, in lists, single reads and searches; writes know it."""
    portal.faults.stale_reads(0.4)
    first = portal.add_records("companies", [{"name": "Before"}])[0]
    time.sleep(0.45)
    http.post(CONTACTS, json=a_property())
    http.patch(f"/crm/v3/objects/companies/{first}", json={"properties": {"name": "After"}})
    http.delete("/crm/pipelines/2026-09/deals/default")

    def seen() -> list[Any]:
        return [
            http.get(f"{CONTACTS}/value_path_stage").status_code,
            "value_path_stage" in {one["name"] for one in http.get(CONTACTS).json()["results"]},
            http.get(f"/crm/v3/objects/companies/{first}").json()["properties"]["name"],
            http.post("/crm/v3/objects/companies/search", json={"query": "after"}).json()["total"],
            len(http.get("/crm/pipelines/2026-09/deals").json()["results"]),
        ]

    lagging = seen()
    conflict = http.post(CONTACTS, json=a_property()).status_code
    time.sleep(0.45)

    assert lagging == [404, False, "Before", 0, 1]
    assert conflict == 409
    assert seen() == [200, True, "After", 1, 0]
