"""Two bodies in, field changes out: what DeepDiff sees, and what it must not make of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpctl.engine.diff import compare, masked, order_of, rule_at
from cvpctl.kinds import KINDS, FieldRule, Kind, RemovalVerb
from cvpctl.model import ABSENT, Body, Entry, FieldChange

PROPERTY, PIPELINE = KINDS["property"], KINDS["pipeline"]

SET_OF_NAMES = Kind(
    name="odd",
    noun="odd thing",
    collection="odd",
    key="name",
    key_parameter="name",
    schema={"properties": {"names": {}, "list": {}, "deep": {}}},
    operations={},
    removal=RemovalVerb.IMPOSSIBLE,
    source="made up for these tests",
    fields={"names": FieldRule(unordered=True), "deep": FieldRule(fields={"inner": FieldRule(default=0)})},
)


def found(kind: Kind, stated: Body, live: Body, **more: Any) -> list[tuple[tuple[str, ...], Any, Any]]:
    return [(edit.path, edit.before, edit.after) for edit in compare(kind, stated, live, **more)]


@pytest.mark.parametrize("label", ["a/b", "a.b", "a['b']", "root", "x\ny", "", "Ä\u2028", "💛"])
def test_texts_are_compared_as_they_are(label: str) -> None:
    """Trap 5: nothing in a text is mistaken for a path, and no part of it is compared by itself."""
    assert found(PROPERTY, {"label": label}, {"label": "other"}) == [(("label",), "other", label)]
    assert found(PROPERTY, {"label": label}, {"label": label}) == []


@pytest.mark.parametrize(
    ("stated", "live", "differs"),
    [
        (1, "1", True),
        ("1", 1, True),
        (1, 1.0, False),
        (1.0, 1, False),
        (True, 1, True),
        (1, True, True),
        (False, "", True),
        ("", None, True),
    ],
)
def test_types_are_part_of_a_value(stated: Any, live: Any, differs: object) -> None:
    """1 is not "1" and not true; 1 and 1.0 are one JSON number. The other field makes DeepDiff look at all."""
    edits = found(PROPERTY, {"displayOrder": stated, "label": "a"}, {"displayOrder": live, "label": "b"})
    expected = [(("displayOrder",), live, stated)] if differs else []
    assert edits == [*expected, (("label",), "b", "a")]


def test_nested_metadata_changes_by_key() -> None:
    """The path leads to the key; keys that nobody stated are left alone."""
    stated = {"stages": {"a": {"label": "A", "metadata": {"probability": "0.5"}}}}
    live = {"stages": {"a": {"label": "A", "metadata": {"probability": "0.2", "other": "x"}}}}
    assert found(PIPELINE, stated, live) == [(("stages", "a", "metadata", "probability"), "0.2", "0.5")]
    live["stages"]["a"]["metadata"] = {"other": "x"}
    assert found(PIPELINE, stated, live) == [(("stages", "a", "metadata", "probability"), ABSENT, "0.5")]


def test_options_of_a_portal_that_sends_none() -> None:
    """A missing list is an empty one; each stated child is a change of its own."""
    stated = {"options": {"a": {"label": "A"}, "b": {"label": "B"}}}
    expected = [(("options", "a"), ABSENT, {"label": "A"}), (("options", "b"), ABSENT, {"label": "B"})]
    assert found(PROPERTY, stated, {}) == expected
    assert found(PROPERTY, {"options": {}}, {}) == []


def test_changes_come_in_the_order_they_are_stated() -> None:
    """Fields, children and orders: as a person wrote them, orders last."""
    stated = {"options": {"b": {"label": "B"}, "a": {"label": "A"}}, "label": "New", "description": "New"}
    live = {"description": "", "label": "", "options": {"a": {"label": "x"}, "b": {"label": "x"}}}
    assert [path for path, _, _ in found(PROPERTY, stated, live)] == [
        ("options", "b", "label"),
        ("options", "a", "label"),
        ("label",),
        ("description",),
        ("optionsOrder",),
    ]


def test_a_tombstone_takes_out_what_is_there() -> None:
    """And nothing that is not, stated collection or none."""
    live = {"options": {"a": {"label": "A"}}}
    gone = [("options", "a"), ("options", "never")]
    assert found(PROPERTY, {}, live, removed=gone) == [(("options", "a"), {"label": "A"}, ABSENT)]


def test_a_list_is_one_value() -> None:
    """Lists without identity are compared whole, in order unless the kind says otherwise."""
    assert found(SET_OF_NAMES, {"list": ["a", "b"]}, {"list": ["b", "a"]}) == [(("list",), ["b", "a"], ["a", "b"])]
    assert found(SET_OF_NAMES, {"names": ["a", "b"]}, {"names": ["b", "a"]}) == []
    assert found(SET_OF_NAMES, {"names": ["a"]}, {"names": ["b", "a"]}) == [(("names",), ["b", "a"], ["a"])]


def test_rules_below_the_top_give_defaults() -> None:
    """A nested omission means the nested default."""
    assert found(SET_OF_NAMES, {"deep": {"inner": 0}}, {"deep": {"other": 1}}) == []
    assert found(SET_OF_NAMES, {"deep": {"inner": 1}}, {"deep": {}}) == [(("deep", "inner"), 0, 1)]


def test_rule_at_a_path() -> None:
    """The rule of a field below a keyed child, and the plain rule where none is stated."""
    assert rule_at(PROPERTY, ("options", "any", "hidden")).default is False
    assert rule_at(PIPELINE, ("stages", "any", "metadata")).default == {}
    assert rule_at(PROPERTY, ("options", "any")).keyed_by == ""
    assert rule_at(PROPERTY, ("label",)).default is ABSENT


def test_the_mask_is_the_stated_side() -> None:
    """Of what is live only that remains which is talked about."""
    rule = PROPERTY.rule("options")
    live = {"a": {"label": "A", "hidden": True}, "b": {"label": "B"}}
    assert masked(rule, {"a": {"label": "x"}, "c": {}}, live) == {"a": {"label": "A"}}


def test_relative_order_only() -> None:
    """Keys that one side lacks say nothing about order."""
    assert order_of({"a": 0, "n": 0, "b": 0}, {"b": 0, "u": 0, "a": 0}) == (["b", "a"], ["a", "b"])
    assert found(PROPERTY, {"options": {"a": {}, "n": {}, "b": {}}}, {"options": {"a": {}, "u": {}, "b": {}}}) == [
        (("options", "n"), ABSENT, {})
    ]


FORMULA = {"calculationFormula": "a = b"}
READ = {"calculationFormula": "a equals b"}


@pytest.mark.parametrize(
    ("stated", "live", "entry", "differs"),
    [
        (FORMULA, READ, Entry(FORMULA, READ), False),
        (FORMULA, READ, None, True),
        (FORMULA, READ, Entry({}, {}), True),
        ({"calculationFormula": "a"}, READ, Entry(FORMULA, READ), True),
        (FORMULA, {"calculationFormula": "b"}, Entry(FORMULA, READ), True),
        (FORMULA, {}, Entry(FORMULA, {}), True),
    ],
)
def test_a_rewritten_field_nobody_touched_is_equal(
    stated: Body, live: Body, entry: Entry | None, differs: object
) -> None:
    """HubSpot's spelling counts as ours as long as both sides are as the last apply left them."""
    assert bool(compare(PROPERTY, stated, live, entry=entry)) == differs


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from([0.0, 1.0, "1", "", "__x", "a.b"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "__b", "c/d"]), inner, max_size=2)
    ),
    max_leaves=4,
)
LIVE = st.dictionaries(st.sampled_from(["list", "deep", "free"]), VALUES, max_size=3)


@settings(deadline=None, max_examples=150)
@given(LIVE, LIVE)
def test_every_difference_is_told_with_both_sides(stated: Body, live: Body) -> None:
    """Whatever JSON a field holds: paths lead to what differs, and no path lies within another."""
    kind = SET_OF_NAMES
    edits = compare(kind, stated, live)
    for edit in edits:
        assert isinstance(edit, FieldChange)
        assert all(isinstance(name, str) for name in edit.path)
        assert (type(edit.before), edit.before) != (type(edit.after), edit.after)
    paths = [edit.path for edit in edits]
    assert not [(one, two) for one in paths for two in paths if one != two and two[: len(one)] == one]
    assert len(set(paths)) == len(paths)
