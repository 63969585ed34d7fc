"""A plan sorted for a reviewer: `plan --base` keeps in `run` which field belongs to whom, and this reads it back.

A change with fields of two groups stands in both, each time with its own; nothing else of the plan depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from cvpctl.model import Change, FieldChange, Path, Plan
from cvpctl.render.rows import MOVED, gravest

PULL_REQUEST = "pullRequest"
_TITLES = {
    PULL_REQUEST: ("This pull request", "stated otherwise since {ref}"),
    "pending": ("Pending from earlier merges", "stated at {ref} already and not applied here yet"),
    "moved": ("Moved in the portal", "edits that the blueprints overwrite"),
}
_SHORT = {PULL_REQUEST: "this pull request", "pending": "pending from earlier merges", "moved": "moved in the portal"}


@dataclass(frozen=True, slots=True)
class Origin:
    """One group of changes under its heading."""

    title: str
    explanation: str
    changes: tuple[Change, ...]


def origins(plan: Plan) -> tuple[Origin, ...]:
    """Return the changes in their groups, those that are empty left out; nothing for a plan without a base."""
    base = _base(plan)
    if base is None:
        return ()
    found = ((name, _of(plan.changes, _paths(base, name))) for name in _TITLES)
    return tuple(
        Origin(title, explanation.format(ref=base["ref"]), changes)
        for name, changes in found
        if changes
        for title, explanation in (_TITLES[name],)
    )


def origin_of(plan: Plan, change: Change) -> str:
    """Say where a change that waits comes from, or nothing for a plan without a base."""
    base = _base(plan)
    if base is None:
        return ""
    return ", ".join(_SHORT[name] for name in _TITLES if _of((change,), _paths(base, name)))


def incomparable(plan: Plan) -> str:
    base = _base(plan)
    why = base.get("incomparable") if base else ""
    return f"What was stated at {base['ref']} cannot be compared: {why}" if base and why else ""


def _base(plan: Plan) -> dict[str, Any] | None:
    base = plan.run.get("base")
    return base if isinstance(base, dict) and isinstance(base.get("groups"), dict) and "ref" in base else None


def _paths(base: dict[str, Any], name: str) -> dict[str, set[Path]]:
    group = base["groups"].get(name)
    return {address: {tuple(path) for path in paths} for address, paths in (group or {}).items()}


def _part(change: Change, fields: tuple[FieldChange, ...]) -> Change:
    """Return a change with some of its fields; it is no edit of the portal's any more where none of them is."""
    part = replace(change, fields=fields)
    cause = gravest(part, change)
    return replace(part, cause=cause, touched=change.touched if cause in MOVED else None)


def _of(changes: Iterable[Change], paths: dict[str, set[Path]]) -> tuple[Change, ...]:
    kept = []
    for change in changes:
        wanted = paths.get(str(change.address))
        fields = tuple(edit for edit in change.fields if wanted and edit.path in wanted)
        if fields or (wanted is not None and not change.fields):
            kept.append(_part(change, fields))
    return tuple(kept)
