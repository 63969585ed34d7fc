"""An apply that is killed, and the one that follows."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from client_repository import CVPCTL, Client, served
from shipped import copy_part

PORTAL = ("--portal", "emulator")
VOLATILE = frozenset({"createdAt", "updatedAt", "createdUserId", "updatedUserId", "archivedAt", "displayOrder"})
# The whole library takes 24 writing calls; the kills fall before the first, between waves, and near the end.
POINTS = (0, 1, 3, 8, 12, 15, 18, 20, 23)


def _killed_after(client: Client, writes: int) -> None:
    client.ask("POST", "/_emulator/faults", {"latency": 0.03})
    command = [*CVPCTL, "apply", "--yes", *PORTAL]
    with subprocess.Popen(command, cwd=client.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as job:
        until = time.monotonic() + 30
        while client.writes() < writes and job.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        os.kill(job.pid, signal.SIGKILL)
    client.ask("DELETE", "/_emulator/faults")


def _configuration(client: Client) -> object:
    collections = client.ask("GET", "/_emulator/state")["collections"]
    return _without_volatile({name: found for name, found in collections.items() if not name.startswith("audits/")})


def _without_volatile(value: object) -> object:
    if isinstance(value, dict):
        return {name: _without_volatile(inner) for name, inner in sorted(value.items()) if name not in VOLATILE}
    return [_without_volatile(inner) for inner in value] if isinstance(value, list) else value


def _assert_converges(client: Client, undisturbed: Client, writes: int) -> None:
    _killed_after(client, writes)

    again = client.run("apply", "--yes", *PORTAL)
    planned = client.run("plan", "--exit-code", *PORTAL)

    refused = [call for call in client.ask("GET", "/_emulator/log")["calls"] if call["status"] >= 400]
    assert 0 == again.returncode, again.stdout + again.stderr
    assert 0 == planned.returncode, planned.stdout
    assert [] == refused
    assert _configuration(undisturbed) == _configuration(client)


@pytest.mark.long
@pytest.mark.parametrize("writes", POINTS)
def test_a_killed_apply_is_finished_by_the_next(tmp_path: Path, writes: int) -> None:
    """After SIGKILL the next apply converges, creates nothing twice, and leaves what an undisturbed one leaves."""
    for name in ("killed", "undisturbed"):
        copy_part(tmp_path / name / "blueprints")
    with served(tmp_path / "killed") as client, served(tmp_path / "undisturbed") as undisturbed:
        assert 0 == undisturbed.run("apply", "--yes", *PORTAL).returncode

        _assert_converges(client, undisturbed, writes)
