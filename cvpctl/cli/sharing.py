"""Runs that other machines shall know: announced before the first call, kept after the last, whatever came between.

A runner that is lost pushes nothing any more. So all of its calls stand on the branch as intended before one is made:
whoever comes next reads what became of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from cvpctl.apply import Journal, undo_path
from cvpctl.cli.output import tell
from cvpctl.cli.session import Session
from cvpctl.errors import CvpError
from cvpctl.model import Plan

_STAYS = (
    "note: what records held before their values are moved is kept on this machine alone, beside the journals: it is"
    " personal data, and a branch cannot forget. A runner that is lost on the way takes it along"
)


def announce(session: Session, plan: Plan, journal: Path, undoes: str) -> None:
    """Share what is about to be written; where that cannot be, it is told, and the run goes on."""
    if not session.records.shares_runs or not plan.calls:
        return
    if plan.migrations:
        tell(_STAYS)
    name, portal_id = session.settings.name, session.identity.portal_id
    try:
        session.records.announce(name, portal_id, journal.stem, _ahead(plan, undoes), undo_path(journal).read_bytes())
    except CvpError as error:
        tell(f"note: {error.message}")


def unshared(session: Session) -> CvpError | None:
    """Share what is known of runs; return why other machines do not know it."""
    try:
        session.records.keep(session.settings.name, session.identity.portal_id)
    except CvpError as error:
        return error
    return None


@contextmanager
def shared_at_worst(session: Session) -> Iterator[None]:
    """Where the run itself breaks off, share how far it came; what broke it is still what is told."""
    try:
        yield
    except BaseException:
        if error := unshared(session):
            tell(f"note: {error.message}")
        raise


def _ahead(plan: Plan, undoes: str) -> bytes:
    """Return the journal of a run whose every call was begun and never answered."""
    with TemporaryDirectory(prefix="cvpctl-") as folder:
        path = Path(folder) / "ahead.jsonl"
        with Journal(path, undoes=undoes) as journal:
            journal.begin(plan)
            for call in plan.calls:
                journal.intended(call)
        return path.read_bytes()
