"""A portal's configuration as it was read once: what two portals, or one portal on two days, are compared by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cvpctl.model.address import Address
from cvpctl.model.resource import Resource, Scope, Unknown


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every list of a portal, whole, under the names that blueprints use.

    `hubspots` are things that HubSpot brought. `unknown` lists could not be read, and in `unseen` ones properties of
    these levels of sensitivity could not: what may be there is not absent. No time is in it, nor who took it: the same
    portal gives the same snapshot, and what keeps it (git, a folder of backups) knows when.
    """

    portal_id: int
    portal: str
    account_type: str = ""
    resources: Mapping[Address, Resource] = field(default_factory=dict)
    hubspots: frozenset[Address] = frozenset()
    unknown: Mapping[Scope, Unknown] = field(default_factory=dict)
    unseen: Mapping[Scope, frozenset[str]] = field(default_factory=dict)
