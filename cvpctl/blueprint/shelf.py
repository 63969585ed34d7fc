"""What this room asks of libraries: somebody else knows where they lie and what is pinned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from cvpctl.errors import CvpError


class Library(Protocol):
    """One library as it is now. `pinned` is the digest that the lock demands, "" where it has none for this one.

    `files` maps names below the library to their bytes; `folder` is where they lie, for a library that is a folder.
    """

    @property
    def name(self) -> str: ...
    @property
    def files(self) -> Mapping[str, bytes]: ...
    @property
    def folder(self) -> Path | None: ...
    @property
    def digest(self) -> str: ...
    @property
    def pinned(self) -> str: ...
    @property
    def locked(self) -> bool:
        """Tell whether there is a lock at all."""
        ...


class Shelf(Protocol):
    """All libraries a run may extend."""

    @property
    def names(self) -> Sequence[str]: ...

    def take(self, name: str) -> Library:
        """Return the library; raises CvpError where it cannot be read."""
        ...


class EmptyShelf:
    """No libraries."""

    names: Sequence[str] = ()

    def take(self, name: str) -> Library:
        raise CvpError(f"there is no library {name}")
