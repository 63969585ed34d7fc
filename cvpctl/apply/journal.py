"""The journal: what was about to be written, on disk before the call, and how it ended, after.

One JSON line an event. A line `intended` without its `settled` is in doubt; the next run looks before it writes, so
the journal is for people and for telling cvpctl's own edits from others', never a second truth about the portal.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from cvpctl.model import Call, Outcome, Plan

FORMAT = "cvpctl.journal/1"


class Journal:
    """Append-only file of one run; every line is on disk before the method returns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("a", encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def begin(self, plan: Plan) -> None:
        self._write("begin", format=FORMAT, portalId=plan.portal_id, digest=plan.digest, calls=len(plan.calls))

    def intended(self, call: Call) -> None:
        operation = str(call.operation)
        body = {"inputs": call.inputs} if call.inputs else call.body
        self._write("intended", call=call.number, operation=operation, covers=call.covers, body=body)

    def settled(self, call: Call, outcomes: Sequence[Outcome]) -> None:
        ends = {one.step: one.settled.value + (f": {one.message}" if one.message else "") for one in outcomes}
        self._write("settled", call=call.number, outcomes=ends)

    def end(self, **counts: int) -> None:
        self._write("end", **counts)

    def _write(self, event: str, **fields: Any) -> None:
        line = json.dumps({"at": datetime.now(UTC).isoformat(), "event": event, **fields})
        with self._lock:
            self._file.write(line + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())


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
