"""What goes by a name that only a binding says: the plan shows the live name, and a new binding of it stands first.

`removed:` names an address, which may be of nothing that anybody knows; a line under `bindings:` aims it at something.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cvpctl.model import Action, Address, Change, Desired, Finding, Plan, Severity
from cvpctl.project.masking import shown
from cvpctl.project.settings import Binding

Bound = Mapping[Address, Binding]


def with_live_names(plan: Plan, desired: Desired, bound: Bound) -> Plan:
    """Return the plan with what the portal calls each bound thing that goes."""

    def named(changes: Iterable[Change]) -> tuple[Change, ...]:
        return tuple(_named(one, desired, bound) for one in changes)

    return replace(plan, changes=named(plan.changes), held=named(plan.held), blocked=named(plan.blocked))


def aimed(plan: Plan, desired: Desired, now: Bound, before: Bound, ref: str) -> Iterator[Finding]:
    """Yield an alarm for each binding that is not what it was and decides what is taken out."""
    gone = sorted({one for change in _all(plan) for one in _going(change, desired)})
    for address, binding in sorted(now.items()):
        was = before.get(address)
        if was and was.identity == binding.identity:
            continue
        if out := [str(one) for one in gone if _decides(address, one)]:
            how = f", and was bound to {shown(was.identity)}" if was else ""
            message = f"{address} is bound to {shown(binding.identity)} since {ref}{how}: it takes out {', '.join(out)}"
            help_ = f"look in the portal at what {shown(binding.identity)} is before anything is applied"
            yield Finding("BOUND_AND_REMOVED", Severity.WARNING, message, help_, address, binding.place)


def _all(plan: Plan) -> tuple[Change, ...]:
    return (*plan.changes, *plan.held, *plan.blocked)


def _going(change: Change, desired: Desired) -> Iterator[Address]:
    """Yield what a change takes out: its whole thing, or parts that are named under `removed:`."""
    if change.action is Action.REMOVE:
        yield change.address
    elif change.action is Action.UPDATE:
        yield from (one for one in desired.removed if one.owner == change.address and one.subpath)


def _decides(binding: Address, gone: Address) -> bool:
    """Tell whether a binding says which live thing an address means."""
    inside = binding.kind == "schema" and binding.key in gone.scope
    return inside or binding in (gone, gone.owner)


def _named(change: Change, desired: Desired, bound: Bound) -> Change:
    found = tuple(
        Finding("BOUND_TO", Severity.INFO, f"this portal calls {one} {shown(bound[one].identity)}", address=one)
        for one in _going(change, desired)
        if one in bound
    )
    return replace(change, findings=(*found, *change.findings)) if found else change
