"""One apply that does a little of everything, and waiting for what a portal makes of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from desk import Desk
from proofs.forked_runs import JOURNALS, PAUSE
from scenarios.test_rollback import BASE as WHOLE
from scenarios.test_rollback import CODE, GROUPS, LAST, MIDDLE, NEW, NOTE, OBJECT, OTHER, RULE, SILVER, SPONSOR

STEADY = 4
"""So many looks at the log show nothing new before a portal counts as quiet."""
KILL = "kill"
"""Under this name a cell that held is told."""
BASE = WHOLE.replace(OBJECT, "")
SILVER_ADDRESS, ARGENT_ADDRESS = (f"property.contacts.tier/options/{value}" for value in ("silver", "argent"))
EDITS = (
    (GROUPS, "{value: {label: Value}, new: {label: New}}"),
    (SILVER, SILVER.replace("silver", "argent").replace("Silver", "Argent")),
    (CODE, f"{CODE}      more: {{label: More, groupName: new, type: string, fieldType: text}}\n"),
    (NOTE, ""),
    (RULE, '{ruleType: MAX_LENGTH, ruleArguments: ["8"]}'),
    (MIDDLE, MIDDLE.replace("label: Middle", "label: Mid")),
    (LAST, "          late: {label: Late, metadata: {probability: 0.7}}\n" + LAST),
    (OTHER, OTHER + NEW),
    (SPONSOR, SPONSOR.replace("Sponsors}", "Sponsors, maxToObjects: 3}") + "      advisor: {label: Advisor}\n"),
    ("associations:\n", OBJECT + "associations:\n"),
)
GONE = ("group.contacts.spare", "property.contacts.note", SILVER_ADDRESS)
ALLOWED = (
    "GROUP_DELETED:group.contacts.spare",
    "PROPERTY_ARCHIVED:property.contacts.note",
    f"MIGRATE:{SILVER_ADDRESS}",
    "MASS_CHANGE:*",
)
WORDS = ("apply", "--yes", *(word for one in ALLOWED for word in ("--allow", one)))


def after() -> str:
    text = BASE
    for old, new in EDITS:
        assert old in text, old
        text = text.replace(old, new)
    moved = f"moved: [{{from: {SILVER_ADDRESS}, to: {ARGENT_ADDRESS}}}]\n"
    return f"{text}{moved}removed: [{', '.join(f'{{address: {one}}}' for one in GONE)}]\n"


def furnish(desk: Desk) -> None:
    rows = [{"tier": tier, "seats": "3", "code": "c7", "note": f"{tier} note"} for tier in ("gold", "silver") * 7]
    desk.emulator.add_records("contacts", rows)
    desk.emulator.add_records("deals", [{"dealname": "Offer", "pipeline": "path", "dealstage": "first"}] * 3)


def until(found: Callable[[], bool], what: str, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, what
        PAUSE(0.005)


def quiet(desk: Desk) -> None:
    """Wait until the portal has answered all that a process sent before it was killed."""
    seen, times = -1, 0
    while times < STEADY:
        times = times + 1 if seen == desk.emulator.log.total else 0
        seen = desk.emulator.log.total
        PAUSE(0.02)


def journal_of(desk: Desk) -> Path:
    return max(desk.folder.glob(JOURNALS))
