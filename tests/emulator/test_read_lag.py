from collections.abc import Callable, Iterator

import httpx
import pytest

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches

SCHEMAS = "/crm-object-schemas/2026-09/schemas"
EGG = {
    "name": "deliverable",
    "labels": {"singular": "Old", "plural": "Olds"},
    "primaryDisplayProperty": "hs_object_id",
}
NO_DEFINITIONS = {"includePropertyDefinitions": "false", "includeAssociationDefinitions": "false"}

Wait = Callable[[float], None]


@pytest.fixture
def clock() -> list[float]:
    return [1000.0]


@pytest.fixture
def slow(clock: list[float]) -> Iterator[tuple[Emulator, httpx.Client]]:
    """A portal whose schema reads lag, on a clock that moves only when told."""
    with (
        Emulator(deterministic=True, limits=Limits.off(), switches=Switches(schema_reads="lagging")) as portal,
        httpx.Client(base_url=portal.base_url, headers={"Authorization": f"Bearer {portal.token}"}) as http,
    ):
        portal.world.lag.monotonic = lambda: clock[0]
        yield portal, http


def _label(body: dict[str, dict[str, str]]) -> str:
    return body["labels"]["singular"]


def _pass(clock: list[float], seconds: float) -> None:
    clock[0] += seconds


def test_single_reads_go_back_and_forth(slow: tuple[Emulator, httpx.Client], clock: list[float]) -> None:
    """For seventy seconds old and new in turn; lists catch up in a few."""
    _, http = slow
    at = f"{SCHEMAS}/{http.post(SCHEMAS, json=EGG).json()['objectTypeId']}"
    unborn = [http.get(at).status_code for _ in range(2)]
    _pass(clock, 100)
    http.patch(at, json={"labels": {"singular": "New"}})

    at_once = [_label(http.get(at).json()) for _ in range(4)]
    lists = []
    for seconds in (0, 2.5, 3):
        _pass(clock, seconds)
        found = [http.get(SCHEMAS, params=params).json()["results"][0] for params in ({}, NO_DEFINITIONS)]
        lists.append([_label(one) for one in found])
    _pass(clock, 70)

    assert unborn == [404, 200]
    assert at_once == ["Old", "New", "Old", "New"]
    assert lists == [["Old", "Old"], ["New", "Old"], ["New", "New"]]
    assert [_label(http.get(at).json()) for _ in range(2)] == ["New", "New"]


def test_a_partial_change_falls_back(slow: tuple[Emulator, httpx.Client], clock: list[float]) -> None:
    """What a quick second change leaves out returns to what it was; said again, it stays."""
    _, http = slow
    at = f"{SCHEMAS}/{http.post(SCHEMAS, json=EGG).json()['objectTypeId']}"
    _pass(clock, 100)

    http.patch(at, json={"labels": {"singular": "New"}})
    http.patch(at, json={"description": "Said alone"})
    _pass(clock, 100)

    body = http.get(at).json()
    assert (_label(body), body["description"]) == ("Old", "Said alone")


def test_a_deleted_schema_lingers(slow: tuple[Emulator, httpx.Client], clock: list[float]) -> None:
    """And a new label shows its name after five minutes only, while the list of labels has it at once."""
    _, http = slow
    type_id = http.post(SCHEMAS, json=EGG).json()["objectTypeId"]
    _pass(clock, 100)
    http.post(f"/crm/v4/associations/{type_id}/deals/labels", json={"name": "sponsor", "label": "Sponsor"})

    def names() -> set[str]:
        return {one["name"] for one in http.get(f"{SCHEMAS}/{type_id}").json()["associations"]}

    labels = http.get(f"/crm/v4/associations/{type_id}/deals/labels").json()["results"]
    early = names()
    _pass(clock, 301)

    assert [one["label"] for one in labels] == [None, "Sponsor"]
    assert "sponsor" not in early
    assert "sponsor" in names()


def test_staleness_is_also_a_fault(http: httpx.Client, portal: Emulator) -> None:
    """For as many seconds as one says, through Python and the admin route, until faults are cleared."""
    at = f"{SCHEMAS}/{http.post(SCHEMAS, json=EGG).json()['objectTypeId']}"
    told = http.post("/_emulator/faults", json={"stale": 60}).json()
    http.patch(at, json={"labels": {"singular": "New"}})
    stale = [_label(http.get(at).json()) for _ in range(2)]
    portal.faults.clear()

    assert (told["stale"], stale) == (60.0, ["Old", "New"])
    assert [_label(http.get(at).json()) for _ in range(2)] == ["New", "New"]
    assert http.post("/_emulator/faults", json={"stale": True}).status_code == 400
