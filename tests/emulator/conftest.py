from collections.abc import Callable, Iterator
from typing import Any

import httpx
import hubspot
import pytest
from hubspot_sdk import HubSpot

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches

MakeProperty = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def running_portal() -> Iterator[Emulator]:
    with Emulator(deterministic=True, limits=Limits.off()) as portal:
        yield portal


@pytest.fixture
def portal(running_portal: Emulator) -> Emulator:
    """A new portal without call limits, on made-up time; it must leave no bug behind."""
    running_portal.use_switches(Switches())
    running_portal.set_limits(Limits.off())
    running_portal.reset()
    return running_portal


@pytest.fixture
def http(portal: Emulator) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=portal.base_url, headers={"Authorization": f"Bearer {portal.token}"}) as client:
        yield client
    assert portal.log.bugs == []


@pytest.fixture
def a_property() -> MakeProperty:
    """The smallest property one may create, with fields changed or added."""

    def make(name: str = "value_path_stage", **fields: Any) -> dict[str, Any]:
        smallest = {"name": name, "label": name, "type": "string", "fieldType": "text"}
        return {**smallest, "groupName": "contactinformation", **fields}

    return make


@pytest.fixture
def v3(portal: Emulator) -> Iterator[Any]:
    """HubSpot's client for the v3 and v4 paths; its pools are closed, since warnings are errors."""
    client = hubspot.Client.create(access_token=portal.token, host=portal.base_url)
    apis: list[Any] = []

    def api(of: Any) -> Any:
        apis.append(of.api_client)
        return of

    client.api = api
    yield client
    for one in apis:
        one.rest_client.pool_manager.clear()
        one.close()
    assert portal.log.bugs == []


@pytest.fixture
def dated(portal: Emulator) -> Iterator[Any]:
    """HubSpot's client for the 2026-03 paths, which would otherwise repeat what failed."""
    with HubSpot(access_token=portal.token, base_url=portal.base_url, max_retries=0) as client:
        yield client
    assert portal.log.bugs == []
