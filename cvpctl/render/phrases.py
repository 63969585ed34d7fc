"""Sentences that more than one rendering says, so that a terminal and a pull request speak alike."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cvpctl.model import Action, Cause, Change, Finding, Plan, Severity, Unknown
from cvpctl.model.resource import Scope
from cvpctl.render.grouping import scope_text
from cvpctl.render.rows import MOVED, causes
from cvpctl.render.wording import counted, visible

NOT_HUBSPOT = "embedded portal, not HubSpot"
ON_THIS_MACHINE = "a portal on this machine, not HubSpot"
NOTHING = "Nothing to do"
DIGITS = 12

CAUSES = {
    Cause.DRIFT: "changed in the portal since the last apply",
    Cause.CONFLICT: "changed in the portal and in the blueprint since the last apply",
    Cause.UNATTRIBUTED: "no record says who made the difference",
}
SHORT_CAUSES = {Cause.DRIFT: "drift", Cause.CONFLICT: "conflict", Cause.UNATTRIBUTED: "unattributed"}
GONE = "gone from the portal since the last apply"
OVERWRITES = "replaces an edit made in the portal"
OVERWRITES_UNKNOWN = "replaces what the portal holds; no record says who set it"
PUTS_BACK = "puts back what is gone from the portal since the last apply"
KEEP = "to keep the portal's side, state it in the blueprint"
KEEP_BY_PULL = "; cvpctl pull can write it there"
INCOMPLETE = "This plan is not the whole picture: a target, an exclusion or an unreadable list left something out."


@dataclass(frozen=True, slots=True)
class Again:
    """How a reader types the next command: `apply` with the words of this one, and whether there is a `pull`."""

    apply: str
    pull: bool = False

    @classmethod
    def after(cls, plan: Plan, words: Iterable[str] = (), *, pull: bool = False) -> Again:
        portal = str(plan.run.get("portal") or "")
        named = ("--portal", portal) if portal else ()
        return cls(shlex.join(("cvpctl", "apply", *words, *named)), pull)


def portal_name(plan: Plan) -> str:
    """`acme (portal 12345678)`."""
    name, number = visible(str(plan.run.get("portal") or "")), f"portal {plan.portal_id}"
    return f"{name} ({number})" if name else number


def not_hubspot(plan: Plan) -> str:
    """Say what answered, where that was not HubSpot."""
    if plan.run.get("loopback"):
        return ON_THIS_MACHINE
    return NOT_HUBSPOT if plan.run.get("embedded") else ""


def overwrites(cause: Cause, *, adds: bool) -> str:
    """Say what a write replaces, where that is more than what this blueprint wrote; an addition replaces nothing."""
    if cause is Cause.UNATTRIBUTED:
        return "" if adds else OVERWRITES_UNKNOWN
    return OVERWRITES if cause in MOVED else ""


def cause_text(change: Change) -> str:
    """Say whose move a held change is."""
    if _gone(change) and change.cause in MOVED:
        return GONE
    told = [cause for cause in causes(change) if cause in CAUSES]
    if len(told) == 1:
        return CAUSES[told[0]]
    return "; ".join(f"{SHORT_CAUSES[cause]}: {CAUSES[cause]}" for cause in told)


def takes(change: Change) -> tuple[tuple[str, str], ...]:
    """Return the ways to decide a held change, each with what it does; a way that would be refused is none."""
    portal = "leave it out" if _gone(change) else "leave the portal's side, this run"
    ours = () if refused(change) else (_ours(change),)
    return (*ours, (f"--take portal:{change.address}", portal))


def refused(change: Change) -> bool:
    """Tell whether no word of anybody lets this be written."""
    return any(one.severity is Severity.ERROR and not one.allowable for one in change.findings)


def ways_back(change: Change, again: Again) -> tuple[tuple[str, str], str]:
    """Return the command that puts back what moved, with what it does, and how to keep the portal's side instead.

    Where nothing can put it back there is no command.
    """
    words, effect = _ours(change)
    keep = "to leave it out, take it out of the blueprint" if _gone(change) else KEEP + KEEP_BY_PULL * again.pull
    return ("", "") if refused(change) else (f"{again.apply} {words}", effect), keep


def _ours(change: Change) -> tuple[str, str]:
    return f"--take blueprint:{change.address}", "write the blueprint's side"


def _gone(change: Change) -> bool:
    return change.action in (Action.CREATE, Action.RESTORE)


def allow(change: Change | None, finding: Finding) -> str:
    """Return the words that let a finding pass, or nothing where none do; an alarm belongs to no change."""
    stops = finding.allowable and finding.severity is Severity.ERROR
    address = finding.address or (change.address if change else "*")
    return f"--allow {finding.code}:{address}" if stops else ""


def was_allowed(finding: Finding) -> bool:
    return finding.allowable and finding.severity is not Severity.ERROR and finding.records != 0


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
    reads = plan.run.get("verifyCalls")
    verifying = f", and {reads:,} to read back" if isinstance(reads, int) else ""
    return f"apply will take {counted(len(plan.calls), 'call')}{verifying}"


def verdict(plan: Plan) -> Iterator[str]:
    """Yield the sentences a reader needs if they read nothing else."""
    if plan.blocked:
        yield f"{counted(len(plan.blocked), 'change is', 'changes are')} blocked: a person is needed."
    if plan.held:
        yield f"{counted(len(plan.held), 'change is', 'changes are')} held until someone decides."
    if plan.unknown:
        yield f"{counted(len(plan.unknown), 'list')} could not be read."
    if plan.migrations:
        yield f"{counted(len(plan.migrations), 'migration')} of record values ready to apply."
    if plan.changes:
        yield f"{counted(len(plan.changes), 'change')} ready to apply."
    elif not plan.migrations:
        yield f"{nothing(plan)}."


def nothing(plan: Plan) -> str:
    """Say what it means that a plan has no changes; only where nothing waits is there nothing to do."""
    if plan.blocked or plan.held:
        return "Nothing can be written"
    return f"{NOTHING} in what could be read" if plan.unknown else NOTHING
