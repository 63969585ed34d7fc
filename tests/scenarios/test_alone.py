"""One apply per portal and machine: a second one beside a real first one, and after it was killed."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from client_repository import CVPCTL
from desk import Desk
from scenarios.ci_runners import FILE, blueprint

from cvpctl.emulator.faults import Fault

LABEL = "/crm/properties/2026-09/contacts/region"


@pytest.fixture
def applied(fresh: Desk) -> Iterator[Desk]:
    """One property applied and then named otherwise in the blueprint; the portal takes its time with the next write."""
    fresh.write(FILE, blueprint())
    assert 0 == fresh.run("apply", "--yes").code
    fresh.write(FILE, blueprint("Country"))
    fresh.emulator.log.clear()
    fresh.emulator.faults.add(Fault("delay", seconds=3, method="PATCH", times=1))
    yield fresh
    fresh.emulator.faults.clear()


@contextmanager
def applying(desk: Desk) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a real apply that is waiting for the portal's answer: its call is begun and not answered."""
    quiet, folder = subprocess.DEVNULL, desk.folder / ".cvpctl" / "journal" / "acme"
    before = set(folder.glob("*.jsonl"))
    with subprocess.Popen([*CVPCTL, "apply", "--yes"], cwd=desk.folder, stdout=quiet, stderr=quiet) as job:
        until = time.monotonic() + 30
        while not any(b"intended" in path.read_bytes() for path in set(folder.glob("*.jsonl")) - before):
            assert time.monotonic() < until
            time.sleep(0.01)
        assert job.poll() is None, "it ended before it could be met"
        yield job


@pytest.mark.long
@pytest.mark.parametrize("words", ["apply --yes", "rollback --yes"])
def test_beside_a_run_nothing_else_writes(applied: Desk, words: str) -> None:
    """The second one ends with 1, names process, host and time of the first, and sends nothing that writes."""
    with applying(applied) as job:
        second = applied.run(*words.split())
        assert 0 == job.wait(30)

    named = f"another apply is writing to acme: process {job.pid} on {socket.gethostname()}, since 20"
    assert (1, "") == (second.code, second.said)
    assert named in second.told
    assert "a process that died holds no lock, so there is no file to delete" in second.told
    assert 1 == applied.emulator.log.writes
    assert "Country" == applied.ask("GET", LABEL)["label"]


@pytest.mark.long
def test_another_clone_on_this_machine_waits_as_well(applied: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same portal under another name, from another folder: it is the portal that nobody else may write to."""
    applied.emulator.faults.clear()
    applied.emulator.faults.add(Fault("delay", seconds=6, method="PATCH", times=1))
    settings = applied.read("cvpctl.yaml").replace("  acme:", "  production:")
    applied.write("elsewhere/cvpctl.yaml", settings)
    applied.write(f"elsewhere/{FILE}", blueprint("Land"))
    with applying(applied) as job:
        monkeypatch.chdir(applied.folder / "elsewhere")
        second = applied.run("apply", "--yes", "--take", "blueprint")
        planned, looked = applied.run("plan"), applied.run("doctor")
        assert 0 == job.wait(30)

    assert 1 == second.code
    assert f"a run is under way: process {job.pid} on " in planned.told
    assert f"an apply is under way: process {job.pid} on " in looked.said
    assert f"another apply is writing to portal {applied.emulator.portal_id}: process {job.pid} on " in second.told
    assert 1 == applied.emulator.log.writes
    assert 0 == applied.run("apply", "--yes", "--take", "blueprint").code


def test_a_machine_without_room_for_state_still_applies(applied: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock of the project is enough where the user's own folder cannot be written."""
    applied.emulator.faults.clear()
    applied.write("file", "no folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(applied.folder / "file"))

    assert 0 == applied.run("apply", "--yes").code


@pytest.mark.long
def test_a_killed_run_locks_nobody_out(applied: Desk) -> None:
    """Its lock ends with it, though the file that named it is still there; the next one names itself in it."""
    with applying(applied) as job:
        job.kill()
    beside = applied.folder / ".cvpctl" / "acme.holder.json"
    left = str(job.pid) in beside.read_text()

    ended = applied.run("apply", "--yes")

    assert True is left
    assert 0 == ended.code, ended.said + ended.told
    assert (False, True) == (beside.exists(), os.path.lexists(applied.folder / ".cvpctl" / "acme.lock"))
    assert "Country" == applied.ask("GET", LABEL)["label"]
