"""What records held before a migration, kept until its last count agrees: the only copy that a kill leaves behind.

A file of JSON lines beside the journals, for the owner's eyes only, since record values are somebody's data. A line
`read` is on disk before the write it is about, `checked` after that was read back; `checked` missing means doubt.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from cvpctl.apply.journal import JournalLost
from cvpctl.model import Migration

FORMAT = "cvpctl.values/1"
FOLDER = "migrations"
SUFFIX = ".values"
_PRIVATE = 0o600


@dataclass(slots=True)
class OldValues:
    """`before` are the counts of source and target when the migration began; `texts` what each record held.

    `sent` is what was written last, over the text in `bases`; `held_both` held the target before as well. `ends` are
    the addresses of source and target, as the file says them.
    """

    path: Path
    ends: tuple[str, str] = ("", "")
    before: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    sent: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    checked: set[str] = field(default_factory=set)
    held_both: set[str] = field(default_factory=set)
    _descriptor: int = -1

    @classmethod
    def of(cls, folder: Path, migration: Migration) -> Self:
        """Return what an earlier run kept of this migration, or nothing yet; no file is made."""
        return cls.read_from(values_path(folder, migration))

    @classmethod
    def kept_in(cls, folder: Path) -> list[Self]:
        """Return what earlier runs kept of any migrations that nobody has seen the end of."""
        return [cls.read_from(path) for path in sorted((folder / FOLDER).glob(f"*{SUFFIX}"))]

    @classmethod
    def read_from(cls, path: Path) -> Self:
        found = cls(path)
        for line in _lines(path):
            found._take(line)
        return found

    def __enter__(self) -> Self:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(self.path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, _PRIVATE)
            # A line cut short by a kill would swallow the next one.
            os.write(self._descriptor, b"\n")
        except OSError as error:
            raise JournalLost(self.path, error) from error
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)

    @property
    def begun(self) -> bool:
        return bool(self.before)

    @property
    def doubtful(self) -> dict[str, str]:
        """What was sent, or about to be, and never read back."""
        return {one: text for one, text in self.sent.items() if one not in self.checked}

    def begin(self, migration: Migration, before: Mapping[str, int]) -> None:
        self._write(
            {"format": FORMAT, "source": str(migration.source), "target": str(migration.target), "before": dict(before)}
        )

    def read(
        self, texts: Mapping[str, str], sent: Mapping[str, str], bases: Mapping[str, str], both: Iterable[str] = ()
    ) -> None:
        """Keep what records hold and what is about to be written, before it is."""
        self._write({"read": dict(texts), "sent": dict(sent), "bases": dict(bases), "both": sorted(both)})

    def confirm(self, ids: Iterable[str]) -> None:
        self._write({"checked": sorted(ids)})

    def forget(self) -> None:
        """The last count agreed, so nobody needs the old values any more."""
        self.path.unlink(missing_ok=True)

    def _write(self, line: dict[str, Any]) -> None:
        data = json.dumps(line).encode() + b"\n"
        try:
            while data:
                data = data[os.write(self._descriptor, data) :]
            os.fsync(self._descriptor)
        except OSError as error:
            raise JournalLost(self.path, error) from error
        self._take(line)

    def _take(self, line: dict[str, Any]) -> None:
        self.before = self.before or dict(line.get("before", {}))
        if "source" in line:
            self.ends = (str(line["source"]), str(line.get("target")))
        for one, text in line.get("read", {}).items():
            self.texts.setdefault(one, text)
        self.sent |= line.get("sent", {})
        self.bases |= line.get("bases", {})
        # Sent once more, a record is in doubt once more.
        self.checked -= set(line.get("sent", {}))
        self.checked |= set(line.get("checked", ()))
        self.held_both |= set(line.get("both", ()))


def values_path(folder: Path, migration: Migration) -> Path:
    name = hashlib.sha256(f"{migration.source}\n{migration.target}".encode()).hexdigest()[:16]
    return folder / FOLDER / f"{name}{SUFFIX}"


def _lines(path: Path) -> Iterable[dict[str, Any]]:
    try:
        texts = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return
    for text in texts:
        try:
            line = json.loads(text)
        except ValueError:
            continue
        if isinstance(line, dict):
            yield line
