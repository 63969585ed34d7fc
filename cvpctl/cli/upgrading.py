"""`library upgrade`: blueprints compiled with what is pinned and with what is there now, then the lock rewritten."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from cvpctl.blueprint import Checked, check
from cvpctl.cli.library_diff import difference
from cvpctl.cli.output import emit
from cvpctl.cli.values import values_of
from cvpctl.errors import Blocked, BlueprintInvalid, UsageProblem
from cvpctl.model import Desired
from cvpctl.project import LOCK_FILE, Library, Lock, Pin, Project, Shelf, find_project, find_workspace, load_project
from cvpctl.project.settings import PROJECT_FILE


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What one client would pin, and the shelf that the content comes from."""

    project: Project
    shelf: Shelf
    libraries: tuple[Library, ...]

    @property
    def pins(self) -> dict[str, Pin]:
        return {one.name: Pin(one.digest, one.origin, one.commit) for one in self.libraries}

    @property
    def pending(self) -> bool:
        return self.pins != (dict(self.shelf.lock.pins) if self.shelf.lock else {})

    def carry_out(self) -> Path:
        for library in self.libraries:
            self.shelf.keep(library)
        return Lock(self.pins).save(self.project.root)


@dataclass(slots=True)
class _Watched:
    """A shelf that remembers what was taken from it."""

    shelf: Shelf
    taken: dict[str, Library] = field(default_factory=dict)

    @property
    def names(self) -> Sequence[str]:
        return self.shelf.names

    def take(self, name: str) -> Library:
        self.taken[name] = self.shelf.take(name)
        return self.taken[name]


def upgrade_all(*, yes: bool) -> None:
    """Show the difference for each client, ask, and write the locks; raises BlueprintInvalid before any is written."""
    upgrades = []
    for project in _clients():
        upgrade = _upgrade(project)
        emit("\n".join(_told(upgrade)))
        upgrades.append(upgrade)
    pending = [upgrade for upgrade in upgrades if upgrade.pending]
    if not pending:
        return
    _ask(yes=yes)
    for upgrade in pending:
        emit(f"wrote {_shown(upgrade.carry_out())}")


def pin_first(folder: Path) -> Path:
    """Pin what a new client repository builds on, so that a newer cvpctl changes nothing of it unasked."""
    _upgrade(load_project(folder / PROJECT_FILE)).carry_out()
    return folder / LOCK_FILE


def _clients() -> list[Project]:
    project = find_project(Path.cwd())
    if project:
        return [project]
    workspace = find_workspace(Path.cwd())
    if workspace is None:
        raise UsageProblem("there is no cvpctl.yaml here whose libraries could be pinned", help="cvpctl init DIRECTORY")
    return [load_project(folder / PROJECT_FILE) for folder in workspace.clients]


def _upgrade(project: Project) -> Upgrade:
    shelf = Shelf.of(project)
    shelf.refresh()
    watched = _Watched(replace(shelf, lock=None))
    checked = _compiled(project, watched)
    if checked.desired is None:
        raise BlueprintInvalid(checked.findings)
    return Upgrade(project, shelf, tuple(watched.taken[name] for name in sorted(watched.taken)))


def _compiled(project: Project, shelf: Shelf | _Watched) -> Checked:
    # Values differ from portal to portal, what a library changes does not: one portal's are as good as another's.
    portal = next(iter(project.portals.values()), None)
    return check(project.blueprints, root=project.workspace, shelf=shelf, given=values_of(portal))


def _told(upgrade: Upgrade) -> Iterator[str]:
    name, lock = upgrade.project.name, upgrade.shelf.lock
    if not upgrade.libraries and not upgrade.pending:
        yield f"{name}: no blueprint extends a library"
        return
    if not upgrade.pending:
        yield f"{name}: {LOCK_FILE} pins what is there; nothing to do"
        return
    pins = lock.pins if lock else {}
    for library in upgrade.libraries:
        yield from _one(name, library, pins.get(library.name))
    for gone in sorted(set(pins) - set(upgrade.pins)):
        yield f"{name}: {gone} is extended no more, and goes from {LOCK_FILE}"
    if pins:
        yield from _difference(upgrade)


def _one(client: str, library: Library, pin: Pin | None) -> Iterator[str]:
    if pin is None:
        yield f"{client}: {library.name} from {library.origin} is pinned for the first time, as it is"
    elif pin.digest != library.digest:
        yield f"{client}: {library.name} from {pin.origin} becomes {library.name} from {library.origin}"
    elif (pin.origin, pin.commit) != (library.origin, library.commit):
        yield f"{client}: {library.name} is the same, now from {library.origin}"


def _difference(upgrade: Upgrade) -> Iterator[str]:
    old = _compiled(upgrade.project, replace(upgrade.shelf, as_pinned=True))
    new = _compiled(upgrade.project, replace(upgrade.shelf, lock=None))
    if old.desired is None:
        yield "  What would change cannot be shown:"
        yield from (f"  {finding.message}" for finding in old.findings if finding.severity == "error")
        return
    yield from list(difference(old.desired, new.desired or Desired())) or ["  nothing of it reaches these blueprints"]


def _ask(*, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageProblem("nobody is here to ask", help="say --yes to pin without asking")
    if not click.confirm(f"Write {LOCK_FILE}?", err=True):
        raise Blocked("nothing was pinned: you said no")


def _shown(path: Path) -> str:
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else path.as_posix()
