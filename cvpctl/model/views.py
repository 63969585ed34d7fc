"""What a configuration can carry of the four unified views: questions, what answers them, and what was found of that.

The views' own data and the judging live in `views`; renderings and other programs see only what stands here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cvpctl.model.address import Address
from cvpctl.model.resource import Scope, Unknown

ANY = "*"
"""The key of a part that any thing of its list is: any pipeline of an object."""


class Verdict(StrEnum):
    """What a configuration says to a question. It never says that people have the answer: that is theirs."""

    SUPPORTS = "supports"
    PARTLY = "partly"
    NOT = "not"
    UNREAD = "could not be read"


class Standing(StrEnum):
    """How it stands with one part. Only what is missing can be stated in a blueprint."""

    THERE = "there"
    MISSING = "missing"
    OTHER = "something else"
    HIDDEN = "hidden"
    SWITCHED_OFF = "switched off"
    BEYOND = "beyond this subscription"
    UNREAD = "could not be read"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that helps to answer: an object (as `schema`), a property, a pipeline or a label.

    A `native` one is HubSpot's own, so that its object has only to be there; another one the library states.
    """

    address: Address
    native: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """Something an answer takes, in words, and the ways to carry it: one of them, with all of its parts.

    The first way is the one that is recommended where there is none yet.
    """

    what: str
    ways: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a view in our own short words; `source` is the page it was read on."""

    key: str
    text: str
    source: str
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One of the four. `builds_on` are the keys of those that must be there first, which the authors insist on."""

    key: str
    name: str
    question: str
    owner: str
    source: str
    questions: tuple[Question, ...]
    builds_on: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """Something of the portal's own that bears the label of what is missing. It may be it, and is never counted.

    `differs` tells why it cannot be: it holds something else.
    """

    address: Address
    label: str
    differs: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen of one part; `label` is what people know it by, `off` the objects to switch on for it.

    `differs` tells in which way something that bears its name is something else.
    """

    part: Part
    standing: Standing
    label: str = ""
    alike: tuple[Alike, ...] = ()
    off: tuple[str, ...] = ()
    differs: str = ""


@dataclass(frozen=True, slots=True)
class NeedSeen:
    """One need: whether it is met, and the way that meets it, or the one that is nearest to meeting it.

    `instead` are its other ways, any of which would do as well.
    """

    need: Need
    standing: Standing
    way: tuple[Sight, ...]
    instead: tuple[tuple[Part, ...], ...] = ()

    def of(self, standing: Standing) -> tuple[Sight, ...]:
        return tuple(one for one in self.way if one.standing is standing)


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with what was found for it."""

    question: Question
    verdict: Verdict
    needs: tuple[NeedSeen, ...]


@dataclass(frozen=True, slots=True)
class ViewSeen:
    """One view; `waits_for` are those it builds on that lack something, or could not be read whole."""

    view: View
    answers: tuple[Answered, ...]
    waits_for: tuple[str, ...] = ()

    def count(self, verdict: Verdict) -> int:
        return sum(one.verdict is verdict for one in self.answers)

    @property
    def whole(self) -> bool:
        return self.count(Verdict.SUPPORTS) == len(self.answers)


@dataclass(frozen=True, slots=True)
class Coverage:
    """All views; `about` says of what in a reader's words, `unknown` are the lists that left a need open.

    There is no number for the whole: a view that is supported does not make another one good.
    """

    views: tuple[ViewSeen, ...]
    about: str = ""
    live: bool = False
    portal_id: int | None = None
    note: str = ""
    unknown: Mapping[Scope, Unknown] = field(default_factory=dict)

    @property
    def needs(self) -> Iterator[tuple[View, Question, NeedSeen]]:
        for seen in self.views:
            for answered in seen.answers:
                yield from ((seen.view, answered.question, one) for one in answered.needs)

    @property
    def missing(self) -> dict[Address, tuple[tuple[View, Question], ...]]:
        """What a blueprint can add, in the order of the questions, each with those that it would help to answer."""
        found: dict[Address, list[tuple[View, Question]]] = {}
        for view, question, one in self.needs:
            for sight in one.of(Standing.MISSING):
                asked = found.setdefault(sight.part.address, [])
                if not sight.part.native and (view, question) not in asked:
                    asked.append((view, question))
        return {address: tuple(asked) for address, asked in found.items() if asked}
