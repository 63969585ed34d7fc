"""After the bindings are written: the portal is read once more through them, and what is equal counts as applied.

So one later change of a blueprint is planned as a change; without a record it would be a difference nobody explains.
"""

from __future__ import annotations

from cvpctl.apply import look
from cvpctl.apply.recording import recorded
from cvpctl.cli.adopting_search import through
from cvpctl.cli.moving import remembering
from cvpctl.cli.session import Session
from cvpctl.engine import Choices, build_plan
from cvpctl.engine.ownership import stated_bodies
from cvpctl.engine.prune import added_parts
from cvpctl.model import Desired
from cvpctl.model.adoption import After
from cvpctl.project import PortalSettings, identities, marked


def recorded_now(session: Session, settings: PortalSettings, desired: Desired) -> After:
    """Record what is equal under these settings; returns what `plan` will say."""
    before = remembering(session, desired, session.record(), Choices())
    live = look(through(session, before, identities(settings.bindings)), desired)
    added = added_parts(desired, live, before)
    record = recorded(before, stated_bodies(desired), live.resources, strange=added)
    session.records.save(settings.name, marked(record, settings.bindings))
    choices = Choices(drift=session.drift, allow=settings.allow)
    plan = build_plan(desired, live, record, portal_id=session.identity.portal_id, choices=choices)
    fresh = [address for address in record.entries if record.entries[address] != before.entries.get(address)]
    return After(
        equal=plan.unchanged,
        recorded=len(fresh),
        held=len(plan.held),
        blocked=len(plan.blocked),
        changes=len(plan.changes),
    )
