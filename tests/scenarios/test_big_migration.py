"""Five thousand records away from an option, with the real process killed in the middle."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from client_repository import CVPCTL, Client, served
from many_records import AFTER, ALLOWED, BEFORE, RECORDS, make_records, roles

PORTAL = ("--portal", "emulator")
BATCHES = "/batch/update"


def _batches(client: Client) -> int:
    calls = client.ask("GET", "/_emulator/log")["calls"]
    return sum(call["path"].endswith(BATCHES) for call in calls)


def _killed_after(client: Client, batches: int) -> None:
    command = [*CVPCTL, "apply", "--yes", *ALLOWED, *PORTAL]
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=client.folder, stdout=nowhere, stderr=nowhere) as job:
        until = time.monotonic() + 60
        while _batches(client) < batches and job.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        os.kill(job.pid, signal.SIGKILL)


@pytest.mark.long
def test_five_thousand_records_survive_a_kill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The next apply goes on in the middle, writes hardly a record twice, and the counts are right to the last one."""
    with served(tmp_path.resolve()) as client:
        client.write("blueprints/many.yaml", BEFORE)
        assert 0 == client.run("apply", "--yes", *PORTAL).returncode
        make_records(client.ask)
        client.write("blueprints/many.yaml", AFTER)
        client.ask("DELETE", "/_emulator/log")

        _killed_after(client, 20)
        middle, first = roles(client.ask), _batches(client)
        (kept,) = tmp_path.rglob("*.values")
        mode = stat.S_IMODE(kept.stat().st_mode)
        noted = client.run("plan", *ALLOWED, *PORTAL)
        client.ask("DELETE", "/_emulator/log")
        began = time.perf_counter()
        again = client.run("apply", "--yes", *ALLOWED, *PORTAL)
        seconds, calls = time.perf_counter() - began, client.ask("GET", "/_emulator/log")["total"]
        second = _batches(client)
        after = roles(client.ask)

    with capsys.disabled():
        moved = middle["mql"]
        pace = f"{seconds:.1f} s, {moved / seconds:.0f} a second, {calls} calls"
        sys.stdout.write(f"\nmigration of {RECORDS:,}: killed with {moved:,} to go; the rest took {pace}\n")
    assert 0 == again.returncode, again.stdout + again.stderr
    assert 0 < middle["mql"] < RECORDS
    assert middle["mql"] + middle["researcher"] == RECORDS
    assert {"researcher": RECORDS} == after
    assert 0o600 == mode
    assert re.search(r"a migration of .* was under way: [\d,]+ of 5,000 records are through", noted.stderr)
    assert first + second <= RECORDS // 100 + 6
    assert "5,000 of 5,000 records went from" in again.stdout
    assert [] == list(tmp_path.rglob("*.values"))
