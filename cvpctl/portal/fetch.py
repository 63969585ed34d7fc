"""Live state: a few list calls per scope, side by side. What cannot be read is unknown, never absent.

A custom object that does not live here yet has empty lists; whether it lives is asked of the list of schemas, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from cvpctl.model import Address, Body, Resource, Scope, State, Unknown, find_object_type
from cvpctl.portal.label_fetch import labels
from cvpctl.portal.live import resources
from cvpctl.portal.readings import SCHEMAS, Reader, Reading, active, archived

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange

Levels = Mapping[Scope, frozenset[str]]
Plan = dict[Scope, tuple[Reading, ...]]


def fetch(
    exchange: Exchange,
    scopes: Iterable[Scope],
    *,
    archived: Iterable[Scope],
    sensitive: Mapping[Scope, frozenset[str]],
    workers: int,
) -> State:
    look = _Look(exchange, workers, {_canonical(scope): wanted for scope, wanted in sensitive.items()})
    return look.state(tuple(dict.fromkeys(map(_canonical, scopes))), tuple(dict.fromkeys(map(_canonical, archived))))


def _canonical(scope: Scope) -> Scope:
    kind, names = scope
    known = (find_object_type(name) for name in names)
    return kind, tuple(found.name if found else name for name, found in zip(names, known, strict=True))


class _Look:
    """One fetch under way. A scope seen in part is unknown whole: the part not seen could hold anything."""

    def __init__(self, exchange: Exchange, workers: int, levels: Levels) -> None:
        self._exchange = exchange
        self._reader = Reader(exchange, workers)
        self._levels = levels
        self._unknown: dict[Scope, Unknown] = {}

    def state(self, scopes: tuple[Scope, ...], gone: tuple[Scope, ...]) -> State:
        self._learn_objects(scopes, gone)
        plan, plan_of_gone = self._plan(scopes, active), self._plan(gone, archived)
        self._reader.read(reading for one in (plan, plan_of_gone) for readings in one.values() for reading in readings)
        live = [one for scope in self._seen(plan) for one in self._resources(scope, plan)]
        live += self._labels([scope for scope in self._seen(plan) if scope[0] == "label"])
        old = [one for scope in self._seen(plan_of_gone) for one in self._resources(scope, plan_of_gone)]
        return State(self._side(live), self._side(old), self._unknown)

    def _learn_objects(self, scopes: Iterable[Scope], gone: Iterable[Scope]) -> None:
        """Read the list of schemas where a name is not known; the archive is asked after the rest, so not for it."""
        names = self._exchange.names
        new = names.unseen(name for scope in scopes for name in scope[1])
        old = () if names.were_listed else names.unseen(name for scope in gone for name in scope[1])
        if not new and not old and ("schema", ()) not in scopes:
            return
        self._reader.read([SCHEMAS])
        found = self._reader.found[SCHEMAS]
        if isinstance(found, Unknown):
            unseen = [scope for scope in (*scopes, *gone) if names.unseen(scope[1])]
            self._unknown |= dict.fromkeys(unseen, found)
        else:
            names.learn(found)

    def _plan(self, scopes: Iterable[Scope], readings: Callable[..., tuple[Reading, ...]]) -> Plan:
        """Return the calls of each scope that lives here."""
        here = (scope for scope in scopes if not self._exchange.names.unseen(scope[1]))
        return {scope: readings(scope, self._levels.get(scope, ())) for scope in here}

    def _seen(self, plan: Plan) -> list[Scope]:
        """Return the scopes that were read whole, and keep why the others were not."""
        for scope, readings in plan.items():
            for one in readings:
                why = self._reader.found[one]
                if isinstance(why, Unknown):
                    self._unknown.setdefault(scope, why)
        return [scope for scope in plan if scope not in self._unknown]

    def _resources(self, scope: Scope, plan: Plan) -> Iterator[Resource]:
        if scope[0] != "label":
            for reading in plan[scope]:
                yield from resources(scope, self._rows(reading), self._exchange)

    def _labels(self, scopes: Iterable[Scope]) -> list[Resource]:
        found: list[Resource] = []
        for scope, told in labels(self._reader, self._exchange, scopes):
            if isinstance(told, Unknown):
                self._unknown[scope] = told
            else:
                found += told
        return found

    def _rows(self, reading: Reading) -> list[Body]:
        found = self._reader.found[reading]
        rows = [] if isinstance(found, Unknown) else found
        # Asked for archived schemas, HubSpot lists the active ones as well (third-party observation).
        return [row for row in rows if row.get("archived")] if reading.operation == "schemas.list_archived" else rows

    def _side(self, found: Iterable[Resource]) -> dict[Address, Resource]:
        seen = (one for one in found if (one.address.kind, one.address.scope) not in self._unknown)
        return {resource.address: resource for resource in seen}
