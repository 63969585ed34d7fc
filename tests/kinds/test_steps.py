"""The ordinary steps: what a create, a patch, a restore and a removal send, and where children stand in a list."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpctl.kinds import KINDS, ordinary_steps
from cvpctl.kinds.steps import in_order
from cvpctl.model import ABSENT, Action, Address, Body, Cause, Change, FieldChange, Step

PROPERTY = KINDS["property"]
STAGE = Address("property", ("contacts",), "value_stage")
LIVE: Body = {
    "label": "Stage",
    "options": [
        {"value": "b", "label": "B", "displayOrder": 4, "hidden": False},
        {"value": "a", "label": "A", "displayOrder": 1, "hidden": False, "description": "first"},
        {"value": "u", "label": "U", "displayOrder": 2, "hidden": True},
    ],
}


def step(action: Action, *edits: FieldChange, stated: Body | None = None) -> Step:
    change = Change(STAGE, action, Cause.CHANGE, edits, stated=stated)
    (only,) = ordinary_steps(PROPERTY, change, stated, LIVE)
    return only


def options(body: Body | None) -> list[tuple[str, int]]:
    return [(option["value"], option["displayOrder"]) for option in (body or {})["options"]]


def test_a_create_carries_its_key_and_goes_to_the_collection() -> None:
    """Options become a numbered list again."""
    made = step(Action.CREATE, stated={"label": "Stage", "options": {"b": {"label": "B"}, "a": {"label": "A"}}})
    assert ("create", {"objectType": "contacts"}) == (made.part, made.parameters)
    assert made.body == {
        "name": "value_stage",
        "label": "Stage",
        "options": [
            {"value": "b", "hidden": False, "label": "B", "displayOrder": 0},
            {"value": "a", "hidden": False, "label": "A", "displayOrder": 1},
        ],
    }


def test_a_restore_is_a_single_create() -> None:
    """HubSpot has no restore of its own; a batch would not do, since the old values come back one by one."""
    made = step(Action.RESTORE, stated={"label": "Stage"})
    assert ("properties.create", 1) == (str(made.operation), made.operation.batch if made.operation else 0)


def test_a_patch_sends_touched_fields_only() -> None:
    """Nothing that nobody changed is sent."""
    made = step(Action.UPDATE, FieldChange(("label",), "Stage", "Step"), stated={"label": "Step", "hidden": False})
    assert made.body == {"label": "Step"}
    assert made.parameters == {"objectType": "contacts", "propertyName": "value_stage"}


def test_a_touched_list_is_sent_whole() -> None:
    """HubSpot replaces it: unmanaged options and unstated fields of options go along unchanged."""
    stated = {"options": {"a": {"label": "First"}}}
    made = step(Action.UPDATE, FieldChange(("options", "a", "label"), "A", "First"), stated=stated)
    assert made.body == {
        "options": [
            {"value": "a", "label": "First", "description": "first", "hidden": False, "displayOrder": 0},
            {"value": "u", "label": "U", "hidden": True, "displayOrder": 1},
            {"value": "b", "label": "B", "hidden": False, "displayOrder": 2},
        ]
    }


def test_an_option_goes_although_the_blueprint_states_none() -> None:
    """A tombstone for an option needs no statement about the property."""
    made = step(Action.UPDATE, FieldChange(("options", "u"), {"label": "U"}, ABSENT), stated={})
    assert options(made.body) == [("a", 0), ("b", 1)]


def test_a_held_order_is_left_alone() -> None:
    """A new option comes in while the order that somebody made in the portal stays."""
    stated = {"options": {"b": {"label": "B"}, "n": {"label": "N"}, "a": {"label": "A"}}}
    made = step(Action.UPDATE, FieldChange(("options", "n"), ABSENT, {"label": "N"}), stated=stated)
    assert [value for value, _ in options(made.body)] == ["a", "u", "b", "n"]


def test_an_order_that_is_written_moves_unmanaged_children_along() -> None:
    """An unmanaged option stays behind the one it followed."""
    stated = {"options": {"b": {"label": "B"}, "a": {"label": "A"}}}
    made = step(Action.UPDATE, FieldChange(("optionsOrder",), ["a", "b"], ["b", "a"]), stated=stated)
    assert [value for value, _ in options(made.body)] == ["b", "a", "u"]


@pytest.mark.parametrize(
    ("live", "wanted", "reorder", "order"),
    [
        ("abc", "abc", False, "abc"),
        ("ab", "anb", False, "anb"),
        ("aub", "anb", False, "anub"),
        ("uab", "nab", False, "nuab"),
        ("ab", "abn", False, "abn"),
        ("abu", "ba", True, "bua"),
        ("uab", "ba", True, "uba"),
        ("auvb", "ba", True, "bauv"),
        ("abc", "ca", True, "cab"),
        ("", "ba", False, "ba"),
        ("ab", "", False, "ab"),
    ],
)
def test_where_children_stand(live: str, wanted: str, reorder: bool, order: str) -> None:  # noqa: FBT001
    """New ones after the one they follow in the blueprint, unmanaged ones after the one they followed live."""
    children = {key: key for key in live + wanted}
    assert list(order) == list(in_order(children, list(live), list(wanted), reorder=reorder))


KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@settings(deadline=None, max_examples=200)
@given(KEYS, KEYS, st.booleans())
def test_no_child_is_lost_or_doubled(live: list[str], wanted: list[str], reorder: bool) -> None:  # noqa: FBT001
    """Whatever the two orders, each child stands once, and the order that leads is kept."""
    order = list(in_order(dict.fromkeys([*live, *wanted], 0), live, wanted, reorder=reorder))
    assert sorted({*live, *wanted}) == sorted(order)
    leading = wanted if reorder else live
    assert leading == [key for key in order if key in leading]
