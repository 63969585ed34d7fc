"""A folder of documentation: what docs wrote there is written anew, and nothing of anybody else's is ever touched.

A file lists what docs wrote, with a digest of each: what a person changed since is theirs now and stops the run. While
it writes, the list has both digests, so that a run that was interrupted is carried on by the next.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from cvpctl.cli.output import usable
from cvpctl.errors import UsageProblem
from cvpctl.project.source import shown_path

MARKER = ".cvpctl-docs.json"
FORMAT = "cvpctl.docs/1"
_NAMED = 5

Digests = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that docs may write to; `known` are the digests of what it wrote there."""

    path: Path
    known: Digests = field(default_factory=dict)

    @classmethod
    def at(cls, path: Path) -> Folder:
        """Return a folder that is ours, empty or not there yet; raises UsageProblem for any other."""
        with usable(path, "read"):
            if path.exists() and not path.is_dir():
                raise UsageProblem(f"{shown_path(path)} is no folder", help="name another one")
            filled = path.is_dir() and any(path.iterdir())
            text = (path / MARKER).read_bytes() if (path / MARKER).is_file() else None
        if filled and text is None:
            help_ = "name a folder that is empty or not there yet"
            raise UsageProblem(f"{shown_path(path)} holds files that docs did not write", help=help_)
        return cls(path, {} if text is None else _digests(text, path))

    def write(self, files: Mapping[str, bytes]) -> list[str]:
        """Write the files and take away those of ours that there are no more; returns what is left to a person."""
        self._refuse_changed(files)
        coming = {name: frozenset({_digest(content)}) for name, content in files.items()}
        gone = [name for name in self.known if name not in files and self._holds(name)]
        with usable(self.path, "written"):
            self._mark(
                {name: digests | self.known.get(name, frozenset()) for name, digests in coming.items()}
                | {name: self.known[name] for name in gone}
            )
            for name, content in files.items():
                self._put(name, content)
            for name in gone:
                (self.path / name).unlink()
            self._mark(coming)
        rest = (self.path / name for name in sorted(self.known.keys() - files.keys() - {*gone}))
        return [f"left as it is, since it was changed: {shown_path(path)}" for path in rest if path.exists()]

    def _refuse_changed(self, files: Mapping[str, bytes]) -> None:
        wrong = sorted(name for name, content in files.items() if not self._may_write(name, content))
        if wrong:
            more = f" and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
            told = ", ".join(shown_path(self.path / name) for name in wrong[:_NAMED])
            raise UsageProblem(
                f"nothing was written: somebody else's now is {told}{more}",
                help="docs writes over nothing that it did not write; move these files away, or name another folder",
            )

    def _may_write(self, name: str, content: bytes) -> bool:
        path = self.path / name
        if not self._is_inside(path):
            return False
        if not path.exists():
            return True
        return path.is_file() and (self._holds(name) or path.read_bytes() == content)

    def _is_inside(self, path: Path) -> bool:
        """Tell whether a path leads nowhere else: neither it nor a folder above it is a link, or a file."""
        below = path.relative_to(self.path).parents
        above = [self.path / one for one in below if one != Path()]
        return not any(one.is_symlink() for one in (path, *above)) and all(
            one.is_dir() or not one.exists() for one in above
        )

    def _holds(self, name: str) -> bool:
        """Tell whether a file is as docs wrote it."""
        path = self.path / name
        return (
            self._is_inside(path) and path.is_file() and _digest(path.read_bytes()) in self.known.get(name, frozenset())
        )

    def _put(self, name: str, content: bytes) -> None:
        path = self.path / name
        if path.is_file() and path.read_bytes() == content:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        with part.open("xb") as file:
            file.write(content)
        part.replace(path)

    def _mark(self, digests: Digests) -> None:
        listed = {name: sorted(digests[name]) for name in sorted(digests)}
        text = json.dumps({"format": FORMAT, "files": listed}, indent=1, ensure_ascii=False) + "\n"
        self._put(MARKER, text.encode())


def _digests(text: bytes, path: Path) -> Digests:
    """Read the list back; a name that leads out of the folder is nobody's word."""
    try:
        match json.loads(text):
            case {"format": str(said), "files": dict(files)} if said == FORMAT:
                return {name: frozenset(map(str, found)) for name, found in files.items() if _is_below(name)}
    except (ValueError, TypeError, RecursionError):
        pass
    help_ = "name another folder, or delete this one if nothing in it is yours"
    raise UsageProblem(f"{shown_path(path / MARKER)} is damaged, so nobody knows what docs wrote there", help=help_)


def _is_below(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
