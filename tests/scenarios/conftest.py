"""A client's repository in this process, before a portal that is empty or older than its blueprint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import PROJECT, Desk
from scenarios.ci_runners import shared_by_git
from scenarios.older_portal import BLUEPRINT, make_older

from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches


@pytest.fixture(scope="package")
def running() -> Iterator[Emulator]:
    with Emulator() as server:
        yield server


@pytest.fixture
def fresh(
    running: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A repository without bindings, before an empty portal."""
    running.reset()
    running.use_switches(Switches())
    folder = tmp_path.resolve()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ACME_TOKEN", running.token)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / ".state"))
    desk = Desk(folder, running, capsys)
    desk.write("cvpctl.yaml", PROJECT.format(portal=running.portal_id, url=running.base_url))
    desk.write("blueprints/portal.yaml", BLUEPRINT)
    return desk


@pytest.fixture
def older(fresh: Desk) -> Desk:
    """The same with all that the blueprint states made by hand, under other names, and bound."""
    make_older(fresh)
    return fresh


@pytest.fixture
def shared(fresh: Desk) -> Desk:
    """A repository with a remote, whose records are on the branch."""
    return shared_by_git(fresh)
