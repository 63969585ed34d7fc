"""One at a time: whatever writes a portal's record keeps the others of this machine out while it looks and decides.

The lock is the operating system's, so that of a process that died is free at once. A file beside it says who holds it.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from cvpctl.cli.session import Session
from cvpctl.errors import CvpError


@contextmanager
def alone(session: Session) -> Iterator[None]:
    """Hold the lock of a portal, from the first look at it to the last word in its record."""
    path = session.places.lock(session.settings.name, session.identity.portal_id)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path, timeout=0), _named(path):
            yield
    except Timeout as error:
        message = f"another apply is writing to {session.settings.name}{holder_text(path)}"
        help_ = "wait until it has ended; a process that died holds no lock, so there is no file to delete"
        raise CvpError(message, help=help_) from error


def holder_text(lock: Path) -> str:
    """Say who holds a lock: `: process 4711 on desk, since 2026-03-01 12:00:05 UTC`; empty where nobody says."""
    found = _holder(lock)
    if found is None:
        return ""
    since = datetime.fromisoformat(found["since"])
    return f": process {found['pid']} on {found['host']}, since {since:%Y-%m-%d %H:%M:%S} UTC"


def is_held(lock: Path) -> bool:
    """Tell whether another process holds a lock; it is tried only where one claims to, lest two fail each other."""
    found = _holder(lock)
    if found is None or found["pid"] == os.getpid():
        return False
    try:
        with FileLock(lock, timeout=0):
            return False
    except Timeout:
        return True


@contextmanager
def _named(lock: Path) -> Iterator[None]:
    """Keep a file beside the lock that names this process; a disk that takes none costs the name only."""
    beside = _beside(lock)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with suppress(OSError):
        beside.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": now}))
    try:
        yield
    finally:
        with suppress(OSError):
            beside.unlink()


def _beside(lock: Path) -> Path:
    return lock.with_suffix(".holder.json")


def _holder(lock: Path) -> dict[str, Any] | None:
    try:
        match json.loads(_beside(lock).read_bytes()):
            case {"pid": int(pid), "host": str(host), "since": str(since)} if datetime.fromisoformat(since):
                return {"pid": pid, "host": host, "since": since}
    except (OSError, ValueError):
        pass
    return None
