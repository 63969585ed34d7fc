"""What HubSpot does where sources say different things: each under the switch that names it."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

import httpx
import pytest

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.limits import CallWindow, Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches

PIPELINES = "/crm/pipelines/2026-03/deals"
SCHEMAS = "/crm-object-schemas/2026-09/schemas"
EGG = {"name": "thing", "labels": {"singular": "T", "plural": "Ts"}, "primaryDisplayProperty": "hs_object_id"}


def _new_pipeline(http: httpx.Client, **more: Any) -> httpx.Response:
    stages = [{"label": "A", "displayOrder": 0, "metadata": {"probability": "0.5"}, "stageId": "a"}]
    return http.post(PIPELINES, json={"label": "P", "displayOrder": 1, "pipelineId": "p", "stages": stages, **more})


def test_a_deleted_pipeline_is_gone(http: httpx.Client) -> None:
    """As observed: nothing can be brought back, and its ids are free."""
    _new_pipeline(http)
    http.delete(f"{PIPELINES}/p")

    back = http.patch(f"{PIPELINES}/p", json={"archived": False})

    assert 404 == back.status_code
    assert ["default"] == [one["id"] for one in http.get(f"{PIPELINES}?archived=true").json()["results"]]
    assert 201 == _new_pipeline(http).status_code


def test_a_deleted_pipeline_may_come_back(http: httpx.Client, portal: Emulator) -> None:
    """As a client of 2026-03 believes: it is listed among the archived ones, holds its id, and can be restored."""
    portal.use_switches(Switches(pipeline_removal="archive"))
    before = _new_pipeline(http).json()
    http.delete(f"{PIPELINES}/p")

    (archived,) = http.get(f"{PIPELINES}?archived=true").json()["results"]
    hidden, twin = http.get(f"{PIPELINES}/p"), _new_pipeline(http)
    refused = http.patch(f"{PIPELINES}/p", json={"label": "Q"})
    restored = http.patch(f"{PIPELINES}/p", json={"archived": False})

    assert (True, True) == (archived["archived"], "archivedAt" in archived)
    assert [404, 400, 404, 200] == [one.status_code for one in (hidden, twin, refused, restored)]
    after = http.get(f"{PIPELINES}/p").json()
    assert (before["stages"][0]["id"], before["createdAt"]) == (after["stages"][0]["id"], after["createdAt"])


@pytest.mark.parametrize(("setting", "status"), [("refuse", 400), ("remove", 204)])
def test_a_schema_with_records(http: httpx.Client, portal: Emulator, setting: Any, status: int) -> None:
    """It is refused, or takes its records along, real ones and those one was told of."""
    portal.use_switches(Switches(schema_with_records=setting))
    type_id = http.post(SCHEMAS, json=EGG).json()["objectTypeId"]
    portal.add_records(type_id, [{}])
    portal.occupy(type_id, "hs_pipeline_stage", "x", ["7"])

    assert status == http.delete(f"{SCHEMAS}/{type_id}").status_code


@pytest.mark.parametrize(("setting", "statuses"), [("guide", [200, 400, 400]), ("changelog", [200, 200, 200])])
def test_how_many_filters_a_search_may_have(
    http: httpx.Client, portal: Emulator, setting: Any, statuses: list[int]
) -> None:
    """Six in a group and 18 in all, or ten and 25."""
    portal.use_switches(Switches(filter_limits=setting))
    one = {"propertyName": "email", "operator": "HAS_PROPERTY"}
    sizes = ([6, 6, 6], [7], [5, 5, 5, 5])
    bodies = [{"filterGroups": [{"filters": [one] * size} for size in groups]} for groups in sizes]

    assert statuses == [http.post("/crm/v3/objects/contacts/search", json=body).status_code for body in bodies]


def test_what_was_purged_shows_for_a_while(http: httpx.Client, portal: Emulator) -> None:
    """While reads lag: among the archived ones, and in the limits; without lag neither."""
    portal.faults.stale = 60.0
    type_id = http.post(SCHEMAS, json=EGG).json()["objectTypeId"]
    http.delete(f"{SCHEMAS}/{type_id}")
    http.delete(f"{SCHEMAS}/{type_id}?archived=true")

    def seen() -> tuple[bool, int]:
        listed = http.get(f"{SCHEMAS}?archived=true").json()["results"]
        return any(one["archived"] for one in listed), http.get("/crm/v3/limits/custom-object-types").json()["usage"]

    assert (True, 1) == seen()
    portal.faults.stale = 0.0
    assert (False, 0) == seen()


def test_a_new_label_is_counted_later(http: httpx.Client, portal: Emulator) -> None:
    """While reads lag, the limits do not know it yet."""
    portal.faults.stale = 60.0
    http.post("/crm/v4/associations/contacts/deals/labels", json={"name": "sponsor", "label": "Sponsor"})
    path = "/crm/limits/2026-09/associations/labels?fromObjectTypeId=0-1&toObjectTypeId=0-3"

    early = http.get(path).json()["results"][0]["usage"]
    portal.faults.stale = 0.0

    assert (0, 1) == (early, http.get(path).json()["results"][0]["usage"])


def test_the_day_ends_at_the_portals_midnight() -> None:
    """What was used up is there again at midnight where the portal is, not a day after the first call."""
    moment = [datetime(2026, 5, 1, 21, 59, tzinfo=UTC)]

    def clock(zone: tzinfo) -> datetime:
        return moment[0].astimezone(zone)

    window = CallWindow(Limits(0, 2), zone=timezone(timedelta(hours=2)), clock=clock)
    window.admit()
    left = [window.headers()["X-HubSpot-RateLimit-Daily-Remaining"]]
    moment[0] += timedelta(minutes=2)
    window.admit()

    assert ["1", "1"] == [*left, window.headers()["X-HubSpot-RateLimit-Daily-Remaining"]]


def test_a_migration_says_when_to_come_back(http: httpx.Client, portal: Emulator) -> None:
    """477 with Retry-After, by the Python API as by the admin route."""
    portal.faults.add(Fault("status", status=477, retry_after=3600))
    http.post("/_emulator/faults", json={"what": "status", "status": 477, "retryAfter": 60, "nth": 2})

    answers = [http.get("/account-info/v3/details") for _ in range(3)]

    assert [(477, "3600"), (477, "60"), (200, None)] == [
        (one.status_code, one.headers.get("Retry-After")) for one in answers
    ]
