"""What a plan says of portal and token: scopes, room, what is not there, what could not be read, what is left to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cvpctl.cli.owning import project_of
from cvpctl.cli.planning import make_plan
from cvpctl.cli.session import Session
from cvpctl.cli.wishes import Wishes
from cvpctl.engine import headroom, names_taken, runbook, scopes_held
from cvpctl.engine.absences import NOT_INCLUDED, SWITCHED_OFF
from cvpctl.engine.preflight import NOT_ENABLED
from cvpctl.engine.stamp import SCOPE, foreign_stamp
from cvpctl.engine.tiers import contradiction
from cvpctl.errors import BLOCKED, LOOKED_IN_PART
from cvpctl.model import Change, Finding, Severity, Unknown
from cvpctl.model.surroundings import Quota, Wanted
from cvpctl.render.doctor_text import Check, Health, open_steps
from cvpctl.render.grouping import counts_text
from cvpctl.render.phrases import unknown_text
from cvpctl.render.wording import counted

_TELLING = Wanted(quotas=(Quota.CUSTOM_OBJECTS, Quota.PIPELINES), objects=("deals", "tickets"))
_ABSENT = (SWITCHED_OFF, NOT_INCLUDED, NOT_ENABLED)


def of_plan(
    session: Session, paths: Sequence[Path], words: Sequence[tuple[str, str]], *, held: frozenset[str] | None
) -> Iterator[Check]:
    """Yield what a plan of the blueprints meets; `held` are the scopes of the token that writes, if known."""
    for finding in foreign_stamp(session.portal.fetch([SCOPE]), project_of(session)):
        yield Check("ownership", Health.PROBLEM, finding.message, finding.help, BLOCKED)
    plan = make_plan(session, paths, Wishes(variables=tuple(words))).plan
    wanting = (*plan.changes, *plan.blocked)
    yield from _scopes(wanting, held)
    yield from _limits(wanting, plan.notices)
    yield from _tier(session)
    for finding in plan.unavailable:
        if finding.code in _ABSENT:
            yield Check("available", Health.WARNING, finding.message, finding.help)
    yield from _problems("names", wanting, names_taken.TAKEN)
    for scope, why in plan.unknown:
        yield Check("readable", Health.PROBLEM, unknown_text(scope, why), "", LOOKED_IN_PART)
    steps = [finding.message for finding in plan.manual if finding.code == runbook.STEP]
    if steps:
        yield open_steps(steps)
    yield Check("plan", Health.OK, counts_text(plan) or "nothing to do")


def _scopes(changes: Sequence[Change], held: frozenset[str] | None) -> Iterator[Check]:
    if held is None:
        return
    lacking: dict[str, list[Change]] = {}
    for change in changes:
        for finding in scopes_held.missing(change, held):
            lacking.setdefault(finding.message, []).append(change)
    for message, asking in lacking.items():
        told = f"{message}, which {counted(len(asking), 'change')} would need, such as {asking[0].address}"
        yield Check("scopes", Health.PROBLEM, told, scopes_held.ADD, BLOCKED)
    for finding in scopes_held.doubtful(changes, held):
        yield Check("scopes", Health.WARNING, finding.message, finding.help)
    if not lacking:
        enough = f"enough for the {counted(len(changes), 'change')} of a plan" if changes else "nothing to write now"
        yield Check("scopes", Health.OK, f"{counted(len(held), 'scope')}; {enough}")


def _limits(changes: Sequence[Change], notices: Iterable[Finding]) -> Iterator[Check]:
    unread = [one for one in notices if one.code in ("LIMITS_UNREADABLE", "OBJECTS_UNREADABLE")]
    for one in unread:
        yield Check("limits", Health.WARNING, one.message, one.help)
    over = list(_problems("limits", changes, headroom.EXCEEDED))
    yield from over
    if not over and not unread:
        yield Check("limits", Health.OK, "room for everything that would be created")


def _problems(name: str, changes: Sequence[Change], code: str) -> Iterator[Check]:
    """Yield each distinct thing that is wrong, once."""
    found = [one for change in changes for one in change.findings if one.code == code]
    for message, help_ in dict.fromkeys((one.message, one.help) for one in found):
        stops = any(one.severity is Severity.ERROR for one in found if one.message == message)
        yield Check(name, Health.PROBLEM if stops else Health.WARNING, message, help_, BLOCKED if stops else 0)


def _tier(session: Session) -> Iterator[Check]:
    tier = session.settings.tier
    if tier is None:
        message = "no tier: is declared, so what a subscription lacks is known only where HubSpot tells limits"
        yield Check("tier", Health.OK, message)
        return
    rooms = session.portal.surroundings(_TELLING).rooms
    against = [
        text
        for quota, told in rooms.items()
        if not isinstance(told, Unknown) and (text := contradiction(tier, quota, told))
    ]
    for text in against:
        yield Check("tier", Health.WARNING, f"cvpctl.yaml says tier: {tier}, yet {text}", "correct tier:")
    if not against:
        unread = any(isinstance(told, Unknown) for told in rooms.values())
        yield Check("tier", Health.OK, f"{tier}, as declared" + (", not to be checked in full" if unread else ""))
