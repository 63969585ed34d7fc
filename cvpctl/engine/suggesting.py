"""From properties somebody made, or means to make, to advice: what HubSpot has already, and what is there twice.

Pure. It answers the same whatever the order of its input, and stops nothing: a person judges.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from cvpctl.engine.suggesting_near import NearLabels
from cvpctl.engine.suggesting_pairs import alike, clashes
from cvpctl.engine.suggesting_sources import of_blueprints, of_portal
from cvpctl.kinds.native_catalogue import Asked, Match, NativeProperty, Natives
from cvpctl.model import OBJECT_TYPES, Address, Desired, Purpose, State, Unseen
from cvpctl.model.suggestion import Advice, Considered, Likeness, Own, Reuse

Purposes = Mapping[Address, Purpose]
Do = Callable[[Own, NativeProperty, Likeness], str]


def advise_blueprints(desired: Desired) -> Advice:
    """Judge what blueprints state, by the catalogue."""
    owns, hubspots = of_blueprints(desired)
    natives = {own.object: Natives.catalogued(own.object) for own in owns}
    return replace(_advice(owns, natives, desired.purposes, _for_blueprint), hubspots=tuple(sorted(hubspots)))


def advise_portal(live: State, purposes: Purposes) -> Advice:
    """Judge a portal's custom properties, by its own list of HubSpot's; `purposes` are what blueprints say of them."""
    owns, natives = of_portal(live)
    # An object that is switched off has no properties that anybody could repeat.
    unread = (one for one in live.unknown.items() if one[1].why is not Unseen.NOT_ENABLED)
    unknown = tuple(sorted(unread, key=lambda one: one[0]))
    return replace(_advice(owns, natives, purposes, _for_portal), unknown=unknown)


def _advice(owns: Iterable[Own], natives: Mapping[str, Natives], purposes: Purposes, do: Do) -> Advice:
    ordered = sorted(owns, key=lambda one: one.address)
    shelves = {name: _Shelf(known) for name, known in natives.items()}
    nothing = _Shelf(Natives("", ()))
    reuse, considered = list[Reuse](), list[Considered]()
    for own in ordered:
        matches = shelves.get(own.object, nothing).matches(own)
        said = purposes[own.address].native_considered if own.address in purposes else ""
        left = [match for match in matches if not _names(said, match)]
        if left:
            reuse.append(_reuse(own, left[0], do))
        elif matches:
            considered.append(Considered(own.address, matches[0].native.name))
    return Advice(len(ordered), tuple(reuse), alike(ordered), clashes(ordered), tuple(considered))


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What HubSpot has for one object, to be looked through: first by meaning, else by near labels."""

    natives: Natives

    def matches(self, own: Own) -> list[Match]:
        asked = Asked(own.address.key, own.label, own.type, own.field_type)
        return self.natives.matches(asked) or list(_near(self.natives).matches(asked))


@lru_cache(maxsize=2 * len(OBJECT_TYPES))
def _near(natives: Natives) -> NearLabels:
    return NearLabels(natives)


def _names(said: str, match: Match) -> bool:
    """Tell whether what an author has considered is this one, by name or by label."""
    texts = (match.native.name, match.native.label)
    return any(re.search(rf"(?<!\w){re.escape(text)}(?!\w)", said, re.IGNORECASE) for text in texts)


def _reuse(own: Own, match: Match, do: Do) -> Reuse:
    native = match.native
    return Reuse(
        own,
        native.name,
        native.label,
        native.type,
        native.field_type,
        native.meaning,
        match.why,
        match.likeness,
        do(own, native, match.likeness),
        native.evidence.value,
        native.source,
        native.read_only.value if native.read_only else "",
    )


def _for_blueprint(own: Own, native: NativeProperty, likeness: Likeness) -> str:
    if likeness is Likeness.LOOK:
        return f"compare it with {native.name}; if it is another thing, say so in nativeConsidered{_but(native)}"
    return f"use {native.name}: leave this out, by omit: where it is inherited; {_values(own, native)}"


def _for_portal(own: Own, native: NativeProperty, likeness: Likeness) -> str:
    if likeness is Likeness.LOOK:
        return f"compare it with {native.name} before anybody fills both{_but(native)}"
    return f"use {native.name}; {_values(own, native)} in a blueprint"


def _values(own: Own, native: NativeProperty) -> str:
    """Say what becomes of values that are there already; HubSpot takes none for what it keeps itself."""
    if native.read_only:
        return f"HubSpot keeps it by itself, so values cannot be taken along: take yours out, by removed: {own.address}"
    if native.of_pipeline:
        return (
            "its values are the portal's own pipelines and stages, so other values cannot be taken along: "
            f"make stages of them, move the records, and take yours out, by removed: {own.address}"
        )
    target = Address("property", own.address.scope, native.name)
    return f"to take its values along, state {target} and say moved: and removed:"


def _but(native: NativeProperty) -> str:
    return "; HubSpot keeps that one by itself and takes no values for it" if native.read_only else ""
