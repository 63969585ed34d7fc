"""Following what moved: bindings and the record are read under new addresses, and the portal answers by them.

A rename that this run is the first to see takes a second look; after an apply the record remembers it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from cvpctl.apply.old_values import OldValues
from cvpctl.cli.session import Session
from cvpctl.engine import Choices
from cvpctl.engine.moves import (
    Names,
    Standing,
    aliases,
    followed,
    forgotten,
    memory,
    migrates,
    moves,
    names_of,
    own_address,
    remembered,
    renamed,
)
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Desired, Place, Plan, Record, State
from cvpctl.project import Binding, PortalSettings

LOOKS = 3
"""Owners move before their parts are found, and parts before both are compared."""


@dataclass(frozen=True, slots=True)
class Following:
    """What was seen, and what it was seen by."""

    live: State
    record: Record
    settings: PortalSettings


def remembering(session: Session, desired: Desired, record: Record, choices: Choices) -> Record:
    """Let the portal go by what the record remembers of earlier moves, as far as that still holds."""
    stated, ends = set(_stated(desired)), names_of(desired.moved)
    names: dict[Address, Address] = {}
    kept, gone = memory(record), list[Address]()
    for address in sorted(kept, key=lambda one: len(one.subpath)):
        new = renamed(address, names)
        own = own_address(new, kept[address])
        asked = any(end == new and migrates(old, end, desired, choices) for old, end in ends.items())
        # An option has no binding: its old value, stated again, is an option of its own.
        if asked or (own in stated and (new not in stated or bool(new.kind == "property" and new.subpath))):
            names[new] = own
            gone.append(address)
    if gone:
        record = followed(forgotten(record, gone), names)
        session.portal.follow(memory(record), kept)
    return record


def bound_by_memory(settings: PortalSettings, desired: Desired, record: Record) -> PortalSettings:
    """Return the settings with what the record remembers among the bindings, so that the same is refused of both."""
    found = {
        address: Binding(identity, _place(desired, address))
        for address, identity in memory(record).items()
        if address.owner in desired.resources and address not in settings.bindings
    }
    return replace(settings, bindings={**settings.bindings, **found}) if found else settings


def following(
    session: Session, desired: Desired, record: Record, choices: Choices, looked: Callable[[], State]
) -> Following:
    """Look, and look again by the new addresses of what turns out to have moved."""
    live, settings = looked(), session.settings
    for _ in range(LOOKS):
        found = moves(desired, live, choices)
        known = aliases(found)
        if not known:
            break
        names = {move.source: move.target for move in found if move.standing is Standing.KNOWN}
        settings = _rebound(settings, names)
        _led(session, record, settings, known, names)
        record = remembered(followed(record, names), known)
        live = looked()
    done = {move.target for move in moves(desired, live, choices) if move.standing is Standing.DONE}
    arrived = {old: end for old, end in names_of(desired.moved).items() if end in done}
    return Following(live, followed(record, arrived), settings)


def saved(session: Session, plan: Plan, record: Record) -> Record:
    """Make ready for a saved plan: the portal goes by the addresses it was made with."""
    gone = [one.target for one in plan.migrations if one.target in memory(record)]
    names: dict[Address, Address] = {one: own_address(one, memory(record)[one]) for one in gone}
    record = followed(forgotten(record, gone), names)
    names = {}
    for address, identity in plan.identities.items():
        own = own_address(address, identity)
        same = (own, *(old for old, entry in record.entries.items() if entry.identity == identity))
        names |= {old: address for old in same if _alike(old, address) and old in record.entries}
    session.portal.follow(plan.identities, [*gone, *names])
    return remembered(followed(record, names), plan.identities)


def under_way(session: Session, plan: Plan) -> Iterator[str]:
    """Yield what is left of migrations that an earlier run began."""
    folder = session.places.journal(session.settings.name, session.identity.portal_id)
    for one in plan.migrations:
        kept = OldValues.of(folder, one)
        if kept.begun:
            yield (
                f"note: a migration of {one.source} was under way: {len(kept.checked):,} of {kept.before['source']:,}"
                " records are through; this apply goes on from there"
            )


def _led(
    session: Session, record: Record, settings: PortalSettings, known: Mapping[Address, str], names: Names
) -> None:
    """Tell the portal of moved things and of the parts that go with them."""
    old = {**memory(record), **{address: one.identity for address, one in session.settings.bindings.items()}}
    gone = [address for address in old if renamed(address, names) != address]
    new = {renamed(address, names): old[address] for address in gone}
    new |= {address: one.identity for address, one in settings.bindings.items() if renamed(address, names) == address}
    session.portal.follow({**new, **known}, gone)


def _rebound(settings: PortalSettings, names: Names) -> PortalSettings:
    bindings = {renamed(address, names): one for address, one in settings.bindings.items()}
    return replace(settings, bindings=bindings)


def _stated(desired: Desired) -> Iterator[Address]:
    for address, resource in desired.resources.items():
        yield address
        body = KINDS[address.kind].normalise(address, resource.body)
        for name, value in body.items():
            if KINDS[address.kind].rule(name).keyed_by and isinstance(value, Mapping):
                yield from (address.child(name, key) for key in value)


def _place(desired: Desired, address: Address) -> Place:
    return desired.resources[address.owner].place or Place("the record", 1, 1)


def _alike(old: Address, new: Address) -> bool:
    return (old.kind, old.scope, old.subpath[:-1], len(old.subpath)) == (
        new.kind,
        new.scope,
        new.subpath[:-1],
        len(new.subpath),
    ) and not old.field
