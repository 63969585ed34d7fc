"""What blueprints tell readers and rules of objects and stages: `roles:`, `sourceOfTruth:` and `lifecycle:`.

Kept beside the desired state, as `purposes` are, since HubSpot never sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cvpctl.blueprint.findings import Findings
from cvpctl.blueprint.layers import Layers
from cvpctl.blueprint.spelling import suggestion
from cvpctl.blueprint.statements import Told
from cvpctl.model import BY_NAME, find_object_type

_TWO = {"sourceOfTruth": "sources of truth", "roles": "roles", "lifecycle": "sets of lifecycle stages"}


@dataclass(frozen=True, slots=True)
class Readers:
    """The tables of all files together, objects by their canonical names."""

    roles: Mapping[str, str] = field(default_factory=dict)
    sources_of_truth: Mapping[str, str] = field(default_factory=dict)
    lifecycle: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def readers_of(
    tables: Mapping[str, Iterable[Told]], layers: Layers, existing: frozenset[str], found: Findings
) -> Readers:
    """Return what holds; a file wins over those it builds on, `existing` are the custom objects to be told of."""
    won = {key: _Winning(key, layers, existing, found).of(lines) for key, lines in tables.items()}
    lifecycle = {stage: tuple(said) for stage, said in won["lifecycle"].items()}
    return Readers(won["roles"], won["sourceOfTruth"], lifecycle)


@dataclass(frozen=True, slots=True)
class _Winning:
    key: str
    layers: Layers
    existing: frozenset[str]
    found: Findings

    def of(self, lines: Iterable[Told]) -> dict[str, Any]:
        winners: dict[str, Told] = {}
        for one in lines:
            name = one.name if self.key == "lifecycle" else self.canonical(one)
            first = winners.setdefault(name, one) if name else one
            if first is not one and self.wins(name, first, one):
                winners[name] = one
        return {name: one.said for name, one in winners.items()}

    def canonical(self, one: Told) -> str:
        """Return how addresses call the object, or nothing for one that is noted as unknown."""
        known = find_object_type(one.name)
        if known or one.name in self.existing:
            return known.name if known else one.name
        message, help_ = f"HubSpot has no object {one.name!r}", suggestion(one.name, BY_NAME)
        self.found.note("OBJECT_UNKNOWN", message, help_, at=one.at)
        return ""

    def wins(self, name: str, first: Told, one: Told) -> bool:
        """Tell whether a later line counts instead of the first; two that contradict each other are noted."""
        code = "TWO_TRUTHS" if self.key == "sourceOfTruth" else "TWO_MEANINGS"
        place = first.source.place(first.spot)
        if first.source is one.source:
            self.found.note(code, f"{name} stands here twice; first at {place}", "keep one of the two", at=one.at)
        elif first.said != one.said and self.layers.related(first.source.name, one.source.name):
            return True
        elif first.said != one.said:
            message, help_ = (
                f"{name} has two {_TWO[self.key]}; the first is said at {place}",
                "name one, or let one file build on the other",
            )
            self.found.note(code, message, help_, at=one.at)
        return False
