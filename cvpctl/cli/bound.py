"""Bindings beside what they bind: addresses of the blueprints on one side, live things on the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from cvpctl.engine.scopes import references_of
from cvpctl.errors import BlueprintInvalid
from cvpctl.kinds import KINDS
from cvpctl.model import ABSENT, Address, Desired, Resource, Scope, State, at
from cvpctl.project import PortalSettings, two_owners


def require_free(settings: PortalSettings, desired: Desired) -> None:
    """Refuse a binding to what the blueprints state under its own name: one live thing would have two owners."""
    stated = {part for resource in desired.resources.values() for part in _parts(resource)}
    if findings := list(two_owners(settings.bindings, stated)):
        raise BlueprintInvalid(findings)


def remarks(
    settings: PortalSettings, desired: Desired, live: State, read: Collection[Scope], *, whole: bool
) -> Iterator[str]:
    """Yield what to say of bindings that do nothing; `whole` says that the project's blueprints were all read."""
    yield from _missing(settings, live, read)
    if whole:
        yield from _idle(settings, desired)


def _missing(settings: PortalSettings, live: State, read: Collection[Scope]) -> Iterator[str]:
    """Yield a remark for each binding that names nothing live, where the list that would hold it was read."""
    for address, binding in sorted(settings.bindings.items()):
        scope = (address.kind, address.scope)
        if scope in read and scope not in live.unknown and not _is_live(address, binding.identity, live):
            yield (f"note: {binding.place}: {address} is bound to {binding.identity}, which this portal does not have")


def _idle(settings: PortalSettings, desired: Desired) -> Iterator[str]:
    """Yield a remark for each binding whose address no blueprint names: mostly a slip."""
    named = {part for resource in desired.resources.values() for part in (*_parts(resource), *references_of(resource))}
    named |= {*desired.removed, *(gone.owner for gone in desired.removed), *desired.observed}
    used = named | {Address("schema", (), name) for address in named for name in address.scope}
    for address, binding in sorted(settings.bindings.items()):
        if address not in used:
            near = get_close_matches(str(address), [str(one) for one in used], n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            yield f"note: {binding.place}: {address} is bound, and no blueprint names it{hint}"


def _parts(resource: Resource) -> Iterator[Address]:
    """Yield an address and, of a pipeline, those of its stages."""
    address = resource.address
    yield address
    if address.kind == "pipeline":
        stages = KINDS["pipeline"].normalise(address, resource.body).get("stages", {})
        yield from (address.child("stages", key) for key in stages)


def _is_live(address: Address, identity: str, live: State) -> bool:
    found = live.resources.get(address.owner) or live.archived.get(address.owner)
    if found and address.kind == "schema":
        # One that fits nothing falls back to the object's own name.
        own = found.identity or address.key
        return identity in (own, found.body.get("fullyQualifiedName"), found.body.get("objectTypeId"))
    if found is None or not address.subpath:
        return found is not None
    return at(KINDS[address.kind].normalise(found.address, found.body), address.subpath) is not ABSENT
