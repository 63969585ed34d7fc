"""Libraries for tests, out of folders or texts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cvpctl.blueprint import Library
from cvpctl.errors import CvpError


@dataclass(frozen=True, slots=True)
class Fixed:
    """A library of texts. `pinned` is what a lock would demand."""

    name: str
    files: Mapping[str, bytes]
    folder: Path | None = None
    pinned: str = ""
    locked: bool = False

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr(sorted(self.files.items())).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class TestShelf:
    """`broken` are names that cannot be read."""

    __test__ = False

    libraries: Mapping[str, Fixed] = field(default_factory=dict)
    broken: Sequence[str] = ()

    @property
    def names(self) -> Sequence[str]:
        return (*self.libraries, *self.broken)

    def take(self, name: str) -> Library:
        if name in self.broken:
            raise CvpError(f"{name} is on a disk that burned", help="restore it")
        return self.libraries[name]


def shelf_of(**libraries: Mapping[str, str]) -> TestShelf:
    """Return a shelf of libraries given as file name -> text."""
    return TestShelf(
        {name: Fixed(name, {file: text.encode() for file, text in files.items()}) for name, files in libraries.items()}
    )


def shelf_in(folder: Path) -> TestShelf:
    """Return a shelf of the folders below `folder`; the library `moved` is not what its lock pins."""
    found = {
        path.name: Fixed(
            path.name,
            {file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*.yaml")},
            pinned="sha256:of-long-ago" if path.name == "moved" else "",
            locked=path.name == "moved",
        )
        for path in sorted(folder.iterdir())
    }
    return TestShelf(found, broken=("burned",))
