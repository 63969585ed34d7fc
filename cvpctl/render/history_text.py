"""Runs that were, one line each, for a person who looks for the one to undo."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.text import Text

from cvpctl.errors import BLOCKED, DONE, IN_PART, INTERRUPTED, LOOKED_IN_PART, NOT_CONVERGED, STALE
from cvpctl.render.phrases import DIGITS
from cvpctl.render.terminal import FAINT, HEADING, line, printed, wrapped
from cvpctl.render.wording import counted, visible

FORMAT = "cvpctl.history/1"
NONE = "No run was made from here."
_ENDS = {
    DONE: "complete",
    IN_PART: "in part",
    NOT_CONVERGED: "not converged",
    STALE: "in part, the portal had moved",
    BLOCKED: "blocked",
    LOOKED_IN_PART: "not read back whole",
    INTERRUPTED: "interrupted",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One run. `exit_code` is None where it was killed; `undoes` and `undone_by` are ids of other runs."""

    id: str
    portal: str
    portal_id: int
    began: datetime
    seconds: float
    digest: str
    calls: int
    done: int
    failed: int
    in_doubt: int
    exit_code: int | None
    undoes: str = ""
    undone_by: str = ""

    @property
    def ended(self) -> str:
        if self.exit_code is None:
            return "killed in the middle"
        return _ENDS.get(self.exit_code, "stopped")


def history_json(rows: Sequence[Row]) -> str:
    return json.dumps({"format": FORMAT, "runs": [_as_json(row) for row in rows]}, indent=2) + "\n"


def history_text(rows: Sequence[Row], *, color: bool, width: int) -> str:
    return printed(_lines(rows, width), color=color)


def _lines(rows: Sequence[Row], width: int) -> Iterator[Text]:
    if not rows:
        yield line(NONE)
    for row in rows:
        style = "" if row.exit_code == DONE else "yellow"
        yield line((row.id, HEADING), "  ", visible(row.portal), "  ", (row.ended, style))
        yield from wrapped(_told(row), indent=4, width=width, style=FAINT)


def _told(row: Row) -> str:
    told = [f"{row.began:%Y-%m-%d %H:%M:%S} UTC", f"{row.seconds:.1f} s", f"portal {row.portal_id}"]
    told += [f"{row.done:,} of {counted(row.calls, 'call')} done"]
    told += [f"{number:,} {word}" for number, word in ((row.failed, "failed"), (row.in_doubt, "in doubt")) if number]
    told += [f"digest {row.digest[:DIGITS]}"]
    told += [f"rolls back {row.undoes}"] if row.undoes else []
    told += [f"rolled back by {row.undone_by}"] if row.undone_by else []
    return ", ".join(told)


def _as_json(row: Row) -> dict[str, object]:
    return {
        "id": row.id,
        "portal": row.portal,
        "portalId": row.portal_id,
        "began": row.began.isoformat(),
        "seconds": round(row.seconds, 3),
        "digest": row.digest,
        "calls": {"planned": row.calls, "done": row.done, "failed": row.failed, "inDoubt": row.in_doubt},
        "ended": row.ended,
        "exitCode": row.exit_code,
        "rollsBack": row.undoes or None,
        "rolledBackBy": row.undone_by or None,
    }
