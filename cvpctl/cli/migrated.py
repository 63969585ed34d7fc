"""Record values kept for a migration whose end no run came to see: let go once nothing holds the old one any more."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.apply.migrate import Migrator
from cvpctl.apply.old_values import OldValues
from cvpctl.cli.session import Session
from cvpctl.errors import CvpError
from cvpctl.model import Address, AddressError, Plan


def put_away(session: Session, plan: Plan, mover: Migrator) -> Iterator[str]:
    """Finish what is through, and yield what to tell; what this plan goes on with looks after itself."""
    mine = {(str(one.source), str(one.target)) for one in plan.migrations}
    for kept in OldValues.kept_in(mover.folder):
        if kept.ends not in mine and _holds_none(session, kept.ends[0]):
            why = mover.finish(kept)
            if why:
                yield f"note: what records held before {kept.ends[0]} was migrated is still kept: {why}"
            else:
                yield f"The migration of {kept.ends[0]} is through: no record holds it, and what was kept is let go"


def _holds_none(session: Session, source: str) -> bool:
    """Only a count of none says so: of an option that is gone it is none too, and unreadable is not none."""
    try:
        address = Address.parse(source)
        return session.portal.count([address])[address].none
    except (AddressError, CvpError):
        return False
