"""The record on disk: one file per portal, replaced whole or not at all.

The other store keeps it on a git branch (`branch_store`); both are `Records` to whoever asks for them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cvpctl.errors import CvpError, WrongPortal
from cvpctl.model import Record
from cvpctl.project.places import Places
from cvpctl.project.record_text import RecordDamaged, RecordNewer, from_text, to_text
from cvpctl.project.source import shown_path


class Records(Protocol):
    """Where records are kept."""

    def load(self, portal: str, portal_id: int, *, project: str = "") -> Record:
        """Return the record of a portal, empty before the first apply; refuses that of another portal."""
        ...

    def save(self, portal: str, record: Record) -> Path | str:
        """Keep the record and return where it now is; raises CvpError where it cannot be kept as it should."""
        ...

    @property
    def shares_runs(self) -> bool:
        """Whether other machines are to know of the runs of this one; else the three below do nothing."""
        ...

    def bring(self) -> None:
        """Lay the runs that other machines made beside those of this one."""
        ...

    def announce(self, portal: str, portal_id: int, run: str, ahead: bytes, undo: bytes) -> None:
        """Say what a run is about to do, before its first call; raises CvpError where only this machine knows."""
        ...

    def keep(self, portal: str, portal_id: int) -> None:
        """Share what this machine knows of runs; raises CvpError where only this machine knows."""
        ...


@dataclass(frozen=True, slots=True)
class RecordStore:
    """Records in the folder that `places` names."""

    places: Places

    def load(self, portal: str, portal_id: int, *, project: str = "") -> Record:
        """Return the record of a portal, empty before the first apply; refuses that of another portal."""
        path = self.places.record(portal, portal_id)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return Record(portal_id, project)
        except OSError as error:
            raise CvpError(f"the record {shown_path(path)} cannot be read: {error.strerror}") from error
        return read_record(data, f"the record {shown_path(path)}", portal_id)

    def save(self, portal: str, record: Record) -> Path:
        """Write the record; whatever goes wrong, the file is the old one or the new one."""
        path = self.places.record(portal, record.portal_id)
        data = to_text(record).encode()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, data)
        except OSError as error:
            raise CvpError(
                f"the record {shown_path(path)} could not be written: {error.strerror}",
                help="the portal is as it is; the next plan cannot tell your last apply from somebody's edit",
            ) from error
        return path

    @property
    def shares_runs(self) -> bool:
        return False

    def bring(self) -> None:
        """Nothing: journals stay on the machine that wrote them."""

    def announce(self, portal: str, portal_id: int, run: str, ahead: bytes, undo: bytes) -> None:
        """Tell nobody."""

    def keep(self, portal: str, portal_id: int) -> None:
        """Nothing to do: the folder is where they are."""


def read_record(data: bytes, called: str, portal_id: int) -> Record:
    """Read a record that must be of this portal; `called` names it in what is said of a damaged one."""
    try:
        record = from_text(data.decode())
    except RecordNewer as error:
        raise CvpError(f"{called}: {error}", help="use the cvpctl that wrote it") from error
    except (RecordDamaged, UnicodeDecodeError) as error:
        why = error if isinstance(error, RecordDamaged) else "it is not UTF-8"
        raise CvpError(f"{called} is damaged: {why}", help=_damaged_help()) from None
    if record.portal_id != portal_id:
        raise WrongPortal(
            f"{called} is of portal {record.portal_id}, not of {portal_id}",
            help="use the token of that portal, or move the file away if the portal was replaced",
        )
    return record


def _replace(path: Path, data: bytes) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets a folder be opened."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _damaged_help() -> str:
    return "restore it from git, or delete it: then the next plan cannot tell edits in the portal from yours"
