import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from cvpctl.emulator.identity import DEFAULT_PORTAL_ID, DEFAULT_TOKEN
from cvpctl.emulator.ownership import RunningInfo, port_file, running
from cvpctl.emulator.server import Emulator

GROUPS = "/crm/properties/2026-09/contacts/groups"
HEADERS = {"Authorization": f"Bearer {DEFAULT_TOKEN}"}
SERVE = "import sys; from pathlib import Path; from cvpctl.emulator.serving import serve; serve(Path(sys.argv[1]))"


@contextmanager
def _served(db: Path) -> Iterator[tuple[subprocess.Popen[str], RunningInfo]]:
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(db)], stdout=subprocess.PIPE, text=True)
    try:
        deadline = time.monotonic() + 10
        info = running(db)
        while info is None and time.monotonic() < deadline:
            time.sleep(0.02)
            info = running(db)
        assert info is not None
        yield process, info
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_served_portal_stops_cleanly(tmp_path: Path, number: int) -> None:
    """It tells where it answers without a token, and a signal ends it with success and no trace beside the file."""
    db = tmp_path / "portal.db"
    with _served(db) as (process, info):
        note = port_file(db).read_text(encoding="utf-8")
        details = httpx.get(f"{info.base_url}/account-info/v3/details", headers=HEADERS).json()
        os.kill(info.pid, number)
        told, _ = process.communicate(timeout=10)

    assert (process.pid, DEFAULT_PORTAL_ID) == (info.pid, details["portalId"])
    assert DEFAULT_TOKEN not in note + told
    assert told.startswith(info.base_url)
    assert (process.returncode, running(db)) == (0, None)
    assert not port_file(db).exists()


@pytest.mark.long
def test_a_killed_portal_loses_nothing_it_confirmed(tmp_path: Path) -> None:
    """After SIGKILL the note beside the file is stale and known to be, and the next owner finds every write."""
    db = tmp_path / "portal.db"
    with _served(db) as (process, info):
        made = httpx.post(f"{info.base_url}{GROUPS}", json={"name": "cvp", "label": "CVP"}, headers=HEADERS)
        process.kill()
        process.wait(10)

        assert made.status_code == 201
        assert port_file(db).exists()
        assert running(db) is None
    with Emulator(db) as portal:
        assert httpx.get(f"{portal.base_url}{GROUPS}/cvp", headers=HEADERS).json()["label"] == "CVP"


def test_nothing_runs_where_nothing_is(tmp_path: Path) -> None:
    """No note, a broken one, or one that points elsewhere: no live portal."""
    db = tmp_path / "portal.db"
    assert running(db) is None
    for note in ("", "[]", '{"baseUrl": "http://example.com:80", "pid": 1, "portalId": 1}'):
        port_file(db).write_text(note, encoding="utf-8")
        assert running(db) is None


def test_the_web_libraries_are_loaded_only_to_serve() -> None:
    """Importing the emulator's face costs neither starlette nor uvicorn."""
    code = "import sys, cvpctl.emulator.server; print({'starlette', 'uvicorn'} & set(sys.modules))"

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert told == "set()\n"


def test_a_stopped_portal_says_so() -> None:
    """Asking a portal that does not run for its address is a clear error, and stopping twice is none."""
    portal = Emulator().start()
    began = time.perf_counter()
    portal.stop()
    portal.stop()

    with pytest.raises(RuntimeError, match="not running"):
        portal.base_url  # noqa: B018 - the access is what is tested
    assert time.perf_counter() - began < 2
