"""Which of HubSpot's own properties a property repeats: by name, by label, or by what people call it.

Pure. Precision counts more than finding all: a wrong hint costs a reader's trust in every other one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from cvpctl.kinds.native_catalogue.concepts import concept, joined
from cvpctl.kinds.native_catalogue.pages import Evidence, NativeProperty, natives_of
from cvpctl.kinds.native_catalogue.types import Fit, fit
from cvpctl.model import find_object_type
from cvpctl.model.suggestion import Likeness, Why

GENERIC = frozenset(
    {"amount", "category", "code", "comment", "contact", "content", "cost", "count", "date", "description", "end"}
    | {"function", "group", "id", "label", "level", "link", "name", "note", "number", "owner", "phase", "position"}
    | {"price", "priority", "reason", "role", "score", "size", "source", "stage", "start", "state", "status", "tag"}
    | {"tax", "term", "text", "time", "title", "total", "type", "value", "location", "outcome", "result", "health"}
)
"""Words that say little alone: where only a label or only a name is no more than one of them, both may be anything."""

_LIKENESSES = tuple(Likeness)
_EQUAL, _CALLED, _OTHER = 2, 1, 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A property somebody made or means to make."""

    name: str
    label: str = ""
    type: str = ""
    field_type: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """One of HubSpot's properties that fits, how, and how surely."""

    native: NativeProperty
    why: Why
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class _Known:
    native: NativeProperty
    name: str
    label: str
    called: frozenset[str]

    def hit(self, key: str) -> int:
        return _EQUAL if key in (self.name, self.label) else _CALLED if key in self.called else _OTHER

    def why(self, name: str, label: str) -> Why:
        if name == self.name:
            return Why.NAME
        return Why.LABEL if _EQUAL in (self.hit(name), self.hit(label)) else Why.SYNONYM


class Natives:
    """HubSpot's properties of one object, found by what they are about and not by trying all of them."""

    def __init__(self, object_name: str, natives: Iterable[NativeProperty]) -> None:
        known = find_object_type(object_name)
        self.noun = (known.singular if known else object_name).replace("_", " ")
        self.all = tuple(sorted(natives, key=lambda one: one.name))
        self._by_key: dict[str, list[_Known]] = {}
        for native in self.all:
            called = frozenset(map(self.key, native.synonyms))
            one = _Known(native, self.key(native.name), self.key(native.label or native.name), called)
            for key in sorted({one.name, one.label} | called):
                self._by_key.setdefault(key, []).append(one)

    @classmethod
    def catalogued(cls, object_name: str) -> Natives:
        """Return those of the catalogue, read once."""
        return _catalogued(object_name)

    def matches(self, asked: Asked) -> list[Match]:
        """Return what fits, the best first; whatever the order they were given in."""
        name, label = self.key(asked.name), self.key(asked.label or asked.name)
        near_by = {id(one): one for key in (name, label) for one in self._by_key.get(key, ())}
        found = [match for one in near_by.values() for match in _judged(one, asked, name, label)]
        return sorted(found, key=lambda match: rank(match, asked))

    def best(self, asked: Asked, *, besides: Collection[str] = ()) -> Match | None:
        return next((one for one in self.matches(asked) if one.native.name not in besides), None)

    def key(self, text: str) -> str:
        return joined(concept(text, self.noun))


@cache
def _catalogued(object_name: str) -> Natives:
    return Natives(object_name, natives_of(object_name))


def rank(match: Match, asked: Asked) -> tuple[int, int, int, str]:
    """Return what orders matches: surest first, then by what fits, then by type."""
    native = match.native
    fits = fit((asked.type, asked.field_type), (native.type, native.field_type))
    return (_LIKENESSES.index(match.likeness), tuple(Why).index(match.why), fits, native.name)


def demoted(likeness: Likeness, steps: int) -> Likeness | None:
    """Return a likeness some steps less sure, nothing where none is left."""
    place = _LIKENESSES.index(likeness) + steps
    return _LIKENESSES[place] if place < len(_LIKENESSES) else None


def _judged(one: _Known, asked: Asked, name: str, label: str) -> Iterator[Match]:
    native = one.native
    fits = fit((asked.type, asked.field_type), (native.type, native.field_type))
    likeness = _likeness(one, name, label) if fits is not Fit.NEVER else None
    left = demoted(likeness, fits) if likeness else None
    if left:
        yield Match(native, one.why(name, label), left)


def _likeness(one: _Known, name: str, label: str) -> Likeness | None:
    weaker, stronger = sorted((one.hit(name), one.hit(label)))
    if weaker:
        return Likeness.SAME if stronger == _EQUAL else Likeness.LIKELY
    # Name and label disagree: one of them says more, or something else.
    vague = (name if one.hit(name) else label) in GENERIC
    if stronger == _EQUAL:
        return Likeness.LOOK if vague or one.native.evidence is Evidence.LIVE else Likeness.LIKELY
    return None if vague else Likeness.LOOK
