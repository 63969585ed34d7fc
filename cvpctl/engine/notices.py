"""What a reader should know although nothing is written for it: unmanaged children, things left behind."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from cvpctl.engine.managed import told, unstated
from cvpctl.engine.pair import Paired
from cvpctl.engine.prune import open_lists, unwanted_parts
from cvpctl.kinds import KINDS, Kind, RemovalVerb
from cvpctl.kinds.natives import hubspots_own
from cvpctl.model import ABSENT, Address, Desired, Entry, Finding, Record, Resource, Severity, State, Unseen, at


def unmanaged(resource: Resource, found: Paired) -> Iterator[Finding]:
    if found.unmanaged:
        names = ", ".join(found.unmanaged)
        message = f"kept, since the blueprint does not name them: {names}"
        yield Finding("UNMANAGED_CHILDREN", Severity.INFO, message, "", resource.address, resource.place)


def taken(resource: Resource, found: Paired) -> Iterator[Finding]:
    for edit in found.taken:
        path = "/".join(edit.path)
        message = f"{path} is left as the portal has it, for this run"
        yield Finding("LEFT_TO_PORTAL", Severity.INFO, message, "", resource.address, resource.place)


def beyond(desired: Desired, live: State, record: Record | None, going: Collection[Address]) -> Iterator[Finding]:
    """What lives beside what is stated: things that were ours, things in our namespaces, lists that stay open.

    `going` are the addresses that go or wait to go: of those the change itself tells.
    """
    left = tuple(left_behind(desired, live, record))
    yield from (one for one in left if one.address not in going)
    yield from told(unstated(desired, live), live, {*going, *(one.address for one in left if one.address)})
    yield from open_lists(desired, live)


def left_behind(desired: Desired, live: State, record: Record | None) -> Iterator[Finding]:
    """What was ours, is still live and is no longer stated, with the tombstone to paste.

    Nothing is said of what an exclusive list takes out. `omit:` takes nothing out of a portal, so of that it is.
    """
    parts = unwanted_parts(desired, live)
    settled = {owner.child(*path) for owner, paths in parts.items() for path in paths}
    left = [address for address in _was_ours(desired, live, record) if address not in settled]
    own = hubspots_own(live.resources.values()) if left else set()
    yield from (_left(address, own, omitted=address in desired.omitted) for address in left)


def _was_ours(desired: Desired, live: State, record: Record | None) -> Iterator[Address]:
    for address, entry in sorted(record.entries.items()) if record else ():
        if address not in live.resources:
            continue
        resource = desired.resources.get(address)
        if resource is None and address not in desired.removed and address not in desired.observed:
            yield address
        elif resource is not None:
            yield from _left_parts(KINDS[address.kind], resource, entry, live.resources[address], desired)


def _left_parts(kind: Kind, resource: Resource, entry: Entry, live: Resource, desired: Desired) -> Iterator[Address]:
    stated = kind.normalise(resource.address, resource.body)
    alive = kind.normalise(resource.address, live.body)
    for name in entry.stated:
        if not kind.rule(name).keyed_by or not isinstance(entry.stated[name], Mapping):
            continue
        for key in entry.stated[name]:
            part = resource.address.child(name, key)
            if key in alive.get(name, {}) and key not in stated.get(name, {}) and part not in desired.removed:
                yield part


def _left(address: Address, hubspots: Collection[Address], *, omitted: bool) -> Finding:
    why = "is left out by omit:, which does not touch the portal" if omitted else "is no longer stated"
    message = f"was applied from this blueprint, is still live, and {why}"
    about = ("LEFT_BEHIND", Severity.WARNING, message)
    # Stages of a pipeline that HubSpot brought can go, options of its properties cannot.
    if address.owner in hubspots and (address.kind == "property" or not address.subpath):
        help_ = "HubSpot's own, so it stays; state it again to go on managing it"
        return Finding(*about, help_, address)
    if not removable(address):
        return Finding(*about, "HubSpot has no API to take it away; somebody can, in HubSpot's settings", address)
    return Finding(*about, "to take it out:", address, paste=f"removed: [{{address: {address}}}]")


def removable(address: Address) -> bool:
    return KINDS[address.kind].removal is not RemovalVerb.IMPOSSIBLE


def by_hand(desired: Desired, live: State) -> Iterator[Finding]:
    """Tombstones of what HubSpot has no API to remove, as steps for a person."""
    for address, tombstone in sorted(desired.removed.items()):
        owner = live.resources.get(address.owner)
        if removable(address) or owner is None:
            continue
        kind = KINDS[address.kind]
        if not address.subpath or at(kind.normalise(owner.address, owner.body), address.subpath) is not ABSENT:
            message = f"HubSpot has no API to remove a {kind.noun}; take it out in the property's settings"
            yield Finding("REMOVE_BY_HAND", Severity.INFO, message, "", address, tombstone.place)


def unavailable(live: State) -> Iterator[Finding]:
    for (kind, scope), unknown in sorted(live.unknown.items(), key=lambda item: item[0]):
        if unknown.why is Unseen.NOT_ENABLED:
            place = ".".join(scope)
            help_ = "switch the object on in HubSpot's object library, or take it out of the blueprint"
            yield Finding(
                "NOT_ENABLED", Severity.WARNING, f"{KINDS[kind].collection} of {place}: {unknown.detail}", help_
            )
