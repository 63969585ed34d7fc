"""The story of one writing call, told once undisturbed, and how often anything was written in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from desk import Desk, Ended
from proofs.fault_stories import after_of, base_of, edit_of, furnish, route_of

from cvpctl.emulator.request_log import Entry

RECORD = "applied/acme.json"
BATCHES = "batch/update"
"""A migration that goes on begins with one record again, then ten; what each record held the history tells."""
RESTARTED = 2


@dataclass(frozen=True, slots=True)
class Story:
    """A portal and the record before a call, and what the portal was after an apply that nothing disturbed."""

    before: dict[str, Any]
    record: str
    after: dict[str, Any]
    path: str
    """Where the call went."""
    sent: int
    """How often."""
    accepted: Counter[str]
    """Every write of the apply, by its route."""


def words_of(verb: str) -> tuple[str, ...]:
    return ("apply", "--yes", *(word for one in edit_of(verb).allow for word in ("--allow", one)))


def applied(desk: Desk, verb: str) -> Ended:
    return desk.run(*words_of(verb))


def matching(desk: Desk, verb: str, path: str = "") -> Iterator[Entry]:
    method, template = route_of(verb)
    pattern = re.compile(re.sub(r"\{\w+\}", "[^/]+", template))
    for entry in desk.emulator.log.entries:
        if entry.method == method and pattern.fullmatch(entry.path) and path in ("", entry.path):
            yield entry


def accepted(desk: Desk) -> Counter[str]:
    entries = desk.emulator.log.entries
    return Counter(one.route for one in entries if one.writes and 200 <= one.status < 300)


def too_many(desk: Desk, story: Story) -> Counter[str]:
    """What was accepted more often than undisturbed, beyond a migration's new beginning."""
    more = accepted(desk) - story.accepted
    return Counter({route: n for route, n in more.items() if BATCHES not in route or n > RESTARTED})


def versions(state: dict[str, Any]) -> dict[str, int]:
    """How many values each property of each record ever had."""
    found = state["collections"]
    return {
        f"{kind}/{number}/{name}": len(past)
        for kind, rows in found.items()
        if kind.startswith("record_history/")
        for number, row in rows.items()
        for name, past in row["values"].items()
    }


def told(desk: Desk, verb: str) -> Story:
    desk.write("blueprints/portal.yaml", base_of(verb))
    ended = desk.run("apply", "--yes")
    assert 0 == ended.code, ended.said + ended.told
    furnish(desk, verb)
    before, record = desk.emulator.state(), desk.read(RECORD)
    desk.emulator.log.clear()
    desk.write("blueprints/portal.yaml", after_of(verb))
    ended = applied(desk, verb)
    assert 0 == ended.code, ended.said + ended.told
    calls = list(matching(desk, verb))
    assert calls, f"the story of {verb} does not send it: {desk.emulator.log.counts}"
    sent = sum(one.path == calls[0].path for one in calls)
    return Story(before, record, desk.emulator.state(), calls[0].path, sent, accepted(desk))


def begin(desk: Desk, verb: str, story: Story) -> None:
    """The portal, the record and the blueprint as they are when the story begins, and no journal of it."""
    desk.emulator.faults.clear()
    desk.emulator.reset()
    desk.emulator.load(story.before)
    desk.emulator.log.clear()
    for path in sorted((desk.folder / ".cvpctl").rglob("*")):
        if path.is_file():
            path.unlink()
    desk.write(RECORD, story.record)
    desk.write("blueprints/portal.yaml", after_of(verb))
