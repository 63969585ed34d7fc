"""The word that a plan waits for: a person's at a terminal, or a reviewer's as a digest; and the portal's own terms."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from cvpctl.apply import Applied
from cvpctl.cli.session import Session, read_blueprints
from cvpctl.cli.values import values_of
from cvpctl.engine.irrevocable import irrevocable
from cvpctl.errors import DONE, Blocked, PlanStale, UsageProblem
from cvpctl.model import Address, Plan
from cvpctl.render.wording import counted, listed

SHORTEST = 12
_DIGEST = re.compile(rf"[0-9a-f]{{{SHORTEST},64}}")
_TAKEN = "LEFT_TO_PORTAL"


def asked(session: Session, plan: Plan, *, yes: bool) -> bool:
    """Ask where there is something to write and somebody to ask; raises Blocked on a no, or by an alarm."""
    if plan.stopped and plan.calls:
        raise Blocked("not applied: the plan as a whole is blocked", help="it says why at its head, and what to do")
    if yes or not plan.calls:
        return False
    _ask(session, plan)
    return True


def approved(plan: Plan, digest: str | None) -> bool:
    """Tell whether a reviewer gave their word for this very plan; raises PlanStale where it was for another one.

    A plan that has nothing left to write needs no word: the job that is run twice ends well.
    """
    if digest is None:
        return False
    word = digest.strip().lower()
    if not _DIGEST.fullmatch(word):
        raise UsageProblem(
            f"--approve takes the digest of a plan, or its first {SHORTEST} digits or more",
            help="cvpctl plan ends with it, and the plan file holds it whole",
        )
    if plan.calls and not plan.digest.startswith(word):
        raise PlanStale(
            f"not applied: {word[:SHORTEST]} was approved, and this plan is {plan.digest[:SHORTEST]}:"
            f" {_size(plan)}, to {_addresses(one.address for one in plan.changes)}",
            help="the blueprints, the portal or the options are not those that were reviewed: have this plan approved",
        )
    return True


def require_promoted(session: Session, plan: Plan, paths: Sequence[Path], variables: Iterable[tuple[str, str]]) -> None:
    """Refuse to write here what the portal that `promotes` names has not had in full; raises Blocked."""
    first, project = session.settings.promotes, session.project
    if not first or project is None or not plan.calls:
        return
    other = project.portals[first]
    assert other.portal_id is not None, "the project file is refused without it"
    had = session.records.load(first, other.portal_id, project=project.name).completed
    if had and had == plan.blueprint_digest:
        return
    words = tuple(variables)
    here, _ = read_blueprints(paths, values_of(session.settings, words))
    there, _ = read_blueprints(paths, values_of(other, words))
    if here.digest != plan.blueprint_digest:
        raise Blocked(
            "not applied: the plan was made from other blueprints than those here, so nobody can tell whether"
            f" {first} had them",
            help="check out what it was made from, or plan again",
        )
    if there.digest != had:
        never = "has had none in full" if not had else "had others last"
        raise Blocked(
            f"not applied: portals.{session.settings.name}.promotes wants these blueprints on {first} first,"
            f" which {never}",
            help=f"apply them there with nothing held, blocked or left out: cvpctl apply --portal {first}",
        )


def completed(applied: Applied, plan: Plan, moved: Sequence[Address]) -> bool:
    """Tell whether everything the blueprints say now stands in the portal, and was seen there."""
    waits = plan.held or plan.blocked or plan.unknown or moved
    taken = any(finding.code == _TAKEN for finding in plan.notices)
    return applied.exit_code == DONE and plan.complete and not waits and not taken


def _ask(session: Session, plan: Plan) -> None:
    if not sys.stdin.isatty():
        raise UsageProblem("nobody is here to ask", help="say --yes to apply without asking")
    name = session.settings.name
    if not session.protected:
        if not click.confirm(f"Apply {_size(plan)} to {name}?", err=True):
            raise Blocked("not applied: you said no")
        return
    if _typed(f"This is the protected portal {name!r}. Type its name to apply {_size(plan)}") != name:
        raise Blocked("not applied: the name was not the portal's")
    lost = irrevocable(plan)
    number = str(len(lost))
    if lost and _typed(f"{_addresses(lost)}: this cannot come back. Type how many that are") != number:
        raise Blocked(f"not applied: the number was not {number}")


def _typed(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False)).strip()


def _size(plan: Plan) -> str:
    size = f"{counted(len(plan.changes), 'resource')} in {counted(len(plan.calls), 'call')}"
    if not plan.migrations:
        return size
    unknown = any(one.records is None for one in plan.migrations)
    records = counted(sum(one.records or 0 for one in plan.migrations), "record")
    return f"{size}, and the values of {'an unknown number of records' if unknown else records}"


def _addresses(addresses: Iterable[Address]) -> str:
    return listed([str(address) for address in addresses], most=5)
