"""One live thing under the names it had at different times: what a run called it, and what the record calls it now.

`known` says what the portal calls each address that is not called by its own name: bindings, and what was renamed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cvpctl.engine.moves import Names, own_address
from cvpctl.model import Address, Scope

Known = Mapping[Address, str]
LABEL = "label"


@dataclass(frozen=True, slots=True, order=True)
class Standing:
    """Where a live thing stands: its list, what it is a part of (live name, collection), and its own live name."""

    scope: Scope
    within: tuple[str, ...]
    name: str

    @property
    def owner(self) -> Standing:
        return Standing(self.scope, (), self.within[0])


def renamed_between(former: Known, later: Known) -> Iterator[tuple[Address, Address]]:
    """Yield what each thing was called before and is called after, where that differs; owners before their parts."""
    before, after = _standings(former), _standings(later)
    for standing in sorted({*before, *after}, key=lambda one: (bool(one.within), one)):
        # A label has no live name of its own that could be told from an address.
        if standing.scope[0] != LABEL or (standing in before and standing in after):
            old, new = _called(standing, before), _called(standing, after)
            if old != new:
                yield old, new


def names_between(former: Known, later: Known) -> Names:
    """Return the same as `moves.followed` takes it: parts stand below the name their owner has afterwards."""
    names: dict[Address, Address] = {}
    for old, new in renamed_between(former, later):
        key = replace(old, key=new.key) if old.subpath else old
        if key != new:
            names[key] = new
    return names


def _standings(known: Known) -> dict[Standing, Address]:
    return {_standing(address, identity, known): address for address, identity in known.items()}


def _standing(address: Address, identity: str, known: Known) -> Standing:
    scope = (address.kind, address.scope)
    if not address.subpath:
        return Standing(scope, (), identity)
    return Standing(scope, (known.get(address.owner, address.key), *address.subpath[:-1]), identity)


def _called(standing: Standing, known: Mapping[Standing, Address]) -> Address:
    if found := known.get(standing):
        return found
    kind, scope = standing.scope
    if not standing.within:
        return Address(kind, scope, standing.name)
    owner = _called(standing.owner, known)
    return own_address(replace(owner, subpath=(*standing.within[1:], standing.name)), standing.name)
