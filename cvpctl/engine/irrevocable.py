"""What a plan does for good: what no rollback brings back or takes away, and conversions that lose values."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.engine.for_good import AGAIN, NEVER, is_child, merges, stays
from cvpctl.kinds import KINDS, RemovalVerb
from cvpctl.model import ABSENT, Action, Address, Change, Plan

_FOR_GOOD = frozenset({"ARCHIVED_SCHEMA_PURGED", "SCHEMA_PURGED", "TYPE_CHANGED"})
"""Findings of changes that lose something by the way. Where no record holds anything, nothing is lost."""


def irrevocable(plan: Plan) -> tuple[Address, ...]:
    """Return what cannot come back once the plan is applied, each once."""
    brought = {address for change in plan.changes for address in _brought(change)}
    merged = (one.source for one in plan.migrations if merges(one, brought))
    gone = (address for change in plan.changes for address in _gone_for_good(change))
    return tuple(dict.fromkeys((*gone, *merged)))


def _gone_for_good(change: Change) -> Iterator[Address]:
    if change.action is Action.REMOVE and (change.address.kind in AGAIN or change.address.kind in NEVER):
        yield change.address
    elif change.action is Action.UPDATE:
        yield from _parts(change)
    elif KINDS[change.address.kind].removal is RemovalVerb.IMPOSSIBLE:
        yield change.address
    if any(one.code in _FOR_GOOD and one.records != 0 for one in change.findings):
        yield change.address


def _parts(change: Change) -> Iterator[Address]:
    """Yield what goes from a collection and is only ever made anew, and what comes and no API takes away."""
    kind = KINDS[change.address.kind]
    for edit in change.fields:
        path = edit.path
        if edit.after is ABSENT and is_child(kind, path) and path[0] in AGAIN:
            yield change.address.child(*path)
        elif edit.before is ABSENT and stays(kind, path):
            yield change.address.child(*path) if is_child(kind, path) else change.address.at(path[0])


def _brought(change: Change) -> Iterator[Address]:
    if change.action in {Action.CREATE, Action.RESTORE}:
        yield change.address
    kind = KINDS[change.address.kind]
    for edit in change.fields:
        if edit.before is ABSENT and is_child(kind, edit.path):
            yield change.address.child(*edit.path)
