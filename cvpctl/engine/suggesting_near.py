"""HubSpot's labels that somebody's label reads like, but for a slip: the weakest reason, found without trying all."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.engine.reading_alike import near, slips
from cvpctl.kinds.native_catalogue import Asked, Evidence, Match, Natives, concept
from cvpctl.kinds.native_catalogue.pages import NativeProperty
from cvpctl.kinds.native_catalogue.types import Fit, fit
from cvpctl.model.suggestion import Likeness, Why

SHORTEST = 10
"""Shorter labels differ by one letter and mean something else: `State`, `Stage`."""


class NearLabels:
    """Labels of one object's properties. Of those that nobody curated none is taken: too many read alike."""

    def __init__(self, natives: Natives) -> None:
        self._noun = natives.noun
        self._by_slip: dict[str, list[tuple[str, NativeProperty]]] = {}
        for native in natives.all:
            label = concept(native.label, natives.noun)
            if native.evidence is not Evidence.LIVE and len(label) >= SHORTEST:
                for slip in slips(label):
                    self._by_slip.setdefault(slip, []).append((label, native))

    def matches(self, asked: Asked) -> Iterator[Match]:
        """Yield those of the same type, by name."""
        mine = concept(asked.label, self._noun)
        if len(mine) < SHORTEST:
            return
        found = {native.name: native for slip in slips(mine) for label, native in self._at(slip) if near(mine, label)}
        for _, native in sorted(found.items()):
            if fit((asked.type, asked.field_type), (native.type, native.field_type)) is Fit.EQUAL:
                yield Match(native, Why.NEAR, Likeness.LOOK)

    def _at(self, slip: str) -> list[tuple[str, NativeProperty]]:
        return self._by_slip.get(slip, [])
