"""From an open portal to a snapshot, and a file that never costs another one."""

from __future__ import annotations

from pathlib import Path

from cvpctl.cli.output import emit, tell, usable, write_file
from cvpctl.cli.pulling_seen import unread
from cvpctl.cli.session import Session
from cvpctl.cli.snapshot_reading import everything, read_portal
from cvpctl.engine.comparing_taken import taken
from cvpctl.errors import UsageProblem
from cvpctl.model import Unseen
from cvpctl.model.snapshot import Snapshot
from cvpctl.project.snapshot_file import snapshot_text
from cvpctl.project.source import shown_path
from cvpctl.render.wording import counted


def take(session: Session, path: Path, *, force: bool) -> int:
    """Save a portal's configuration; returns 9 where something of it could not be read."""
    refuse_other(path, None, force=force)
    state, unseen = read_portal(session.portal, everything(session.portal))
    about = Snapshot(session.identity.portal_id, session.settings.name, session.identity.account_type)
    snapshot = taken(state, unseen, about)
    emit(f"{saved(path, snapshot_text(snapshot), force=force)}: {_told(snapshot)}")
    code = unread(state)
    tell(f"Took {counted(session.portal.calls.total, 'call')}.")
    return code


def saved(path: Path, text: str, *, force: bool = False) -> str:
    """Write a file and say so; raises UsageProblem where another one is in its place."""
    there = refuse_other(path, text, force=force)
    if there:
        return f"{shown_path(path)} holds the same already"
    with usable(path.parent, "created"):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, text)
    return f"wrote {shown_path(path)}"


def refuse_other(path: Path, text: str | None, *, force: bool) -> bool:
    """Tell whether the file is there with this very text; raises UsageProblem where it holds something else.

    Without a text only what is no file at all is refused, before a portal is asked anything.
    """
    if path.is_dir():
        raise UsageProblem(f"{shown_path(path)} is a directory", help="name a file")
    if text is None or not path.exists():
        return False
    with usable(path, "read"):
        same = path.read_bytes() == text.encode("utf-8")
    if not same and not force:
        help_ = "say --force to replace it, or name another file"
        raise UsageProblem(f"{shown_path(path)} is there already and holds something else", help=help_)
    return same


def _told(snapshot: Snapshot) -> str:
    own = len(snapshot.resources) - len(snapshot.hubspots)
    told = f"{counted(len(snapshot.resources), 'resource')}, {own:,} of them not HubSpot's"
    unread_lists = sum(one.why is not Unseen.NOT_ENABLED for one in snapshot.unknown.values())
    return told + (f"; {counted(unread_lists, 'list')} could not be read" if unread_lists else "")
