"""Records and runs on a git branch of their own, for CI runners that forget: `cvpctl/applied`.

`applied/<portal>.json` is the record, `journal/<portal>/` the journals and inverse plans of the runs, under the folder
of the client. What records of a CRM held before a migration never goes there: it is somebody's personal data, and a
branch cannot forget.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cvpctl.model import Record
from cvpctl.project.branch import Branch, Tip, Writing
from cvpctl.project.places import Places
from cvpctl.project.record_merge import merged
from cvpctl.project.record_store import RecordStore, read_record
from cvpctl.project.record_text import RecordDamaged, RecordNewer, from_text, to_text
from cvpctl.project.repository import Repository
from cvpctl.project.run_files import JOURNAL, UNDO, blob_of, files_of_runs, is_run_file, taken_in, united
from cvpctl.project.settings import Project

_NEEDED_FOR = "record.store: branch keeps records in it"
_UNKNOWN_RECORD = "other runs take this apply for an edit made in the portal, and hold it"
_UNKNOWN_RUN = "no other machine can list this run, settle it or roll it back"


@dataclass(slots=True)
class BranchStore:
    """`inside` is the client's folder within the repository; `tell` is for what a person should hear on the way."""

    branch: Branch
    inside: str
    places: Places
    tell: Callable[[str], None]
    _known: dict[str, Record] = field(default_factory=dict)
    _warned: bool = False

    @classmethod
    def of(cls, project: Project, places: Places, tell: Callable[[str], None]) -> BranchStore:
        repository = Repository.around(project.root, needed_for=_NEEDED_FOR)
        inside = project.root.resolve().relative_to(repository.top).as_posix()
        said = project.record
        branch = Branch(repository, said.branch, said.remote, said.push, _both)
        return cls(branch, "" if inside == "." else inside, places, tell)

    @property
    def shares_runs(self) -> bool:
        return True

    def load(self, portal: str, portal_id: int, *, project: str = "") -> Record:
        """Return the record of a portal; before the branch has one, that of the folder, where there is one."""
        found = self._record(self._tip(), portal, portal_id)
        self._known[portal] = found or Record(portal_id, project)
        return found or RecordStore(self.places).load(portal, portal_id, project=project)

    def save(self, portal: str, record: Record) -> str:
        """Commit and push the record; raises `NotShared` where only this clone has it."""
        before = self._known.get(portal, Record(record.portal_id, record.project))
        path, kept = self._path(portal, record.portal_id), record

        def wanted(tip: Tip) -> Mapping[str, bytes]:
            nonlocal kept
            there = self._record(tip, portal, record.portal_id)
            kept = merged(before, record, there) if there else record
            return {path: to_text(kept).encode()}

        subject = f"Record of {posixpath.splitext(path)[0]}"
        self.branch.change(wanted, Writing("the record", subject, _UNKNOWN_RECORD, insists=True))
        self._known[portal] = kept
        return f"the branch {self.branch.name}"

    def bring(self) -> None:
        """Lay the runs that other machines made beside those of this one."""
        known = list(self._runs(self._tip()))
        new = [(path, blob) for path, blob in known if not path.exists() or blob_of(path.read_bytes()) != blob]
        contents = self.branch.repository.contents(list(dict.fromkeys(blob for _, blob in new))) if new else {}
        for path, blob in new:
            taken_in(path, contents[blob])

    def announce(self, portal: str, portal_id: int, run: str, ahead: bytes, undo: bytes) -> None:
        """Say on the branch what a run is about to do, before its first call; raises `NotShared`."""
        folder = self._runs_folder(portal, portal_id)
        files = {f"{folder}/{run}{JOURNAL}": ahead, f"{folder}/{run}{UNDO}": undo}
        self.branch.change(lambda _: files, Writing("the plan of this run", f"Run {run} begins", _UNKNOWN_RUN))

    def keep(self, portal: str, portal_id: int) -> None:
        """Bring onto the branch what this machine knows of its runs and of others'; raises `NotShared`."""
        folder = self._runs_folder(portal, portal_id)

        def wanted(tip: Tip) -> Mapping[str, bytes]:
            here = files_of_runs(self.places.journal(portal, portal_id))
            texts = {f"{folder}/{name}": path.read_bytes() for name, path in here.items()}
            changed = {path: text for path, text in texts.items() if blob_of(text) != tip.files.get(path)}
            theirs = {path: self.branch.content(tip.files[path]) for path in changed if path in tip.files}
            both = {path: united(path, text, theirs.get(path, b"")) for path, text in changed.items()}
            return {path: text for path, text in both.items() if text and text != theirs.get(path)}

        subject = f"Runs of {posixpath.basename(folder)}"
        self.branch.change(wanted, Writing("the journal of this run", subject, _UNKNOWN_RUN))

    def _tip(self) -> Tip:
        if (why := self.branch.brought()) and not self._warned:
            self.tell(f"note: {self.branch.called} was not fetched ({why}); what is known of it here is used")
            self._warned = True
        return self.branch.tip()

    def _path(self, portal: str, portal_id: int) -> str:
        file = self.places.record(portal, portal_id)
        return posixpath.join(self.inside, self.places.records.name, file.name)

    def _runs_folder(self, portal: str, portal_id: int) -> str:
        folder = self.places.journal(portal, portal_id)
        return posixpath.join(self.inside, self.places.journals.name, folder.name)

    def _runs(self, tip: Tip) -> Iterator[tuple[Path, str]]:
        """Yield where the files of runs belong on this machine, and their blobs."""
        root = posixpath.join(self.inside, self.places.journals.name) + "/"
        for path, blob in tip.files.items():
            folder, _, name = path.removeprefix(root).partition("/")
            if path.startswith(root) and is_run_file(folder, name):
                yield self.places.journals / folder / name, blob

    def _record(self, tip: Tip, portal: str, portal_id: int) -> Record | None:
        path = self._path(portal, portal_id)
        if path not in tip.files:
            return None
        data = self.branch.content(tip.files[path])
        return read_record(data, f"the record {path} on {self.branch.called}", portal_id)


def _both(path: str, was: bytes | None, ours: bytes, theirs: bytes) -> bytes:
    """Return what two clones wrote at once as one."""
    if path.endswith((JOURNAL, UNDO)):
        return united(path, ours, theirs)
    try:
        sides = [from_text(one.decode()) for one in (ours, theirs)]
        before = from_text(was.decode()) if was else Record(sides[0].portal_id, sides[0].project)
    except (RecordDamaged, RecordNewer, UnicodeDecodeError):
        return theirs
    return to_text(merged(before, *sides)).encode()
