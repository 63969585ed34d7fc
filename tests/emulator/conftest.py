from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

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
