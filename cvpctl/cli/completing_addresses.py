"""What the blueprints of a project name, for whoever completes a word: addresses, their parts, hazards, libraries.

Read offline and without judging: a library in a git repository would have to be asked for, so it offers nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cvpctl.blueprint import Library
from cvpctl.blueprint.library_contents import contents_of
from cvpctl.blueprint.statement import Statement
from cvpctl.cli.explaining_sources import Sources, read_sources_whole
from cvpctl.cli.session import where
from cvpctl.cli.values import offline_values
from cvpctl.cli.wishes import HAZARDS_OF_ALL_KINDS
from cvpctl.errors import CvpError
from cvpctl.kinds import KINDS
from cvpctl.model import Address
from cvpctl.project import Shelf as ProjectShelf
from cvpctl.project import find_project


@dataclass(frozen=True, slots=True)
class OnDisk:
    """The libraries that are folders: nothing is fetched while somebody types."""

    shelf: ProjectShelf

    @property
    def names(self) -> Sequence[str]:
        return self.shelf.names

    def take(self, name: str) -> Library:
        source = self.shelf.sources.get(name)
        if source and not source.is_folder:
            raise CvpError(f"{name} is kept in a repository")
        return self.shelf.take(name)


def known_addresses(paths: Sequence[Path], _typed: str = "") -> Iterator[tuple[str, str]]:
    """Yield every address the blueprints state or remove, with the label people see."""
    claims = _sources(paths).claims
    stated = {str(address): _label(statement) for address, statement in claims.stated.items()}
    yield from sorted((stated | {str(address): "to be removed" for address in claims.removed}).items())


def known_parts(paths: Sequence[Path], typed: str) -> Iterator[tuple[str, str]]:
    """Yield the fields and the children of the resource whose address is typed so far."""
    for address, statement in _sources(paths).claims.stated.items():
        if typed.startswith((f"{address}#", f"{address}/")):
            yield from _parts(address, statement)


def allowable() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the hazards that somebody may let pass, each with the kinds it may be said of."""
    yield from ((code, "", tuple(KINDS)) for code in HAZARDS_OF_ALL_KINDS)
    for kind in KINDS.values():
        yield from ((one.code, one.title, (kind.name,)) for one in kind.hazards if one.allowable and one.blocks)


def known_libraries() -> Iterator[tuple[str, str]]:
    """Yield libraries, and the blueprints of those that lie on this disk."""
    shelf = _shelf()
    for name in shelf.names:
        yield name, "a library"
        try:
            contents = contents_of(shelf.take(name), shelf.shelf.root, shelf)
        except CvpError:
            continue
        own = (one for one in contents if one.name.startswith(f"{name}/"))  # an overlay reads others along
        yield from ((one.name, f"version {one.version}") for one in own)


def _sources(paths: Sequence[Path]) -> Sources:
    read, root = where(paths)
    return read_sources_whole(read, root, _shelf(), next(offline_values(None)))


def _shelf() -> OnDisk:
    return OnDisk(ProjectShelf.of(find_project(Path.cwd())))


def _label(statement: Statement) -> str:
    labels = statement.body.get("labels")
    singular = labels.get("singular") if isinstance(labels, dict) else None
    return str(statement.body.get("label") or singular or KINDS[statement.address.kind].noun)


def _parts(address: Address, statement: Statement) -> Iterator[tuple[str, str]]:
    for name in statement.body:
        yield str(address.at(name)), ""
        if statement.kind.rule(name).keyed_by:
            yield from ((str(address.child(name, key)), "") for key in statement.keys(name))
