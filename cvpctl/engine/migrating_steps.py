"""The steps of migrations among those of changes: the new one is made, values go over, the old one is put away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cvpctl.kinds import KINDS, ordinary_steps
from cvpctl.model import ABSENT, Action, Address, Body, Change, FieldChange, Migration, Operation, Step

LANE = "records"
MIGRATE = Operation(LANE, "migrate")
_LATE = "retire"

Bodies = Mapping[Address, Body]
Steps = dict[Address, tuple[Step, ...]]


def migrating_steps(
    migrations: Sequence[Migration], changes: Sequence[Change], steps: Mapping[Address, tuple[Step, ...]], live: Bodies
) -> Steps:
    """Return the steps of all resources that a migration concerns, in place of those they had."""
    by_address = {change.address: change for change in changes}
    found: Steps = {}
    for owner in dict.fromkeys(one.source.owner for one in migrations if one.of_options):
        own = [one for one in migrations if one.of_options and one.source.owner == owner]
        found[owner] = _of_options(own, by_address.get(owner), live.get(owner, {}))
    for one in (one for one in migrations if not one.of_options):
        first = found.get(one.target, steps.get(one.target, ()))
        found[one.target] = (*first, _step(one, first))
        late = found.get(one.source, steps.get(one.source, ()))
        found[one.source] = tuple(replace(step, after=(*step.after, one.step)) for step in late)
    return found


def _of_options(own: Sequence[Migration], change: Change | None, live: Body) -> tuple[Step, ...]:
    """HubSpot replaces a list of options whole, so what comes and what goes are two calls."""
    if change is None or change.action is not Action.UPDATE:
        return tuple(_step(one, ()) for one in own)
    kind = KINDS[change.address.kind]
    late = tuple(edit for edit in change.fields if any(_is_late(edit, one) for one in own))
    early = tuple(edit for edit in change.fields if edit not in late)
    first = ordinary_steps(kind, replace(change, fields=early), change.stated, live) if early else ()
    between = tuple(_step(one, first) for one in own)
    then = {**live, **(first[0].body or {})} if first else live
    last = ordinary_steps(kind, replace(change, fields=late), change.stated, then) if late else ()
    waits = tuple(step.id for step in between)
    return (*first, *between, *(replace(step, part=_LATE, after=waits) for step in last))


def _is_late(edit: FieldChange, one: Migration) -> bool:
    path = one.source.subpath
    return (edit.path == path and edit.after is ABSENT) or edit.path == (*path, "hidden")


def _step(one: Migration, first: Sequence[Step]) -> Step:
    parameters = {"objectType": one.source.scope[0], "source": str(one.source), "target": str(one.target)}
    body: Body = {} if one.records is None else {"records": one.records}
    return Step(one.target, "migrate", MIGRATE, parameters, body, after=tuple(step.id for step in first))
