"""kill -9 around each call that writes, one story a call: before it is sent, unheard, and after each line about it."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator

import pytest
from desk import Desk
from proofs.fault_stories import VERBS, route_of
from proofs.forked_runs import PAUSE, Runs, forked_runs, hurried
from proofs.kill_story import KILL, journal_of, quiet, until
from proofs.portals_compared import configuration, differing, regardless_of_ids
from proofs.verb_story import Story, applied, begin, matching, told, too_many, versions, words_of

from cvpctl.apply import read_journal
from cvpctl.emulator.faults import Fault
from cvpctl.portal.endpoints import ENDPOINTS

SLOW = 0.3
"""So many seconds an answer takes, after the write."""


@pytest.fixture
def runs(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Runs]:
    monkeypatch.setattr(time, "sleep", hurried)
    with forked_runs(desk.folder) as script:
        yield script


def _assert_goes_on(desk: Desk, verb: str, story: Story, where: str) -> None:
    """The next run ends at the portal of an undisturbed one, and no write was accepted more often than there."""
    quiet(desk)
    again = applied(desk, verb)
    planned = desk.run("plan", "--exit-code")

    assert (0, 0) == (again.code, planned.code), where + again.said + again.told + planned.said
    after = desk.emulator.state()
    portals = (regardless_of_ids(configuration(one)) for one in (story.after, after))
    assert {} == differing(*portals), where
    assert Counter() == too_many(desk, story), where
    assert versions(story.after) == versions(after), where
    assert ([], []) == (desk.emulator.log.bugs, list(desk.folder.rglob("*.values"))), where


@pytest.mark.long
@pytest.mark.parametrize("verb", VERBS)
def test_killed_around_a_call(desk: Desk, runs: Runs, verb: str, request: pytest.FixtureRequest) -> None:
    """At each line of the journal, and where the portal has carried the call out and nobody heard of it."""
    story = told(desk, verb)
    events = [one["event"] for one in read_journal(journal_of(desk))]
    struck = []
    for line in range(1, len(events) + 1):
        begin(desk, verb, story)
        runs.begin(words_of(verb), line)
        assert -signal.SIGKILL == runs.ended(), runs.output.read_text()
        held = read_journal(journal_of(desk))
        assert line == len(held)
        _assert_goes_on(desk, verb, story, f"{verb} at line {line}: ")
        struck.append(held[-1]["event"])
        request.node.user_properties.append((KILL, f"line {line} of {verb}"))
    for number in sorted({1, story.sent}):
        _kill_unheard(desk, runs, verb, story, number)
        request.node.user_properties.append((KILL, f"write {number} of {verb}"))
    assert {"begin", "intended", "settled", "end"} <= set(struck)


def _kill_unheard(desk: Desk, runs: Runs, verb: str, story: Story, number: int) -> None:
    begin(desk, verb, story)
    method, _ = route_of(verb)
    slow = Fault("slow_body", seconds=SLOW, method=method, route=story.path, writes_only=True, nth=number)
    desk.emulator.faults.add(slow)
    process = runs.begin(words_of(verb))
    until(lambda: len(list(matching(desk, verb, story.path))) >= number, f"{verb} never came")
    os.kill(process, signal.SIGKILL)
    assert -signal.SIGKILL == runs.ended()
    desk.emulator.faults.clear()
    # Whoever waits for the rest of an answer that has no body sends the next request; it comes to the portal too.
    PAUSE(SLOW)
    _assert_goes_on(desk, verb, story, f"{verb} unheard: ")


def test_every_writing_call_of_the_registry_is_killed() -> None:
    """A call that is new to the registry fails here until it has a story that can be killed."""
    assert {name for name, one in ENDPOINTS.items() if one.writes} == set(VERBS)
