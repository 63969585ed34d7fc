"""Sentences that more than one rendering says, so that a terminal and a pull request speak alike."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Action, Cause, Change, Finding, Plan, Severity, Unknown
from cvpctl.model.resource import Scope
from cvpctl.render.grouping import scope_text
from cvpctl.render.rows import MOVED, causes
from cvpctl.render.wording import counted, visible

NOT_HUBSPOT = "embedded portal, not HubSpot"
NOTHING = "Nothing to do."
DIGITS = 12

CAUSES = {
    Cause.DRIFT: "changed in the portal since the last apply",
    Cause.CONFLICT: "changed in the portal and in the blueprint since the last apply",
    Cause.UNATTRIBUTED: "no record says who made the difference",
}
SHORT_CAUSES = {Cause.DRIFT: "drift", Cause.CONFLICT: "conflict", Cause.UNATTRIBUTED: "unattributed"}
GONE = "gone from the portal since the last apply"
OVERWRITES = "replaces an edit made in the portal"
PUTS_BACK = "puts back what is gone from the portal since the last apply"
INCOMPLETE = "This plan is not the whole picture: a target, an exclusion or an unreadable list left something out."


def portal_name(plan: Plan) -> str:
    """`acme (portal 12345678)`."""
    name, number = visible(str(plan.run.get("portal") or "")), f"portal {plan.portal_id}"
    return f"{name} ({number})" if name else number


def is_embedded(plan: Plan) -> bool:
    return bool(plan.run.get("embedded"))


def cause_text(change: Change) -> str:
    """Say whose move a held change is."""
    if change.action in (Action.CREATE, Action.RESTORE) and change.cause in MOVED:
        return GONE
    told = [cause for cause in causes(change) if cause in CAUSES]
    if len(told) == 1:
        return CAUSES[told[0]]
    return "; ".join(f"{SHORT_CAUSES[cause]}: {CAUSES[cause]}" for cause in told)


def takes(change: Change) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the two ways to decide a held change, each with what it does."""
    portal = "leave it out" if change.action in (Action.CREATE, Action.RESTORE) else "leave the portal's side, this run"
    return (
        (f"--take blueprint:{change.address}", "write the blueprint's side"),
        (f"--take portal:{change.address}", portal),
    )


def allow(change: Change, finding: Finding) -> str:
    """Return the words that let a finding pass, or nothing where none do."""
    stops = finding.allowable and finding.severity is Severity.ERROR
    return f"--allow {finding.code}:{finding.address or change.address}" if stops else ""


def was_allowed(finding: Finding) -> bool:
    return finding.allowable and finding.severity is not Severity.ERROR


def unknown_text(scope: Scope, unknown: Unknown) -> str:
    detail = f" ({visible(unknown.detail)})" if unknown.detail else ""
    why = f"could not be read: {unknown.why.value}{detail}; what depends on it is unknown too"
    return f"{scope_text(scope)} {why}"


def calls_text(plan: Plan, *, looking_only: bool = False) -> str:
    """Say what looking cost and what writing will cost: the calls of the plan are the calls of the apply."""
    taken = plan.run.get("callsTaken")
    looked = f"Took {counted(taken, 'call')}" if isinstance(taken, int) else ""
    said = "; ".join(filter(None, (looked, "" if looking_only else _to_apply(plan))))
    return f"{said}." if said else ""


def _to_apply(plan: Plan) -> str:
    if not plan.calls:
        return ""
    reads, writes = plan.run.get("verifyCalls"), len(plan.calls)
    if isinstance(reads, int):
        return f"apply will take {counted(reads + writes, 'call')} ({counted(writes, 'write')})"
    return f"apply will take {counted(writes, 'write call')}"


def verdict(plan: Plan) -> Iterator[str]:
    """Yield the sentences a reader needs if they read nothing else."""
    if plan.blocked:
        yield f"{counted(len(plan.blocked), 'change is', 'changes are')} blocked: a person is needed."
    if plan.held:
        yield f"{counted(len(plan.held), 'change is', 'changes are')} held until someone decides."
    if plan.unknown:
        yield f"{counted(len(plan.unknown), 'list')} could not be read."
    if plan.changes:
        yield f"{counted(len(plan.changes), 'change')} ready to apply."
    else:
        yield NOTHING
