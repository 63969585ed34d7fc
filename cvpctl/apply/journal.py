"""The journal: what was about to be written, on disk before the call, and how it ended, after.

One JSON line an event, in the order of `journal_schema`. A line `intended` without its `settled` is in doubt; the next
run looks before it writes, so the journal is for people and for telling cvpctl's own edits from others', never a
second truth about the portal. A disk that takes no more lines ends the run before its next call.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from cvpctl.errors import CvpError
from cvpctl.model import Address, Body, Call, Outcome, Plan

FORMAT = "cvpctl.journal/1"
SUFFIX = ".jsonl"
_START = b'{"at": "'


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
            self._torn = _is_torn(path)
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
                # A line that a kill or a full disk cut short would swallow this one.
                before, self._torn = b"\n" * self._torn, True
                _write_whole(self._file.fileno(), before + line)
                self._torn = False
                os.fsync(self._file.fileno())
            except OSError as error:
                raise JournalLost(self.path, error) from error


def _write_whole(descriptor: int, line: bytes) -> None:
    """A disk that is nearly full takes a part, and says so only when it is asked again."""
    while line:
        line = line[os.write(descriptor, line) :]


def _is_torn(path: Path) -> bool:
    held = path.read_bytes()
    return bool(held) and not held.endswith(b"\n")


def read_journal(path: Path) -> list[dict[str, Any]]:
    """Return the events of a journal; a line that a kill cut short is passed over, what follows it counts."""
    return [event for _, event in _lines(path) if event is not None]


def unreadable(path: Path) -> list[int]:
    """Return the numbers of the lines that say nothing, or not all that they said."""
    return [number for number, (whole, _) in enumerate(_lines(path), 1) if not whole]


def _lines(path: Path) -> Iterator[tuple[bool, dict[str, Any] | None]]:
    """Yield of each line whether it is whole, and its event."""
    for line in path.read_bytes().split(b"\n"):
        event = _event(line)
        # Earlier versions wrote on behind half a line.
        yield event is not None or not line, event or _event(line[max(line.rfind(_START), 0) :])


def _event(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("event"), str) else None


def in_doubt(events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the intended calls of a journal that nothing says the end of."""
    ended = {event["call"] for event in events if event["event"] == "settled"}
    return [event for event in events if event["event"] == "intended" and event["call"] not in ended]
