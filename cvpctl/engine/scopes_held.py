"""What the token that writes may do, against what the changes of a plan need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cvpctl.kinds import KINDS
from cvpctl.kinds.permissions import Permission
from cvpctl.model import Change, Finding, Severity

MISSING = "MISSING_SCOPE"
ASSUMED = "SCOPE_ASSUMED"
ADD = "add it to the private app or service key in HubSpot's settings, and use its new token"


def missing(change: Change, held: frozenset[str]) -> tuple[Finding, ...]:
    """Return what HubSpot would certainly refuse this change for."""
    return tuple(
        Finding(MISSING, Severity.ERROR, f"the token lacks {_any(one)}", ADD, change.address, change.place)
        for one in _needed(change)
        if not one.assumed and not one.given_by(held)
    )


def doubtful(changes: Iterable[Change], held: frozenset[str]) -> Iterator[Finding]:
    """Yield, scope by scope, what HubSpot may ask for according to us and to nobody who would know."""
    wanting: dict[Permission, list[Change]] = {}
    for change in changes:
        for one in _needed(change):
            if one.assumed and not one.given_by(held):
                wanting.setdefault(one, []).append(change)
    for one, asking in wanting.items():
        many = f" and {len(asking) - 1} more" if len(asking) > 1 else ""
        message = f"the token lacks {_any(one)}, which HubSpot is assumed to ask for {asking[0].address}{many}"
        yield Finding(ASSUMED, Severity.WARNING, message, f"where HubSpot refuses: {ADD}", asking[0].address)


def _needed(change: Change) -> Iterable[Permission]:
    # A removal states nothing; what it takes away says how sensitive it was.
    body = {edit.path[0]: edit.before for edit in change.fields if len(edit.path) == 1} | (change.stated or {})
    return KINDS[change.address.kind].permissions(change.address, body)


def _any(permission: Permission) -> str:
    return " or ".join(permission.scopes)
