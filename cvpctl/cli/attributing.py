"""Who edited last what moved in the portal: asked of HubSpot for the few things that need it, never for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cvpctl.apply import Rechecked
from cvpctl.cli.session import Session
from cvpctl.engine import stale
from cvpctl.engine.touching import Touches, moved_by_hand, told_by, with_touches
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Plan, Resource, Touch, Unknown

MOST_AUDITS = 20
_AUDITED = "pipeline"
_UNREADABLE = "note: not every last editor is told: this token may not read {}"

Live = Mapping[Address, Resource]


def attributed(session: Session, plan: Plan, live: Live) -> tuple[Plan, tuple[str, ...]]:
    """Return the plan with who was there last, and what to say of what could not be read."""
    touches, remarks = _touches(session, moved_by_hand(plan), live)
    return with_touches(plan, touches), remarks


def who_moved(session: Session, plan: Plan, now: Rechecked) -> Touches:
    """Return who moved what a saved plan was based on; what is only left out along with it is not asked about."""
    changes = {change.address: change for change in plan.changes}
    bodies = {one: now.live.resources[one].body for one in now.moved if one in now.live.resources}
    moved = [one for one, body in bodies.items() if stale(KINDS[one.kind], changes[one], body)]
    return _touches(session, moved, now.live.resources)[0]


def _touches(session: Session, wanted: Iterable[Address], live: Live) -> tuple[Touches, tuple[str, ...]]:
    if session.settings.attribution == "none":
        return {}, ()
    found, unread, audits = dict[Address, Touch](), list[str](), 0
    for address in wanted:
        touch: Touch | Unknown = told_by(live[address.owner].body)
        if address.kind == _AUDITED and audits < MOST_AUDITS:
            touch, audits = _audited(session, address, touch), audits + 1
        if isinstance(touch, Unknown):
            unread = ["the audit of pipelines"]
            touch = told_by(live[address.owner].body)
        if touch != Touch():
            found[address] = touch
    if session.settings.attribution == "name" and (ids := {one.by for one in found.values() if one.by}):
        names = session.portal.owner_names(ids)
        if isinstance(names, Unknown):
            unread.append("owners")
        else:
            found = {one: replace(touch, by=names.get(touch.by) or touch.by) for one, touch in found.items()}
    return found, (_UNREADABLE.format(" and ".join(unread)),) if unread else ()


def _audited(session: Session, address: Address, told: Touch | Unknown) -> Touch | Unknown:
    """A pipeline without a story of its own still tells when it was edited."""
    found = session.portal.last_edit(address)
    return told if found == Touch() else found
