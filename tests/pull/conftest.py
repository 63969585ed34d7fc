"""Two portals in this process, and a client's repository in front of the first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import PROJECT, Desk

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator

SECOND = "token-of-the-second-portal"


@pytest.fixture(scope="session")
def running() -> Iterator[Emulator]:
    with Emulator(sensitive_data=True, limits=Limits.off()) as server:
        server.add_portal(22, SECOND, sensitive_data=True)
        yield server


@pytest.fixture
def emulator(running: Emulator) -> Emulator:
    """Both portals as new; the second answers to the token `token-of-the-second-portal`."""
    running.reset()
    running.faults.clear()
    return running


@pytest.fixture
def desk(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    folder = tmp_path.resolve()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ACME_TOKEN", emulator.token)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / ".state"))
    (folder / "blueprints").mkdir()
    (folder / "cvpctl.yaml").write_text(PROJECT.format(portal=emulator.portal_id, url=emulator.base_url))
    return Desk(folder, emulator, capsys)
