"""Drift since a moment: what HubSpot says was edited later, and apart from it what HubSpot has no time of.

It tells the time of a whole property, pipeline, stage or custom object, never of one field; of groups, association
labels and validation rules it tells none. So an old difference comes along where something else of the same thing was
edited later, and what has no time is never taken for old.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from cvpctl.model import Change, Finding, State
from cvpctl.model.drift import Drift

One = TypeVar("One")
_EDITED = ("updatedAt", "createdAt")
_GONE = ("archivedAt", "updatedAt")


def drift_since(drift: Drift, moment: datetime, live: State) -> Drift:
    """Return what moved since, what nobody can date, and how much was left out; what is known stays as it is."""
    moved, undated, old = _sorted(drift.moved, moment, lambda change: moved_at(change, live))
    new, undated_new, old_new = _sorted(drift.new, moment, lambda finding: made_at(finding, live))
    told = moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return replace(
        drift,
        moved=moved,
        new=new,
        undated=undated,
        undated_new=undated_new,
        since=told,
        earlier=old + old_new,
    )


def moved_at(change: Change, live: State) -> datetime | None:
    """Return when the thing at an address was edited, archived or, where HubSpot tells, the one stage of it."""
    if change.touched and (told := _moment(change.touched.at)):
        return told
    if change.address in live.resources:
        return _latest(live.resources[change.address].body, _EDITED)
    gone = live.archived.get(change.address)
    return _latest(gone.body, _GONE) if gone else None


def made_at(finding: Finding, live: State) -> datetime | None:
    """Return when a new thing was made or edited; of an option or stage, when the thing it is part of was."""
    found = live.resources.get(finding.address.owner) if finding.address else None
    return _latest(found.body, _EDITED) if found else None


def _sorted(
    found: Iterable[One], moment: datetime, time_of: Callable[[One], datetime | None]
) -> tuple[tuple[One, ...], tuple[One, ...], int]:
    dated = [(one, time_of(one)) for one in found]
    fresh = tuple(one for one, at in dated if at is not None and at >= moment)
    without = tuple(one for one, at in dated if at is None)
    return fresh, without, len(dated) - len(fresh) - len(without)


def _latest(body: Mapping[str, Any], names: Iterable[str]) -> datetime | None:
    return max(filter(None, (_moment(body.get(name)) for name in names)), default=None)


def _moment(text: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
