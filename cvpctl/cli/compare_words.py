"""What a person means by a side: `portal:NAME`, a snapshot by its `.json`, or blueprints by their paths.

A bare word is a path and nothing else, so that a folder called like a portal never decides what is compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cvpctl.errors import UsageProblem
from cvpctl.model.comparison import Origin
from cvpctl.project import find_project
from cvpctl.project.reading import nearest
from cvpctl.project.settings import EMULATOR

PORTAL = "portal:"
SNAPSHOT = ".json"
_WAYS = "say portal:NAME for a portal, a file that ends in .json for a snapshot, or a path of blueprints"


@dataclass(frozen=True, slots=True)
class Word:
    """A side as it was said; of blueprints there may be several paths."""

    said: str
    origin: Origin
    portal: str = ""
    paths: tuple[Path, ...] = ()


def word_of(said: str) -> Word:
    """Return what a word means; raises UsageProblem that says how to say it."""
    if said.startswith(PORTAL):
        name = said.removeprefix(PORTAL)
        if not name:
            raise UsageProblem("portal: is missing a name", help=_named(""))
        return Word(said, Origin.PORTAL, portal=name)
    if said.endswith(SNAPSHOT):
        _require(Path(said), said)
        if Path(said).is_dir():
            raise UsageProblem(f"{said} is a directory, and a snapshot is a file", help=_WAYS)
        return Word(said, Origin.SNAPSHOT, paths=(Path(said),))
    paths = (Path(said),) if Path(said).exists() or "," not in said else tuple(map(Path, said.split(",")))
    for path in paths:
        _require(path, said)
    return Word(said, Origin.BLUEPRINT, paths=paths)


def _require(path: Path, said: str) -> None:
    if path.name and path.exists():
        return
    message = f"there is no file or folder {path.as_posix() if path.name else repr(said)} here"
    help_ = f"for the portal say {PORTAL}{said}" if said in _portals() else _near(path) or _WAYS
    raise UsageProblem(message, help=help_)


def _near(path: Path) -> str:
    beside = [one.name for one in path.parent.iterdir()] if path.parent.is_dir() else []
    near = nearest(path.name, [*beside, *_portals()])
    if near in beside:
        return f"did you mean {(path.parent / near).as_posix()}?"
    return f"did you mean {PORTAL}{near}?" if near else ""


def _named(said: str) -> str:
    return f"this project has {', '.join(f'{PORTAL}{name}' for name in _portals() if name != said)}"


def _portals() -> list[str]:
    project = find_project(Path.cwd())
    return list(dict.fromkeys((*(project.portals if project else ()), EMULATOR)))
