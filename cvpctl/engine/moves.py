"""`moved:` against a portal: which live thing goes by which address from now on, and what the record makes of it.

HubSpot never changes an internal name, an id or an option's value. So the live thing stays what it is and is known
under its new address, as if it were bound, unless somebody allowed record values to be migrated (`migrations`).
What was learnt so is remembered in the record under `ADDRESS#moved`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from cvpctl.engine.choices import Choices
from cvpctl.engine.lookalikes import binding_line
from cvpctl.kinds import KINDS
from cvpctl.model import ABSENT, Address, Body, Desired, Entry, Finding, Moved, Place, Record, Severity, State, at

MEMORY = "moved"
"""The field under which the record keeps what the portal calls a moved thing."""
Names = Mapping[Address, Address]
"""Old address to new one."""


class Standing(Enum):
    """How far a move has come."""

    KNOWN = auto()  # only the old one is live: it goes by the new address
    MIGRATES = auto()  # record values are to go to the new one
    DONE = auto()  # only the new one is live
    CLASH = auto()  # both are, and nobody said what shall become of the values
    NOWHERE = auto()  # neither is, or nobody can tell


@dataclass(frozen=True, slots=True)
class Move:
    """`source` is the one of a chain of old names that is live; `identity` what the portal calls the live thing."""

    source: Address
    target: Address
    standing: Standing
    identity: str = ""
    place: Place | None = None


def moves(desired: Desired, live: State, choices: Choices) -> tuple[Move, ...]:
    """Return how far each move has come; owners stand before their parts."""
    found = [_move(target, sources, desired, live, choices) for target, sources in _chains(desired.moved).items()]
    return tuple(sorted(found, key=lambda move: (bool(move.target.subpath), move.target)))


def names_of(moved: Iterable[Moved]) -> Names:
    """Return the last name of each old one; parts stand below what their owner is called now."""
    return {source.source: target for target, sources in _chains(moved).items() for source in sources}


def aliases(found: Iterable[Move]) -> dict[Address, str]:
    """Return what the portal calls the things that go by another address from now on."""
    return {move.target: move.identity for move in found if move.standing is Standing.KNOWN}


def identities(found: Iterable[Move]) -> dict[Address, str]:
    """Return what the portal calls the moved things that it still knows under another name."""
    known = (Standing.KNOWN, Standing.DONE)
    return {move.target: move.identity for move in found if move.standing in known and move.identity != _name(move)}


def word(source: Address, target: Address, place: Place | None = None) -> Finding:
    """Return the finding that only somebody's word lets pass."""
    message = f"what records hold of it goes to {target}"
    help_ = "without a migration records keep what they hold, and the portal's name for it stays"
    about = ("MIGRATE", Severity.ERROR, message, help_, source, place)
    return Finding(*about, allowable=True, counted=True)


def migrates(source: Address, target: Address, desired: Desired, choices: Choices) -> bool:
    """Tell whether values shall go: a tombstone for the old name asks for it, and so does somebody's word."""
    if source.kind != "property":
        return False
    return source in desired.removed or choices.allows(word(source, target))


def notices(found: Iterable[Move]) -> Iterator[Finding]:
    """Yield what to say of moves that are through."""
    for move in found:
        if move.standing not in (Standing.DONE, Standing.KNOWN):
            continue
        if move.identity == _name(move):
            message = f"{move.source} has moved here: it is not live any more"
            yield Finding("MOVED", Severity.INFO, message, "the line can go", move.target, move.place)
        elif move.target.kind == "property" and move.target.subpath:
            message = f"is {move.identity!r} in this portal, and records keep that value"
            yield Finding("MOVED", Severity.INFO, message, "leave the line in moved:", move.target, move.place)
        else:
            message = f"is {move.identity!r} in this portal; it keeps that name there"
            help_ = "the line can go once this one stands in the portal's bindings in cvpctl.yaml:"
            paste = binding_line(move.target, move.identity)
            yield Finding("MOVED", Severity.INFO, message, help_, move.target, move.place, paste=paste)


def clash(move: Move) -> Finding:
    message = f"{move.source} and {move.target} are both live, so the one is not the other under a new name"
    if move.source.kind == "property":
        help_ = f"let record values go over with --allow MIGRATE:{move.source}, or take the line out of moved:"
    else:
        help_ = "take the line out of moved:, or remove one of the two"
    return Finding("BOTH_LIVE", Severity.ERROR, message, help_, move.target, move.place)


def is_live(live: State, address: Address) -> bool:
    resource = live.resources.get(address.owner)
    if resource is None or not address.subpath:
        return resource is not None
    return at(KINDS[address.kind].normalise(address.owner, resource.body), address.subpath) is not ABSENT


def followed(record: Record, names: Names) -> Record:
    """Return the record with every address under its new name; what was recorded under that already wins."""
    if not names:
        return record
    moved = {
        (new := renamed(address, names)): (address, _called(entry, address, new))
        for address, entry in record.entries.items()
    }
    entries = {
        new: _entry(new, entry, names)
        for new, (old, entry) in moved.items()
        if old == new or new not in record.entries or old in names
    }
    entries |= {new: _entry(new, record.entries[new], names) for new in moved if new in record.entries}
    return replace(record, entries=entries)


def _called(entry: Entry, old: Address, new: Address) -> Entry:
    """The live thing keeps its name, and the entry goes on telling of that very thing."""
    return entry if old.key == new.key else replace(entry, identity=entry.identity or old.key)


def memory(record: Record) -> dict[Address, str]:
    """Return what the portal calls things that moved, as far as the record remembers."""
    return {address.at(""): entry.identity for address, entry in record.entries.items() if address.field == MEMORY}


def remembered(record: Record, known: Mapping[Address, str]) -> Record:
    """Return the record with what the portal calls things that moved."""
    entries = {address.at(MEMORY): Entry({}, {}, identity=identity) for address, identity in known.items()}
    return replace(record, entries={**record.entries, **entries}) if entries else record


def forgotten(record: Record, addresses: Collection[Address]) -> Record:
    """Return the record without the memory of these moves."""
    gone = {address.at(MEMORY) for address in addresses}
    return replace(record, entries={one: entry for one, entry in record.entries.items() if one not in gone})


def own_address(address: Address, identity: str) -> Address:
    """Return the address that a live thing has by its own name."""
    if address.subpath:
        return replace(address, subpath=(*address.subpath[:-1], identity))
    return replace(address, key=identity)


def _chains(moved: Iterable[Moved]) -> dict[Address, list[Moved]]:
    """Group old names by the last one, the latest first; parts are written below their owner's last name."""
    lines = {one.source: one for one in moved}
    ends: dict[Address, Address] = {}
    for source in lines:
        end = source
        for _ in lines:
            end = lines[end].target if end in lines else end
        ends[source] = end
    chains: dict[Address, list[Moved]] = {}
    for one in reversed(list(lines.values())):
        end = _below(ends[one.source], ends)
        chains.setdefault(end, []).append(Moved(_below(one.source, ends), end, one.place))
    return chains


def _below(address: Address, ends: Names) -> Address:
    return replace(address, key=ends.get(address.owner, address.owner).key) if address.subpath else address


def _move(target: Address, sources: list[Moved], desired: Desired, live: State, choices: Choices) -> Move:
    alive = [one for one in sources if is_live(live, one.source)]
    first = (alive or sources)[0]
    about = first.source, target
    if (target.kind, target.scope) in live.unknown or not (alive or is_live(live, target)):
        return Move(*about, Standing.NOWHERE, place=first.place)
    if not alive:
        return Move(*about, Standing.DONE, _identity(live, target), first.place)
    if migrates(*about, desired, choices):
        return Move(*about, Standing.MIGRATES, place=first.place)
    if len(alive) > 1 or is_live(live, target):
        return Move(*about, Standing.CLASH, place=first.place)
    return Move(*about, Standing.KNOWN, _identity(live, first.source), first.place)


def _identity(live: State, address: Address) -> str:
    """Return what the portal itself calls a live thing."""
    resource = live.resources[address.owner]
    if not address.subpath:
        return resource.identity or address.key
    name, key = address.subpath
    keyed_by = KINDS[address.kind].rule(name).keyed_by
    parts = (one for one in resource.body.get(name, ()) if isinstance(one, dict))
    return next((str(one.get("identity") or key) for one in parts if str(one.get(keyed_by)) == key), key)


def _name(move: Move) -> str:
    return move.target.subpath[-1] if move.target.subpath else move.target.key


def renamed(address: Address, names: Names) -> Address:
    kind = "property" if address.kind == "validation" else address.kind
    owner = names.get(Address(kind, address.scope, address.key))
    new = replace(address, key=owner.key) if owner else address
    part = names.get(new.at("")) if new.subpath else None
    return part.at(address.field) if part else new


def _entry(address: Address, entry: Entry, names: Names) -> Entry:
    return replace(entry, stated=_body(address, entry.stated, names), live=_body(address, entry.live, names))


def _body(address: Address, body: Body, names: Names) -> Body:
    result: dict[str, Any] = dict(body)
    for name, value in body.items():
        if KINDS[address.kind].rule(name).keyed_by and isinstance(value, Mapping):
            result[name] = {_key(address.owner.child(name, key), names): child for key, child in value.items()}
    group = names.get(Address("group", address.scope, str(body.get("groupName"))))
    return result | ({"groupName": group.key} if group and address.kind == "property" else {})


def _key(part: Address, names: Names) -> str:
    return names.get(part, part).subpath[-1]
