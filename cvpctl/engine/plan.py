"""The plan builder: desired, live and recorded state in, one value out. Pure; the world was asked before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cvpctl.engine.allowances import allowances
from cvpctl.engine.calls import compile_calls
from cvpctl.engine.choices import Choices, weighed_by
from cvpctl.engine.decide import decide
from cvpctl.engine.managed import unstated
from cvpctl.engine.migrations import Migrations
from cvpctl.engine.moves import identities, moves
from cvpctl.engine.moves import notices as arrived
from cvpctl.engine.notices import beyond, by_hand, removable, taken, unavailable, unmanaged
from cvpctl.engine.ownership import still_stated
from cvpctl.engine.pair import Paired, Sides, pair, removal
from cvpctl.engine.prune import prunings, together, unwanted_parts
from cvpctl.engine.scopes import wanted_scopes
from cvpctl.engine.upheaval import upheaval
from cvpctl.engine.used_elsewhere import unread
from cvpctl.engine.waiting import judged_waiting
from cvpctl.engine.witness import witnesses
from cvpctl.kinds import KINDS
from cvpctl.model import Action, Address, Change, Desired, Path, Plan, Record, Resource, State
from cvpctl.model.plan_json import digest_of

NO_CHOICES = Choices()


def build_plan(
    desired: Desired, live: State, record: Record | None, *, portal_id: int, choices: Choices = NO_CHOICES
) -> Plan:
    """Compare, attribute, judge and order.

    Raises `ReferenceCycle` where resources refer to each other in a circle.
    """
    pairs = [
        (resource, pair(KINDS[resource.address.kind], sides, choices))
        for resource, sides in _sides(desired, live, record)
    ]
    namespace = unstated(desired, live)
    pruned = tuple(prunings(namespace, live)) if choices.prune else ()
    writes = [found.write for _, found in pairs if found.write] + [*_removals(desired, live), *pruned]
    moved = moves(desired, live, choices)
    migrations = Migrations.among(moved, writes, live, choices)
    decided = decide(migrations.prepared(writes, desired, live), desired, live, choices, migrations)
    running = migrations.runnable(decided.blocked, live, choices)
    waiting = tuple(migrations.unattached((*decided.changes, *decided.blocked), live, choices))
    existing = len(live.resources.keys() & {*desired.resources, *desired.removed, *(one.address for one in pruned)})
    unknown = tuple((scope, live.unknown[scope]) for scope in wanted_scopes(desired) if scope in live.unknown)
    plan = Plan(
        portal_id,
        desired.digest,
        changes=decided.changes,
        calls=compile_calls(
            decided.changes, {address: found.body for address, found in live.resources.items()}, running
        ),
        migrations=running,
        identities=identities(moved),
        held=tuple(_held(pairs, live, choices)),
        blocked=(*decided.blocked, *waiting),
        manual=tuple(by_hand(desired, live)),
        unavailable=tuple(unavailable(live)),
        unknown=unknown,
        notices=(
            *(one for resource, found in pairs for one in (*taken(resource, found), *unmanaged(resource, found))),
            *beyond(desired, live, record, _removed(*decided.changes, *decided.blocked)),
            *unread(live.references),
            *arrived(moved),
        ),
        alarms=weighed_by(choices, upheaval(decided.changes, existing, portal_id)),
        unchanged=sum(1 for _, found in pairs if not (found.write or found.held or found.taken)),
        complete=not (choices.target or choices.exclude or unknown),
    )
    plan = replace(plan, allowed=allowances(plan, choices))
    return replace(plan, digest=digest_of(plan))


def _held(pairs: Iterable[tuple[Resource, Paired]], live: State, choices: Choices) -> Iterator[Change]:
    for _, found in pairs:
        if found.held and choices.in_view(found.held.address):
            yield judged_waiting(found.held, live, choices)


def _removed(*changes: Change) -> set[Address]:
    return {change.address for change in changes if change.action is Action.REMOVE}


def _sides(desired: Desired, live: State, record: Record | None) -> Iterator[tuple[Resource, Sides]]:
    entries = witnesses(record.entries, live.resources) if record else {}
    tombstoned, unwanted = _tombstoned_parts(desired), unwanted_parts(desired, live)
    parts = together(tombstoned, unwanted)
    # A tombstone for a part of something the blueprint does not state refines what is live and states nothing.
    refined = {owner: Resource(owner, {}) for owner in parts if owner in live.resources}
    for address, resource in sorted((refined | dict(desired.resources)).items()):
        if (address.kind, address.scope) not in live.unknown:
            alive, gone = live.resources.get(address), live.archived.get(address)
            compared = still_stated(desired, resource) if alive else resource
            unnamed = set(unwanted.get(address, ())) - set(tombstoned.get(address, ()))
            yield resource, Sides(compared, alive, gone, entries.get(address), parts.get(address, ()), unnamed)


def _tombstoned_parts(desired: Desired) -> dict[Address, tuple[Path, ...]]:
    parts: dict[Address, tuple[Path, ...]] = {}
    for address in sorted(desired.removed):
        if address.subpath and removable(address):
            parts[address.owner] = (*parts.get(address.owner, ()), address.subpath)
    return parts


def _removals(desired: Desired, live: State) -> Iterator[Change]:
    for address, tombstone in sorted(desired.removed.items()):
        if not address.subpath and address in live.resources and removable(address):
            yield removal(KINDS[address.kind], live.resources[address], tombstone.place)
