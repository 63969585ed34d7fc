"""From blueprints, a portal and the baseline to drift, and how a look at it ends."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from cvpctl.cli.drift_since import When, moment_of
from cvpctl.cli.planning import Planned, make_plan
from cvpctl.cli.session import Session
from cvpctl.cli.wishes import Wishes
from cvpctl.engine.dated import drift_since
from cvpctl.engine.unmanaged import new_since
from cvpctl.errors import BASELINE_EXPIRED, LOOKED_IN_PART, PENDING, worst
from cvpctl.model import Address, Plan
from cvpctl.model.drift import Drift
from cvpctl.project import find_project
from cvpctl.project.drift_baseline import Accepted, read_baseline
from cvpctl.project.drift_baseline_applied import against_baseline, entries_of
from cvpctl.render.drift import drift_of
from cvpctl.render.phrases import Again


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says."""

    paths: tuple[Path, ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    since: When | None = None
    strict: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """How blueprints and variables are named, for commands that are to be pasted."""
        given = (word for name, value in self.variables for word in ("--var", f"{name}={value}"))
        return (*map(str, self.paths), *given)


@dataclass(frozen=True, slots=True)
class Found:
    """A look at drift: `whole` says that nothing was left out which could have drifted, `look` how to look again."""

    plan: Plan
    drift: Drift
    again: Again
    whole: bool
    look: str = ""
    strict: bool = False

    @property
    def exit_code(self) -> int:
        """Return 2 where the portal moved, 10 where a promise is over, 9 where not all was read."""
        drift = self.drift
        codes = [PENDING] * bool(drift.open) + [BASELINE_EXPIRED] * drift.expired
        codes += [PENDING] * bool(self.strict and (drift.new or drift.undated_new))
        return worst([*codes, *([LOOKED_IN_PART] if self.plan.unknown else [])])


def known_here() -> tuple[Accepted, ...]:
    """Return the baseline of this project; raises BlueprintInvalid. Read before a portal is asked anything."""
    project = find_project(Path.cwd())
    return read_baseline(project.root, project.portals) if project else ()


def find(session: Session, asked: Asked, entries: tuple[Accepted, ...]) -> Found:
    """Look, and set apart what is known and what is older than was asked for."""
    moment = moment_of(asked.since, session) if asked.since else None
    planned, drift = seen(session, asked)
    drift = _settled(session, asked, entries, planned, drift)
    if moment is not None:
        drift = drift_since(drift, moment, planned.live)
    plan = planned.plan
    whole = not asked.paths and moment is None and not plan.unknown
    look = look_again(session.settings.name, asked.words)
    return Found(plan, drift, _again(plan, asked), whole, look, asked.strict)


def seen(session: Session, asked: Asked) -> tuple[Planned, Drift]:
    """Return all that differs, whoever knows of it."""
    planned = make_plan(session, asked.paths, Wishes(variables=asked.variables), writing=False)
    new = new_since(planned.desired, planned.live, planned.record)
    planned = replace(planned, plan=replace(planned.plan, notices=(*planned.plan.notices, *new)))
    return planned, drift_of(planned.plan)


def look_again(portal: str, words: Iterable[str] = ()) -> str:
    """Return how this look is typed."""
    return shlex.join(("cvpctl", "drift", *words, "--portal", portal))


def today() -> date:
    return datetime.now(UTC).astimezone().date()


def _settled(session: Session, asked: Asked, entries: tuple[Accepted, ...], planned: Planned, drift: Drift) -> Drift:
    def judged(address: Address) -> bool:
        return not asked.paths and (address.kind, address.scope) not in planned.live.unknown

    return against_baseline(drift, entries_of(entries, session.settings.name), today(), judged)


def _again(plan: Plan, asked: Asked) -> Again:
    """Return how an apply of the same blueprints to the same portal is typed."""
    from cvpctl.cli.group import COMMANDS  # noqa: PLC0415 - imports all that it names only when asked

    return Again.after(plan, asked.words, pull="pull" in COMMANDS)
