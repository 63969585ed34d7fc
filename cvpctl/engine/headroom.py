"""Limits: what a plan creates against the room that a portal has left. Where it does not all fit, a person chooses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cvpctl.engine.absences import is_calculated
from cvpctl.model import Action, Address, Change, Finding, Severity, Unknown, find_object_type
from cvpctl.model.object_types import BY_NAME
from cvpctl.model.surroundings import Quota, Room, Rooms, Surroundings

Claim = tuple[Quota, tuple[str, ...]]
EXCEEDED = "LIMIT_EXCEEDED"
_LEFT_OUT = "leave some out with omit: or --exclude, or allow it: HubSpot says what it thinks of the rest"


def claims(change: Change) -> Iterator[Claim]:
    """Yield the limits that a change takes room of; what is updated takes none."""
    if change.action not in {Action.CREATE, Action.RESTORE}:
        return
    kind, scope = change.address.kind, change.address.scope
    if kind == "schema":
        yield Quota.CUSTOM_OBJECTS, ()
    elif kind == "property":
        yield Quota.PROPERTIES, ()
        yield Quota.PROPERTIES, scope
        if is_calculated(change):
            yield Quota.CALCULATED, ()
    elif kind == "pipeline":
        yield Quota.PIPELINES, scope if find_object_type(scope[0]) else ()
    elif kind == "label":
        yield from ((Quota.LABELS, pair) for pair in dict.fromkeys((scope, scope[::-1])))


def exceeded(changes: Sequence[Change], around: Surroundings) -> dict[Address, tuple[Finding, ...]]:
    """Return what is wrong, per change; all that compete for too little room are named, none is chosen."""
    asking: dict[Claim, list[Change]] = {}
    for change in changes:
        for claim in claims(change):
            asking.setdefault(claim, []).append(change)
    found: dict[Address, tuple[Finding, ...]] = {}
    for (quota, key), wanting in asking.items():
        room = _room(around.rooms.get(quota), quota, key)
        for change in wanting if room and len(wanting) > room.left else ():
            assert room is not None
            finding = _finding(change, _told(quota, key, room, len(wanting)))
            found[change.address] = (*found.get(change.address, ()), finding)
    for change in changes:
        if too_many := _stages(change):
            found[change.address] = (*found.get(change.address, ()), too_many)
    return found


def _room(rooms: Rooms | Unknown | None, quota: Quota, key: tuple[str, ...]) -> Room | None:
    if not isinstance(rooms, Mapping):
        return None
    if key in rooms or quota is not Quota.LABELS:
        return rooms.get(key)
    # A pair without labels is not listed; all pairs of a portal have one limit (observed).
    return next((Room(one.limit, 0) for one in rooms.values()), None)


def _told(quota: Quota, key: tuple[str, ...], room: Room, wanted: int) -> str:
    of = f" from {key[0]} to {key[1]}" if quota is Quota.LABELS else f" of {key[0]}" if key else ""
    if quota is Quota.PIPELINES and not key:
        of = " of custom objects"
    return f"this plan adds {wanted:,} {quota}{of}, and {room.left:,} more fit ({room.usage:,} of {room.limit:,} used)"


def _stages(change: Change) -> Finding | None:
    """Count the stages a live pipeline would have, those that the blueprint does not name included."""
    known = BY_NAME.get("".join(change.address.scope[:1]))
    if change.address.kind != "pipeline" or change.action is not Action.UPDATE or not known or not known.stage_cap:
        return None
    kept = [name for name in change.unmanaged if name.startswith("stages/")]
    number = len((change.stated or {}).get("stages", ())) + len(kept)
    if not kept or number <= known.stage_cap:
        return None
    message = f"the pipeline would have {number} stages with the {len(kept)} that the blueprint does not name"
    return _finding(change, f"{message}; {known.name} may have {known.stage_cap}")


def _finding(change: Change, message: str) -> Finding:
    return Finding(EXCEEDED, Severity.ERROR, message, _LEFT_OUT, change.address, change.place, allowable=True)
