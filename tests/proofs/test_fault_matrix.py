"""Every writing call by every fault: the run that follows converges, nothing is written twice, no value is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from desk import Desk, Ended
from proofs.fault_stories import (
    CELL,
    MISFORTUNES,
    VERBS,
    Misfortune,
    after_of,
    base_of,
    edit_of,
    furnish,
    route_of,
)
from proofs.portals_compared import configuration, differing

from cvpctl.emulator.request_log import Entry
from cvpctl.portal.endpoints import ENDPOINTS, Retry, find

pytestmark = pytest.mark.usefixtures("hurried")
RECORD = "applied/acme.json"
VERIFIED = "Verified: everything written reads back as written."


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


@pytest.fixture(scope="module")
def told() -> dict[str, Story]:
    """The stories told so far: one undisturbed apply serves all faults."""
    return {}


def _applied(desk: Desk, verb: str) -> Ended:
    return desk.run("apply", "--yes", *(word for one in edit_of(verb).allow for word in ("--allow", one)))


def _matching(desk: Desk, verb: str, path: str = "") -> Iterator[Entry]:
    method, template = route_of(verb)
    pattern = re.compile(re.sub(r"\{\w+\}", "[^/]+", template))
    for entry in desk.emulator.log.entries:
        if entry.method == method and pattern.fullmatch(entry.path) and path in ("", entry.path):
            yield entry


def _story(desk: Desk, verb: str) -> Story:
    desk.write("blueprints/portal.yaml", base_of(verb))
    ended = desk.run("apply", "--yes")
    assert 0 == ended.code, ended.said + ended.told
    furnish(desk, verb)
    before, record = desk.emulator.state(), desk.read(RECORD)
    desk.emulator.log.clear()
    desk.write("blueprints/portal.yaml", after_of(verb))
    ended = _applied(desk, verb)
    assert 0 == ended.code, ended.said + ended.told
    calls = list(_matching(desk, verb))
    assert calls, f"the story of {verb} does not send it: {desk.emulator.log.counts}"
    sent = sum(one.path == calls[0].path for one in calls)
    return Story(before, record, desk.emulator.state(), calls[0].path, sent)


def _begin(desk: Desk, verb: str, story: Story) -> None:
    """The portal, the record and the blueprint as they are when the story begins, and no journal of it."""
    desk.emulator.reset()
    desk.emulator.load(story.before)
    for path in sorted((desk.folder / ".cvpctl").rglob("*")):
        if path.is_file():
            path.unlink()
    desk.write(RECORD, story.record)
    desk.write("blueprints/portal.yaml", after_of(verb))


def _cell(verb: str, name: str) -> Any:
    return pytest.param(verb, MISFORTUNES[name], id=f"{verb} at {name}")


@pytest.mark.long
@pytest.mark.parametrize(("verb", "misfortune"), [_cell(*names) for names in product(VERBS, MISFORTUNES)])
def test_a_cell(
    desk: Desk,
    told: dict[str, Story],
    verb: str,
    misfortune: Misfortune,
    request: pytest.FixtureRequest,
) -> None:
    """Struck at this call, an apply ends truly; the next one finishes; the portal is that of an undisturbed apply."""
    if verb not in told:
        told[verb] = _story(desk, verb)
    story = told[verb]
    _begin(desk, verb, story)
    desk.emulator.faults.add(misfortune.fault(route_of(verb)[0], story.path))

    struck = _applied(desk, verb)
    desk.emulator.faults.clear()
    written = desk.emulator.log.writes
    again = _applied(desk, verb)
    rewritten = desk.emulator.log.writes - written
    planned = desk.run("plan", "--exit-code")

    assert misfortune.lasting or 0 == struck.code, struck.said + struck.told
    assert 0 == again.code, again.said + again.told
    assert struck.code or 0 == rewritten, desk.emulator.log.entries
    assert (struck.code == 0) == (VERIFIED in struck.said), struck.said
    assert 0 == planned.code, planned.said + planned.told
    after = desk.emulator.state()
    assert {} == differing(configuration(story.after), configuration(after))
    _assert_made_once(desk, verb, story, misfortune)
    assert [] == desk.emulator.log.bugs
    request.node.user_properties.append((CELL, request.node.callspec.id))


def _assert_made_once(desk: Desk, verb: str, story: Story, misfortune: Misfortune) -> None:
    """A create is carried out as often as undisturbed; what may be sent again only overwrites itself."""
    if find(verb).retry is not Retry.LOOK_FIRST:
        return
    calls = list(_matching(desk, verb, story.path))
    done = [one for one in calls if 200 <= one.status < 300]
    lost = [one for one in calls if misfortune.written and one.status in (0, misfortune.status)]
    assert story.sent == len(done) + len(lost), calls


def test_every_writing_call_has_a_story() -> None:
    """A verb that is new to the registry fails here until its cells are shown."""
    assert {name for name, one in ENDPOINTS.items() if one.writes} == set(VERBS)
