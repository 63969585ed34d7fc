"""Records on a git branch of their own, for CI runners that forget: `cvpctl/applied`, an orphan nobody checks out.

Fetched before it is read and pushed after it is written, through plumbing alone: index, work tree and HEAD stay as
they are, so it works in a shallow, detached clone. Two that write at once lose nothing: what was pushed meanwhile is
merged address by address, and the push is tried again.
"""

from __future__ import annotations

import posixpath
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cvpctl.errors import CvpError
from cvpctl.model import Record
from cvpctl.project.git import said_by
from cvpctl.project.places import Places
from cvpctl.project.record_merge import merged
from cvpctl.project.record_store import RecordStore, read_record
from cvpctl.project.record_text import RecordDamaged, RecordNewer, from_text, to_text
from cvpctl.project.repository import NOTHING, Repository
from cvpctl.project.settings import Project

TRIES = 12
_MARKER, _MARK = ".cvpctl-records", b"cvpctl.records/1\n"
_LOST_THE_RACE = (b"[rejected]", b"cannot lock ref", b"failed to update ref", b"incorrect old value")
_NO_BRANCH_YET = b"couldn't find remote ref"
_NEEDED_FOR = "record.store: branch keeps records in it"


class RecordNotShared(CvpError):
    """The record is kept in this clone, and nowhere else."""


@dataclass(frozen=True, slots=True)
class _Tip:
    """What the branch held when it was looked at: paths and blobs, and the commits that the next one follows.

    `here` is where this clone's branch stood then: it is moved from there or not at all.
    """

    here: str
    parents: tuple[str, ...]
    files: Mapping[str, str]


@dataclass(slots=True)
class BranchStore:
    """`inside` is the client's folder within the repository; `tell` is for what a person should hear on the way."""

    repository: Repository
    inside: str
    places: Places
    branch: str
    remote: str
    push: bool
    tell: Callable[[str], None]
    _known: dict[str, Record] = field(default_factory=dict)
    _fetched: bool = False

    @classmethod
    def of(cls, project: Project, places: Places, tell: Callable[[str], None]) -> BranchStore:
        repository = Repository.around(project.root, needed_for=_NEEDED_FOR)
        inside = project.root.resolve().relative_to(repository.top).as_posix()
        said = project.record
        return cls(repository, "" if inside == "." else inside, places, said.branch, said.remote, said.push, tell)

    def load(self, portal: str, portal_id: int, *, project: str = "") -> Record:
        """Return the record of a portal; before the branch has one, that of the folder, where there is one."""
        if self.push and not self._fetched:
            if why := self._fetch():
                self.tell(f"note: {self._name} was not fetched ({why}); what is known of it here is used")
            self._fetched = True
        found = self._record(self._tip(), portal, portal_id)
        self._known[portal] = found or Record(portal_id, project)
        return found or RecordStore(self.places).load(portal, portal_id, project=project)

    def save(self, portal: str, record: Record) -> str:
        """Commit and push the record; raises `RecordNotShared` where only this clone has it."""
        before = self._known.get(portal, Record(record.portal_id, record.project))
        for number in range(TRIES):
            unreachable = self._fetch() if self.push else ""
            tip = self._tip()
            there = self._record(tip, portal, record.portal_id)
            kept = merged(before, record, there) if there else record
            commit = self._committed(tip, self._path(portal, record.portal_id), to_text(kept).encode())
            if self._published(commit, tip.here or NOTHING, unreachable):
                self._known[portal] = kept
                return f"the branch {self.branch}"
            time.sleep(random.uniform(0.02, 0.1) * (number + 1))  # noqa: S311 - so that two do not keep meeting
        raise CvpError(f"{self._name} moved {TRIES} times while the record was being written", help="apply again")

    @property
    def _name(self) -> str:
        return f"the branch {self.branch} of {self.remote}" if self.push else f"the branch {self.branch}"

    @property
    def _here(self) -> str:
        return f"refs/heads/{self.branch}"

    @property
    def _seen(self) -> str:
        return f"refs/remotes/{self.remote}/{self.branch}"

    def _path(self, portal: str, portal_id: int) -> str:
        file = self.places.record(portal, portal_id)
        return posixpath.join(self.inside, self.places.records.name, file.name)

    def _record(self, tip: _Tip, portal: str, portal_id: int) -> Record | None:
        path = self._path(portal, portal_id)
        if path not in tip.files:
            return None
        return read_record(self._content(tip.files[path]), f"the record {path} on {self._name}", portal_id)

    def _content(self, blob: str) -> bytes:
        return self.repository.contents([blob])[blob]

    def _tip(self) -> _Tip:
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
            return _Tip(stood, parents, sides[0] if sides else {})
        ran = self.repository.ran("merge-base", *parents)
        common = {} if ran.returncode else self._files(ran.stdout.decode().strip())
        return _Tip(stood, parents, self._united(common, *sides))

    def _follows(self, later: str, earlier: str) -> bool:
        return self.repository.ran("merge-base", "--is-ancestor", earlier, later).returncode == 0

    def _files(self, commit: str) -> dict[str, str]:
        files = {path: one.blob for path, one in self.repository.files(commit).items()}
        if _MARKER not in files:
            raise CvpError(
                f"{self._name} holds something else than records of cvpctl",
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
                united[path] = self._both(was, blob, theirs)
        return united

    def _both(self, was: str | None, ours: str, theirs: str) -> str:
        try:
            sides = [from_text(self._content(one).decode()) for one in (ours, theirs)]
            before = from_text(self._content(was).decode()) if was else Record(sides[0].portal_id, sides[0].project)
        except (RecordDamaged, RecordNewer, UnicodeDecodeError):
            return theirs
        return self._stored(to_text(merged(before, *sides)).encode())

    def _stored(self, data: bytes) -> str:
        return self.repository.told("hash-object", "-w", "--stdin", "--no-filters", said=data)

    def _committed(self, tip: _Tip, path: str, data: bytes) -> str:
        files = {**tip.files, _MARKER: self._stored(_MARK), path: self._stored(data)}
        parents = [word for one in tip.parents for word in ("-p", one)]
        message = f"Record of {posixpath.splitext(path)[0]}\n".encode()
        return self.repository.told(
            "commit-tree", self._tree(files), *parents, said=message, environment=self._author()
        )

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
        """Bring the branch; returns why it could not be, and nothing where there is none yet."""
        if self.repository.ran("remote", "get-url", self.remote).returncode:
            return f"this repository has no remote {self.remote}"
        words = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules")
        ran = self.repository.ran("fetch", *words, self.remote, f"+{self._here}:{self._seen}")
        if ran.returncode and _NO_BRANCH_YET in ran.stderr:
            self.repository.ran("update-ref", "-d", self._seen)
            return ""
        return said_by(ran) if ran.returncode else ""

    def _published(self, commit: str, before: str, unreachable: str) -> bool:
        """Tell whether the commit is now the branch; somebody who was faster makes it False."""
        if not self.push:
            return self._moved(commit, before)
        if not unreachable:
            ran = self.repository.ran("push", "--porcelain", "--quiet", self.remote, f"{commit}:{self._here}")
            if not ran.returncode:
                self._moved(commit, before)
                self.repository.ran("update-ref", self._seen, commit)
                return True
            if any(words in ran.stdout + ran.stderr for words in _LOST_THE_RACE):
                return False
            unreachable = said_by(ran)
        if not self._moved(commit, before):
            return False
        raise RecordNotShared(
            f"the record was not pushed: {unreachable}. It is kept in this clone only, on {self.branch}",
            help=f"push it: git push {self.remote} {self.branch}; until then other runs take this apply for an edit"
            " made in the portal, and hold it",
        )

    def _moved(self, commit: str, before: str) -> bool:
        return self.repository.ran("update-ref", "-m", "cvpctl", self._here, commit, before).returncode == 0
