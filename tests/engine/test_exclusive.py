"""`exclusive: true`: a list that holds nothing but what is stated, whoever added the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from engine.situation import CHOICE, GROUPS, STAGE, codes, desired, fields, live, planned, record

from cvpctl.model import Address, Body, Cause, Count, Desired, Moved, State

OPTIONS = Address.parse(f"{STAGE}/options")
DEALS = "pipeline.deals.path"
A, B, C = ({"value": one, "label": one.upper()} for one in "abc")


def choice(*options: Body) -> Body:
    return {**CHOICE, "options": list(options)}


def exclusive(body: Body, text: str = STAGE, part: str = "options") -> Desired:
    return replace(desired({**GROUPS, text: body}), exclusive=frozenset({Address.parse(text).child(part)}))


def counted(state: State, records: int, *texts: str) -> State:
    return replace(state, counts={Address.parse(text): Count(records) for text in texts})


def test_a_live_option_that_is_not_named_goes() -> None:
    """It is the blueprint's wish, so it waits for no attribution; what no record holds goes without a word."""
    state = counted(live({**GROUPS, STAGE: choice(A, B, C)}), 0, f"{STAGE}/options/c")

    plan = planned(exclusive(choice(A, B)), state)

    assert {f"{STAGE}#options/c": Cause.CHANGE} == fields(plan.changes)
    assert [] == [one for one in plan.notices if one.code == "UNMANAGED_CHILDREN"]


def test_an_option_that_records_hold_is_blocked_with_its_count() -> None:
    """The same hazard as for a tombstone."""
    state = counted(live({**GROUPS, STAGE: choice(A, B)}), 3, f"{STAGE}/options/b")

    plan = planned(exclusive(choice(A)), state)

    assert [(STAGE, "OPTION_REMOVED")] == codes(plan.blocked)
    assert [3] == [one.records for one in plan.blocked[0].findings]


def test_without_the_word_it_stays() -> None:
    """Absence never deletes."""
    plan = planned(desired({**GROUPS, STAGE: choice(A)}), live({**GROUPS, STAGE: choice(A, B)}))

    assert () == plan.changes


def test_a_stage_goes_the_same_way() -> None:
    """A pipeline's stages are such a list."""
    stages = {"one": {"label": "One", "metadata": {"probability": "0.5"}}}
    two = [{"id": name, "label": name.title(), "metadata": {"probability": "0.5"}} for name in ("one", "two")]
    state = counted(live({**GROUPS, DEALS: {"label": "Path", "stages": two}}), 0, f"{DEALS}/stages/two")

    plan = planned(exclusive({"label": "Path", "stages": stages}, DEALS, "stages"), state)

    assert {f"{DEALS}#stages/two": Cause.CHANGE} == fields(plan.changes)


def test_hubspots_own_options_are_only_added_to() -> None:
    """Of a HubSpot-defined property nothing is taken out; the plan says why."""
    plan = planned(exclusive(choice(A)), live({**GROUPS, STAGE: {**choice(A, B), "hubspotDefined": True}}))

    assert {} == fields(plan.changes) | fields(plan.blocked)
    assert "EXCLUSIVE_IGNORED" in [one.code for one in plan.notices]


@pytest.mark.parametrize("word", ["observed", "moved"])
def test_an_option_that_the_blueprint_speaks_of_stays(word: str) -> None:
    """An observed option is never written, and one that is moving is somebody else's change."""
    part = OPTIONS.owner.child("options", "b")
    more = {"observed": frozenset({part})} if word == "observed" else {"moved": (Moved(part, OPTIONS.child("a")),)}
    wanted = replace(exclusive(choice(A)), **more)

    plan = planned(wanted, live({**GROUPS, STAGE: choice(A, B)}))

    assert f"{STAGE}#options/b" not in fields(plan.changes) | fields(plan.blocked)


def test_a_list_left_to_the_portal_is_not_exclusive() -> None:
    """What is set at creation and never compared again is never emptied either."""
    wanted = replace(exclusive(choice(A)), portal_owns={Address.parse(STAGE): frozenset({"options"})})

    assert () == planned(wanted, live({**GROUPS, STAGE: choice(A, B)})).changes


def test_what_an_exclusive_list_takes_out_is_not_left_behind() -> None:
    """One that was ours goes with the others, and no tombstone is asked for."""
    both = {**GROUPS, STAGE: choice(A, B)}
    state = counted(live(both), 0, f"{STAGE}/options/b")

    plan = planned(exclusive(choice(A)), state, record(both, both))

    assert [] == [one.code for one in plan.notices]
    assert {f"{STAGE}#options/b": Cause.CHANGE} == fields(plan.changes)


@pytest.mark.parametrize("drift", ["hold", "overwrite"])
def test_what_somebody_added_since_is_held(drift: str) -> None:
    """An option that the record does not know is drift of the list, and nothing is taken out without a word."""
    known, state = {**GROUPS, STAGE: choice(A)}, live({**GROUPS, STAGE: choice(A, B)})
    entries = record(known, known)

    held = planned(exclusive(choice(A)), state, entries, drift=drift)
    left = planned(exclusive(choice(A)), state, entries, drift=drift, take=[f"portal:{STAGE}"])
    taken = planned(exclusive(choice(A)), counted(state, 0, f"{STAGE}/options/b"), entries, take=["blueprint"])

    assert ((), {f"{STAGE}#options/b": Cause.DRIFT}) == (held.changes, fields(held.held))
    assert ((), {f"{STAGE}#options/b": Cause.DRIFT}) == (left.changes, fields(left.held))
    assert ({f"{STAGE}#options/b": Cause.DRIFT}, ()) == (fields(taken.changes), taken.held)


def test_a_tombstone_still_says_so_outright() -> None:
    """Beside the exclusive list its own word counts."""
    known, state = {**GROUPS, STAGE: choice(A)}, live({**GROUPS, STAGE: choice(A, B)})
    tombstone = desired(removed=[f"{STAGE}/options/b"]).removed

    plan = planned(replace(exclusive(choice(A)), removed=tombstone), state, record(known, known))

    assert (True, ()) == (f"{STAGE}#options/b" in fields(plan.changes) | fields(plan.blocked), plan.held)
