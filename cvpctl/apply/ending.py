"""How a run ended: what its journal says of that, field by field where something reads otherwise, and its exit code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvpctl.apply.journal import Journal, JournalLost
from cvpctl.apply.run import Run
from cvpctl.apply.verify import Difference
from cvpctl.errors import IN_PART, INTERRUPTED, LOOKED_IN_PART, NOT_CONVERGED, STALE, worst
from cvpctl.kinds import KINDS
from cvpctl.model import ABSENT, Address, Body, Change, Plan, Resource, Settled
from cvpctl.model.report import Report


def exit_code(run: Run, report: Report) -> int:
    if run.interrupted:
        return INTERRUPTED
    codes = [run.fatal.exit_code] if run.fatal else []
    codes += [IN_PART] if run.unwell else []
    codes += [NOT_CONVERGED] if report.not_converged else []
    codes += [STALE] if report.stale else []
    # What nobody read because the run had ended has that end for its reason.
    codes += [LOOKED_IN_PART] if report.unread and not run.fatal else []
    return worst(codes)


def tell_end(
    journal: Journal, run: Run, report: Report, seen: Mapping[Address, Resource | None], done: tuple[int, int]
) -> None:
    """Journal what was read back, before the record learns it, and the end; `done` are changes, of how many.

    What is pending was read as it was before: the next run reads it again, and then knows it for ours.
    """
    pending = {address for address, _ in report.pending}
    left = {address: _normalised(found) for address, found in seen.items() if address not in pending}
    told = {"notConverged": report.not_converged, "pending": report.pending, "unread": report.unread}
    counts = {name: len(found) for name, found in told.items()}
    try:
        if left:
            journal.left(left)
        if any(counts.values()):
            unread = {str(address): why for address, why in report.unread.items()}
            journal.different([*map(_field, report.not_converged)], [*map(_field, report.pending)], unread)
        journal.end(done=done[0], of=done[1], **counts, exit=exit_code(run, report))
    except JournalLost as lost:
        run.fatal = run.fatal or lost


def settled_well(plan: Plan, run: Run) -> tuple[Change, ...]:
    """Return the changes whose every step was carried out."""
    ended = {one.step for one in run.outcomes if one.settled is Settled.DONE}
    unwell: set[Address] = set()
    for call in plan.calls:
        pairs = zip(call.covers, call.addresses, strict=True)
        unwell |= {address.owner for step, address in pairs if step not in ended}
    return tuple(change for change in plan.changes if change.address not in unwell)


def _normalised(resource: Resource | None) -> Body | None:
    return KINDS[resource.address.kind].normalise(resource.address, resource.body) if resource else None


def _field(difference: Difference) -> dict[str, Any]:
    address, edit = difference
    sides = (("reads", edit.before), ("written", edit.after))
    return {"address": str(address), "path": edit.path, **{name: side for name, side in sides if side is not ABSENT}}
