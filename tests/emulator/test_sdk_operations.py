"""Every operation that one of HubSpot's own clients has a method for, driven through that client."""

from __future__ import annotations

from typing import Any

import httpx
import pydantic
import pytest
from emulator.sdk_coverage import DATED as DATED_SDK
from emulator.sdk_coverage import V3 as V3_SDK
from emulator.sdk_coverage import routes_of
from emulator.sdk_dated_calls import DATED as DATED_DEFINITIONS
from emulator.sdk_dated_record_calls import DATED_RECORDS
from emulator.sdk_given import Drive, Given, look, prepare
from emulator.sdk_v3_calls import UNREACHABLE
from emulator.sdk_v3_calls import V3 as V3_DEFINITIONS
from emulator.sdk_v3_record_calls import V3_RECORDS

from cvpctl.emulator.areas import Route
from cvpctl.emulator.routes import ROUTES
from cvpctl.emulator.server import Emulator

DATED = DATED_DEFINITIONS | DATED_RECORDS
V3 = V3_DEFINITIONS | V3_RECORDS
TABLES = {V3_SDK: V3, DATED_SDK: DATED}
BY_NAME = {f"{one.method} {one.area} {one.path}": one for one in ROUTES}
WITHOUT_METHOD = {
    "POST introspection ": "neither client has the private apps' token information",
    "GET workflows ": "neither client has the workflows of v4",
    "POST workflows /batch/read": "neither client has the workflows of v4",
}
"""Routes for which no client has a method, and why."""


@pytest.fixture
def given(portal: Emulator, http: httpx.Client) -> Given:
    return prepare(portal, http)


@pytest.mark.long
@pytest.mark.parametrize("name", DATED)
def test_the_dated_client_reads_every_answer(dated: Any, portal: Emulator, given: Given, name: str) -> None:
    """The answer says what it should and holds every field that the model of 2026-03 needs, in its type."""
    answer = DATED[name].call(dated, given)

    _check(DATED[name], answer)
    if isinstance(answer, pydantic.BaseModel):
        assert [] == _against_the_model(answer)
    _check_route(portal, BY_NAME[name])


@pytest.mark.long
@pytest.mark.parametrize("name", V3)
def test_the_v3_client_reads_every_answer(v3: Any, portal: Emulator, given: Given, name: str) -> None:
    """The answer fits the generated model, which refuses a required field that is missing."""
    _check(V3[name], V3[name].call(v3, given))
    _check_route(portal, BY_NAME[name])


def _against_the_model(answer: Any) -> list[Any]:
    """What the model minds, but for two things that recordings of real portals prove it wrong about."""
    try:
        type(answer).model_validate(answer.to_dict(mode="python", warnings=False))
    except pydantic.ValidationError as error:
        return [one for one in error.errors() if not _as_recorded(one)]
    return []


def _as_recorded(one: Any) -> bool:
    """Empty property values are null, and the ids of associated records are numbers."""
    empty = "properties" in one["loc"] and one["input"] is None
    return empty or (one["loc"][-1] in {"toObjectId", "fromObjectId"} and isinstance(one["input"], int))


def _check(drive: Drive, answer: Any) -> None:
    assert drive.says or answer is None
    assert drive.says == {path: look(answer, path) for path in drive.says}


def _check_route(portal: Emulator, route: Route) -> None:
    last = portal.log.entries[-1]
    assert route.method == last.method
    # v4 has no body where later versions have one: the purge of limits.
    assert last.status == route.status or (last.status == 204 and "/v4/" in last.template)
    assert last.template.endswith(route.path)


@pytest.mark.long
@pytest.mark.parametrize("sdk", TABLES)
def test_every_method_of_a_client_is_driven(sdk: str) -> None:
    """A route for which the client's source has a method stands in its table, or says why not."""
    known = routes_of(sdk)
    excused = set(UNREACHABLE) if sdk == V3_SDK else set()

    assert set() == known - set(TABLES[sdk]) - excused
    assert set() == set(TABLES[sdk]) - known


def test_every_route_has_a_client_or_a_reason() -> None:
    """What neither client can call is listed with its reason."""
    assert set(WITHOUT_METHOD) == set(BY_NAME) - set(DATED) - set(V3)
