"""Properties of one object that mean one thing, and names that mean different things on different objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from cvpctl.engine.reading_alike import near, slips
from cvpctl.engine.suggesting_near import SHORTEST
from cvpctl.kinds.native_catalogue import Natives, concept
from cvpctl.kinds.native_catalogue.concepts import joined
from cvpctl.kinds.native_catalogue.matching import GENERIC, demoted
from cvpctl.kinds.native_catalogue.types import Fit, fit
from cvpctl.model.suggestion import Alike, Clash, Likeness, Own, Why

_Tie = tuple[Likeness, Why]


def alike(owns: Sequence[Own]) -> tuple[Alike, ...]:
    """Return groups of properties of one object that read as one thing, in the order they were given."""
    groups: dict[str, list[Own]] = {}
    for own in owns:
        groups.setdefault(own.object, []).append(own)
    return tuple(found for name in sorted(groups) for found in _of_object(name, groups[name]))


def clashes(owns: Iterable[Own]) -> tuple[Clash, ...]:
    """Return names that have several types, each with all its properties."""
    by_name: dict[str, list[Own]] = {}
    for own in owns:
        if own.type:
            by_name.setdefault(own.address.key, []).append(own)
    differing = ((name, found) for name, found in sorted(by_name.items()) if len({one.type for one in found}) > 1)
    return tuple(Clash(name, tuple(found)) for name, found in differing)


def _of_object(name: str, owns: Sequence[Own]) -> Iterator[Alike]:
    ties = dict(_ties(Natives(name, ()).noun, owns))
    for members in _groups(owns, ties):
        inside = [tie for pair, tie in ties.items() if set(pair) <= set(members)]
        likeness, why = min(inside, key=lambda tie: (tuple(Likeness).index(tie[0]), tuple(Why).index(tie[1])))
        yield Alike(members, why, likeness)


def _ties(noun: str, owns: Sequence[Own]) -> Iterator[tuple[tuple[Own, Own], _Tie]]:
    """Yield the pairs that read as one, found by what they read like and not by trying all pairs."""
    shelves: dict[str, list[Own]] = {}
    for own in owns:
        for key in _keys(noun, own):
            shelves.setdefault(key, []).append(own)
    pairs = dict.fromkeys(pair for shelf in shelves.values() for pair in combinations(dict.fromkeys(shelf), 2))
    for one, other in pairs:
        if tie := _tie(noun, one, other):
            yield (one, other), tie


def _keys(noun: str, own: Own) -> Iterator[str]:
    yield "name " + joined(concept(own.address.key, noun))
    if own.label:
        label = concept(own.label, noun)
        yield "label " + joined(label)
        yield from (f"slip {slip}" for slip in slips(label))


def _tie(noun: str, one: Own, other: Own) -> _Tie | None:
    fits = fit((one.type, one.field_type), (other.type, other.field_type))
    likeness, why = _likeness(noun, one, other) if fits is not Fit.NEVER else (None, Why.NEAR)
    less = demoted(likeness, fits) if likeness else None
    return (less, why) if less else None


def _likeness(noun: str, one: Own, other: Own) -> tuple[Likeness | None, Why]:
    labels = [concept(own.label, noun) for own in (one, other)]
    names = [joined(concept(own.address.key, noun)) for own in (one, other)]
    same_name, same_label = names[0] == names[1], all(labels) and joined(labels[0]) == joined(labels[1])
    if same_label:
        likeness = Likeness.SAME if same_name else Likeness.LOOK if labels[0] in GENERIC else Likeness.LIKELY
        return likeness, Why.NAME if same_name else Why.LABEL
    if same_name:
        return Likeness.LOOK, Why.NAME
    is_near = min(map(len, labels)) >= SHORTEST and near(*labels)
    return Likeness.LOOK if is_near else None, Why.NEAR


def _groups(owns: Sequence[Own], ties: Mapping[tuple[Own, Own], _Tie]) -> Iterator[tuple[Own, ...]]:
    """Yield what hangs together through ties, each group in the order of the whole."""
    joint = {own: {own} for own in owns}
    for one, other in ties:
        merged = joint[one] | joint[other]
        joint |= dict.fromkeys(merged, merged)
    for own in owns:
        group = joint[own]
        if len(group) > 1 and own == next(each for each in owns if each in group):
            yield tuple(each for each in owns if each in group)
