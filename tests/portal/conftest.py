"""A portal to speak to over real HTTP, and a client that never really waits between tries."""

from collections.abc import Iterator

import pytest

from cvpctl.emulator.server import Emulator
from cvpctl.portal import Patience, Portal


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(deterministic=True) as running:
        yield running


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
