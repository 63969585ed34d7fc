"""A repository of a fictional client in front of a portal that is served in this process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import PROJECT, Desk

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator


@pytest.fixture(scope="session")
def running() -> Iterator[Emulator]:
    with Emulator(limits=Limits.off()) as emulator:
        yield emulator


@pytest.fixture
def desk(
    running: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    running.reset()
    running.faults.clear()
    folder = tmp_path.resolve()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ACME_TOKEN", running.token)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / ".state"))
    (folder / "blueprints").mkdir()
    made = Desk(folder, running, capsys)
    made.write("cvpctl.yaml", PROJECT.format(portal=running.portal_id, url=running.base_url))
    return made
