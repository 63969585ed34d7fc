"""The git repository a client's files lie in: its objects are read and written, its index and work tree never.

What this room keeps in git (the branch of records) and what it reads from it (blueprints as they were) goes through
plumbing only, so that it works in a shallow, detached clone of a CI job and beside a person's half-made commit.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cvpctl.errors import CvpError, UsageProblem
from cvpctl.project.git import run_git, said_by

NOTHING = "0" * 40
_FOR_REMOTES = ("GIT_ASKPASS", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_CONFIG_")
"""What the environment may tell git about reaching a remote; the rest of `GIT_` (a hook's folders) leads elsewhere."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One file of a commit; `mode` is git's (`100644`, `120000` for a link)."""

    mode: str
    blob: str
    size: int


@dataclass(frozen=True, slots=True)
class Repository:
    """`top` is the folder of the work tree; `needed_for` completes the sentence when git is not there."""

    top: Path
    needed_for: str

    @classmethod
    def around(cls, folder: Path, *, needed_for: str) -> Repository:
        """Return the repository that a folder lies in; raises UsageProblem where there is none."""
        ran = run_git(folder, "rev-parse", "--show-toplevel", needed_for=needed_for)
        if ran.returncode:
            raise UsageProblem(f"this folder is in no git repository, and {needed_for}", help="git init, or clone it")
        return cls(Path(os.fsdecode(ran.stdout.rstrip(b"\n"))).resolve(), needed_for)

    def ran(
        self, *words: str, said: bytes | None = None, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        inherited = {name: text for name, text in os.environ.items() if name.startswith(_FOR_REMOTES)}
        environment = {**inherited, **(environment or {})}
        return run_git(self.top, *words, needed_for=self.needed_for, said=said, environment=environment)

    def told(self, *words: str, said: bytes | None = None, environment: Mapping[str, str] | None = None) -> str:
        """Return what git answers; raises CvpError with its own words where it fails."""
        ran = self.ran(*words, said=said, environment=environment)
        if ran.returncode:
            raise CvpError(f"git {words[0]} failed: {said_by(ran)}")
        return ran.stdout.decode(errors="surrogateescape").strip()

    def commit(self, ref: str) -> str:
        """Return the commit that a ref means, or nothing."""
        if ref.startswith("-"):
            return ""
        ran = self.ran("rev-parse", "--quiet", "--verify", "--end-of-options", f"{ref}^{{commit}}")
        return "" if ran.returncode else ran.stdout.decode().strip()

    def files(self, commit: str) -> dict[str, Stored]:
        """Return every file of a commit by its path; submodules are none of it."""
        listed = self.ran("ls-tree", "-r", "-z", "-l", "--full-tree", commit)
        if listed.returncode:
            raise CvpError(f"git ls-tree failed: {said_by(listed)}")
        return dict(_rows(listed.stdout))

    def contents(self, blobs: list[str]) -> dict[str, bytes]:
        """Return blobs as they are stored: no filter, no attribute and no line ending is applied."""
        asked = "".join(f"{blob}\n" for blob in blobs).encode()
        ran = self.ran("cat-file", "--batch", said=asked)
        if ran.returncode:
            raise CvpError(f"git cat-file failed: {said_by(ran)}")
        return dict(_blobs(ran.stdout))


def _rows(listed: bytes) -> Iterator[tuple[str, Stored]]:
    for row in listed.split(b"\0"):
        head, tab, path = row.partition(b"\t")
        if tab:
            mode, kind, name, size = head.decode().split()
            if kind == "blob":
                yield os.fsdecode(path), Stored(mode, name, int(size))


def _blobs(answer: bytes) -> Iterator[tuple[str, bytes]]:
    position = 0
    while position < len(answer):
        end = answer.index(b"\n", position)
        head = answer[position:end].decode().split()
        if head[-1] == "missing":
            raise CvpError(f"git has no object {head[0]} here", help="a partial clone leaves objects out: fetch them")
        size = int(head[2])
        yield head[0], answer[end + 1 : end + 1 + size]
        position = end + 1 + size + 1
