"""The files of a client as they were at a git ref, laid out in a folder of their own so that they can be read as ever.

Read from git's objects, never checked out: no filter runs, nothing of the work tree moves. Only what blueprints and
settings are made of is laid out.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from cvpctl.errors import CvpError, UsageProblem
from cvpctl.project.lock import LOCK_FILE
from cvpctl.project.repository import Repository, Stored

LARGEST = 50_000_000
_SUFFIXES = (".yaml", ".yml")
_SCRIPTS = (".github/actions/", ".github/scripts/")
_LINK = "120000"
_NEEDED_FOR = "--base compares with what git has"


@dataclass(frozen=True, slots=True)
class BaseTree:
    """`folder` mirrors `top`, the folder of the repository, as it was at `commit`."""

    ref: str
    commit: str
    top: Path
    folder: Path

    def mirrored(self, path: Path) -> Path | None:
        """Return where a path of the work tree stands here; None for one outside the repository."""
        path = path.resolve()
        return self.folder / path.relative_to(self.top) if path.is_relative_to(self.top) else None


@contextmanager
def base_tree(start: Path, ref: str) -> Iterator[BaseTree]:
    """Yield the tree at a ref; raises UsageProblem for a ref that git does not know."""
    repository = Repository.around(start, needed_for=_NEEDED_FOR)
    commit = repository.commit(ref)
    if not commit:
        raise UsageProblem(
            f"--base {ref}: git knows no such commit here",
            help="name a branch, a tag or a commit; a shallow clone of a CI job has to fetch it first (fetch-depth: 0)",
        )
    with TemporaryDirectory(prefix="cvpctl-base-") as name:
        folder = Path(name).resolve() / "tree"
        _lay_out(repository, {path: one for path, one in repository.files(commit).items() if _wanted(path)}, folder)
        # Whoever looks upward for a workspace stops here, as they would at the top of the repository.
        (folder / ".git").mkdir(parents=True)
        yield BaseTree(ref, commit, repository.top, folder)


def _wanted(path: str) -> bool:
    # What workflows run is looked at as they are.
    script = path.startswith(_SCRIPTS) or (path.startswith(".github/") and path.endswith(".sh"))
    return script or path.endswith(_SUFFIXES) or posixpath.basename(path) == LOCK_FILE


def _lay_out(repository: Repository, files: Mapping[str, Stored], folder: Path) -> None:
    if sum(one.size for one in files.values()) > LARGEST:
        raise CvpError(f"--base: the YAML files and scripts there are larger than {LARGEST // 1_000_000} MB together")
    contents = repository.contents(list(dict.fromkeys(one.blob for one in files.values())))
    for path, one in files.items():
        target = folder / path
        if ".git" in path.split("/"):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if one.mode != _LINK:
            target.write_bytes(contents[one.blob])
        elif inside := _inside(path, contents[one.blob].decode(errors="surrogateescape")):
            target.symlink_to(inside)


def _inside(path: str, link: str) -> str:
    """Return where a link leads if that stays inside the tree; any other is left out."""
    reached = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
    return "" if link.startswith("/") or reached.startswith("..") else link
