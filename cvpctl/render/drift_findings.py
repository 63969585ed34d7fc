"""Drift as findings, for formats that know nothing else: annotations beside a line, code scanning.

Their codes are the three classes of a difference. What is known is none: whoever accepted it has seen it.
"""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Cause, Change, Finding, Severity
from cvpctl.model.drift import Drift
from cvpctl.render.explain_text import Meaning
from cvpctl.render.phrases import GONE, Again, cause_text, ways_back
from cvpctl.render.rows import Row, gravest, rows
from cvpctl.render.touches import told_of
from cvpctl.render.wording import middle

CODES = {Cause.DRIFT: "DRIFT", Cause.CONFLICT: "CONFLICT", Cause.UNATTRIBUTED: "UNATTRIBUTED"}
MEANINGS = {
    "DRIFT": Meaning(
        "DRIFT",
        "Something was changed in the portal since the last apply.",
        "Put it back, or take the portal's side into the blueprint, or accept it until a day.",
    ),
    "CONFLICT": Meaning(
        "CONFLICT",
        "It was changed in the portal and in the blueprint since the last apply.",
        "Decide whose side stands.",
    ),
    "UNATTRIBUTED": Meaning(
        "UNATTRIBUTED",
        "Portal and blueprint differ, and no record says who made the difference.",
        "Decide whose side stands; from then on a record tells.",
    ),
}
MOST = 5
VALUE = 120


def drift_findings(drift: Drift, again: Again) -> tuple[Finding, ...]:
    """Return what counts as drift first, then what is new, then what is to be said of the baseline."""
    moved = (moved_finding(change, again) for change in drift.open)
    return (*moved, *drift.new, *drift.undated_new, *drift.remarks)


def moved_finding(change: Change, again: Again) -> Finding:
    (command, effect), keep = ways_back(change, again)
    help_ = f"to {effect}: {command}; {keep}" if command else keep
    message = "; ".join(filter(None, (cause_text(change), sides_text(change), told_of(change))))
    return Finding(CODES[gravest(change)], Severity.WARNING, message, help_, change.address, change.place)


def sides_text(change: Change) -> str:
    """Return both sides of what differs, on one line; what is gone has only one."""
    if cause_text(change) == GONE:
        return ""
    shown = list(rows(change, MOST + 1))
    return "; ".join([*map(_row, shown[:MOST]), *(["…"] if len(shown) > MOST else [])])


def side_lines(change: Change) -> Iterator[str]:
    """Yield the same line by line, whole as far as a build server shows it."""
    return map(_row, rows(change)) if cause_text(change) != GONE else iter(())


def _row(row: Row) -> str:
    if row.symbol:
        missing, there = ("portal", "blueprint") if row.symbol == "+" else ("blueprint", "portal")
        return f"{row.name}: {there} {middle(row.part, VALUE)}, {missing} nothing"
    return f"{row.name}: portal {middle(row.before, VALUE)}, blueprint {middle(row.after, VALUE)}"
