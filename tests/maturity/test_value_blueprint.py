"""The model as data: its shape is the authors', and nothing in it is left empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from cvpctl.maturity import value_blueprint
from cvpctl.maturity.signs import SIGNS
from cvpctl.model.maturity import Dimension, Strength, TransitionAction

MODEL = value_blueprint()
DIMENSIONS = {one.id: one for one in MODEL.dimensions}
ACTIONS = [action for transition in MODEL.transitions for action in transition.actions]


def _all(actions: list[TransitionAction]) -> Iterator[TransitionAction]:
    for action in actions:
        yield action
        yield from action.parts


def test_stages_and_groups_are_the_authors() -> None:
    """Five stages with their short equations, and three groups of five, six and four dimensions."""
    assert [
        ("I", "Nascent", "Value = Spreadsheet"),
        ("II", "Emerging", "Value = Expertise"),
        ("III", "Established", "Value = Methodology"),
        ("IV", "Progressive", "Value = Operating System"),
        ("V", "Leading Edge", "Value = Product"),
    ] == [(one.id, one.name, one.equation) for one in MODEL.stages]
    counts = Counter(one.group for one in MODEL.dimensions)
    assert [("Value Strategy", 5), ("Value Execution", 6), ("Value Tools & Resources", 4)] == [
        (name, counts[group]) for group, name in MODEL.groups.items()
    ]


def test_transitions_have_as_many_actions_as_the_source() -> None:
    """11, 11 with 13 sub-items, 8 and 7."""
    assert [("I", "II", 11, 0), ("II", "III", 11, 13), ("III", "IV", 8, 0), ("IV", "V", 7, 0)] == [
        (one.start, one.end, len(one.actions), sum(len(action.parts) for action in one.actions))
        for one in MODEL.transitions
    ]


@pytest.mark.parametrize("dimension", MODEL.dimensions, ids=lambda one: one.id)
def test_a_dimension_is_described_at_each_stage(dimension: Dimension) -> None:
    """A name, a question, and five texts of one short line each, no two alike."""
    texts = [dimension.stages[stage.id] for stage in MODEL.stages]
    assert [stage.id for stage in MODEL.stages] == list(dimension.stages)
    assert 5 == len(set(texts))
    assert dimension.name
    assert dimension.question.endswith("?")
    assert [] == [text for text in texts if not text.endswith(".") or len(text) > 110]


def test_ids_are_unique() -> None:
    """No two actions or parts share an id, nor do two dimensions or two signs."""
    for ids in (
        [one.id for one in _all(ACTIONS)],
        [one.id for one in MODEL.dimensions],
        [one.id for one in SIGNS],
    ):
        assert [] == [id_ for id_, times in Counter(ids).items() if times > 1]


def test_an_action_belongs_to_its_transition_and_helps_something() -> None:
    """Its id begins with the transition, it has a text, and the dimensions it helps exist."""
    for transition in MODEL.transitions:
        for number, action in enumerate(transition.actions, 1):
            assert f"{transition.start}-{transition.end}.{number}" == action.id
            assert [f"{action.id}.{n}" for n in range(1, len(action.parts) + 1)] == [one.id for one in action.parts]
            assert action.helps
            assert set() == set(action.helps) - DIMENSIONS.keys()
    assert [] == [one.id for one in _all(ACTIONS) if not one.text.endswith(".")]


def test_only_partners_have_no_action_of_their_own() -> None:
    """The source names none for working with partners; every other dimension has one at each transition."""
    for transition in MODEL.transitions:
        helped = {dimension for action in transition.actions for dimension in action.helps}
        assert {"partners"} == DIMENSIONS.keys() - helped


def test_strengths_are_as_the_methodology_notes_say() -> None:
    """Three dimensions no portal can show, one it shows strongly; a dimension without evidence has no sign."""
    by_strength = {strength: {one.id for one in MODEL.dimensions if one.evidence is strength} for strength in Strength}
    assert {"prioritization", "sponsorship", "support"} == by_strength[Strength.NONE]
    assert {"narrative", "timing"} == by_strength[Strength.MEDIUM]
    assert {"content_integration"} == by_strength[Strength.STRONG]
    assert DIMENSIONS.keys() - by_strength[Strength.NONE] == {one.dimension for one in SIGNS}


def test_the_source_and_what_is_ours_are_said() -> None:
    """Whose the model is, and that the texts are condensed in our own words."""
    assert "Ecosystems" == MODEL.authors
    assert "Ecosystems' Value Blueprint" in MODEL.source
    assert "our own words" in MODEL.ours
