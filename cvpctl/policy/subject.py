"""What rules judge: a blueprint offline or a live portal, in one shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cvpctl.model import Address, Body, Purpose, Resource, Scope, Unknown


@dataclass(frozen=True, slots=True)
class Fill:
    """How many of an object's records hold a value, counted by search; `of` is the number of records."""

    filled: int
    of: int


@dataclass(frozen=True, slots=True)
class Subject:
    """`live` tells a portal from a blueprint: what a blueprint does not state may well be there.

    `resources` holds bodies in the API's shape; live ones carry HubSpot's own things too (`hubspotDefined`).
    `unknown` scopes could not be read, so nothing is said about what they lack. `scopes` are the token's, None where
    nobody asked; `fills` is empty unless counted. `switched_off` are objects that the portal does not offer.
    """

    resources: Mapping[Address, Resource]
    live: bool = False
    purposes: Mapping[Address, Purpose] = field(default_factory=dict)
    sources_of_truth: Mapping[str, str] = field(default_factory=dict)
    unknown: Mapping[Scope, Unknown] = field(default_factory=dict)
    fills: Mapping[Address, Fill] = field(default_factory=dict)
    scopes: frozenset[str] | None = None
    switched_off: frozenset[str] = frozenset()

    def of(self, kind: str, *scope: str) -> Iterator[Resource]:
        """Yield the resources of a kind, of one scope where it is given, in the order of their addresses."""
        for address in sorted(self.resources):
            if address.kind == kind and (not scope or address.scope == scope):
                yield self.resources[address]

    def authored(self, kind: str, *scope: str) -> Iterator[Resource]:
        """Yield those that people made: HubSpot's own names and labels are nobody's fault."""
        return (one for one in self.of(kind, *scope) if not one.body.get("hubspotDefined"))

    def body(self, address: Address) -> Body:
        found = self.resources.get(address)
        return found.body if found else {}

    @property
    def objects(self) -> frozenset[str]:
        """The objects that anything is said about."""
        return frozenset(name for address in self.resources for name in address.scope)
