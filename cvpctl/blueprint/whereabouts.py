"""Where a layer's file is found: on disk inside the workspace, or among the files of a library.

A file of a library that is a folder of the workspace goes by its name there, so that it is never read twice.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cvpctl.blueprint.extends import Reference, name_in
from cvpctl.blueprint.files import SUFFIXES, below, decoded, read_file
from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.nodes import Spot
from cvpctl.blueprint.shelf import Library, Shelf
from cvpctl.blueprint.spelling import nearest, suggestion
from cvpctl.errors import CvpError
from cvpctl.model import Severity

_VERSION = re.compile(r"^version:[ ]*[\"']?([0-9A-Za-z.+-]+)", re.MULTILINE)
_Where = tuple[Source, Spot]


@dataclass(frozen=True, slots=True)
class File:
    """A blueprint that may be read: `name` is how it is told, `inside` its path in the library it belongs to."""

    name: str
    source: Source | None = None
    path: Path | None = None
    library: Library | None = None
    inside: str = ""
    text: str = ""

    @classmethod
    def of(cls, source: Source) -> File:
        return cls(source.name, source)

    @property
    def title(self) -> str:
        return name_in(self.text) or self.name

    @property
    def version(self) -> str:
        match = _VERSION.search(self.text)
        return match[1] if match else ""

    def read(self, found: Findings) -> Source | None:
        if self.source:
            return self.source
        if self.library:
            return decoded(self.library.files[self.inside], self.name, found)
        assert self.path is not None
        return read_file(self.path, self.name, found)


@dataclass(slots=True)
class Files:
    """Finds what a line of `extends:` names; `root` is resolved."""

    root: Path
    shelf: Shelf
    found: Findings
    taken: dict[str, Library | None] = field(default_factory=dict)

    def by_path(self, text: str, file: File, at: _Where) -> Sequence[File]:
        if file.library:
            return self._in_library(text, file.library, posixpath.dirname(file.inside), at)
        try:
            target = ((self.root / file.name).parent / text).resolve()
            paths = list(below(target, self.found)) if target.is_dir() else [target] * target.is_file()
            beside = [path.name for path in target.parent.glob("*.y*ml")]
        except (OSError, ValueError, RuntimeError):  # too long a name, a NUL in it, a circle of links
            self._missing(f"{text} cannot be followed", "correct the path", at)
            return ()
        if not all(path.resolve().is_relative_to(self.root) for path in (target, *paths)):
            self._escape(text, "the workspace", at)
            return ()
        if not paths:
            near = nearest(target.name, beside)
            self._missing(f"{text} does not exist", f"did you mean {near}?" if near else "correct the path", at)
        return [File(_name(path, self.root), path=path) for path in paths]

    def of_library(self, reference: Reference, at: _Where) -> Sequence[File]:
        """Return the blueprints of a library that a name means: one, or with the library's own name all."""
        library = self._library(reference.library, at)
        if library is None:
            return ()
        members = self.members(library)
        named = [member for member in members if reference.name in (name_in(member.text), _stem(member))]
        if reference.name == reference.library:
            own = f"{library.name}/"
            named = [one for one in members if (name_in(one.text) + "/").startswith(own)] or named
        if not named:
            known = sorted({name for name in (name_in(member.text) for member in members) if name})
            message = f"the library {library.name} has no blueprint {reference.name}"
            self._missing(message, suggestion(reference.name, known), at)
        return named

    def members(self, library: Library) -> list[File]:
        """Return all files of a library."""
        return [self._member(library, inside) for inside in sorted(library.files)]

    def _library(self, name: str, at: _Where) -> Library | None:
        if name in self.taken:
            return self.taken[name]
        self.taken[name] = None
        if name not in self.shelf.names:
            near = nearest(name, self.shelf.names)
            known = f"known are {', '.join(self.shelf.names)}; " if self.shelf.names else ""
            help_ = f"did you mean {near}?" if near else f"{known}name it under libraries: in cvpctl.yaml"
            self.found.note("LIBRARY_UNKNOWN", f"there is no library {name!r}", help_, at=at)
            return None
        try:
            library = self.shelf.take(name)
            self._check_pin(library, at)
        except CvpError as problem:
            self.found.note("LIBRARY_UNREADABLE", problem.message, problem.help, at=at)
            return None
        self.taken[name] = library
        return library

    def _check_pin(self, library: Library, at: _Where) -> None:
        if library.locked and not library.pinned:
            message, help_ = f"cvpctl.lock does not pin {library.name} yet", "cvpctl library upgrade pins it"
            self.found.note("LIBRARY_NOT_PINNED", message, help_, at=at, severity=Severity.INFO)
        elif library.pinned and library.pinned != library.digest:
            message = f"the library {library.name} is no longer what cvpctl.lock pins"
            help_ = "run `cvpctl library upgrade`: it shows what would change before it pins the new one"
            self.found.note("LIBRARY_CHANGED", message, help_, at=at)

    def _member(self, library: Library, inside: str) -> File:
        name = f"{library.name}:{inside}"
        if library.folder:
            target = (library.folder / inside).resolve()
            name = _name(target, self.root) if target.is_relative_to(self.root) else name
        text = library.files[inside].decode(errors="replace")
        return File(name, library=library, inside=inside, text=text)

    def _in_library(self, text: str, library: Library, folder: str, at: _Where) -> Sequence[File]:
        inside = posixpath.normpath(posixpath.join(folder, text))
        if inside.startswith(("../", "/")) or inside == "..":
            self._escape(text, f"the library {library.name}", at)
            return ()
        prefix = "" if inside == "." else f"{inside}/"
        below_it = [one for one in sorted(library.files) if one.startswith(prefix)]
        named = [inside] if inside in library.files else below_it
        if not named:
            self._missing(f"{text} does not exist in the library {library.name}", "correct the path", at)
        return [self._member(library, one) for one in named]

    def _escape(self, text: str, what: str, at: _Where) -> None:
        self.found.note("PATH_ESCAPE", f"{text} lies outside {what}", "extend what lies inside it", at=at)

    def _missing(self, message: str, help_: str, at: _Where) -> None:
        self.found.note("EXTENDS_MISSING", message, help_, at=at)


def _name(path: Path, root: Path) -> str:
    return path.resolve().relative_to(root).as_posix()


def _stem(member: File) -> str:
    assert member.library is not None
    inside = next((member.inside.removesuffix(end) for end in SUFFIXES if member.inside.endswith(end)), member.inside)
    return f"{member.library.name}/{inside}"
