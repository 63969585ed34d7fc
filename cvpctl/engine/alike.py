"""Which live things read like those of a blueprint, one list against another. Pure; labels are all it goes by.

Of several that fit none is taken: a wrong binding renames somebody's field, a missing one only waits for a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from cvpctl.engine.lookalikes import fold, near
from cvpctl.engine.reading_alike import slips, worded
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Place, Resource
from cvpctl.model.adoption import Candidate, Obstacle, Proposal, Reason, Undecided


@dataclass(frozen=True, slots=True)
class Stated:
    """What a blueprint calls a thing; a custom object has two texts and so has a label, one for each direction."""

    address: Address
    texts: tuple[str, ...]
    type: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Alive:
    """What a portal calls a thing; `hubspots` marks HubSpot's own, whose labels may be translated."""

    identity: str
    texts: tuple[str, ...]
    type: str = ""
    hubspots: bool = False

    @property
    def candidate(self) -> Candidate:
        return Candidate(self.identity, self.texts[0], self.type)


Texts = tuple[str, ...]
Folded = tuple[str, ...]
Fits = Callable[[Texts, Texts], bool]


def paired(stated: Sequence[Stated], live: Sequence[Alive]) -> Iterator[Proposal | Undecided]:
    """Yield what is to be said of those that something live reads like: first the same labels, then near ones."""
    rest, free = list(stated), _Free(live)
    for reason, fits in ((Reason.SAME_LABEL, _same), (Reason.NEAR_LABEL, _resembles)):
        hits = {one: found for one in rest if (found := free.like(one, fits))}
        wanted = Counter(other for found in hits.values() for other in found)
        for one, found in hits.items():
            yield _verdict(one, found, reason, rivals=any(wanted[other] > 1 for other in found))
        rest = [one for one in rest if one not in hits]
        free.take(wanted)


class _Free:
    """Live things to be matched, found by what they read like and not by trying all pairs."""

    def __init__(self, live: Iterable[Alive]) -> None:
        self._folded = {one: _folded(one.texts) for one in live}
        self._by_slip: dict[str, list[Alive]] = {}
        for one, texts in self._folded.items():
            for slip in {slip for text in texts if text for slip in slips(text)}:
                self._by_slip.setdefault(slip, []).append(one)

    def like(self, one: Stated, fits: Fits) -> list[Alive]:
        mine = _folded(one.texts)
        keys = {slip for text in mine if text for slip in slips(text)}
        near_by = dict.fromkeys(other for key in keys for other in self._by_slip.get(key, ()))
        return sorted(
            (other for other in near_by if other in self._folded and fits(one.texts, other.texts)),
            key=lambda other: other.identity,
        )

    def take(self, taken: Iterable[Alive]) -> None:
        for one in taken:
            del self._folded[one]


def texts_of(resource: Resource) -> tuple[str, ...]:
    """Return the texts that people know a thing by."""
    body = resource.body
    if resource.address.kind == "schema":
        return tuple(str((body.get("labels") or {}).get(name) or "") for name in ("singular", "plural"))
    if resource.address.kind == "label":
        # Left out, the other direction reads the same; of a live one it may only be unknown.
        forth = str(body.get("label") or "")
        return forth, str(body.get("inverseLabel") or ("" if "typeId" in body else forth))
    return (str(body.get("label") or ""),)


def stated(resource: Resource) -> Stated:
    return Stated(resource.address, texts_of(resource), _type(resource), resource.place)


def alive(resource: Resource, *, hubspots: bool = False) -> Iterator[Alive]:
    """Yield a live thing; a label between records of one object may be listed the other way first, so both."""
    if resource.address.kind != "label":
        yield Alive(resource.address.key, texts_of(resource), _type(resource), hubspots)
        return
    ways = (resource.identity, texts_of(resource))
    yield Alive(*ways)
    if len(set(resource.address.scope)) == 1 and len(set(ways[1])) > 1:
        yield Alive("/".join(reversed(ways[0].split("/"))), ways[1][::-1])


def _type(resource: Resource) -> str:
    """A property can be bound to one of its own type only: HubSpot cannot change a type without losing values."""
    if resource.address.kind != "property":
        return ""
    body = KINDS["property"].normalise(resource.address, resource.body)
    return f"{body.get('type', '')}/{body.get('fieldType', '')}"


def _folded(texts: tuple[str, ...]) -> Folded:
    return tuple(fold(text) if text else "" for text in texts)


def _same(mine: Texts, theirs: Texts) -> bool:
    """Signs count here: a discount in % is none in €, and what is bound unasked must be the same."""
    told = _told(mine, theirs)
    return bool(told) and all(worded(one) == worded(other) for one, other in told)


def _resembles(mine: Texts, theirs: Texts) -> bool:
    return any(near(fold(one), fold(other)) for one, other in _told(mine, theirs))


def _told(mine: Texts, theirs: Texts) -> list[tuple[str, str]]:
    """Return the texts that both sides have."""
    return [pair for pair in zip(mine, theirs, strict=True) if all(pair)]


def _verdict(one: Stated, found: Sequence[Alive], reason: Reason, *, rivals: bool) -> Proposal | Undecided:
    usable = [other for other in found if not other.hubspots]
    candidates = tuple(other.candidate for other in usable or found)
    obstacle = _obstacle(one, usable, rivals=rivals)
    if obstacle:
        return Undecided(one.address, obstacle, candidates, one.place)
    (other,) = usable
    return Proposal(one.address, other.identity, reason, other.texts[0], (), one.place)


def _obstacle(one: Stated, usable: Sequence[Alive], *, rivals: bool) -> Obstacle | None:
    if not usable:
        return Obstacle.HUBSPOTS_OWN
    if rivals:
        return Obstacle.SEVERAL_STATED
    if len(usable) > 1:
        return Obstacle.SEVERAL_LIVE
    return None if usable[0].type == one.type else Obstacle.OTHER_TYPE
