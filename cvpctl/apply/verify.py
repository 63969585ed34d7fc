"""Reading back: what was written must read as written, within the time HubSpot takes to settle.

A field that reads otherwise once that time is over was taken with 200 and ignored: it has not converged. One that was
still within it when the looking ended is pending. What nobody could read is neither.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from cvpctl.apply.as_written import differences
from cvpctl.apply.provider import Provider
from cvpctl.errors import CvpError
from cvpctl.kinds import KINDS
from cvpctl.model import Action, Address, Change, FieldChange, Scope, State

FIRST_PAUSE = 0.25
Difference = tuple[Address, FieldChange]


@dataclass(frozen=True, slots=True)
class ReadBack:
    """`not_converged` and `pending` pair an address with a field; `unread` says of an address why nobody could look.

    `state` is what was read last. `stopped_by` and `interrupted` ended the looking before its end.
    """

    state: State = field(default_factory=State)
    not_converged: tuple[Difference, ...] = ()
    pending: tuple[Difference, ...] = ()
    unread: Mapping[Address, str] = field(default_factory=dict)
    stopped_by: CvpError | None = None
    interrupted: bool = False


def verify(provider: Provider, changes: Sequence[Change], *, sleep: Callable[[float], None] = time.sleep) -> ReadBack:
    """Read each list once, and those that are not equal yet again with growing pauses while their time lasts."""
    looking = _Looking(provider, changes)
    try:
        looking.until_settled(sleep)
    except CvpError as error:
        return looking.found(error.message, stopped_by=error)
    except KeyboardInterrupt:
        # What was written is ours: one look without waiting lets the record say so. A second Ctrl-C ends it.
        with suppress(CvpError, KeyboardInterrupt):
            looking.look()
        return looking.found("the run was interrupted", interrupted=True)
    return looking.found()


def sensitivities(changes: Sequence[Change]) -> dict[Scope, frozenset[str]]:
    """Return the sensitivities to ask for to see these changes; of a removal only the live side tells."""
    found: dict[Scope, frozenset[str]] = {}
    for change in changes:
        live = {edit.path[0]: edit.before for edit in change.fields}
        level = {**live, **(change.stated or {})}.get("dataSensitivity") or "non_sensitive"
        if level != "non_sensitive":
            found[scope_of(change)] = found.get(scope_of(change), frozenset()) | {level}
    return found


def scope_of(change: Change) -> Scope:
    return (change.address.kind, change.address.scope)


class _Looking:
    """How far the reading back of some changes has come. An unreadable list is looked at again like a stale one."""

    def __init__(self, provider: Provider, changes: Sequence[Change]) -> None:
        self._provider, self._changes = provider, changes
        self._levels = sensitivities(changes)
        self._born = {one.address.key for one in changes if _makes_an_object(one)}
        self._state: State | None = None
        self._waited = 0.0

    def until_settled(self, sleep: Callable[[float], None]) -> None:
        self.look()
        pause = FIRST_PAUSE
        while (rest := max(map(self._patience, self._open()), default=0.0) - self._waited) > 0:
            sleep(min(pause, rest))
            self._waited, pause = self._waited + min(pause, rest), pause * 2
            self.look()

    def look(self) -> None:
        """Read what is not known to be as written."""
        scopes = sorted(set(map(scope_of, self._open())))
        fresh = self._provider.fetch(scopes, sensitive=self._levels)
        self._state = fresh if self._state is None else _updated(self._state, fresh, scopes)

    def found(self, why: str = "", *, stopped_by: CvpError | None = None, interrupted: bool = False) -> ReadBack:
        unread = {one.address: self._why_unread(one, why) for one in self._changes if not self._is_read(one)}
        settling = {one.address for one in self._changes if self._patience(one) > self._waited}
        remaining = tuple((one.address, edit) for one in self._changes for edit in self._differences(one))
        return ReadBack(
            self._state or State(),
            tuple(one for one in remaining if one[0] not in settling),
            tuple(one for one in remaining if one[0] in settling),
            unread,
            stopped_by,
            interrupted,
        )

    def _open(self) -> Iterator[Change]:
        return (one for one in self._changes if not self._is_read(one) or any(self._differences(one)))

    def _is_read(self, change: Change) -> bool:
        return self._state is not None and scope_of(change) not in self._state.unknown

    def _why_unread(self, change: Change, why: str) -> str:
        unknown = self._state.unknown.get(scope_of(change)) if self._state else None
        return (unknown.detail or unknown.why.value) if unknown else why

    def _differences(self, change: Change) -> Iterator[FieldChange]:
        if self._state is not None and self._is_read(change):
            yield from differences(change, self._state.resources.get(change.address))

    def _patience(self, change: Change) -> float:
        """What belongs to a custom object of this run is seen no sooner than that."""
        kinds = [change.address.kind, *(["schema"] if self._born & set(change.address.scope) else [])]
        return max(KINDS[kind].settle_seconds for kind in kinds)


def _makes_an_object(change: Change) -> bool:
    return change.address.kind == "schema" and change.action is Action.CREATE


def _updated(state: State, fresh: State, scopes: Sequence[Scope]) -> State:
    kept = {
        address: resource
        for address, resource in state.resources.items()
        if (address.kind, address.scope) not in scopes
    }
    unknown = {scope: why for scope, why in state.unknown.items() if scope not in scopes}
    return State({**kept, **fresh.resources}, state.archived, {**unknown, **fresh.unknown})
