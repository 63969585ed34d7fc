"""What a pull request did to what blueprints build on: pins of libraries, and how far a client's files may reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from cvpctl.errors import CvpError
from cvpctl.model import Finding, Place, Severity
from cvpctl.project.lock import LOCK_FILE, Lock, Pin
from cvpctl.project.masking import masked
from cvpctl.project.source import shown_path
from cvpctl.project.workspace import WORKSPACE_FILE

_DIGITS = 19
_HELP = "look whether this was meant before anything is applied"


def repinned(before: Path, now: Path, ref: str) -> Iterator[Finding]:
    """Compare the locks of two folders; a pin that is new only narrows what may be read."""
    was, said = _pins(before), _pins(now)
    for name, pin in was.items():
        if said.get(name) == pin:
            continue
        after = f"is now {_called(said[name])}, and was {_called(pin)}" if name in said else "is pinned no more"
        message = f"the library {masked(name)} {after} since {ref}: its blueprints are read as if they stood here"
        yield Finding("SETTINGS_CHANGED", Severity.WARNING, message, _HELP, place=_place(now / LOCK_FILE, name))


def widened(before: Path, now: Path, top: Path, ref: str) -> Iterator[Finding]:
    """Compare the workspace files above a client, up to `top`; `before` mirrors the folder `now`."""
    for depth in range(len(now.relative_to(top).parts) + 1):
        old, new = _up(before, depth) / WORKSPACE_FILE, _up(now, depth) / WORKSPACE_FILE
        if new.is_file() and (not old.is_file() or old.read_bytes() != new.read_bytes()):
            what = "was changed" if old.is_file() else "is new"
            message = f"{WORKSPACE_FILE} {what} since {ref}: it says which folders the files of a client may name"
            yield Finding("SETTINGS_LOOSENED", Severity.WARNING, message, _HELP, place=Place(shown_path(new), 1, 1))


def _up(folder: Path, steps: int) -> Path:
    return folder.parents[steps - 1] if steps else folder


def _pins(folder: Path) -> Mapping[str, Pin]:
    """Return the pins; a lock that cannot be read pins nothing, and stops whoever needs it."""
    try:
        lock = Lock.load(folder)
    except CvpError:
        return {}
    return lock.pins if lock else {}


def _called(pin: Pin) -> str:
    return masked(f"{pin.origin} ({pin.digest[:_DIGITS]})")


def _place(lock: Path, name: str) -> Place:
    lines = lock.read_text(encoding="utf-8", errors="replace").splitlines() if lock.is_file() else []
    word = f'"{name}":'
    found = ((n, line.index(word)) for n, line in enumerate(lines, 1) if word in line)
    line, column = next(found, (1, 0))
    return Place(shown_path(lock), line, column + 1)
