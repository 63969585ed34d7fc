"""Who heard of which drift, so that nobody is told the same every night: in the state folder, or with the records.

`.cvpctl/told/<portal>.json` on this machine; where records are on a git branch it stands there too, since the runner
that told it yesterday is gone. It holds addresses, hashes and days, no value of the portal and no URL. Losing it costs
one message too many.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cvpctl.errors import CvpError
from cvpctl.model.told import Heard, Told
from cvpctl.project.branch import Tip, Writing
from cvpctl.project.branch_store import BranchStore
from cvpctl.project.places import Places
from cvpctl.project.record_store import Records
from cvpctl.project.source import shown_path

FORMAT = "cvpctl.told/1"
_FOLDER = "told"
_ALONE = "other machines tell the same drift once more"

ByTarget = Mapping[str, Heard]


@dataclass(frozen=True, slots=True)
class ToldDrift:
    """The memory of one portal: a file, or a file on the branch that `shared` keeps."""

    places: Places
    portal: str
    portal_id: int
    shared: BranchStore | None = None

    @classmethod
    def of(cls, places: Places, records: Records, portal: str, portal_id: int) -> ToldDrift:
        return cls(places, portal, portal_id, records if isinstance(records, BranchStore) else None)

    def load(self) -> ByTarget:
        """Return what each target heard; what is damaged was never told."""
        try:
            return _targets(json.loads(self._text()))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {}

    def save(self, targets: ByTarget) -> None:
        """Keep it; raises CvpError where it cannot be kept, or where only this clone has it."""
        text = _to_text(targets)
        if self.shared is None:
            self._write(text)
            return
        path, data = self._path(self.shared), text.encode()
        branch = self.shared.branch

        def wanted(tip: Tip) -> Mapping[str, bytes]:
            there = branch.content(tip.files[path]) if path in tip.files else b""
            return {} if there == data else {path: data}

        branch.change(wanted, Writing("what was told of drift", f"Told of {posixpath.basename(path)}", _ALONE))

    def _text(self) -> str:
        if self.shared is None:
            file = self.places.told(self.portal, self.portal_id)
            return file.read_text(encoding="utf-8") if file.is_file() else "{}"
        self.shared.branch.brought()
        files, path = self.shared.branch.tip().files, self._path(self.shared)
        return self.shared.branch.content(files[path]).decode() if path in files else "{}"

    def _path(self, shared: BranchStore) -> str:
        return posixpath.join(shared.inside, _FOLDER, self.places.told(self.portal, self.portal_id).name)

    def _write(self, text: str) -> None:
        path = self.places.told(self.portal, self.portal_id)
        part = path.with_name(f".{path.name}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(text, encoding="utf-8", newline="\n")
            part.replace(path)
        except OSError as error:
            raise CvpError(f"{shown_path(path)} could not be written: {error.strerror}") from error


def _targets(body: object) -> ByTarget:
    match body:
        case {"format": str(found), "targets": dict(targets)} if found == FORMAT:
            return {name: {key: _told(one) for key, one in heard.items()} for name, heard in targets.items()}
    return {}


def _told(one: Mapping[str, str]) -> Told:
    at = datetime.fromisoformat(one["at"])
    if at.tzinfo is None:
        raise ValueError("a moment without its time zone")
    return Told(str(one["print"]), at)


def _to_text(targets: ByTarget) -> str:
    told = {
        name: {key: {"print": one.print, "at": one.at.isoformat()} for key, one in sorted(heard.items())}
        for name, heard in sorted(targets.items())
    }
    return json.dumps({"format": FORMAT, "targets": told}, indent=2, ensure_ascii=False) + "\n"
