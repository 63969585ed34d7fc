"""Who owns what, at the command line: the stamp of the portal, and somebody's word for what `--prune` takes out."""

from __future__ import annotations

from dataclasses import replace

from cvpctl.cli.session import Session
from cvpctl.engine.stamp import SCOPE, foreign_stamp, stamped
from cvpctl.errors import Blocked, UsageProblem
from cvpctl.model import Action, Change, Desired, Plan, Scope, State
from cvpctl.render.wording import listed


def with_stamp(session: Session, desired: Desired) -> Desired:
    """Return what is wanted, with the stamp where cvpctl.yaml asks for one."""
    name = project_of(session)
    return stamped(desired, name) if session.settings.stamp and name else desired


def stamp_lists(session: Session) -> tuple[Scope, ...]:
    """Return the list that tells whose portal this is, where something may be written; most plans read it anyway."""
    return (SCOPE,) if session.writing or session.settings.stamp else ()


def guarded(session: Session, plan: Plan, live: State) -> Plan:
    """Return the plan, stopped as a whole where the portal bears the stamp of another project."""
    return replace(plan, alarms=(*foreign_stamp(live, project_of(session)), *plan.alarms))


def require_own(session: Session) -> None:
    """Refuse to write by a plan that was made before somebody else took the portal over; raises `Blocked`."""
    for finding in foreign_stamp(session.portal.fetch([SCOPE]), project_of(session)):
        raise Blocked(f"not applied: {finding.message}", help=finding.help)


def require_word(plan: Plan, desired: Desired, *, yes: bool) -> None:
    """Refuse to take out what nobody looked at: `--yes` is said before there is a list; raises `UsageProblem`."""
    asked = {address.owner for address in desired.removed}
    going = [one.address for one in plan.changes if _goes(one) and one.address not in asked]
    if yes and going:
        raise UsageProblem(
            f"--prune would take out {listed(list(map(str, going)), most=5)}, and --yes is no word for that",
            help="cvpctl plan --prune -o plan.json, look at it, and apply that file; or --approve its digest",
        )


def _goes(change: Change) -> bool:
    return change.action is Action.REMOVE


def project_of(session: Session) -> str:
    return session.project.name if session.project else ""
