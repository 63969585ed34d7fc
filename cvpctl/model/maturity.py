"""Value maturity: a published model as data, what people answered, and what configuration shows for or against it.

A stage is always an answer of people. Configuration gives evidence, and what could not be read is no evidence at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cvpctl.model.address import Address
from cvpctl.model.place import Place
from cvpctl.model.resource import Scope, Unknown


class Strength(StrEnum):
    """How much the configuration of a portal can tell of a dimension, at best."""

    NONE = "none"
    WEAK = "weak"
    MEDIUM = "medium"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the stages, named and in short, as its authors have it."""

    id: str
    name: str
    equation: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing that matures; `stages` describes it at each stage, by the stage's id."""

    id: str
    name: str
    group: str
    evidence: Strength
    question: str
    stages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TransitionAction:
    """What leads to the next stage; `helps` are the dimensions it works on, which is our reading."""

    id: str
    text: str
    helps: tuple[str, ...] = ()
    parts: tuple[TransitionAction, ...] = ()


@dataclass(frozen=True, slots=True)
class Transition:
    """All that the model names for the way from one stage to the next."""

    start: str
    end: str
    actions: tuple[TransitionAction, ...]


@dataclass(frozen=True, slots=True)
class MaturityModel:
    """`groups` are names by id, in order; `ours` says what of the texts is not the authors'."""

    id: str
    name: str
    authors: str
    source: str
    ours: str
    stages: tuple[Stage, ...]
    groups: Mapping[str, str]
    dimensions: tuple[Dimension, ...]
    transitions: tuple[Transition, ...]

    def rank(self, stage: str) -> int:
        return [one.id for one in self.stages].index(stage)

    def stage(self, id_: str) -> Stage:
        return self.stages[self.rank(id_)]

    def transition_from(self, stage: str) -> Transition | None:
        return next((one for one in self.transitions if one.start == stage), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What people said of one dimension; without a stage it is not assessed, whatever else they wrote."""

    stage: str = ""
    note: str = ""
    by: str = ""
    on: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """A file of answers, by dimension."""

    organization: str = ""
    by_dimension: Mapping[str, Answer] = field(default_factory=dict)


class Verdict(StrEnum):
    """What a look at the configuration says to the answer that was given."""

    FOR = "for"  # there, as the stage that was answered lets one expect
    AGAINST = "against"  # not there, though that stage lets one expect it
    AHEAD = "ahead"  # there already, though only a later stage lets one expect it
    NOT_DUE = "not due"  # not there, and only a later stage lets one expect it
    THERE = "there"  # nobody answered
    NOT_THERE = "not there"  # nobody answered
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Hit:
    """A resource that shows something, what it is called, and how it was recognised."""

    address: Address
    label: str = ""
    known_by: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing looked for: `due_from` is the stage from which one would expect it in a portal, which is ours."""

    id: str
    looks_for: str
    due_from: str
    verdict: Verdict
    hits: tuple[Hit, ...] = ()
    unread: tuple[Scope, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessed:
    """One dimension: what was answered, what was seen, and what helps it to the next stage."""

    dimension: Dimension
    answer: Answer
    traces: tuple[Trace, ...] = ()
    actions: tuple[TransitionAction, ...] = ()


@dataclass(frozen=True, slots=True)
class Onward:
    """A transition that at least one dimension stands before, and its actions that none of those has as its own."""

    transition: Transition
    dimensions: tuple[str, ...]
    others: tuple[TransitionAction, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """Every dimension of the model in its order, and never a number for all of them.

    `looked` says that configuration was looked at; `unknown` is what of it could not be read.
    """

    model: MaturityModel
    organization: str
    dimensions: tuple[Assessed, ...]
    onward: tuple[Onward, ...] = ()
    looked: bool = False
    unknown: Mapping[Scope, Unknown] = field(default_factory=dict)
