"""Who edited last what waits or would be overwritten: which changes ask for it, and the answers put where they belong.

What HubSpot tells is about a whole property, pipeline or stage, never about one field of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cvpctl.kinds import KINDS
from cvpctl.model import Action, Address, Body, Cause, Change, Plan, Touch

_MOVED = (Cause.DRIFT, Cause.CONFLICT, Cause.UNATTRIBUTED)
_BY = ("updatedUserId", "updatedByUserId")

Touches = Mapping[Address, Touch]
"""By the address of a resource, or of the one part of it that moved."""


def moved_by_hand(plan: Plan) -> tuple[Address, ...]:
    """Return the addresses that are live and hold an edit nobody of ours made, as far as the record tells.

    Where all that moved lies in one stage, it is that stage's address: it has a story of its own.
    """
    changes = (*plan.held, *plan.changes, *plan.blocked)
    return tuple(dict.fromkeys(_spot(change) for change in changes if _moved(change)))


def told_by(body: Body) -> Touch:
    """Return what a resource tells of itself; either side may be empty."""
    by = next((str(body[name]) for name in _BY if body.get(name)), "")
    return Touch(by=by, at=str(body.get("updatedAt") or ""))


def with_touches(plan: Plan, touches: Touches) -> Plan:
    """Return the plan with each change that moved naming who was there last."""

    def told(changes: tuple[Change, ...]) -> tuple[Change, ...]:
        return tuple(replace(one, touched=touches.get(_spot(one))) if _moved(one) else one for one in changes)

    return replace(plan, held=told(plan.held), changes=told(plan.changes), blocked=told(plan.blocked))


def _moved(change: Change) -> bool:
    return change.action is Action.UPDATE and any(edit.cause in _MOVED for edit in change.fields)


def _spot(change: Change) -> Address:
    keyed = {name for name in KINDS[change.address.kind].fields if KINDS[change.address.kind].rule(name).keyed_by}
    spots = {edit.path[:2] if edit.path[0] in keyed else () for edit in change.fields if edit.cause in _MOVED}
    part = next(iter(spots)) if len(spots) == 1 else ()
    is_stage = change.address.kind == "pipeline" and len(part) > 1
    return change.address.child(*part) if is_stage else change.address
