"""The calls of a saved plan, made anew: an approval binds to the changes, so the file's own calls are never sent."""

from __future__ import annotations

from dataclasses import replace

from cvpctl.engine.calls import compile_calls
from cvpctl.engine.order import requirements
from cvpctl.model import Action, Change, Plan, State


def recompiled(plan: Plan, live: State) -> Plan:
    """Return the plan with order, bodies and calls that follow from its changes and from what is live now."""
    bodies = {address: resource.body for address, resource in live.resources.items()}
    needs = requirements(plan.changes, bodies)
    changes = tuple(replace(_faithful(one), requires=tuple(sorted(needs[one.address]))) for one in plan.changes)
    return replace(plan, changes=changes, calls=compile_calls(changes, bodies, plan.migrations))


def _faithful(change: Change) -> Change:
    """What is created is what the fields say, and nothing that the digest does not cover."""
    if change.action not in {Action.CREATE, Action.RESTORE}:
        return change
    return replace(change, stated={edit.path[0]: edit.after for edit in change.fields})
