"""What a portal tells of itself beside its resources: what a token may do, how much room is left, what is switched on.

Asked before the first write, so that everything HubSpot would refuse is said at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cvpctl.model.resource import Unknown

LIBRARY = ("services", "courses", "listings", "appointments", "projects")
"""Objects that somebody switches on in HubSpot's object library (documented)."""


class Quota(StrEnum):
    """What a subscription limits, in the words of a sentence."""

    CUSTOM_OBJECTS = "custom objects"
    PROPERTIES = "custom properties"
    CALCULATED = "calculated properties"
    PIPELINES = "pipelines"
    LABELS = "association labels"


@dataclass(frozen=True, slots=True)
class Room:
    """How much of one limit is used."""

    limit: int
    usage: int

    @property
    def left(self) -> int:
        return max(self.limit - self.usage, 0)


Rooms = Mapping[tuple[str, ...], Room]
"""By what shares a limit: `()` all together (of pipelines: those of custom objects), one object, or a pair one way."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is worth asking, and no more. `objects` are those in play; `pair` has labels about to be made."""

    scopes: bool = False
    library: bool = False
    quotas: tuple[Quota, ...] = ()
    objects: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What was not asked is None, or missing; what could not be told is unknown. Objects go by canonical names."""

    scopes: frozenset[str] | Unknown | None = None
    switched_on: Mapping[str, bool] | Unknown | None = None
    rooms: Mapping[Quota, Rooms | Unknown] = field(default_factory=dict)
    type_ids: Mapping[str, str] = field(default_factory=dict)
