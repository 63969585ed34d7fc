"""A client's repository before a portal in this process, fresh for each test; folders of tests take it up as theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import PROJECT, Desk

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator


@pytest.fixture(scope="session")
def running() -> Iterator[Emulator]:
    with Emulator(limits=Limits.off()) as server:
        yield server


@pytest.fixture
def desk(
    running: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    return opened(running, tmp_path, monkeypatch, capsys)


def opened(running: Emulator, folder: Path, monkeypatch: pytest.MonkeyPatch, heard: pytest.CaptureFixture[str]) -> Desk:
    """Empty the portal and begin a repository before it."""
    running.reset()
    running.faults.clear()
    folder = folder.resolve()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ACME_TOKEN", running.token)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / ".state"))
    (folder / "blueprints").mkdir()
    desk = Desk(folder, running, heard)
    desk.write("cvpctl.yaml", PROJECT.format(portal=running.portal_id, url=running.base_url))
    return desk
