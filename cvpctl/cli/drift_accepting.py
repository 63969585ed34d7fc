"""`drift --accept`: from a difference that is there now to a line of the baseline that covers it and nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from cvpctl.cli.drift_found import Asked, seen, today
from cvpctl.cli.editor_schemas import BASELINE, FOLDER, home_of
from cvpctl.cli.output import emit, usable
from cvpctl.cli.session import Session
from cvpctl.cli.undoing import written_together
from cvpctl.errors import DONE, UsageProblem
from cvpctl.model import Address, Place
from cvpctl.model.drift import Drift
from cvpctl.project import ENV, Project
from cvpctl.project.drift_baseline import BASELINE_FILE, Accepted, baseline_in
from cvpctl.project.drift_baseline_applied import covered, entries_of, is_about
from cvpctl.project.drift_baseline_edit import fresh, with_accepted
from cvpctl.project.drift_baseline_schema import baseline_schema_text
from cvpctl.project.drift_baseline_values import HASH, NEW, live_text
from cvpctl.project.source import Source, shown_path
from cvpctl.render.drift import portal_side

_NOWHERE = Place(BASELINE_FILE, 1, 1)


@dataclass(frozen=True, slots=True)
class Word:
    """Somebody's word about some addresses."""

    addresses: tuple[Address, ...]
    reason: str
    owner: str
    expires: date


def word_of(addresses: Sequence[Address], reason: str, owner: str, expires: date | None) -> Word | None:
    """Return what the options say, None where nothing is to be accepted; raises UsageProblem for half a word."""
    said = {"--reason": " ".join(reason.split()), "--owner": " ".join(owner.split()), "--expires": expires}
    if not addresses:
        idle = [option for option, value in said.items() if value]
        if idle:
            raise UsageProblem(f"{', '.join(idle)} without --accept", help="name what is accepted: --accept ADDRESS")
        return None
    missing = [option for option, value in said.items() if not value]
    if missing or expires is None:
        help_ = "say why, who answers for it, and until when: a difference that nobody answers for is drift"
        raise UsageProblem(f"--accept needs {', '.join(missing)}", help=help_)
    if expires < today():
        raise UsageProblem(f"--expires {expires} is over", help="name a day to come: then it is told again")
    return Word(tuple(dict.fromkeys(addresses)), str(said["--reason"]), str(said["--owner"]), expires)


def accept(session: Session, asked: Asked, word: Word) -> int:
    """Write a line for each address; raises UsageProblem where nothing differs there."""
    project = session.project
    if project is None:
        message = f"{BASELINE_FILE} stands beside cvpctl.yaml, and there is none"
        raise UsageProblem(message, help="cvpctl init starts a project")
    _, drift = seen(session, asked)
    portal = "" if session.settings.name == ENV else session.settings.name
    path, (schema, leading) = project.root / BASELINE_FILE, _schema(project)
    text = path.read_bytes().decode() if path.is_file() else ""
    for address in word.addresses:
        lines = baseline_in(Source(path, text.removeprefix("\ufeff")), project.portals) if text else ()
        entry, told = _entry(address, word, portal, drift, entries_of(lines, portal))
        known = next((one for one in lines if (one.address, one.portal) == (address, portal)), None)
        remark = told if entry.live.startswith(HASH) else ""
        if text:
            text = with_accepted(text, entry, known, told=remark, path=shown_path(path))
        else:
            text = fresh(entry, told=remark, schema=leading)
        emit(f"accepted until {word.expires}: {address}, {told}")
    with usable(path, "written"), written_together({schema: baseline_schema_text(), path: text}):
        pass
    emit(f"commit {shown_path(path)}")
    return DONE


def _entry(address: Address, word: Word, portal: str, drift: Drift, lines: Iterable[Accepted]) -> tuple[Accepted, str]:
    """Return the line for an address, and what the portal holds there in words."""
    entry = Accepted(address, word.reason, word.owner, word.expires, "", _NOWHERE, portal)
    every = [*(one for one in lines if (one.address, one.portal) != (address, portal)), entry]
    for change in drift.moved:
        edits = covered(change, entry, every)
        if edits or is_about(change, entry):
            return replace(entry, live=live_text(change, edits, entry.path)), portal_side(replace(change, fields=edits))
    if any(one.address == address for one in drift.new):
        return replace(entry, live=NEW), "new in the portal"
    raise _nothing(address, drift)


def _nothing(address: Address, drift: Drift) -> UsageProblem:
    there = [str(change.address) for change in drift.moved]
    there += [str(one.address) for one in drift.new if one.address]
    near = get_close_matches(str(address), there, n=1)
    about = [one for one in there if Address.parse(one).owner == address.owner]
    help_ = f"did you mean {(about or near)[0]}?" if about or near else "cvpctl drift lists what differs"
    return UsageProblem(f"--accept {address}: nothing differs there that is not accepted already", help=help_)


def _schema(project: Project) -> tuple[Path, str]:
    """Return where the schema is kept that the file leads an editor to, and how its first line says so."""
    root = project.root.resolve()
    path = home_of(root, root) / FOLDER / BASELINE
    return path, Path(os.path.relpath(path, root)).as_posix()
