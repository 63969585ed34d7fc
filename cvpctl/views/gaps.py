"""What a blueprint would have to state so that what is missing is there: exactly that, and what it cannot do without.

A property takes its group along, a part of a custom object the object, and that the properties it is displayed by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cvpctl.kinds import KINDS
from cvpctl.kinds.natives import is_native_group
from cvpctl.model import BY_NAME, Address, Resource
from cvpctl.views.standing import Configured, both_ways, found_in


@dataclass(frozen=True, slots=True)
class Gap:
    """`stated` comes in the order a file has it; `observed` is live already and stated by nobody, and only referred to.

    `unheard` are missing things that this library does not have.
    """

    stated: tuple[Resource, ...] = ()
    observed: tuple[Address, ...] = ()
    unheard: tuple[Address, ...] = ()


def gap(
    missing: Iterable[Address],
    subject: Configured,
    library: Mapping[Address, Resource],
    elsewhere: frozenset[Address] = frozenset(),
) -> Gap:
    """Return what to state of `missing`; what is stated `elsewhere` stays there, and is on its way into the portal."""
    walk = _Walk(subject, library, elsewhere)
    for address in missing:
        walk.take(address)
    places = {address: place for place, address in enumerate(library)}
    stated = sorted(walk.stated, key=lambda address: (*_in_a_file(address), places[address]))
    return Gap(tuple(library[one] for one in stated), tuple(sorted(walk.observed)), tuple(walk.unheard))


@dataclass(slots=True)
class _Walk:
    subject: Configured
    library: Mapping[Address, Resource]
    elsewhere: frozenset[Address]
    stated: dict[Address, None] = field(default_factory=dict)
    observed: set[Address] = field(default_factory=set)
    unheard: dict[Address, None] = field(default_factory=dict)

    def take(self, address: Address) -> None:
        """Take in what is not there yet, and all that it refers to."""
        if address in self.stated or any(one in self.elsewhere for one in both_ways(address)):
            return
        if found_in(self.subject, address) or address in self.subject.observed:
            self.refer(address)
        elif address not in self.library:
            self.unheard[address] = None
        else:
            self.stated[address] = None
            for target in _targets(self.library[address]):
                self.take(target)

    def refer(self, address: Address) -> None:
        """Blueprints that stand beside each other see one another; a portal has to be told of."""
        if self.subject.live and not is_native_group(address):
            self.observed.add(address)


def _targets(resource: Resource) -> Iterator[Address]:
    kind, address = KINDS[resource.address.kind], resource.address
    found = (*kind.references(address, resource.body), *kind.late_references(address, resource.body))
    yield from (one for one in found if one != address and not is_native_group(one))
    yield from (Address("schema", (), name) for name in address.scope if name not in BY_NAME)


def _in_a_file(address: Address) -> tuple[int, tuple[str, ...], int]:
    """Order by object as HubSpot lists them, custom ones behind, pairs last; within it by kind as the language does."""
    names = address.scope or (address.key,)
    ranks = {name: rank for rank, name in enumerate(BY_NAME)}
    pair = len(names) > 1
    return (len(ranks) + 1 if pair else ranks.get(names[0], len(ranks)), names, list(KINDS).index(address.kind))
