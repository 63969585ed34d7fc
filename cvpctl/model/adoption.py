"""What a portal that is older than its blueprint already has of it: found, proposed to be bound, undecided, to be made.

A value that the engine makes, a person judges and a renderer tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cvpctl.model.address import Address
from cvpctl.model.place import Place
from cvpctl.model.resource import Scope, Unknown


class Reason(StrEnum):
    """Why a live thing is taken for one of the blueprint."""

    SAME_LABEL = "same label"
    NEAR_LABEL = "near label"
    ONLY_ONE = "only one"
    """The portal may hold one pipeline of that object, it has one, and the blueprint states one."""
    CHOSEN = "chosen"
    """A person said so."""
    REMEMBERED = "remembered"
    """`moved:` said so once, and the record kept it."""


class Obstacle(StrEnum):
    """Why nothing is proposed although something is there."""

    SEVERAL_LIVE = "several live"
    SEVERAL_STATED = "several stated"
    OTHER_TYPE = "other type"
    HUBSPOTS_OWN = "HubSpot's own"
    ONLY_ONE = "only one"
    NOT_LIVE = "not live"
    """An object that the blueprint only builds on goes by another name here."""
    BOUND_TO_NOTHING = "bound to nothing"


@dataclass(frozen=True, slots=True)
class Proposal:
    """`identity` is what the portal calls it; `differences` are paths of fields that both sides say differently."""

    address: Address
    identity: str
    reason: Reason
    live_label: str
    differences: tuple[str, ...] = ()
    place: Place | None = None

    @property
    def sure(self) -> bool:
        return self.reason is not Reason.NEAR_LABEL


@dataclass(frozen=True, slots=True)
class Candidate:
    """A live thing that may be meant; `detail` tells it apart where labels do not."""

    identity: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Undecided:
    """Something a person has to decide."""

    address: Address
    obstacle: Obstacle
    candidates: tuple[Candidate, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Live under its own name, or under the one it is bound to, which `identity` then says."""

    address: Address
    identity: str = ""
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fresh:
    """Nothing live looks like it: it will be created, or restored where its name is archived."""

    address: Address
    label: str
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Adoption:
    """All of it, each part in the order of kinds and addresses."""

    proposals: tuple[Proposal, ...] = ()
    found: tuple[Found, ...] = ()
    fresh: tuple[Fresh, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    unknown: tuple[tuple[Scope, Unknown], ...] = ()

    @property
    def sure(self) -> tuple[Proposal, ...]:
        return tuple(one for one in self.proposals if one.sure)

    @property
    def near(self) -> tuple[Proposal, ...]:
        return tuple(one for one in self.proposals if not one.sure)


@dataclass(frozen=True, slots=True)
class After:
    """What a plan says once the bindings stand: numbers of addresses, and how many were newly recorded as applied."""

    equal: int
    recorded: int
    held: int = 0
    blocked: int = 0
    changes: int = 0
