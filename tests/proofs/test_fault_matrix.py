"""Every writing call by every fault: the run that follows converges, nothing is written twice, no value is lost."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from desk import Desk
from proofs.fault_stories import CELL, MISFORTUNES, VERBS, Misfortune, route_of
from proofs.portals_compared import configuration, differing
from proofs.verb_story import Story, applied, begin, matching, told, versions

from cvpctl.portal.endpoints import ENDPOINTS, Retry, find

pytestmark = pytest.mark.usefixtures("hurried")
VERIFIED = "Verified: everything written reads back as written."


@pytest.fixture(scope="module")
def stories() -> dict[str, Story]:
    """The stories told so far: one undisturbed apply serves all faults."""
    return {}


def _cell(verb: str, name: str) -> Any:
    return pytest.param(verb, MISFORTUNES[name], id=f"{verb} at {name}")


@pytest.mark.long
@pytest.mark.parametrize(("verb", "misfortune"), [_cell(*names) for names in product(VERBS, MISFORTUNES)])
def test_a_cell(
    desk: Desk,
    stories: dict[str, Story],
    verb: str,
    misfortune: Misfortune,
    request: pytest.FixtureRequest,
) -> None:
    """Struck at this call, an apply ends truly; the next one finishes; the portal is that of an undisturbed apply."""
    if verb not in stories:
        stories[verb] = told(desk, verb)
    story = stories[verb]
    begin(desk, verb, story)
    desk.emulator.faults.add(misfortune.fault(route_of(verb)[0], story.path))

    struck = applied(desk, verb)
    desk.emulator.faults.clear()
    written = desk.emulator.log.writes
    again = applied(desk, verb)
    rewritten = desk.emulator.log.writes - written
    planned = desk.run("plan", "--exit-code")

    assert misfortune.lasting or 0 == struck.code, struck.said + struck.told
    assert 0 == again.code, again.said + again.told
    assert struck.code or 0 == rewritten, desk.emulator.log.entries
    assert (struck.code == 0) == (VERIFIED in struck.said), struck.said
    assert 0 == planned.code, planned.said + planned.told
    after = desk.emulator.state()
    assert {} == differing(configuration(story.after), configuration(after))
    _assert_made_once(desk, verb, story, misfortune, after)
    assert [] == desk.emulator.log.bugs
    request.node.user_properties.append((CELL, request.node.callspec.id))


def _assert_made_once(desk: Desk, verb: str, story: Story, misfortune: Misfortune, after: dict[str, Any]) -> None:
    """The call is carried out as often as undisturbed; one that only overwrites itself once more for a lost answer."""
    calls = list(matching(desk, verb, story.path))
    done = [one for one in calls if 200 <= one.status < 300]
    lost = [one for one in calls if misfortune.written and one.status in (0, misfortune.status)]
    match find(verb).retry:
        case Retry.LOOK_FIRST:
            assert story.sent == len(done) + len(lost), calls
        case Retry.GONE_IS_DONE:  # its second try is told 404, or 204 of a stage; that nothing went twice audits tell
            assert story.sent - min(len(lost), 1) <= len(done) <= story.sent, calls
        case _ if misfortune.lasting and misfortune.written:
            assert len(done) < story.sent, calls
        case _:
            assert story.sent == len(done), calls
            assert len(lost) <= misfortune.times, calls
    assert versions(story.after) == versions(after)


def test_every_writing_call_has_a_story() -> None:
    """A verb that is new to the registry fails here until its cells are shown."""
    assert {name for name, one in ENDPOINTS.items() if one.writes} == set(VERBS)
