"""From a plan to a changed portal, with somebody's word in between: ask, recheck, carry out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cvpctl.cli.alone import alone
from cvpctl.cli.approving import approved, asked, require_promoted
from cvpctl.cli.attributing import who_moved
from cvpctl.cli.carrying import Basis, carried_out
from cvpctl.cli.moving import saved
from cvpctl.cli.output import emit, tell
from cvpctl.cli.owning import require_own, require_word
from cvpctl.cli.plan import rendered
from cvpctl.cli.planning import ends_with, make_plan
from cvpctl.cli.preflighting import still_possible
from cvpctl.cli.rechecking import checked_again, choices_of_now
from cvpctl.cli.resuming import resumed
from cvpctl.cli.session import Session
from cvpctl.cli.wishes import Wishes
from cvpctl.engine.allowances import with_allowances
from cvpctl.engine.ownership import stated_bodies
from cvpctl.engine.unmanaged import lists_of, lists_read, witnessed
from cvpctl.errors import WrongPortal, worst
from cvpctl.model import Address, Plan, Touch


def apply_blueprints(
    session: Session, paths: Sequence[Path], wishes: Wishes, *, yes: bool, approve: str | None = None
) -> int:
    with alone(session):
        planned = make_plan(session, paths, wishes)
        for remark in planned.remarks:
            tell(remark)
        emit(rendered(planned.plan, "text"))
        plan, moved, who = planned.plan, tuple[Address, ...](), dict[Address, Touch]()
        require_promoted(session, plan, paths, wishes.variables)
        require_word(plan, planned.desired, yes=yes and approve is None)
        if asked(session, plan, yes=approved(plan, approve) or yes):
            # Somebody may have edited the portal, or added records, while a person was making up their mind.
            now = checked_again(session, plan)
            plan, moved, who = now.plan, now.moved, dict(who_moved(session, plan, now))
        live, stated = planned.live.resources, stated_bodies(planned.desired)
        record = witnessed(planned.record, live, lists_read(planned.desired, planned.live, planned.record))
        basis = Basis(record, live, live, stated, planned.resumed)
        applied = carried_out(session, plan, basis, moved=moved, touched=who)
    return worst([applied.exit_code, ends_with(planned.plan, pending_counts=False)])


def apply_saved(session: Session, plan: Plan, path: Path, *, yes: bool, approve: str | None = None) -> int:
    """Apply a saved plan; what moved in the portal since is left out and named, with who moved it."""
    if plan.portal_id != session.identity.portal_id:
        message = f"{path} was made for portal {plan.portal_id}; this token opens portal {session.identity.portal_id}"
        raise WrongPortal(message, help="plan again against this portal, or use the other one's token")
    with alone(session):
        emit(rendered(plan, "text"))
        require_promoted(session, plan, (), ())
        require_own(session)
        word = approved(plan, approve) or yes
        before = resumed(session)
        for remark in before.remarks():
            tell(remark)
        kept = saved(session, plan, before.record(session.record()))
        # What is asked for is what is left of the plan, at today's price; and then once more what came meanwhile.
        now = checked_again(session, plan)
        possible = still_possible(session, now, with_allowances(choices_of_now(session), plan))
        touched, moved = who_moved(session, plan, now), now.moved
        if asked(session, possible, yes=word):
            now = checked_again(session, possible)
            touched, moved = {**touched, **who_moved(session, possible, now)}, (*moved, *now.moved)
            possible = replace(now.plan, digest=plan.digest)
        record = witnessed(kept, now.live.resources, lists_of(plan, now.live))
        basis = Basis(record, before=now.live.resources, resumed=before)
        applied = carried_out(session, possible, basis, moved=moved, touched=touched)
    return worst([applied.exit_code, ends_with(plan, pending_counts=False), ends_with(possible, pending_counts=False)])
