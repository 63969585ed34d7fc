"""What rules judge: a blueprint offline or a live portal, in one shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cvpctl.model import Address, Body, Desired, Place, Purpose, Resource, Scope, State, Unknown, Unseen

_Index = Mapping[tuple[str, tuple[str, ...]], tuple[Address, ...]]
_MAKE_AN_OBJECT = ("schema", "property")
"""Without these lists a portal does not offer the object; one without pipelines may well be there."""


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
    `observed` are live things that blueprints refer to and never write; `declared` says that blueprints were read,
    alone or beside a portal, so that purposes and sources of truth which are not there were not stated. `places` says
    where blueprints list custom objects that are live already and say nothing of themselves. `stated` are objects that
    blueprints beside a portal speak of.
    """

    resources: Mapping[Address, Resource]
    live: bool = False
    purposes: Mapping[Address, Purpose] = field(default_factory=dict)
    sources_of_truth: Mapping[str, str] = field(default_factory=dict)
    unknown: Mapping[Scope, Unknown] = field(default_factory=dict)
    fills: Mapping[Address, Fill] = field(default_factory=dict)
    scopes: frozenset[str] | None = None
    switched_off: frozenset[str] = frozenset()
    observed: frozenset[Address] = frozenset()
    declared: bool = False
    places: Mapping[str, Place] = field(default_factory=dict)
    stated: frozenset[str] = frozenset()
    _index: _Index = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Dozens of rules walk thousands of resources: sorting them once per walk would cost seconds.
        index: dict[tuple[str, tuple[str, ...]], list[Address]] = {}
        for address in sorted(self.resources, key=_in_order):
            index.setdefault((address.kind, ()), []).append(address)
            if address.scope:
                index.setdefault((address.kind, address.scope), []).append(address)
        object.__setattr__(self, "_index", {key: tuple(found) for key, found in index.items()})

    @classmethod
    def of_blueprints(cls, desired: Desired) -> Subject:
        return cls(
            desired.resources,
            purposes=desired.purposes,
            sources_of_truth=desired.sources_of_truth,
            observed=desired.observed,
            declared=True,
            places=desired.existing,
        )

    @classmethod
    def of_portal(cls, state: State, desired: Desired | None = None) -> Subject:
        """Make a subject of what a portal answered; `desired` says what things are for, where blueprints tell.

        A list that HubSpot does not offer here is empty, and that is known.
        """
        missing = {scope for scope, why in state.unknown.items() if why.why is Unseen.NOT_ENABLED}
        off = {names[0] for kind, names in missing if kind in _MAKE_AN_OBJECT and names}
        return cls(
            state.resources,
            live=True,
            purposes=desired.purposes if desired else {},
            sources_of_truth=desired.sources_of_truth if desired else {},
            unknown={scope: why for scope, why in state.unknown.items() if scope not in missing},
            switched_off=frozenset(off),
            observed=desired.observed if desired else frozenset(),
            declared=desired is not None,
            stated=frozenset(_spoken_of(desired)) if desired else frozenset(),
        )

    def of(self, kind: str, *scope: str) -> Iterator[Resource]:
        """Yield the resources of a kind, of one scope where it is given, in the order of their addresses."""
        return (self.resources[address] for address in self._index.get((kind, scope), ()))

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


def _spoken_of(desired: Desired) -> Iterator[str]:
    for address in desired.resources:
        yield from address.scope or (address.key,)


def _in_order(address: Address) -> tuple[str, tuple[str, ...], str, tuple[str, ...], str]:
    return address.kind, address.scope, address.key, address.subpath, address.field
