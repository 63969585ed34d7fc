"""What lives in a portal beside what blueprints claim: what was known at the last apply, and what is new since.

New things are no drift, since nobody's word stands against them; somebody should still hear of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from cvpctl.engine.managed import claimed
from cvpctl.engine.prune import unwanted_parts
from cvpctl.engine.scopes import wanted_scopes
from cvpctl.kinds import KINDS
from cvpctl.kinds.natives import STAMP, hubspots_own
from cvpctl.model import Address, Desired, Entry, Finding, Plan, Record, Resource, Scope, Severity, State

Resources = Mapping[Address, Resource]


def witnessed(record: Record, live: Resources, read: Iterable[Scope]) -> Record:
    """Return the record that knows all custom things of the lists `read`, whoever claims them."""
    lists: dict[Scope, set[str]] = {scope: set() for scope in read}
    own = {STAMP} | hubspots_own(live.values())
    for address in live:
        if (address.kind, address.scope) in lists and address not in own:
            lists[address.kind, address.scope].add(address.key)
    found = {scope: frozenset(names) for scope, names in lists.items()}
    return replace(record, unmanaged={**record.unmanaged, **found})


def lists_read(desired: Desired, live: State, record: Record) -> set[Scope]:
    """Return the lists that a plan looked at and could read."""
    recorded = {(address.kind, address.scope) for address in record.entries if address.kind in KINDS}
    return {*wanted_scopes(desired), *recorded} - live.unknown.keys()


def lists_of(plan: Plan, live: State) -> set[Scope]:
    """Return the lists that are read again before a saved plan is applied."""
    return {(change.address.kind, change.address.scope) for change in plan.changes} - live.unknown.keys()


def new_since(desired: Desired, live: State, record: Record) -> tuple[Finding, ...]:
    """Return what nobody claims and the last apply did not see; of a list it never looked at nothing is known."""
    ours = claimed(desired)
    return (*_things(ours, live, record), *_parts(desired, live, record))


def _things(ours: Collection[Address], live: State, record: Record) -> Iterator[Finding]:
    own = {STAMP} | hubspots_own(live.resources.values())
    for address, resource in sorted(live.resources.items()):
        known = record.unmanaged.get((address.kind, address.scope))
        if known is None or address.key in known or address in own or address in ours or address in record.entries:
            continue
        label = resource.body.get("label")
        yield _new(address, KINDS[address.kind].noun + (f" ({label})" if label else ""))


def _parts(desired: Desired, live: State, record: Record) -> Iterator[Finding]:
    unwanted = {one.child(*path) for one, paths in unwanted_parts(desired, live).items() for path in paths}
    for address, entry in sorted(record.entries.items()):
        if address in desired.resources and address in live.resources:
            for part, label in _new_parts(desired.resources[address], entry, live.resources[address]):
                # An exclusive list holds it for drift.
                if part not in {*desired.removed, *desired.observed, *unwanted}:
                    yield _new(part, f"{part.subpath[0].removesuffix('s')}" + (f" ({label})" if label else ""))


def _new_parts(stated: Resource, entry: Entry, live: Resource) -> Iterator[tuple[Address, str]]:
    kind = KINDS[live.address.kind]
    said, lives = kind.normalise(stated.address, stated.body), kind.normalise(live.address, live.body)
    for name, children in lives.items():
        if kind.rule(name).keyed_by and name in entry.live:
            for key, child in children.items():
                if key not in entry.live[name] and key not in said.get(name, {}):
                    yield live.address.child(name, key), str(child.get("label") or "")


def _new(address: Address, what: str) -> Finding:
    message = f"{what}, made since the last apply; no blueprint claims it"
    help_ = "cvpctl plan --unmanaged prints the lines that would adopt it"
    return Finding("NEW_UNMANAGED", Severity.INFO, message, help_, address)
