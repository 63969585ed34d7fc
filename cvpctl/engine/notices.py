"""What a reader should know although nothing is written for it: unmanaged children, things left behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cvpctl.engine.pair import Paired
from cvpctl.kinds import KINDS, Kind, RemovalVerb
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


def left_behind(desired: Desired, live: State, record: Record | None) -> Iterator[Finding]:
    """What was ours, is still live and is no longer stated, with the tombstone to paste."""
    for address, entry in sorted(record.entries.items()) if record else ():
        if address not in live.resources:
            continue
        resource = desired.resources.get(address)
        if resource is None and address not in desired.removed and address not in desired.observed:
            yield _left(address)
        elif resource is not None:
            yield from _left_parts(KINDS[address.kind], resource, entry, live.resources[address], desired)


def _left_parts(kind: Kind, resource: Resource, entry: Entry, live: Resource, desired: Desired) -> Iterator[Finding]:
    stated = kind.normalise(resource.address, resource.body)
    alive = kind.normalise(resource.address, live.body)
    for name in entry.stated:
        if not kind.rule(name).keyed_by or not isinstance(entry.stated[name], Mapping):
            continue
        for key in entry.stated[name]:
            part = resource.address.child(name, key)
            if key in alive.get(name, {}) and key not in stated.get(name, {}) and part not in desired.removed:
                yield _left(part)


def _left(address: Address) -> Finding:
    message = "was applied from this blueprint, is still live, and is no longer stated"
    return Finding(
        "LEFT_BEHIND", Severity.WARNING, message, "to take it out:", address, paste=f"removed: [{{address: {address}}}]"
    )


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
