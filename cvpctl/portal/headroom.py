"""How much room a portal's subscription leaves, as HubSpot tells it: one read for each sort of limit.

Shapes: published specification and answers of one portal seen by a third party. The reads need the right to reach
some records (`crm.objects.*`), the count of custom objects `crm.schemas.custom.read` (third-party observation).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cvpctl.errors import DailyLimit, MissingScope, NotAuthorised, PortalRefused, PortalUnreachable
from cvpctl.model import Body, Unknown, Unseen
from cvpctl.model.surroundings import Quota, Room, Rooms, Wanted

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange

Names = Mapping[str, str]
"""Type id → name, of the objects in play."""


def rooms(exchange: Exchange, quota: Quota, wanted: Wanted, names: Names) -> Rooms | Unknown:
    """Return the room of one quota; what cannot be read is unknown, and says why."""
    operation, read = _READS[quota]
    try:
        found = dict(read(exchange.ask(operation).body, names))
        if quota is Quota.LABELS and not found and wanted.pair:
            # Pairs without labels are only listed when they are asked for, and no other one tells the limit.
            asked = {f"{end}ObjectTypeId": exchange.type_id(name) for end, name in zip(_ENDS, wanted.pair, strict=True)}
            found = dict(read(exchange.ask(operation, asked).body, names))
    except (NotAuthorised, DailyLimit):
        raise
    except (PortalRefused, PortalUnreachable) as error:
        return Unknown(Unseen.FORBIDDEN if isinstance(error, MissingScope) else Unseen.UNREACHABLE, error.message)
    except (KeyError, TypeError, AttributeError):
        return Unknown(Unseen.UNREACHABLE, f"the answer to {operation} is not shaped as documented")
    return found


_ENDS = ("from", "to")
Found = Iterator[tuple[tuple[str, ...], Room]]


def _whole(body: Body, _names: Names) -> Found:
    yield (), Room(int(body["limit"]), int(body["usage"]))


def _overall(body: Body, _names: Names) -> Found:
    yield (), Room(int(body["overallLimit"]), int(body["overallUsage"]))


def _overall_and_each(body: Body, names: Names) -> Found:
    yield from _overall(body, names)
    yield from _each(body["byObjectType"], names)


def _by_origin(body: Body, names: Names) -> Found:
    yield from _overall(body["customObjectTypes"], names)
    yield from _each(body["hubspotDefinedObjectTypes"], names)


def _each(rows: Iterable[Mapping[str, Any]], names: Names) -> Found:
    for row in rows:
        name = names.get(str(row["objectTypeId"]))
        if name and "limit" in row:
            yield (name,), Room(int(row["limit"]), int(row["usage"]))


def _pairs(body: Body, names: Names) -> Found:
    for row in body["results"]:
        ends = (names.get(str(row[f"{end}ObjectType"]["objectTypeId"]), "") for end in _ENDS)
        yield tuple(ends), Room(int(row["limit"]), int(row["usage"]))


_READS: Mapping[Quota, tuple[str, Callable[[Body, Names], Found]]] = {
    Quota.CUSTOM_OBJECTS: ("limits.custom_object_types", _whole),
    Quota.PROPERTIES: ("limits.custom_properties", _overall_and_each),
    Quota.CALCULATED: ("limits.calculated_properties", _overall),
    Quota.PIPELINES: ("limits.pipelines", _by_origin),
    Quota.LABELS: ("limits.labels", _pairs),
}
