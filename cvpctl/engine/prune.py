"""What goes without a tombstone: what `exclusive: true` leaves no room for, and with `--prune` what a namespace holds.

Both make ordinary changes: judged by all hazards, counted, listed, and part of the digest that an approval binds to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cvpctl.engine.attribution import added_since
from cvpctl.engine.ownership import still_stated
from cvpctl.engine.pair import removal
from cvpctl.engine.witness import witnesses
from cvpctl.kinds import KINDS, RemovalVerb
from cvpctl.model import Action, Address, Change, Desired, Finding, Path, Record, Selector, Severity, State

Parts = Mapping[Address, tuple[Path, ...]]


def prunings(found: Mapping[Address, Selector], live: State) -> Iterator[Change]:
    """Yield a removal for each live thing that a namespace does not want."""
    for address, selector in sorted(found.items()):
        kind = KINDS[address.kind]
        if kind.removal is not RemovalVerb.IMPOSSIBLE:
            yield removal(kind, live.resources[address], selector.place)


def unwanted_parts(desired: Desired, live: State) -> dict[Address, tuple[Path, ...]]:
    """Return the live options and stages that an exclusive list does not name, by their owner.

    HubSpot's own options are only ever added to, so there a list says what must be and never what must not.
    """
    spared = {*desired.observed, *(move.source for move in desired.moved)}
    found: dict[Address, tuple[Path, ...]] = {}
    for collection in sorted(desired.exclusive):
        owner, (name,) = collection.owner, collection.subpath
        resource, alive = desired.resources.get(owner), live.resources.get(owner)
        if resource is None or alive is None or alive.body.get("hubspotDefined"):
            continue
        kind = KINDS[owner.kind]
        stated = kind.normalise(owner, still_stated(desired, resource).body).get(name)
        if stated:
            lives = kind.normalise(owner, alive.body).get(name, {})
            found[owner] = tuple(
                (name, key) for key in lives if key not in stated and owner.child(name, key) not in spared
            )
    return {owner: parts for owner, parts in found.items() if parts}


def added_parts(desired: Desired, live: State, record: Record) -> dict[Address, tuple[Path, ...]]:
    """Return those of them that were not there when the record was made: somebody's, until a side is taken."""
    known = witnesses(record.entries, live.resources)
    return {
        owner: tuple(path for path in parts if added_since(known[owner], path))
        for owner, parts in unwanted_parts(desired, live).items()
        if owner in known
    }


def together(one: Parts, other: Parts) -> dict[Address, tuple[Path, ...]]:
    """Return parts that go for either reason, each once."""
    return {owner: tuple(dict.fromkeys((*one.get(owner, ()), *other.get(owner, ())))) for owner in {*one, *other}}


def open_lists(desired: Desired, live: State) -> Iterator[Finding]:
    """Tell where `exclusive: true` takes nothing out, since HubSpot defines the thing."""
    for collection in sorted(desired.exclusive):
        owner = collection.owner
        alive, place = live.resources.get(owner), desired.resources[owner].place if owner in desired.resources else None
        if alive is not None and alive.body.get("hubspotDefined"):
            message = f"HubSpot defines it, so its {collection.subpath[0]} are added to and never taken out"
            yield Finding("EXCLUSIVE_IGNORED", Severity.INFO, message, "take exclusive: out", owner, place)


@dataclass(frozen=True, slots=True)
class Reasons:
    """Says of a removal that no tombstone asks for, why it goes."""

    desired: Desired

    def findings(self, change: Change) -> Iterable[Finding]:
        asked = {address.owner for address in self.desired.removed}
        if change.action is not Action.REMOVE or change.address in asked:
            return
        message = "no blueprint states it, and the blueprint owns this namespace whole"
        help_ = "to keep it, state it or list it under observed:"
        yield Finding("STATED_NOWHERE", Severity.INFO, message, help_, change.address, change.place)
