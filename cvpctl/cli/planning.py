"""From a blueprint and an open portal to a plan: what plan, apply and drift have in common."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cvpctl.apply import look
from cvpctl.cli import bound
from cvpctl.cli.output import colored
from cvpctl.cli.session import Session, read_blueprints
from cvpctl.cli.values import values_of
from cvpctl.cli.wishes import Wishes, canonical_allow, idle, require_meant
from cvpctl.engine import Choices, build_plan, questions, wanted_scopes
from cvpctl.errors import BLOCKED, LOOKED_IN_PART, PENDING, worst
from cvpctl.kinds import KINDS
from cvpctl.model import Desired, Finding, Plan, Record, Scope, Severity, State, canonical
from cvpctl.project import ENV
from cvpctl.render.findings import findings_text


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with all that it was made of."""

    plan: Plan
    desired: Desired
    live: State
    record: Record
    remarks: tuple[str, ...] = ()


def make_plan(session: Session, paths: Sequence[Path], wishes: Wishes) -> Planned:
    """Read blueprints and portal, and compare."""
    desired, findings = read_blueprints(paths, values_of(session.settings, wishes.variables))
    require_meant(wishes, desired)
    bound.require_free(session.settings, desired)
    record = session.record()
    live = look(session.portal, desired, scopes_of(record))
    choices = Choices(
        drift=session.drift,
        takes=wishes.takes,
        allow=tuple(map(canonical_allow, (*session.settings.allow, *wishes.allow))),
        target=tuple(map(canonical, wishes.target)),
        exclude=tuple(map(canonical, wishes.exclude)),
        portal="" if session.settings.name == ENV else session.settings.name,
    )
    portal_id = session.identity.portal_id
    plan = build_plan(desired, live, record, portal_id=portal_id, choices=choices)
    if asked := questions(plan):
        live = replace(live, counts=session.portal.count(asked))
        plan = build_plan(desired, live, record, portal_id=portal_id, choices=choices)
    read = {*wanted_scopes(desired), *scopes_of(record)}
    lost = bound.remarks(session.settings, desired, live, read, whole=not paths)
    return Planned(session.told(plan), desired, live, record, (*_warnings(findings), *idle(wishes, plan), *lost))


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
    codes += [PENDING] if pending_counts and (plan.changes or plan.held) else []
    return worst(codes)
