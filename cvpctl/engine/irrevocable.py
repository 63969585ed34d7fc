"""What a plan does for good: deletions HubSpot cannot undo, and conversions that lose values on the way."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.kinds import KINDS, RemovalVerb
from cvpctl.model import ABSENT, Action, Address, Change, Plan

_STAGES = ("pipeline", "stages")
_FOR_GOOD = frozenset({"ARCHIVED_SCHEMA_PURGED", "SCHEMA_PURGED", "TYPE_CHANGED"})
"""Findings of changes that are no deletions by their verb. Where no record holds anything, nothing is lost."""


def irrevocable(plan: Plan) -> tuple[Address, ...]:
    """Return what cannot come back once the plan is applied, each once."""
    return tuple(dict.fromkeys(address for change in plan.changes for address in _gone_for_good(change)))


def _gone_for_good(change: Change) -> Iterator[Address]:
    kind, collection = _STAGES
    if change.action is Action.REMOVE and KINDS[change.address.kind].removal is RemovalVerb.DELETE:
        yield change.address
    if change.action is Action.UPDATE and change.address.kind == kind:
        parts = (edit.path for edit in change.fields if edit.after is ABSENT)
        yield from (change.address.child(*path) for path in parts if len(path) > 1 and path[0] == collection)
    if any(one.code in _FOR_GOOD and one.records != 0 for one in change.findings):
        yield change.address
