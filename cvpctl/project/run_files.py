"""Journals and inverse plans as files that several machines have: which of two copies knows more, and what is taken in.

Whoever made a run writes its journal; everybody else only adds that a record knows it. Before its first call a run
announces itself with all calls as intended, since a runner that is lost pushes nothing afterwards: of two copies the
one with an end, then with more answers, then with fewer calls begun, is nearer to the truth.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

JOURNAL, UNDO = ".jsonl", ".undo.json"
_FILE = re.compile(r"[0-9]{8}T[0-9]{6}\.[0-9]{6}Z(?:\.jsonl|\.undo\.json)")
_FOLDER = re.compile(r"[a-z0-9][a-z0-9_-]*")
_PRIVATE = 0o600
_START = b'{"at": "'


def is_run_file(folder: str, file: str) -> bool:
    """Tell whether the names are ours; old values of records stand in a folder below and never match."""
    return bool(_FOLDER.fullmatch(folder) and _FILE.fullmatch(file))


def files_of_runs(folder: Path) -> dict[str, Path]:
    """Return the files of a portal's runs on this machine, by name."""
    found = sorted(folder.glob("*")) if folder.is_dir() else []
    return {path.name: path for path in found if path.is_file() and is_run_file(folder.name, path.name)}


def united(name: str, ours: bytes, theirs: bytes) -> bytes:
    """Return what both copies know; a line cut short by a kill is left out, what follows it is not."""
    if not name.endswith(JOURNAL):
        return ours if _is_object(ours) else theirs
    mine, other = list(_lines(ours)), list(_lines(theirs))
    body, rest = (mine, other) if _knows(mine) >= _knows(other) else (other, mine)
    held = {line for line, _ in body}
    later = [line for line, event in rest if event["event"] == "recorded" and line not in held]
    return b"".join([*(line for line, _ in body), *later])


def taken_in(path: Path, theirs: bytes) -> None:
    """Lay what another machine wrote beside the runs of this one; what is no journal or inverse is passed over."""
    held = path.read_bytes() if path.exists() else b""
    both = united(path.name, held, theirs)
    if both == held or not (_is_run(both) if path.name.endswith(JOURNAL) else _is_object(both)):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if held and both.startswith(held):
        # A run under way may be writing its next line: added to, never replaced.
        with path.open("ab", buffering=0) as file:
            file.write(both[len(held) :])
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE), "wb") as file:
        file.write(both)
    part.replace(path)


def reserve(path: Path) -> None:
    """Make an empty file for its owner's eyes only, which whoever opens it later fills."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, _PRIVATE))


def blob_of(data: bytes) -> str:
    """Return what git calls these bytes (SHA-1; another hash only costs a second look)."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _lines(data: bytes) -> Iterator[tuple[bytes, dict[str, Any]]]:
    for line in data.splitlines(keepends=True):
        # Earlier versions wrote on behind half a line.
        for part in (line, line[max(line.rfind(_START), 0) :]):
            event = _object(part)
            if part.endswith(b"\n") and isinstance(event.get("event"), str) and isinstance(event.get("at"), str):
                yield part, event
                break


def _knows(lines: list[tuple[bytes, dict[str, Any]]]) -> tuple[bool, bool, int, int]:
    names = [event["event"] for _, event in lines]
    return "begin" in names, "end" in names, names.count("settled"), -names.count("intended")


def _is_run(data: bytes) -> bool:
    match next(_lines(data), (b"", {}))[1]:
        case {"event": "begin", "at": at, "portalId": int(), "digest": str(), "calls": int()}:
            return _is_moment(at)
    return False


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _is_object(data: bytes) -> bool:
    return bool(_object(data))


def _object(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
