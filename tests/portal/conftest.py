"""A portal to speak to over real HTTP, and a client that never really waits between tries."""

from collections.abc import Iterator

import pytest

from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches
from cvpctl.portal import Patience, Portal


@pytest.fixture(scope="session")
def running() -> Iterator[Emulator]:
    """One process for all tests of this room, since stopping one costs more than a test."""
    with Emulator() as server:
        yield server


@pytest.fixture
def emulator(running: Emulator) -> Emulator:
    """A portal as new."""
    running.reset()
    running.set_limits(None)
    running.use_switches(Switches())
    return running


@pytest.fixture
def pauses() -> list[float]:
    """What the client would have waited between tries."""
    return []


@pytest.fixture
def patience(pauses: list[float]) -> Patience:
    return Patience(sleep=pauses.append)


@pytest.fixture
def portal(emulator: Emulator, patience: Patience) -> Iterator[Portal]:
    with Portal.open(emulator.base_url, emulator.token, read_only=False, patience=patience) as opened:
        yield opened


@pytest.fixture
def reader(emulator: Emulator, patience: Patience) -> Iterator[Portal]:
    with Portal.open(emulator.base_url, emulator.token, read_only=True, patience=patience) as opened:
        yield opened
