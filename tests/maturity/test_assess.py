"""Assessments: what evidence says to an answer, and what nothing ever says."""

from __future__ import annotations

import pytest
from maturity.made_up_states import FORBIDDEN, field, state

from cvpctl.maturity import assess, value_blueprint
from cvpctl.model.maturity import Answer, Answers, Assessed, Assessment, Verdict

STATE = state(field("deals", "value_hypothesis"), services=FORBIDDEN)


def _of(assessment: Assessment, dimension: str) -> Assessed:
    return next(one for one in assessment.dimensions if one.dimension.id == dimension)


def _verdicts(stage: str) -> dict[str, Verdict]:
    answers = Answers(by_dimension={"narrative": Answer(stage)})
    return {one.id: one.verdict for one in _of(assess(answers, STATE), "narrative").traces}


@pytest.mark.parametrize(
    ("stage", "on_deals", "guided"),
    [
        ("", Verdict.THERE, Verdict.UNREAD),
        ("I", Verdict.AHEAD, Verdict.UNREAD),
        ("II", Verdict.FOR, Verdict.UNREAD),
        ("V", Verdict.FOR, Verdict.UNREAD),
    ],
)
def test_what_is_there_is_held_against_the_answer(stage: str, on_deals: Verdict, guided: Verdict) -> None:
    """For the stages from which on it is due, ahead of the others; unanswered it is there and no more."""
    verdicts = _verdicts(stage)
    assert (on_deals, guided) == (verdicts["narrative.on_deals"], verdicts["narrative.guided"])


@pytest.mark.parametrize(
    ("stage", "expected"),
    [("", Verdict.NOT_THERE), ("II", Verdict.NOT_DUE), ("III", Verdict.AGAINST), ("IV", Verdict.AGAINST)],
)
def test_what_is_missing_speaks_only_against_stages_that_let_one_expect_it(stage: str, expected: Verdict) -> None:
    """Two moments are due from III on."""
    answers = Answers(by_dimension={"timing": Answer(stage)})
    traces = _of(assess(answers, state(field("deals", "value_hypothesis"))), "timing").traces
    assert expected == next(one.verdict for one in traces if one.id == "timing.two")


def test_what_is_unanswered_stays_unanswered() -> None:
    """However much a portal shows, a dimension without an answer has no stage and no actions."""
    assessed = assess(Answers(by_dimension={"scope": Answer(note="nobody knew")}), STATE)
    assert {""} == {one.answer.stage for one in assessed.dimensions}
    assert ((), ()) == (_of(assessed, "scope").actions, assessed.onward)
    assert "nobody knew" == _of(assessed, "scope").answer.note


def test_without_a_look_there_is_no_evidence() -> None:
    """Nothing was looked at, so nothing is missing."""
    assessed = assess(Answers(by_dimension={"timing": Answer("V")}))
    assert (False, set()) == (assessed.looked, {one.traces for one in assessed.dimensions} - {()})


def test_actions_lead_to_the_next_stage_only() -> None:
    """Those of the transition from the answered stage that help the dimension; the last stage has none."""
    answers = Answers(by_dimension={"technology": Answer("II"), "narrative": Answer("V"), "partners": Answer("I")})
    assessed = assess(answers)
    assert ["II-III.8"] == [one.id for one in _of(assessed, "technology").actions]
    assert () == _of(assessed, "narrative").actions
    assert () == _of(assessed, "partners").actions


def test_no_action_of_a_transition_is_lost() -> None:
    """What helps none of the dimensions that stand before a transition is told once beside them."""
    answers = Answers(by_dimension={"technology": Answer("II"), "process": Answer("II"), "timing": Answer("III")})
    assessed = assess(answers)
    assert [("II", ("process", "technology")), ("III", ("timing",))] == [
        (one.transition.start, one.dimensions) for one in assessed.onward
    ]
    for onward in assessed.onward:
        own = [action.id for name in onward.dimensions for action in _of(assessed, name).actions]
        others = [one.id for one in onward.others]
        assert sorted(one.id for one in onward.transition.actions) == sorted({*own, *others})
        assert set() == set(own) & set(others)


def test_every_dimension_is_there_in_the_order_of_the_model() -> None:
    """Also those that nobody answered."""
    assert list(value_blueprint().dimensions) == [one.dimension for one in assess(Answers()).dimensions]
