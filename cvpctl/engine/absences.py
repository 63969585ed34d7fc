"""What a portal has not got at all: an object that is switched off, a thing its subscription does not include.

Changes to what is not there are not available here, and neither is what depends on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cvpctl.engine.tiers import (
    NEEDED_FOR_ANY,
    NEEDED_FOR_SECOND_PIPELINE,
    OBJECTS_FROM,
    RANKS,
    lacks,
)
from cvpctl.model import Action, Address, Change, State, find_object_type
from cvpctl.model.surroundings import Quota, Room, Surroundings

SWITCHED_OFF = "SWITCHED_OFF"
NOT_INCLUDED = "NOT_INCLUDED"
_BOTH = "upgrade the subscription, or take it out of the blueprint (omit: drops what is inherited)"


@dataclass(frozen=True, slots=True)
class Absence:
    """One reason; `about` is the object or the thing that is not there."""

    code: str
    about: str
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class Absences:
    """Judges by what the portal tells; where that is not to be had, by the tier somebody declared."""

    around: Surroundings
    tier: str | None
    live: State

    def of(self, change: Change) -> Absence | None:
        """Return why a change is not available here, of itself."""
        found = (self.of_object(name) for name in objects_of(change.address))
        return next((one for one in found if one), None) or self._of_create(change)

    def of_object(self, name: str) -> Absence | None:
        on = self.around.switched_on
        if isinstance(on, Mapping) and on.get(name) is False:
            label = _label(name)
            message = f"{label} is switched off in this portal's object library, which no API can change"
            return Absence(SWITCHED_OFF, name, message, "a person switches it on in HubSpot; then plan again")
        if find_object_type(name) is None:
            return None if Address("schema", (), name) in self.live.resources else self.of_custom_objects()
        if lacks(self.tier, needed := OBJECTS_FROM.get(name, "free")):
            return self._included(name, f"{_label(name)} needs", needed)
        return None

    def of_custom_objects(self) -> Absence | None:
        """Return why none can be made here; one that is live shows that they can."""
        room = self._room(Quota.CUSTOM_OBJECTS, ())
        none = room.limit == 0 if room else lacks(self.tier, NEEDED_FOR_ANY[Quota.CUSTOM_OBJECTS])
        return (
            self._included("custom objects", "custom objects need", NEEDED_FOR_ANY[Quota.CUSTOM_OBJECTS])
            if none
            else None
        )

    def _of_create(self, change: Change) -> Absence | None:
        if change.action not in {Action.CREATE, Action.RESTORE}:
            return None
        kind, scope = change.address.kind, change.address.scope
        if kind == "pipeline" and self._is_second(scope):
            what = f"more than one pipeline of {scope[0]} needs"
            return self._included(f"pipelines of {scope[0]}", what, NEEDED_FOR_SECOND_PIPELINE)
        if kind == "label" and self._none(Quota.LABELS, scope):
            return self._included("association labels", "association labels need", NEEDED_FOR_ANY[Quota.LABELS])
        if kind == "property" and is_calculated(change) and self._none(Quota.CALCULATED, ()):
            return self._included(
                "calculated properties", "calculated properties need", NEEDED_FOR_ANY[Quota.CALCULATED]
            )
        return None

    def _is_second(self, scope: tuple[str, ...]) -> bool:
        room = self._room(Quota.PIPELINES, scope)
        one = room.limit <= 1 if room else lacks(self.tier, NEEDED_FOR_SECOND_PIPELINE)
        # The usage HubSpot tells leaves its own pipeline out (observed); a portal with one limit has that one.
        return one and any(("pipeline", scope) == (live.kind, live.scope) for live in self.live.resources)

    def _none(self, quota: Quota, key: tuple[str, ...]) -> bool:
        room = self._room(quota, key)
        return room.limit == 0 if room else lacks(self.tier, NEEDED_FOR_ANY[quota])

    def _room(self, quota: Quota, key: tuple[str, ...]) -> Room | None:
        rooms = self.around.rooms.get(quota)
        if not isinstance(rooms, Mapping):
            return None
        known = rooms.get(key)
        return next(iter(rooms.values()), None) if known is None and quota is Quota.LABELS else known

    def _included(self, about: str, what: str, needed: str) -> Absence:
        word = "and" if lacks(self.tier, needed) else "although"
        said = f", {word} cvpctl.yaml says tier: {self.tier}" if self.tier in RANKS else ""
        message = f"{what} {needed.title()}; this portal's subscription does not include it{said}"
        return Absence(NOT_INCLUDED, about, message, _BOTH)


def objects_of(address: Address) -> Iterator[str]:
    """Yield the objects that an address stands on: its scope, or the custom object that it is."""
    yield from address.scope
    if address.kind == "schema":
        yield address.key


def is_calculated(change: Change) -> bool:
    return bool((change.stated or {}).get("calculationFormula"))


def _label(name: str) -> str:
    known = find_object_type(name)
    return known.label if known else name
