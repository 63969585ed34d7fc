"""Resources and states: what blueprints say, and what a portal answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cvpctl.model.address import Address
from cvpctl.model.body import Body, Path
from cvpctl.model.count import Counts
from cvpctl.model.moving import Moved
from cvpctl.model.place import Place
from cvpctl.model.purpose import Purpose
from cvpctl.model.references import References
from cvpctl.model.runbook import ManualStep
from cvpctl.model.selector import Selector

Scope = tuple[str, tuple[str, ...]]
"""One list a portal can be asked for: (kind, scope), e.g. ("property", ("contacts",))."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One thing: `body` is in the API's shape, as a blueprint states it or as the portal answered it.

    `identity` is what the portal itself calls it, where that is not the key or has to be remembered: a pipeline's
    numeric id, a label's two type ids as `12/13`.
    """

    address: Address
    body: Body
    place: Place | None = None
    places: Mapping[Path, Place] = field(default_factory=dict)
    identity: str = ""


class Unseen(StrEnum):
    """Why a scope could not be read. Unreadable is not absent."""

    FORBIDDEN = "forbidden"
    NOT_ENABLED = "not enabled"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Unknown:
    """A scope that could not be read, and what the portal said."""

    why: Unseen
    detail: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """What a portal answered: live resources, archived ones whose names are taken, and what could not be read.

    `counts` says how many records hold what somebody asked about, `references` who else speaks of it.
    """

    resources: Mapping[Address, Resource] = field(default_factory=dict)
    archived: Mapping[Address, Resource] = field(default_factory=dict)
    unknown: Mapping[Scope, Unknown] = field(default_factory=dict)
    counts: Counts = field(default_factory=dict)
    references: References = field(default_factory=References)


@dataclass(frozen=True, slots=True)
class Removal:
    """A tombstone: the address goes, and where the blueprint says so."""

    address: Address
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Desired:
    """What the blueprints say, compiled: plain resources, tombstones, and a digest over what is to be written.

    `portal_owns` names fields that are set at creation and never compared again; `observed` things are never written;
    `moved` renames, in the order they apply; `manages` are namespaces owned whole; `exclusive` are keyed collections
    (`property.contacts.tier/options`) that hold nothing but what is stated; `runbook` is for people; `omitted` things
    are inherited and not wanted here, and nobody touches them. `purposes`, `sources_of_truth` (canonical object name to
    the system that is right about it), `roles` (to what it is for) and `lifecycle` (Value Path stage to HubSpot's
    lifecycle stages beside it) are for readers and rules; no digest covers them and nothing is sent. `blocks` tells
    which high-level block of which place brought the resources of a file, `existing` where each custom object that is
    live already is listed.
    """

    resources: Mapping[Address, Resource] = field(default_factory=dict)
    removed: Mapping[Address, Removal] = field(default_factory=dict)
    digest: str = ""
    portal_owns: Mapping[Address, frozenset[str]] = field(default_factory=dict)
    observed: frozenset[Address] = frozenset()
    moved: tuple[Moved, ...] = ()
    manages: tuple[Selector, ...] = ()
    exclusive: frozenset[Address] = frozenset()
    runbook: tuple[ManualStep, ...] = ()
    omitted: frozenset[Address] = frozenset()
    purposes: Mapping[Address, Purpose] = field(default_factory=dict)
    sources_of_truth: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, tuple[str, Place]] = field(default_factory=dict)
    existing: Mapping[str, Place] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    lifecycle: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The lists that must be read to plan this, each once, in a stable order."""
        owners = [*self.resources, *(address.owner for address in self.removed)]
        return tuple(sorted({(address.kind, address.scope) for address in owners}))
