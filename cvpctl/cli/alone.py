"""One at a time: whatever writes a portal's record keeps the others of this machine out while it looks and decides.

The lock is the operating system's, so that of a process that died is free at once. A file beside it says who holds it.
There are two: one beside the project, and one for whoever opens the same portal from another clone, or under another
name.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from cvpctl.cli.session import Session
from cvpctl.errors import CvpError
from cvpctl.project import Places, PortalSettings
from cvpctl.project.places import machine_lock


@contextmanager
def alone(session: Session) -> Iterator[None]:
    """Hold the lock of a portal, from the first look at it to the last word in its record."""
    settings, portal_id = session.settings, session.identity.portal_id
    own, *wider = _locks(session.places, settings, portal_id)
    own.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        _hold(stack, own, settings.name)
        for lock in wider:
            # A machine that has no room for the user's state still has the lock of the project.
            with suppress(OSError):
                lock.parent.mkdir(parents=True, exist_ok=True)
                _hold(stack, lock, f"portal {portal_id}")
        yield


def held_lock(places: Places, settings: PortalSettings, portal_id: int) -> Path | None:
    """Return the lock of a portal that another process holds."""
    return next((lock for lock in _locks(places, settings, portal_id) if is_held(lock)), None)


def _locks(places: Places, settings: PortalSettings, portal_id: int) -> tuple[Path, ...]:
    """Return the lock of the project, then that of the machine; an embedded portal is a file of the project."""
    own = places.lock(settings.name, portal_id)
    return (own,) if settings.embedded else (own, machine_lock(settings.base_url, portal_id))


def _hold(stack: ExitStack, lock: Path, portal: str) -> None:
    """Take a lock until the stack ends; raises CvpError, naming who has it."""
    try:
        stack.enter_context(FileLock(lock, timeout=0))
    except Timeout as error:
        message = f"another apply is writing to {portal}{holder_text(lock)}"
        help_ = "wait until it has ended; a process that died holds no lock, so there is no file to delete"
        raise CvpError(message, help=help_) from error
    stack.enter_context(_named(lock))


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
