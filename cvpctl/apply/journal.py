"""The journal: what was about to be written, on disk before the call, and how it ended, after.

One JSON line an event, in the order of `journal_schema`. A line `intended` without its `settled` is in doubt; the next
run looks before it writes, so the journal is for people and for telling cvpctl's own edits from others', never a
second truth about the portal. A disk that takes no more lines ends the run before its next call.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from cvpctl.errors import CvpError
from cvpctl.model import Address, Body, Call, Outcome, Plan

FORMAT = "cvpctl.journal/1"
SUFFIX = ".jsonl"


class JournalLost(CvpError):
    """The journal cannot be written, so nothing further may be."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            f"the journal {path.name} cannot be written: {error.strerror or error}",
            help="no call is made that could not be journalled; make room on the disk and run the same apply again",
        )


class Journal:
    """Append-only file of one run; every line is on disk before the method returns.

    `undoes` is the run that this one rolls back.
    """

    def __init__(self, path: Path, *, undoes: str = "") -> None:
        self.path, self._undoes = path, undoes
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise JournalLost(path, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def begin(self, plan: Plan) -> None:
        undoes = {"undoes": self._undoes} if self._undoes else {}
        self._write(
            "begin", format=FORMAT, portalId=plan.portal_id, digest=plan.digest, calls=len(plan.calls), **undoes
        )

    def intended(self, call: Call) -> None:
        operation = str(call.operation)
        body = {"inputs": call.inputs} if call.inputs else call.body
        self._write("intended", call=call.number, operation=operation, covers=call.covers, body=body)

    def settled(self, call: Call, outcomes: Sequence[Outcome]) -> None:
        ends = {one.step: one.settled.value + (f": {one.message}" if one.message else "") for one in outcomes}
        self._write("settled", call=call.number, outcomes=ends)

    def migrating(self, call: Call, records: int, done: int, total: int) -> None:
        """Say that so many records are about to be written; which ones and what is not for a journal."""
        self._write("migrating", call=call.number, records=records, done=done, of=total)

    def left(self, bodies: Mapping[Address, Body | None]) -> None:
        """Keep what was read back of all that was written; None is gone."""
        self._write("left", bodies={str(address): body for address, body in bodies.items()})

    def different(self, not_converged: Sequence[Body], pending: Sequence[Body], unread: Mapping[str, str]) -> None:
        """Say field by field what does not read as it was written, and of which addresses nobody could tell."""
        self._write("different", notConverged=not_converged, pending=pending, unread=unread)

    def end(self, **counts: int) -> None:
        self._write("end", **counts)

    def recorded(self, by: str = "") -> None:
        """Say that the record knows what this run did, or that the run `by` found out and recorded it."""
        self._write("recorded", **({"by": by} if by else {}))

    def _write(self, event: str, **fields: Any) -> None:
        line = json.dumps({"at": datetime.now(UTC).isoformat(), "event": event, **fields}).encode() + b"\n"
        with self._lock:
            try:
                _write_whole(self._file.fileno(), line)
                os.fsync(self._file.fileno())
            except OSError as error:
                raise JournalLost(self.path, error) from error


def _write_whole(descriptor: int, line: bytes) -> None:
    """A disk that is nearly full takes a part, and says so only when it is asked again."""
    while line:
        line = line[os.write(descriptor, line) :]


def read_journal(path: Path) -> list[dict[str, Any]]:
    """Return the events of a journal; a last line cut short by a kill is left out."""
    events = []
    for line in path.read_bytes().split(b"\n"):
        try:
            events.append(json.loads(line))
        except ValueError:
            break
    return events


def in_doubt(events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the intended calls of a journal that nothing says the end of."""
    ended = {event["call"] for event in events if event["event"] == "settled"}
    return [event for event in events if event["event"] == "intended" and event["call"] not in ended]
