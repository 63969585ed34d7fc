"""From something configured to what it supports: part by part, need by need, question by question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cvpctl.model import Address, Resource, Scope, Unknown
from cvpctl.model.views import (
    Answered,
    Coverage,
    Need,
    NeedSeen,
    Part,
    Question,
    Sight,
    Standing,
    Verdict,
    View,
    ViewSeen,
)
from cvpctl.views.alike import alike, label_of
from cvpctl.views.likeness import difference
from cvpctl.views.standing import Configured, found_in, lists_of, objects_of, standing
from cvpctl.views.table import VIEWS

_OBSTACLES = frozenset({Standing.OTHER, Standing.HIDDEN, Standing.SWITCHED_OFF, Standing.BEYOND})
"""What no blueprint helps against."""


def coverage(
    subject: Configured,
    library: Mapping[Address, Resource],
    *,
    beyond: frozenset[str] = frozenset(),
    views: Sequence[View] = VIEWS,
) -> Coverage:
    """Judge all views; `library` tells what parts are called, `beyond` the kinds that the subscription lacks."""
    look = _Look(subject, library, beyond)
    judged: list[ViewSeen] = []
    for view in views:
        before = [one for one in judged if one.view.key in view.builds_on]
        waits = tuple(one.view.key for one in before if not one.whole)
        judged.append(ViewSeen(view, tuple(look.answered(one) for one in view.questions), waits))
    return Coverage(tuple(judged), live=subject.live, unknown=dict(_unread(judged, subject)))


@dataclass(frozen=True, slots=True)
class _Look:
    subject: Configured
    library: Mapping[Address, Resource]
    beyond: frozenset[str]

    def answered(self, question: Question) -> Answered:
        needs = tuple(self.seen(one) for one in question.needs)
        return Answered(question, verdict(needs), needs)

    def seen(self, need: Need) -> NeedSeen:
        """Judge every way; one that is whole is enough, whatever could not be read of the others."""
        ways = [tuple(self.sight(one) for one in way) for way in need.ways]
        stands = [_together(way) for way in ways]
        if Standing.THERE in stands:
            number, state = stands.index(Standing.THERE), Standing.THERE
        elif Standing.UNREAD in stands:
            number, state = stands.index(Standing.UNREAD), Standing.UNREAD
        else:
            number, state = min(range(len(ways)), key=lambda one: (*_distance(ways[one]), one)), Standing.MISSING
        instead = () if state is Standing.THERE else (*need.ways[:number], *need.ways[number + 1 :])
        return NeedSeen(need, state, tuple(map(self.named, ways[number])), instead)

    def sight(self, part: Part) -> Sight:
        found = found_in(self.subject, part.address)
        differs = difference(found, self.library.get(part.address)) if found else ""
        stands = Standing.OTHER if differs else standing(part, self.subject, self.beyond)
        return Sight(part, stands, differs=differs)

    def named(self, sight: Sight) -> Sight:
        """Return it with what people call the part, what looks like it where it is missing, and what is off."""
        known = self.library.get(sight.part.address)
        found = found_in(self.subject, sight.part.address)
        shown = found or known
        near = alike(known, self.subject) if known and sight.standing is Standing.MISSING else ()
        off = tuple(one for one in objects_of(sight.part.address) if one in self.subject.switched_off)
        return Sight(sight.part, sight.standing, label_of(shown) if shown else "", tuple(near), off, sight.differs)


def verdict(needs: Sequence[NeedSeen]) -> Verdict:
    """Say what the needs make of a question; one that is missing for certain decides, whatever was not read besides."""
    stands = {one.standing for one in needs}
    some = Standing.THERE in stands or any(one.of(Standing.THERE) for one in needs)
    if stands <= {Standing.THERE}:
        return Verdict.SUPPORTS
    if Standing.MISSING not in stands:
        return Verdict.UNREAD
    if some:
        return Verdict.PARTLY
    return Verdict.UNREAD if Standing.UNREAD in stands else Verdict.NOT


def _together(way: Sequence[Sight]) -> Standing:
    stands = {one.standing for one in way}
    if stands <= {Standing.THERE}:
        return Standing.THERE
    return Standing.UNREAD if stands <= {Standing.THERE, Standing.UNREAD} else Standing.MISSING


def _distance(way: Sequence[Sight]) -> tuple[bool, bool]:
    """Order ways: those that something stands in the way of last, those that people began first."""
    began = any(one.standing is Standing.THERE and not one.part.native for one in way)
    return any(one.standing in _OBSTACLES for one in way), not began


def _unread(judged: Sequence[ViewSeen], subject: Configured) -> Iterator[tuple[Scope, Unknown]]:
    """Yield the lists that leave a need open, each once."""
    needs = (one for seen in judged for answered in seen.answers for one in answered.needs)
    parts = {sight.part for need in needs for sight in need.of(Standing.UNREAD)}
    for scope in sorted({scope for part in parts for scope in lists_of(part.address)} & subject.unknown.keys()):
        yield scope, subject.unknown[scope]
