"""From a blueprint and an open portal to a plan: what plan, apply and drift have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cvpctl.apply import look
from cvpctl.cli.session import Session, read_blueprints
from cvpctl.engine import Choices, Take, build_plan
from cvpctl.errors import BLOCKED, LOOKED_IN_PART, PENDING, worst
from cvpctl.model import Desired, Plan, Record, State


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the options of a command ask of a plan."""

    target: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    takes: tuple[Take, ...] = ()
    allow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with all that it was made of."""

    plan: Plan
    desired: Desired
    live: State
    record: Record


def make_plan(session: Session, paths: Sequence[Path], wishes: Wishes) -> Planned:
    """Read blueprints and portal, and compare."""
    desired, _ = read_blueprints(paths)
    live, record = look(session.portal, desired), session.record()
    choices = Choices(
        drift=session.drift,
        takes=wishes.takes,
        allow=(*session.settings.allow, *wishes.allow),
        target=wishes.target,
        exclude=wishes.exclude,
    )
    plan = build_plan(desired, live, record, portal_id=session.identity.portal_id, choices=choices)
    return Planned(session.told(plan), desired, live, record)


def ends_with(plan: Plan, *, pending_counts: bool) -> int:
    """Return the exit code a plan speaks for."""
    codes = [LOOKED_IN_PART] if plan.unknown else []
    codes += [BLOCKED] if plan.blocked else []
    codes += [PENDING] if pending_counts and (plan.changes or plan.held) else []
    return worst(codes)
