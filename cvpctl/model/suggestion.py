"""Advice about properties: what HubSpot has already, what is there twice, and names that mean several types.

Values that the engine makes and a renderer tells. Nothing here stops anything: a person judges.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cvpctl.model.address import Address
from cvpctl.model.place import Place
from cvpctl.model.resource import Scope, Unknown


class Why(StrEnum):
    """What two properties have in common, the strongest first."""

    NAME = "equal name"
    LABEL = "equal label"
    SYNONYM = "synonym"
    NEAR = "near label"


class Likeness(StrEnum):
    """How sure it is that two properties mean one thing."""

    SAME = "same"
    LIKELY = "likely"
    LOOK = "look at it"


@dataclass(frozen=True, slots=True)
class Own:
    """A property of somebody's own; `type` and `field_type` are empty where a blueprint leaves them to the portal."""

    address: Address
    label: str = ""
    type: str = ""
    field_type: str = ""
    place: Place | None = None

    @property
    def object(self) -> str:
        return self.address.scope[0]


@dataclass(frozen=True, slots=True)
class Reuse:
    """HubSpot's own property, by name, that carries what `own` was made for; `do` says what to do about it.

    `evidence` and `source` say how well that property is known: `documented`, `observed`, or `live` in this portal.
    `read_only` says the same of HubSpot keeping its values itself, `assumed` at worst; nothing where it takes values.
    """

    own: Own
    native: str
    label: str
    type: str
    field_type: str
    meaning: str
    why: Why
    likeness: Likeness
    do: str
    evidence: str
    source: str
    read_only: str = ""

    @property
    def other_type(self) -> bool:
        return bool(self.own.type) and self.own.type != self.type


@dataclass(frozen=True, slots=True)
class Alike:
    """Properties of one object that read as one thing under several spellings."""

    members: tuple[Own, ...]
    why: Why
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Clash:
    """One internal name that stands for different types on different objects."""

    name: str
    members: tuple[Own, ...]


@dataclass(frozen=True, slots=True)
class Considered:
    """A property whose `nativeConsidered` names HubSpot's own, so that nothing is suggested."""

    address: Address
    native: str


@dataclass(frozen=True, slots=True)
class Advice:
    """All of it, in the order of addresses. `hubspots` are stated in a blueprint and are HubSpot's own already."""

    looked_at: int = 0
    reuse: tuple[Reuse, ...] = ()
    alike: tuple[Alike, ...] = ()
    clashes: tuple[Clash, ...] = ()
    considered: tuple[Considered, ...] = ()
    hubspots: tuple[Address, ...] = ()
    unknown: tuple[tuple[Scope, Unknown], ...] = ()
