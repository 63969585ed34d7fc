"""Libraries: blueprints that others keep, in the package, in a folder of the workspace, or in a git repository.

A library is its YAML files. What a client built on stays what it was until `cvpctl library upgrade`: `cvpctl.lock`
pins each library's digest, and pinned content is kept in the state folder, so that an upgrade can show what changes.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from cvpctl import __version__
from cvpctl.errors import CvpError
from cvpctl.project.git import read_repository, refresh
from cvpctl.project.library_source import LibrarySource
from cvpctl.project.lock import Lock, Pin
from cvpctl.project.places import Places
from cvpctl.project.settings import Project
from cvpctl.project.source import shown_path

_SUFFIXES = (".yaml", ".yml")
_LARGEST = 50_000_000


@dataclass(frozen=True)
class Library:
    """One library as it is now. Not slotted, since its digest is made on demand.

    `pinned` is the digest that the lock demands ("" where it has none for this library, `locked` tells whether there
    is a lock at all), `folder` where the files lie if they are files, `commit` where they come from in a repository.
    """

    name: str
    origin: str
    files: Mapping[str, bytes]
    folder: Path | None = None
    commit: str = ""
    pinned: str = ""
    locked: bool = False

    @cached_property
    def digest(self) -> str:
        return digest_of(self.files)


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return the sha256 over names and texts; how a checkout ends its lines does not count."""
    whole = hashlib.sha256()
    for name in sorted(files):
        text = files[name].replace(b"\r\n", b"\n")
        whole.update(f"{name}\0{len(text)}\0".encode() + text)
    return f"sha256:{whole.hexdigest()}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The libraries of one client: those of the package, and those its `cvpctl.yaml` names, which go first.

    With `as_pinned` it gives what the lock pins instead of what is there now.
    """

    root: Path
    places: Places
    packaged: Path
    sources: Mapping[str, LibrarySource] = field(default_factory=dict)
    lock: Lock | None = None
    as_pinned: bool = False

    @classmethod
    def of(cls, project: Project | None, *, as_pinned: bool = False) -> Shelf:
        places, packaged = Places.of(project), packaged_folder()
        if project is None:
            return cls(Path.cwd(), places, packaged)
        return cls(project.root, places, packaged, project.libraries, Lock.load(project.root), as_pinned)

    @property
    def names(self) -> Sequence[str]:
        within = sorted(
            path.name for path in self.packaged.iterdir() if path.is_dir() and not path.name.startswith(".")
        )
        return tuple(dict.fromkeys([*self.sources, *within]))

    def take(self, name: str) -> Library:
        """Return the library; raises CvpError where it cannot be read."""
        pin = self.lock.pins.get(name) if self.lock else None
        library = self._kept(name, pin) if self.as_pinned and pin else self._current(name)
        pinned = pin.digest if pin and not self.as_pinned else ""
        locked = self.lock is not None and not self.as_pinned
        return Library(name, library.origin, library.files, library.folder, library.commit, pinned, locked)

    def refresh(self) -> None:
        """Ask the repositories that were cloned what is new."""
        for source in self.sources.values():
            refresh(source, self.places.library / "git")

    def keep(self, library: Library) -> None:
        """Keep the content of a library that is about to be pinned, for the diff of the upgrade after it."""
        folder = self._folder_of(library.digest)
        for name, content in library.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def _current(self, name: str) -> Library:
        source = self.sources.get(name)
        if source is None:
            return Library(name, f"cvpctl {__version__}", _files_in(self.packaged / name), self.packaged / name)
        if source.is_folder:
            folder = self.root / source.location
            return Library(name, source.text, _files_in(folder), folder)
        commit, files = read_repository(source, self.root, self.places.library / "git")
        return Library(name, source.text, files, commit=commit)

    def _kept(self, name: str, pin: Pin) -> Library:
        """Return the content that the lock pins, from wherever it still can be had."""
        folder = self._folder_of(pin.digest)
        if folder.is_dir() and digest_of(files := _files_in(folder)) == pin.digest:
            return Library(name, pin.origin, files)
        source = self.sources.get(name)
        if pin.commit and source and not source.is_folder:
            commit, found = read_repository(source.at(pin.commit), self.root, self.places.library / "git")
            if digest_of(found) == pin.digest:
                return Library(name, pin.origin, found, commit=commit)
        current = self._current(name)
        if current.digest == pin.digest:
            return current
        raise CvpError(
            f"what cvpctl.lock pins of {name} ({pin.origin}) is not on this machine any more",
            help="the change cannot be shown; compare with `cvpctl show --compiled` where the old one still is",
        )

    def _folder_of(self, digest: str) -> Path:
        return self.places.library / digest.removeprefix("sha256:")


def packaged_folder() -> Path:
    """Return where the blueprints of this package are: inside it where it is installed, beside it in a checkout."""
    import cvpctl  # noqa: PLC0415 - the package's own place

    package = Path(cvpctl.__file__).parent
    inside = package / "library"
    return inside if inside.is_dir() else package.parent / "blueprints"


def _files_in(folder: Path) -> dict[str, bytes]:
    """Return the YAML files of a folder; links are not followed, so that a library ends at its folder."""
    files: dict[str, bytes] = {}
    size = 0
    try:
        for here, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for path in (Path(here) / name for name in sorted(names) if name.endswith(_SUFFIXES)):
                if path.is_symlink():
                    continue
                size += path.stat().st_size
                if size > _LARGEST:
                    raise CvpError(f"{shown_path(folder)} is too large to be a library of blueprints")
                files[PurePosixPath(path.relative_to(folder)).as_posix()] = path.read_bytes()
    except OSError as error:
        raise CvpError(f"{shown_path(folder)} cannot be read: {error.strerror}") from error
    if not files:
        raise CvpError(f"{shown_path(folder)} holds no blueprint", help="correct libraries: in cvpctl.yaml")
    return files
