"""How many records an object has, all objects with one call: more cannot hold what is about to go.

`GET /crm/limits/{version}/records` is made for another purpose and costs nothing of the search limit (shape: published
specification and a documented sample).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cvpctl.errors import DailyLimit, NotAuthorised, PortalRefused, PortalUnreachable
from cvpctl.model import Address, Body, Count, Counts

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange

NOT_TOLD = "HubSpot's limits do not tell how many records this object has"


def upper_bounds(exchange: Exchange, addresses: Iterable[Address]) -> Counts:
    """Return a bound per address; raises NotAuthorised and DailyLimit, after which nothing else would work either."""
    wanted = tuple(addresses)
    try:
        usage = dict(_usage(exchange.ask("limits.records").body))
    except (NotAuthorised, DailyLimit):
        raise
    except (PortalRefused, PortalUnreachable) as error:
        return dict.fromkeys(wanted, Count(why=error.message))
    except (KeyError, TypeError, AttributeError, ValueError):
        return dict.fromkeys(wanted, Count(why="the answer to limits.records is not shaped as documented"))
    return {address: _bound(usage, exchange, address) for address in wanted}


def _bound(usage: Mapping[str, int], exchange: Exchange, address: Address) -> Count:
    if address.kind not in ("property", "pipeline", "schema"):
        return Count(why=f"HubSpot has no way to count by {address.kind}")
    name = address.key if address.kind == "schema" else address.scope[0]
    most = usage.get(exchange.type_id(name))
    return Count(why=NOT_TOLD) if most is None else Count(at_most=most)


def _usage(body: Body) -> Iterator[tuple[str, int]]:
    rows: list[Any] = [*body["hubspotDefinedObjectTypes"], *body["customObjectTypes"]["byObjectType"]]
    yield from ((str(row["objectTypeId"]), int(row["usage"])) for row in rows)
