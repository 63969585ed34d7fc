"""The record on disk: one file per portal, replaced whole or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cvpctl.errors import CvpError, WrongPortal
from cvpctl.model import Record
from cvpctl.project.places import Places
from cvpctl.project.record_text import RecordDamaged, RecordNewer, from_text, to_text
from cvpctl.project.source import shown_path


@dataclass(frozen=True, slots=True)
class RecordStore:
    """Records in the folder that `places` names."""

    places: Places

    def load(self, portal: str, portal_id: int, *, project: str = "") -> Record:
        """Return the record of a portal, empty before the first apply; refuses that of another portal."""
        path = self.places.record(portal, portal_id)
        try:
            record = from_text(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Record(portal_id, project)
        except OSError as error:
            raise CvpError(f"the record {shown_path(path)} cannot be read: {error.strerror}") from error
        except RecordNewer as error:
            raise CvpError(f"the record {shown_path(path)}: {error}", help="use the cvpctl that wrote it") from error
        except (RecordDamaged, UnicodeDecodeError) as error:
            why = error if isinstance(error, RecordDamaged) else "it is not UTF-8"
            raise CvpError(f"the record {shown_path(path)} is damaged: {why}", help=_damaged_help()) from None
        if record.portal_id != portal_id:
            raise WrongPortal(
                f"the record {shown_path(path)} is of portal {record.portal_id}, not of {portal_id}",
                help="use the token of that portal, or move the file away if the portal was replaced",
            )
        return record

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
