"""What a change was based on, and when the portal has moved under it."""

from __future__ import annotations

import pytest
from engine.situation import (
    CHOICE,
    GROUP,
    GROUPS,
    STAGE,
    desired,
    live,
    planned,
)

from cvpctl.engine import stale
from cvpctl.engine.premise import NOTHING as NOTHING_LIVE
from cvpctl.kinds import KINDS
from cvpctl.model import Body


@pytest.mark.parametrize(
    ("edit", "moved"),
    [
        ({"label": "edited in the portal"}, True),
        ({"description": "not touched by the change"}, False),
        ({"updatedAt": "2031-01-01T00:00:00Z"}, False),
        ({"options": []}, True),
        ({"options": [{"label": "B", "value": "b", "displayOrder": 1}, {"value": "a", "label": "A"}]}, True),
        ({"options": [{"label": "A", "displayOrder": 3, "value": "a"}, {"value": "b", "label": "B"}]}, False),
    ],
)
def test_a_premise_is_what_a_change_was_based_on(edit: Body, moved: object) -> None:
    """The touched fields count, a touched list whole and in order; timestamps and the order of keys do not."""
    before = {**CHOICE, "options": [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]}
    wanted = desired({STAGE: {"label": "New", "options": [{"value": "a", "label": "Changed"}]}})
    (change,) = planned(wanted, live({STAGE: before}), drift="overwrite").changes
    assert stale(KINDS["property"], change, {**before, **edit}) == moved
    assert stale(KINDS["property"], change, None)


def test_the_premise_of_a_create_is_that_nothing_is_there() -> None:
    """Somebody made it in between: the plan is stale for that change."""
    (change,) = planned(desired(GROUPS), live()).changes
    assert change.premise == NOTHING_LIVE
    assert not stale(KINDS["group"], change, None)
    assert stale(KINDS["group"], change, GROUP)


def test_the_premise_of_a_removal_is_everything() -> None:
    """What goes was looked at as it was; the order in which the portal names its fields is no part of that."""
    plan = planned(desired(removed=[STAGE]), live({STAGE: CHOICE}), allow=["PROPERTY_ARCHIVED:*"])
    (change,) = plan.changes
    body = dict(reversed(CHOICE.items()))
    assert not stale(KINDS["property"], change, body)
    assert stale(KINDS["property"], change, {**body, "label": "Renamed"})
