"""From answers and a configuration to an assessment: each dimension by itself, nothing guessed, nothing averaged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cvpctl.maturity.setup import Setup
from cvpctl.maturity.sighting import Sighting
from cvpctl.maturity.sign import Sign
from cvpctl.maturity.signs import SIGNS
from cvpctl.maturity.value_blueprint import value_blueprint
from cvpctl.model import Scope, State, Unknown
from cvpctl.model.maturity import (
    Answer,
    Answers,
    Assessed,
    Assessment,
    Dimension,
    MaturityModel,
    Onward,
    Trace,
    TransitionAction,
    Verdict,
)


def assess(answers: Answers, state: State | None = None) -> Assessment:
    """Return what was answered of each dimension, the way on, and what `state` shows of it, where there is one."""
    model, setup = value_blueprint(), Setup.of(state) if state else None
    dimensions = tuple(
        _assessed(model, one, answers.by_dimension.get(one.id, Answer()), setup) for one in model.dimensions
    )
    return Assessment(
        model,
        answers.organization,
        dimensions,
        tuple(_onward(model, dimensions)),
        looked=state is not None,
        unknown=_unknown(state),
    )


def _assessed(model: MaturityModel, dimension: Dimension, answer: Answer, setup: Setup | None) -> Assessed:
    signs = (one for one in SIGNS if one.dimension == dimension.id)
    traces = tuple(_trace(model, one, answer.stage, one.look(setup)) for one in signs if setup)
    return Assessed(dimension, answer, traces, tuple(_own_actions(model, dimension, answer)))


def _own_actions(model: MaturityModel, dimension: Dimension, answer: Answer) -> Iterator[TransitionAction]:
    transition = model.transition_from(answer.stage) if answer.stage else None
    for action in transition.actions if transition else ():
        if dimension.id in action.helps:
            yield action


def _trace(model: MaturityModel, sign: Sign, stage: str, seen: Sighting) -> Trace:
    verdict = _verdict(model, sign.due_from, stage, seen)
    return Trace(sign.id, sign.looks_for, sign.due_from, verdict, seen.hits, seen.unread)


def _verdict(model: MaturityModel, due_from: str, stage: str, seen: Sighting) -> Verdict:
    there = bool(seen.hits)
    if seen.unread:
        return Verdict.UNREAD
    if not stage:
        return Verdict.THERE if there else Verdict.NOT_THERE
    if model.rank(due_from) <= model.rank(stage):
        return Verdict.FOR if there else Verdict.AGAINST
    return Verdict.AHEAD if there else Verdict.NOT_DUE


def _onward(model: MaturityModel, dimensions: tuple[Assessed, ...]) -> Iterator[Onward]:
    for transition in model.transitions:
        here = [one for one in dimensions if one.answer.stage == transition.start]
        own = {action.id for one in here for action in one.actions}
        if here:
            others = tuple(action for action in transition.actions if action.id not in own)
            yield Onward(transition, tuple(one.dimension.id for one in here), others)


def _unknown(state: State | None) -> Mapping[Scope, Unknown]:
    return dict(sorted(state.unknown.items())) if state else {}
