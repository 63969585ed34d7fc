"""Two configurations side by side: blueprints, a live portal or a snapshot, and what separates them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cvpctl.model.address import Address
from cvpctl.model.body import Body
from cvpctl.model.change import FieldChange
from cvpctl.model.record import Entry
from cvpctl.model.resource import Resource, Scope, Unknown


class Origin(StrEnum):
    """Where a side comes from. Blueprints state some fields of some things; the other two know all there is."""

    BLUEPRINT = "blueprint"
    PORTAL = "portal"
    SNAPSHOT = "snapshot"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two configurations; `name` is how a person called it.

    `objects` are those that blueprints speak of, `silent` what they mention without stating it, `left` the fields that
    they leave to the portal. `entries` are what the last apply left in a live portal.
    """

    name: str
    origin: Origin
    resources: Mapping[Address, Resource]
    hubspots: frozenset[Address] = frozenset()
    unknown: Mapping[Scope, Unknown] = field(default_factory=dict)
    unseen: Mapping[Scope, frozenset[str]] = field(default_factory=dict)
    objects: frozenset[str] = frozenset()
    silent: frozenset[Address] = frozenset()
    left: Mapping[Address, frozenset[str]] = field(default_factory=dict)
    entries: Mapping[Address, Entry] = field(default_factory=dict)
    portal_id: int | None = None
    note: str = ""

    @property
    def whole(self) -> bool:
        return self.origin is not Origin.BLUEPRINT


class Standing(StrEnum):
    """On which side a thing is."""

    ONLY_A = "onlyA"
    ONLY_B = "onlyB"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Difference:
    """One address that is not the same on both sides. `a` and `b` are normalised bodies, None where it is not there.

    Of each field `before` is what B has and `after` what A has, so that the fields are what makes B like A. `alike` is
    what bears the same label on the other side, where this is missing: nearly always the same thing by another name.
    `lacking` tells why the other side can have nothing of the sort, such as an object that is not enabled there.
    """

    address: Address
    standing: Standing
    a: Body | None = None
    b: Body | None = None
    fields: tuple[FieldChange, ...] = ()
    alike: Address | None = None
    lacking: str = ""

    @property
    def body(self) -> Body:
        """The body to call it by: A's where there is one."""
        return self.a if self.a is not None else self.b or {}


@dataclass(frozen=True, slots=True)
class Unread:
    """A list that could not be read on one side (`A` or `B`), so that what it may hold is not compared."""

    side: str
    scope: Scope
    unknown: Unknown


@dataclass(frozen=True, slots=True)
class Comparison:
    """What separates A and B; `equal` counts what does not, `others` what HubSpot brought or no blueprint speaks of."""

    a: Side
    b: Side
    differences: tuple[Difference, ...] = ()
    unread: tuple[Unread, ...] = ()
    equal: int = 0
    others: int = 0

    def only(self, standing: Standing) -> tuple[Difference, ...]:
        return tuple(one for one in self.differences if one.standing is standing)
