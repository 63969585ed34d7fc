"""Too much at once: where much of what exists would be changed or removed, a wrong file is likelier than a wish."""

from __future__ import annotations

from collections.abc import Sequence

from cvpctl.model import Action, Address, Change, Finding, Severity

FROM = 10
"""Below this many existing things a share says nothing."""
SHARE = 0.3


def upheaval(changes: Sequence[Change], existing: int, portal_id: int) -> tuple[Finding, ...]:
    """Return the finding where more than 30 % of the existing resources are changed or removed; creates don't count.

    It is about the plan as a whole, so its address is the portal's: `portal.<Hub ID>`.
    """
    turned = sum(change.action in {Action.UPDATE, Action.REMOVE} for change in changes)
    if existing < FROM or turned <= existing * SHARE:
        return ()
    address = Address("portal", (), str(portal_id))
    message = f"{turned:,} of {existing:,} existing resources would be changed or removed at once"
    help_ = "is it the right portal, and the right blueprint? apply in parts with --target, or allow it"
    return (Finding("MASS_CHANGE", Severity.ERROR, message, help_, address, allowable=True),)
