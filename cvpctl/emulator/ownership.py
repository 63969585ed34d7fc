"""One process owns a database file: a lock while it runs, and a note beside it that says where it answers."""

import http.client
import json
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

PATIENCE_SECONDS = 1.0


class DatabaseInUse(Exception):
    """Another process serves this database file."""


@dataclass(frozen=True, slots=True)
class RunningInfo:
    """Where a live `serve` answers. A token is never written down."""

    base_url: str
    pid: int
    portal_id: int


def lock(db: Path) -> FileLock:
    db.parent.mkdir(parents=True, exist_ok=True)
    held = FileLock(f"{db}.lock", thread_local=False)
    try:
        held.acquire(timeout=0)
    except Timeout:
        raise DatabaseInUse(f"{db} is served by another process") from None
    return held


def port_file(db: Path) -> Path:
    return db.with_name(f"{db.name}.serve.json")


def announce(db: Path, base_url: str, portal_id: int) -> None:
    note = json.dumps({"baseUrl": base_url, "pid": os.getpid(), "portalId": portal_id})
    draft = port_file(db).with_suffix(".new")
    draft.write_text(note + "\n", encoding="utf-8")
    draft.replace(port_file(db))


def withdraw(db: Path) -> None:
    port_file(db).unlink(missing_ok=True)


def running(db: Path) -> RunningInfo | None:
    """The live serve of this file, if one answers; a note left by a killed process is not one."""
    try:
        note = json.loads(port_file(db).read_text(encoding="utf-8"))
        info = RunningInfo(str(note["baseUrl"]), int(note["pid"]), int(note["portalId"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return info if _answers(info) else None


def _answers(info: RunningInfo) -> bool:
    where = urlsplit(info.base_url)
    if where.hostname != "127.0.0.1":
        return False
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", "/_emulator")
        told = json.loads(connection.getresponse().read())
    except (OSError, ValueError, http.client.HTTPException):
        return False
    else:
        return isinstance(told, dict) and told.get("pid") == info.pid
    finally:
        connection.close()
