"""Where the promises are shown: a desk before a portal without rate limits, and how many cells were proved."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import PROJECT, Desk
from proofs.fault_stories import CELL
from proofs.kill_story import KILL

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches
from cvpctl.portal import Patience

LONGEST_PAUSE = 0.02


@pytest.fixture(scope="package")
def running() -> Iterator[Emulator]:
    with Emulator(limits=Limits.off()) as server:
        yield server


@pytest.fixture
def desk(
    running: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A repository without blueprints, before an empty portal."""
    running.reset()
    running.use_switches(Switches())
    folder = tmp_path.resolve()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ACME_TOKEN", running.token)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / ".state"))
    desk = Desk(folder, running, capsys)
    desk.write("cvpctl.yaml", PROJECT.format(portal=running.portal_id, url=running.base_url))
    return desk


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many tries as ever, with hardly a pause: the command line offers no way to say so."""
    usual = Patience()
    values = {name: getattr(usual, name) for name in Patience.__dataclass_fields__}
    values["sleep"] = lambda seconds: time.sleep(min(seconds, LONGEST_PAUSE))
    monkeypatch.setattr(Patience.__init__, "__defaults__", tuple(values.values()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many pairs of a writing call and a fault held, also where workers ran them."""
    passed = [one for one in terminalreporter.stats.get("passed", ()) if isinstance(one, pytest.TestReport)]
    cells = [told for one in passed if one.when == "call" for name, told in one.user_properties if name == CELL]
    if cells:
        verbs, faults = ({str(cell).split(" at ", 1)[part] for cell in cells} for part in (0, 1))
        terminalreporter.write_line(
            f"fault matrix: {len(cells)} cells held, {len(verbs)} verbs by {len(faults)} faults"
        )
    kills = [str(told) for one in passed if one.when == "call" for name, told in one.user_properties if name == KILL]
    if kills:
        lines, writes = (sum(one.startswith(what) for one in kills) for what in ("line", "write"))
        verbs = {one.partition(" of ")[2] for one in kills} - {""}
        terminalreporter.write_line(
            f"kill -9: {len(kills)} cells held, at {lines} lines of the journal and before the answer to {writes} "
            f"writes; {len(verbs)} verbs each in a story of its own"
        )
