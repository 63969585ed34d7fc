"""Whose change a change is, for a reviewer: this pull request's, an earlier merge's, or somebody's in the portal.

Compares what blueprints say now with what they said at a base, field by field. It only sorts what a plan holds:
neither its digest nor its calls depend on it. Drift stays live against the record; a base never makes any.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from cvpctl.engine.diff import order_of
from cvpctl.kinds import KINDS, ORDER, Kind, is_order
from cvpctl.model import ABSENT, Action, Address, Body, Cause, Change, Desired, FieldChange, Path, Plan, at

_MOVED = (Cause.DRIFT, Cause.CONFLICT, Cause.UNATTRIBUTED)

Groups = dict[str, dict[str, list[list[str]]]]
"""Group → address → paths of the fields that belong to it; JSON, since it travels in the plan's `run`."""


class Group(StrEnum):
    """Where a difference comes from."""

    PULL_REQUEST = "pullRequest"
    PENDING = "pending"
    MOVED = "moved"


def grouped(plan: Plan, now: Desired, base: Desired | None) -> Groups:
    """Sort every field of a plan; without a base that could be read, all that is stated is this pull request's."""
    groups: Groups = {group.value: {} for group in Group}
    for change in (*plan.changes, *plan.held, *plan.blocked):
        for path, group in _sorted_fields(change, now, base):
            groups[group.value].setdefault(str(change.address), []).append(list(path))
    return groups


def _sorted_fields(change: Change, now: Desired, base: Desired | None) -> Iterator[tuple[Path, Group]]:
    if change.action is Action.REMOVE or not change.fields:
        whole = _group_of(change, None, now, base)
        yield from ((edit.path, whole) for edit in change.fields or (FieldChange((), ABSENT, ABSENT),))
        return
    for edit in change.fields:
        yield edit.path, Group.MOVED if edit.cause in _MOVED else _group_of(change, edit, now, base)


def _group_of(change: Change, edit: FieldChange | None, now: Desired, base: Desired | None) -> Group:
    if base is None:
        return Group.PULL_REQUEST
    kind, address = KINDS[change.address.kind], change.address
    path = edit.path if edit else ()
    if edit and is_order(kind, path[0]):
        same = _same_order(_body(now, kind, address), _body(base, kind, address), path[0].removesuffix(ORDER))
    else:
        same = _said(now, kind, address, path) == _said(base, kind, address, path)
    return Group.PENDING if same else Group.PULL_REQUEST


def _said(desired: Desired, kind: Kind, address: Address, path: Path) -> tuple[Any, ...]:
    """Return everything that blueprints say about one field, or about a whole thing that goes."""
    part = address.child(*path)
    marks = (
        address in desired.removed,
        part in desired.removed,
        address.child(*path[:1]) in desired.exclusive,
        bool(path) and path[0] in desired.portal_owns.get(address, ()),
        [(one.source, one.target) for one in desired.moved if part in (one.target, one.source)],
    )
    if path:
        return (at(_body(desired, kind, address), path), *marks)
    return (address in desired.resources, _selectors(desired, address), *marks)


def _selectors(desired: Desired, address: Address) -> list[tuple[Any, ...]]:
    """What goes because nobody states it goes by a namespace that the blueprint says it owns."""
    found = (one for one in desired.manages if one.kind == address.kind)
    return [(one.objects, one.groups, one.prefix, one.pairs) for one in found]


def _same_order(now: Body, base: Body, name: str) -> bool:
    before, after = order_of(now.get(name) or {}, base.get(name) or {})
    return bool(base.get(name)) and before == after


def _body(desired: Desired, kind: Kind, address: Address) -> Body:
    resource = desired.resources.get(address)
    return kind.normalise(address, resource.body) if resource else {}
