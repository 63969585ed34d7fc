"""kill -9 of the real process at each line of its journal, and at each write it never hears the end of.

The next run converges on the portal of an undisturbed one, writes nothing a second time and loses no record's value.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from desk import Desk
from proofs.forked_runs import PAUSE, Runs, forked_runs, hurried
from proofs.kill_story import BASE, KILL, WORDS, after, furnish, journal_of, quiet, until
from proofs.portals_compared import configuration, differing, regardless_of_ids

from cvpctl.apply import read_journal
from cvpctl.emulator.faults import Fault

RECORD = "applied/acme.json"
PARTS = 4
"""So that workers share the cells."""
SLOW = 0.5
"""So many seconds an answer takes, after the write."""
BATCHES = "batch/update"
"""Migrations begin with one record again; that none is written twice their history tells."""


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """The portal and the record before an apply, and what that came to."""

    before: dict[str, Any]
    record: str
    after: dict[str, Any]
    lines: int
    written: Counter[str]


@pytest.fixture
def runs(desk: Desk) -> Iterator[Runs]:
    with forked_runs(desk.folder) as script:
        yield script


@pytest.fixture
def undisturbed(desk: Desk, runs: Runs, monkeypatch: pytest.MonkeyPatch) -> Undisturbed:
    monkeypatch.setattr(time, "sleep", hurried)
    desk.write("blueprints/portal.yaml", BASE)
    assert 0 == desk.run("apply", "--yes").code
    furnish(desk)
    before, record = desk.emulator.state(), desk.read(RECORD)
    desk.emulator.log.clear()
    desk.write("blueprints/portal.yaml", after())
    runs.begin(WORDS)
    assert 0 == runs.ended(), runs.output.read_text()
    lines = len(read_journal(journal_of(desk)))
    return Undisturbed(before, record, desk.emulator.state(), lines, _accepted(desk))


def _accepted(desk: Desk) -> Counter[str]:
    entries = desk.emulator.log.entries
    return Counter(one.route for one in entries if one.writes and 200 <= one.status < 300 and BATCHES not in one.route)


def _begin(desk: Desk, story: Undisturbed) -> None:
    desk.emulator.faults.clear()
    desk.emulator.reset()
    desk.emulator.load(story.before)
    desk.emulator.log.clear()
    for path in sorted((desk.folder / ".cvpctl").rglob("*")):
        if path.is_file():
            path.unlink()
    desk.write(RECORD, story.record)


def _assert_goes_on(desk: Desk, story: Undisturbed, where: str) -> None:
    quiet(desk)
    events = read_journal(journal_of(desk))
    again = desk.run(*WORDS)
    planned = desk.run("plan", "--exit-code")

    assert (0, 0) == (again.code, planned.code), where + again.said + again.told + planned.said
    portals = (regardless_of_ids(configuration(one)) for one in (story.after, desk.emulator.state()))
    assert {} == differing(*portals), where
    # A call that finds nothing left to do in the second run was not needed twice.
    assert Counter() == _accepted(desk) - story.written, where
    ended = any(event["event"] == "end" for event in events)
    assert ended or not any(event["event"] == "intended" for event in events) or "ended in the middle" in again.told
    assert ([], []) == (desk.emulator.log.bugs, list(desk.folder.rglob("*.values")))


def _came(desk: Desk, write: int) -> bool:
    return desk.emulator.log.writes >= write


def _cells(last: int, part: int) -> Iterable[int]:
    return range(1 + part, last + 1, PARTS)


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_a_line(
    desk: Desk, runs: Runs, undisturbed: Undisturbed, part: int, request: pytest.FixtureRequest
) -> None:
    """Nothing further is sent once the line is on the disk, except what was under way."""
    for line in _cells(undisturbed.lines, part):
        _begin(desk, undisturbed)
        runs.begin(WORDS, line)
        assert -signal.SIGKILL == runs.ended(), runs.output.read_text()
        assert line == len(read_journal(journal_of(desk)))
        _assert_goes_on(desk, undisturbed, f"line {line}: ")
        request.node.user_properties.append((KILL, f"line {line}"))


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_killed_before_an_answer(
    desk: Desk, runs: Runs, undisturbed: Undisturbed, part: int, request: pytest.FixtureRequest
) -> None:
    """The portal has carried a write out, and the process dies before it hears of it."""
    writes = undisturbed.written.total()
    for write in _cells(writes, part):
        _begin(desk, undisturbed)
        desk.emulator.faults.add(Fault("slow_body", seconds=SLOW, writes_only=True, nth=write))
        process = runs.begin(WORDS)
        until(partial(_came, desk, write), f"write {write} never came")
        os.kill(process, signal.SIGKILL)
        assert -signal.SIGKILL == runs.ended()
        desk.emulator.faults.clear()
        # Whoever waits for the rest of an answer that has no body sends the next request; it comes to the portal too.
        PAUSE(SLOW)
        _assert_goes_on(desk, undisturbed, f"write {write}: ")
        request.node.user_properties.append((KILL, f"write {write}"))
