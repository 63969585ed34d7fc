"""Live state: one list call per kind and scope, side by side. What cannot be read is unknown, never absent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cvpctl.errors import MissingScope, PortalRefused
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Body, Resource, Scope, State, Unknown, Unseen, find_object_type

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange

_NOT_FOUND = 404
_NO_SUCH_TYPE = "Unable to infer object type"  # HubSpot says it without a category


@dataclass(frozen=True, slots=True)
class Reading:
    """One list call; `archived` says which side of a State its results belong to."""

    scope: Scope
    operation: str
    archived: bool = False
    query: Mapping[str, str] = field(default_factory=dict)


def fetch(
    exchange: Exchange,
    scopes: Iterable[Scope],
    *,
    archived: Iterable[Scope],
    sensitive: Mapping[Scope, frozenset[str]],
    workers: int,
) -> State:
    levels = {_canonical(scope): wanted for scope, wanted in sensitive.items()}
    readings = [
        *(r for scope in dict.fromkeys(map(_canonical, scopes)) for r in _active(scope, levels.get(scope))),
        *(r for scope in dict.fromkeys(map(_canonical, archived)) for r in _archived(scope, levels.get(scope))),
    ]
    pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="fetch")
    try:
        found = list(pool.map(lambda reading: _read(exchange, reading), readings))
    finally:
        # One hopeless answer (401, daily limit) spares the calls that have not begun.
        pool.shutdown(cancel_futures=True)
    return _state(readings, found)


def _canonical(scope: Scope) -> Scope:
    kind, names = scope
    known = (find_object_type(name) for name in names)
    return kind, tuple(found.name if found else name for name, found in zip(names, known, strict=True))


def _active(scope: Scope, levels: frozenset[str] | None) -> Iterable[Reading]:
    operations = KINDS[scope[0]].operations
    yield Reading(scope, str(operations["list"]))
    for level in sorted(levels or ()) if "list_sensitive" in operations else ():
        yield Reading(scope, str(operations["list_sensitive"]), query={"dataSensitivity": level})


def _archived(scope: Scope, levels: frozenset[str] | None) -> Iterable[Reading]:
    """An archived list hides sensitive names as well, and a hidden name is one a create would restore unawares.

    A kind without such a list keeps nothing archived.
    """
    operations = KINDS[scope[0]].operations
    if "list_archived" not in operations:
        return
    yield Reading(scope, str(operations["list_archived"]), archived=True)
    for level in sorted(levels or ()):
        yield Reading(scope, str(operations["list_archived"]), archived=True, query={"dataSensitivity": level})


def _read(exchange: Exchange, reading: Reading) -> list[Body] | Unknown:
    _, names = reading.scope
    parameters = {"objectType": names[0]} if names else {}
    try:
        answer = exchange.ask(reading.operation, parameters | dict(reading.query))
    except PortalRefused as refusal:
        return Unknown(_why(refusal), refusal.message)
    results = answer.body.get("results")
    if not isinstance(results, list):
        return Unknown(Unseen.UNREACHABLE, f"the answer to {reading.operation} is no list")
    return results


def _why(refusal: PortalRefused) -> Unseen:
    if isinstance(refusal, MissingScope):
        return Unseen.FORBIDDEN
    if refusal.status == _NOT_FOUND or _NO_SUCH_TYPE in refusal.message:
        return Unseen.NOT_ENABLED
    return Unseen.UNREACHABLE


def _state(readings: Iterable[Reading], found: Iterable[list[Body] | Unknown]) -> State:
    """Sort results into sides. A scope seen in part is unknown whole: the part not seen could hold anything."""
    resources: dict[Address, Resource] = {}
    archived: dict[Address, Resource] = {}
    unknown: dict[Scope, Unknown] = {}
    for reading, results in zip(readings, found, strict=True):
        if isinstance(results, Unknown):
            unknown.setdefault(reading.scope, results)
            continue
        side = archived if reading.archived else resources
        side.update((resource.address, resource) for resource in _resources(reading.scope, results))
    return State(_known(resources, unknown), _known(archived, unknown), unknown)


def _resources(scope: Scope, bodies: Iterable[Body]) -> Iterable[Resource]:
    kind, names = scope
    key = KINDS[kind].key
    for body in bodies:
        yield Resource(Address(kind, names, str(body[key])), body)


def _known(side: Mapping[Address, Resource], unknown: Mapping[Scope, Unknown]) -> dict[Address, Resource]:
    return {address: one for address, one in side.items() if (address.kind, address.scope) not in unknown}
