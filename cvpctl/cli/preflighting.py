"""Before the first write: the portal asked for what a plan hangs on, and the plan sharpened by its answers."""

from __future__ import annotations

from dataclasses import replace

from cvpctl.apply import Rechecked
from cvpctl.cli.output import emit
from cvpctl.cli.plan import rendered
from cvpctl.cli.session import Session
from cvpctl.engine.choices import Choices
from cvpctl.engine.fallbacks import still_to_do
from cvpctl.engine.pages import Pages
from cvpctl.engine.preflight import Said, preflighted, wanted
from cvpctl.engine.runbook import followed, progress
from cvpctl.model import Desired, Plan, State
from cvpctl.model.surroundings import Surroundings, Wanted
from cvpctl.project.attested import AttestedSteps

NO_CHOICES = Choices()
NOTHING_STATED = Desired()


def sharpened(
    session: Session,
    plan: Plan,
    live: State,
    *,
    desired: Desired = NOTHING_STATED,
    choices: Choices = NO_CHOICES,
    writing: bool = True,
) -> Plan:
    """Return the plan with what HubSpot would refuse taken out and said, and with the steps left to a person.

    Without `writing` nothing is asked but what makes an unreadable list a missing one.
    """
    settings, identity = session.settings, session.identity
    around = _told(session, wanted(plan, desired, writing=writing, tier=settings.tier))
    plan = preflighted(plan, desired, live, around, Said(settings.tier, choices))
    steps = still_to_do(desired.runbook, plan, frozenset(live.resources))
    attested = AttestedSteps(session.places).load(settings.name, identity.portal_id) if steps else {}
    pages = Pages(settings.name, identity.ui_domain, identity.portal_id, around.type_ids)
    return followed(plan, progress(steps, around, attested), pages)


def still_possible(session: Session, now: Rechecked, choices: Choices) -> Plan:
    """Return what of a saved plan the portal and the token allow by now, and tell where that is less than was approved.

    The digest stays that of what somebody approved.
    """
    plan = sharpened(session, now.plan, now.live, choices=choices)
    if plan.changes != now.plan.changes:
        emit(rendered(session.told(plan), "text"))
    return replace(plan, digest=now.plan.digest)


def _told(session: Session, asking: Wanted) -> Surroundings:
    if not session.writing and session.settings.read_token != session.settings.write_token:
        # A token that only reads says nothing about the one that will write.
        asking = replace(asking, scopes=False)
    return session.portal.surroundings(asking)
