"""What one side could not see of what the other has: unreadable is not absent, and not enabled is."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import BY_NAME, Address, Resource, Scope, Unknown, Unseen
from cvpctl.model.comparison import Side, Unread

SCHEMAS: Scope = ("schema", ())
LABELS: Scope = ("label", ())
_SENSITIVITY = "dataSensitivity"


def unread_at(side: Side, address: Address, other: Resource | None) -> Unknown | None:
    """Return why a side cannot tell whether it has this; None where it can."""
    found = next((one for one in _reasons(side, address) if one.why is not Unseen.NOT_ENABLED), None)
    if found is None and other is not None and address not in side.resources:
        level = str(other.body.get(_SENSITIVITY) or "")
        if level in side.unseen.get((address.kind, address.scope), ()):
            return Unknown(Unseen.FORBIDDEN, f"the token may not see {level} properties")
    return found


def lacking(side: Side, address: Address) -> str:
    """Say why a side can have nothing of the sort; empty where it could."""
    for one in _reasons(side, address):
        if one.why is Unseen.NOT_ENABLED:
            return one.detail or one.why.value
    return ""


def unread_lists(a: Side, b: Side) -> Iterator[Unread]:
    """Yield the lists that were not read, side by side, and those of which sensitive properties were not."""
    for letter, side, other in (("A", a, b), ("B", b, a)):
        for scope, why in sorted(side.unknown.items()):
            if why.why is not Unseen.NOT_ENABLED:
                yield Unread(letter, scope, why)
        for scope, levels in sorted(side.unseen.items()):
            if found := sorted(levels & _levels(other, scope)):
                yield Unread(letter, scope, Unknown(Unseen.FORBIDDEN, f"{' and '.join(found)} properties"))


def _levels(side: Side, scope: Scope) -> set[str]:
    """Return which levels a side has properties of, in one list."""
    bodies = (one.body for address, one in side.resources.items() if (address.kind, address.scope) == scope)
    return {str(body.get(_SENSITIVITY) or "") for body in bodies}


def _reasons(side: Side, address: Address) -> Iterator[Unknown]:
    for scope in _lists(address):
        if scope in side.unknown:
            yield side.unknown[scope]


def _lists(address: Address) -> Iterator[Scope]:
    """Yield the lists without which nobody knows of an address, its own first."""
    yield address.kind, address.scope
    if address.kind == LABELS[0]:
        yield address.kind, address.scope[::-1]
        yield LABELS
    if any(name not in BY_NAME for name in address.scope):
        yield SCHEMAS
