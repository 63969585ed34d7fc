"""An orphan branch as a place for files: fetched, changed by one commit, pushed; nobody ever checks it out.

Through plumbing alone: index, work tree and HEAD stay as they are, so it works in a shallow, detached clone. Two that
write at once lose nothing: what was pushed meanwhile is united file by file, and the push is tried again. What the
files mean is for `branch_store` to know.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cvpctl.errors import CvpError
from cvpctl.project.git import said_by
from cvpctl.project.repository import NOTHING, Repository

TRIES = 12
_MARKER, _MARK = ".cvpctl-records", b"cvpctl.records/1\n"
_LOST_THE_RACE = (b"[rejected]", b"cannot lock ref", b"failed to update ref", b"incorrect old value")
_NO_BRANCH_YET = b"couldn't find remote ref"

Unite = Callable[[str, bytes | None, bytes, bytes], bytes]
"""Path, what it was, ours, theirs → what holds what both did."""


class NotShared(CvpError):
    """What was written is kept in this clone, and nowhere else."""


@dataclass(frozen=True, slots=True)
class Tip:
    """What the branch held when it was looked at: paths and blobs, and the commits that the next one follows.

    `here` is where this clone's branch stood then: it is moved from there or not at all.
    """

    here: str
    parents: tuple[str, ...]
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Writing:
    """`what` is written, in words; `subject` heads its commit, `alone` says what it means that only this clone has it.

    `insists` asks a remote again that did not answer a moment ago.
    """

    what: str
    subject: str
    alone: str
    insists: bool = False


@dataclass(slots=True)
class Branch:
    """`unite` makes one file of two that were written at once."""

    repository: Repository
    name: str
    remote: str
    push: bool
    unite: Unite
    _unreachable: str | None = field(default=None, init=False)

    @property
    def called(self) -> str:
        return f"the branch {self.name} of {self.remote}" if self.push else f"the branch {self.name}"

    def brought(self) -> str:
        """Fetch it once; returns why it could not be, and nothing where there is none yet."""
        if self.push and self._unreachable is None:
            self._unreachable = self._fetch()
        return self._unreachable or ""

    def tip(self) -> Tip:
        """Return what the branch holds, here and there; what only this clone has is merged in."""
        stood = self.repository.commit(self._here)
        here, there = stood, self.repository.commit(self._seen) if self.push else ""
        if here and there and self._follows(there, here):
            here = ""
        if here and there and self._follows(here, there):
            there = ""
        parents = tuple(one for one in (there, here) if one)
        sides = [self._files(one) for one in parents]
        if len(sides) < len((here, there)):
            return Tip(stood, parents, sides[0] if sides else {})
        ran = self.repository.ran("merge-base", *parents)
        common = {} if ran.returncode else self._files(ran.stdout.decode().strip())
        return Tip(stood, parents, self._united(common, *sides))

    @property
    def only_here(self) -> bool:
        """Whether this clone has what the remote has not; without push there is no remote to have it."""
        here, there = self.repository.commit(self._here), self.repository.commit(self._seen)
        return self.push and bool(here) and not (there and self._follows(there, here))

    def content(self, blob: str) -> bytes:
        return self.repository.contents([blob])[blob]

    def change(self, wanted: Callable[[Tip], Mapping[str, bytes]], writing: Writing) -> None:
        """Commit and push what `wanted` makes of the tip, if anything; raises `NotShared` where only this clone has it.

        The push is tried before anything is fetched: mostly nobody was there meanwhile.
        """
        for number in range(TRIES):
            if self.push and (number or (writing.insists and self._unreachable)):
                self._unreachable = self._fetch()
            self.brought()
            tip = self.tip()
            if not (files := wanted(tip)):
                return
            if self._published(self._committed(tip, files, writing.subject), tip.here or NOTHING, writing):
                return
            time.sleep(random.uniform(0.02, 0.1) * (number + 1))  # noqa: S311 - so that two do not keep meeting
        message = f"{self.called} moved {TRIES} times while {writing.what} was being written"
        raise CvpError(message, help="run the same command again")

    @property
    def _here(self) -> str:
        return f"refs/heads/{self.name}"

    @property
    def _seen(self) -> str:
        return f"refs/remotes/{self.remote}/{self.name}"

    def _follows(self, later: str, earlier: str) -> bool:
        return self.repository.ran("merge-base", "--is-ancestor", earlier, later).returncode == 0

    def _files(self, commit: str) -> dict[str, str]:
        files = {path: one.blob for path, one in self.repository.files(commit).items()}
        if _MARKER not in files:
            raise CvpError(
                f"{self.called} holds something else than records of cvpctl",
                help="name another branch under record: in cvpctl.yaml; it is made when it does not exist",
            )
        return files

    def _united(self, common: Mapping[str, str], there: Mapping[str, str], here: Mapping[str, str]) -> dict[str, str]:
        united = dict(there)
        for path, blob in here.items():
            was, theirs = common.get(path), there.get(path)
            if theirs is None or theirs == was:
                united[path] = blob
            elif blob not in (was, theirs):
                before = self.content(was) if was else None
                united[path] = self._stored(self.unite(path, before, self.content(blob), self.content(theirs)))
        return united

    def _stored(self, data: bytes) -> str:
        return self.repository.told("hash-object", "-w", "--stdin", "--no-filters", said=data)

    def _committed(self, tip: Tip, changed: Mapping[str, bytes], subject: str) -> str:
        blobs = {path: self._stored(data) for path, data in changed.items()}
        tree = self._tree({**tip.files, _MARKER: self._stored(_MARK), **blobs})
        parents = [word for one in tip.parents for word in ("-p", one)]
        message = f"{subject}\n".encode()
        return self.repository.told("commit-tree", tree, *parents, said=message, environment=self._author())

    def _tree(self, files: Mapping[str, str]) -> str:
        rows, folders = [], dict[str, dict[str, str]]()
        for path, blob in files.items():
            name, slash, rest = path.partition("/")
            if slash:
                folders.setdefault(name, {})[rest] = blob
            else:
                rows.append(f"100644 blob {blob}\t{name}\0")
        rows += [f"040000 tree {self._tree(inner)}\t{name}\0" for name, inner in folders.items()]
        return self.repository.told("mktree", "-z", said="".join(rows).encode(errors="surrogateescape"))

    def _author(self) -> dict[str, str]:
        """A CI runner has no name of its own; a person's is kept."""
        if self.repository.ran("var", "GIT_COMMITTER_IDENT").returncode == 0:
            return {}
        words = (("NAME", "cvpctl"), ("EMAIL", "cvpctl@localhost"))
        return {f"GIT_{who}_{what}": text for who in ("AUTHOR", "COMMITTER") for what, text in words}

    def _fetch(self) -> str:
        if self.repository.ran("remote", "get-url", self.remote).returncode:
            return f"this repository has no remote {self.remote}"
        words = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules")
        ran = self.repository.ran("fetch", *words, self.remote, f"+{self._here}:{self._seen}")
        if ran.returncode and _NO_BRANCH_YET in ran.stderr:
            self.repository.ran("update-ref", "-d", self._seen)
            return ""
        return said_by(ran) if ran.returncode else ""

    def _published(self, commit: str, before: str, writing: Writing) -> bool:
        """Tell whether the commit is now the branch; somebody who was faster makes it False."""
        if not self.push:
            return self._moved(commit, before)
        if not self._unreachable:
            ran = self.repository.ran("push", "--porcelain", "--quiet", self.remote, f"{commit}:{self._here}")
            if not ran.returncode:
                self._moved(commit, before)
                self.repository.ran("update-ref", self._seen, commit)
                return True
            if any(words in ran.stdout + ran.stderr for words in _LOST_THE_RACE):
                return False
            self._unreachable = said_by(ran)
        if not self._moved(commit, before):
            return False
        raise NotShared(
            f"{writing.what} was not pushed: {self._unreachable}. It is kept in this clone only, on {self.name}",
            help=f"push it: git push {self.remote} {self.name}; until then {writing.alone}",
        )

    def _moved(self, commit: str, before: str) -> bool:
        return self.repository.ran("update-ref", "-m", "cvpctl", self._here, commit, before).returncode == 0
