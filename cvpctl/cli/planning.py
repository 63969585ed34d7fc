"""From a blueprint and an open portal to a plan: what plan, apply and drift have in common."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cvpctl.apply import look
from cvpctl.cli import bound
from cvpctl.cli.asking import with_answers
from cvpctl.cli.attributing import attributed
from cvpctl.cli.moving import bound_by_memory, following, remembering, under_way
from cvpctl.cli.output import colored
from cvpctl.cli.owning import guarded, stamp_lists, with_stamp
from cvpctl.cli.preflighting import sharpened
from cvpctl.cli.resuming import Resumed, unsettled_runs
from cvpctl.cli.session import Session, read_blueprints
from cvpctl.cli.values import values_of
from cvpctl.cli.wishes import Wishes, canonical_allow, idle, require_meant
from cvpctl.engine import Choices, build_plan, questions, wanted_scopes
from cvpctl.errors import BLOCKED, LOOKED_IN_PART, PENDING, worst
from cvpctl.kinds import KINDS
from cvpctl.model import Desired, Finding, Plan, Record, Scope, Severity, State, canonical
from cvpctl.project import ENV, identities
from cvpctl.project.bound_removed import with_live_names
from cvpctl.render.findings import findings_text


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with all that it was made of."""

    plan: Plan
    desired: Desired
    live: State
    record: Record
    remarks: tuple[str, ...] = ()
    resumed: Resumed = field(default_factory=Resumed)


def make_plan(session: Session, paths: Sequence[Path], wishes: Wishes, *, writing: bool = True) -> Planned:
    """Read blueprints and portal, compare, and leave out what HubSpot would refuse.

    Without `writing` nobody is asked what a write would take.
    """
    desired, findings = read_blueprints(paths, values_of(session.settings, wishes.variables))
    desired = with_stamp(session, desired)
    require_meant(wishes, desired)
    choices = Choices(
        drift=session.drift,
        takes=wishes.takes,
        allow=tuple(map(canonical_allow, (*session.settings.allow, *wishes.allow))),
        target=tuple(map(canonical, wishes.target)),
        exclude=tuple(map(canonical, wishes.exclude)),
        portal="" if session.settings.name == ENV else session.settings.name,
        severities={code: Severity(weight) for code, weight in session.settings.hazards.items()},
        prune=wishes.prune,
        bound=identities(session.settings.bindings),
    )
    (runs, note), kept = unsettled_runs(session), session.record()
    record = remembering(session, desired, kept, choices)
    bound.require_free(bound_by_memory(session.settings, desired, record), desired)
    also = (*scopes_of(record), *runs.scopes, *stamp_lists(session))
    seen = following(session, desired, record, choices, lambda: look(session.portal, desired, also))
    live, before = seen.live, Resumed(runs, seen.live, note)
    record = before.record(seen.record)
    portal_id = session.identity.portal_id
    plan = build_plan(desired, live, record, portal_id=portal_id, choices=choices)
    if questions(plan):
        live = with_answers(session, plan, live, writing=writing)
        plan = build_plan(desired, live, record, portal_id=portal_id, choices=choices)
    plan = sharpened(session, plan, live, desired=desired, choices=choices, writing=writing)
    plan, untold = attributed(session, plan, live.resources)
    plan = with_live_names(plan, desired, seen.settings.bindings)
    read = {*wanted_scopes(desired), *scopes_of(record)}
    lost = bound.remarks(seen.settings, desired, live, read, whole=not paths)
    remarks = (*before.remarks(), *_warnings(findings), *idle(wishes, plan), *lost, *untold, *under_way(session, plan))
    return Planned(session.told(guarded(session, plan, live)), desired, live, record, remarks, before)


def _warnings(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield what `validate` warns of, for those who never run it."""
    if found := [one for one in findings if one.severity is Severity.WARNING]:
        yield findings_text(found, color=colored(sys.stderr))


def scopes_of(record: Record) -> tuple[Scope, ...]:
    """Return the lists that hold what the last apply left, so that what is no longer stated is still seen."""
    return tuple(sorted({(address.kind, address.scope) for address in record.entries if address.kind in KINDS}))


def ends_with(plan: Plan, *, pending_counts: bool) -> int:
    """Return the exit code a plan speaks for."""
    codes = [LOOKED_IN_PART] if plan.unknown else []
    codes += [BLOCKED] if plan.blocked or plan.stopped else []
    codes += [PENDING] if pending_counts and (plan.changes or plan.held or plan.migrations) else []
    return worst(codes)
