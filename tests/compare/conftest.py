"""A repository of a fictional client with two portals, both served in this process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from compare.two_portals import PROJECT, SECOND, SECOND_ID, Pair
from desk import Desk

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator


@pytest.fixture(scope="session")
def running() -> Iterator[Emulator]:
    with Emulator(sensitive_data=True, limits=Limits.off()) as server:
        server.add_portal(SECOND_ID, SECOND, sensitive_data=True)
        yield server


@pytest.fixture
def pair(
    running: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Pair:
    """Both portals as new, `acme` and `beta` of one project."""
    running.reset()
    running.faults.clear()
    folder = tmp_path.resolve()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ACME_TOKEN", running.token)
    monkeypatch.setenv("BETA_TOKEN", SECOND)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / ".state"))
    (folder / "blueprints").mkdir()
    url, first = running.base_url, running.portal_id
    (folder / "cvpctl.yaml").write_text(PROJECT.format(url=url, first=first, second=SECOND_ID))
    return Pair(Desk(folder, running, capsys))
