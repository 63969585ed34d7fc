"""Runs before this one that nobody can be sure of: what they left is read, told, and taken over into the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cvpctl.apply import Unsettled, unsettled
from cvpctl.cli.alone import held_lock, holder_text
from cvpctl.cli.session import Session
from cvpctl.model import Record, State

_ELSEWHERE = (
    "note: a run that is under way on another machine looks from here as if it had ended in the middle; let it end"
    " before you apply"
)


@dataclass(frozen=True, slots=True)
class Resumed:
    """`runs` were settled by reading `live`; `note` says why none were, or what else they could be."""

    runs: Unsettled = field(default_factory=Unsettled)
    live: State = field(default_factory=State)
    note: str = ""

    def record(self, record: Record) -> Record:
        return self.runs.settled_in(record, self.live)

    def remarks(self) -> Iterator[str]:
        if self.note:
            yield self.note
        yield from self.runs.remarks(self.live)

    def close(self, by: str) -> None:
        """Let no later run ask again, once the record is saved."""
        self.runs.close(self.live, by)


def unsettled_runs(session: Session) -> tuple[Unsettled, str]:
    """Return the runs to settle; while another process writes there are none, and a note says so."""
    if lock := held_lock(session.places, session.settings, session.identity.portal_id):
        return Unsettled(), f"note: a run is under way{holder_text(lock)}; what is said here may soon be otherwise"
    runs = unsettled(session.places.journal(session.settings.name, session.identity.portal_id))
    return runs, _ELSEWHERE if session.records.shares_runs and any(run.in_the_middle for run in runs.runs) else ""


def resumed(session: Session) -> Resumed:
    """Settle them with a look of their own, where nothing else is read."""
    runs, note = unsettled_runs(session)
    return Resumed(runs, session.portal.fetch(runs.scopes), note) if runs.runs else Resumed(note=note)
