"""Reading back: what was written must read as written, within the time HubSpot takes to settle."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from cvpctl.apply.provider import Provider
from cvpctl.engine.diff import compare
from cvpctl.kinds import KINDS, Kind
from cvpctl.model import ABSENT, Action, Address, Body, Change, FieldChange, Path, Resource, Scope, State, at

FIRST_PAUSE = 0.25
NotConverged = tuple[Address, FieldChange]


def verify(
    provider: Provider,
    changes: Sequence[Change],
    *,
    sleep: Callable[[float], None] = time.sleep,
    patient: bool = True,
) -> tuple[tuple[NotConverged, ...], State]:
    """Return the written fields that still read differently, and the state that was read last.

    Reads each list once and again with growing pauses until all is equal or the kinds' settle time is over.
    """
    scopes = sorted({(change.address.kind, change.address.scope) for change in changes})
    patience = max((KINDS[kind].settle_seconds for kind, _ in scopes), default=0.0) if patient else 0.0
    levels = sensitivities(changes)
    state, pause = provider.fetch(scopes, sensitive=levels), FIRST_PAUSE
    remaining = tuple(_remaining(changes, state))
    while remaining and patience > 0:
        sleep(min(pause, patience))
        patience, pause = patience - pause, pause * 2
        again = sorted({(address.kind, address.scope) for address, _ in remaining})
        state = _updated(state, provider.fetch(again, sensitive=levels), again)
        remaining = tuple(_remaining(changes, state))
    return remaining, state


def _remaining(changes: Sequence[Change], state: State) -> Iterator[NotConverged]:
    for change in changes:
        if (change.address.kind, change.address.scope) not in state.unknown:
            yield from ((change.address, edit) for edit in _differences(change, state.resources.get(change.address)))


def _differences(change: Change, live: Resource | None) -> Iterator[FieldChange]:
    kind = KINDS[change.address.kind]
    if change.action is Action.REMOVE:
        if live is not None:
            yield FieldChange((kind.key,), change.address.key, ABSENT)
        return
    body = kind.normalise(change.address, live.body) if live else {}
    if live is None:
        yield FieldChange((kind.key,), ABSENT, change.address.key)
        return
    removed = [edit.path for edit in change.fields if edit.after is ABSENT]
    for edit in compare(kind, change.stated or {}, body, removed=removed):
        if _wrote(change, edit.path) and not _rewritten(kind, change, edit, body):
            yield edit


def _wrote(change: Change, path: Path) -> bool:
    """Tell whether a change wrote the field at `path`; one that made the whole thing wrote each, orders included."""
    if change.action is not Action.UPDATE:
        return True
    return any(path[: len(edit.path)] == edit.path or edit.path[: len(path)] == path for edit in change.fields)


def _rewritten(kind: Kind, change: Change, edit: FieldChange, live: Body) -> bool:
    """A field that HubSpot spells its own way has settled once it is there and no longer what it was."""
    if not kind.rule(edit.path[0]).rewritten:
        return False
    before = next((one.before for one in change.fields if one.path == edit.path), ABSENT)
    return bool(at(live, edit.path)) and at(live, edit.path) != before


def sensitivities(changes: Sequence[Change]) -> dict[Scope, frozenset[str]]:
    """Return the sensitivities to ask for to see these changes; of a removal only the live side tells."""
    found: dict[Scope, frozenset[str]] = {}
    for change in changes:
        live = {edit.path[0]: edit.before for edit in change.fields}
        level = {**live, **(change.stated or {})}.get("dataSensitivity") or "non_sensitive"
        if level != "non_sensitive":
            scope = (change.address.kind, change.address.scope)
            found[scope] = found.get(scope, frozenset()) | {level}
    return found


def _updated(state: State, fresh: State, scopes: Sequence[Scope]) -> State:
    kept = {
        address: resource
        for address, resource in state.resources.items()
        if (address.kind, address.scope) not in scopes
    }
    unknown = {scope: why for scope, why in state.unknown.items() if scope not in scopes}
    return State({**kept, **fresh.resources}, state.archived, {**unknown, **fresh.unknown})
