"""How it stands with one part in something configured: there, missing, in the way of being stated, or not to be known.

What cannot be read is neither there nor missing. A blueprint says nothing of what HubSpot brings, so offline that
counts as there; only a portal can tell what is switched on in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from cvpctl.model import BY_NAME, Address, Resource, Scope, Unknown
from cvpctl.model.views import ANY, Part, Standing


class Configured(Protocol):
    """A portal or blueprints, in the shape that rules judge as well.

    `unknown` are lists that could not be read, `switched_off` objects that the portal does not offer.
    """

    @property
    def resources(self) -> Mapping[Address, Resource]: ...
    @property
    def live(self) -> bool: ...
    @property
    def unknown(self) -> Mapping[Scope, Unknown]: ...
    @property
    def switched_off(self) -> frozenset[str]: ...
    @property
    def observed(self) -> frozenset[Address]: ...


def standing(part: Part, subject: Configured, beyond: frozenset[str]) -> Standing:
    """Tell how it stands with a part; kinds in `beyond` are more than the portal's subscription has."""
    found = found_in(subject, part.address)
    if found:
        return Standing.HIDDEN if found.body.get("hidden") is True else Standing.THERE
    if not subject.live and (part.native or _is_observed(part.address, subject)):
        return Standing.THERE
    return _unfound(part, subject, beyond)


def _unfound(part: Part, subject: Configured, beyond: frozenset[str]) -> Standing:
    """Say why something is not there. An object of HubSpot's has no list of its own: nothing against it is enough."""
    if subject.switched_off.intersection(objects_of(part.address)):
        return Standing.SWITCHED_OFF
    if any(scope in subject.unknown for scope in lists_of(part.address)):
        return Standing.UNREAD
    if _takes(part.address) & beyond:
        return Standing.BEYOND
    return Standing.THERE if part.address.kind == "schema" and part.native else Standing.MISSING


def found_in(subject: Configured, address: Address) -> Resource | None:
    """Return what an address means there; labels may be read the other way round, and ANY is the first there is."""
    if address.key == ANY:
        scope = (address.kind, address.scope)
        return next((one for at, one in subject.resources.items() if (at.kind, at.scope) == scope), None)
    return next((subject.resources[one] for one in both_ways(address) if one in subject.resources), None)


def both_ways(address: Address) -> tuple[Address, ...]:
    """Return the addresses of one thing: a label is one, whichever of the two objects is named first."""
    back = Address(address.kind, address.scope[::-1], address.key)
    return (address, back) if address.kind == "label" else (address,)


def lists_of(address: Address) -> Iterator[Scope]:
    """Yield the lists of a portal that would hold a part; without its custom objects nobody knows theirs."""
    if _is_custom(address):
        yield ("schema", ())
    if address.kind == "schema":
        yield ("property", (address.key,))
        return
    yield from ((one.kind, one.scope) for one in both_ways(address))
    if address.kind == "label":
        yield ("label", ())


def objects_of(address: Address) -> tuple[str, ...]:
    """Return the objects that a part hangs on."""
    return address.scope or (address.key,)


def _takes(address: Address) -> frozenset[str]:
    """Return the kinds whose lack in a subscription takes a part away: a custom object takes all its parts along."""
    own = frozenset({address.kind} - {"schema"})
    return own | {"schema"} if _is_custom(address) else own


def _is_custom(address: Address) -> bool:
    return any(name not in BY_NAME for name in objects_of(address))


def _is_observed(address: Address, subject: Configured) -> bool:
    return any(one in subject.observed for one in both_ways(address))
