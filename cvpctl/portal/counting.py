"""How many records hold what is about to go: one search of one record each, whose `total` is the answer.

Search allows five calls a second for all apps of a portal together (documented) and sends no limits along, so we take
two. A number that cannot be had is no zero: it is told with the reason.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from cvpctl.errors import DailyLimit, MissingScope, NotAuthorised, PortalRefused, PortalUnreachable
from cvpctl.model import Address, Count, Counts, find_object_type
from cvpctl.portal.upper_bounds import upper_bounds

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange

APART_SECONDS = 0.5
PIPELINES = {
    "deals": ("pipeline", "dealstage"),
    "contacts": ("", "lifecyclestage"),
    "companies": ("", "lifecyclestage"),
}
ELSEWHERE = ("hs_pipeline", "hs_pipeline_stage")

Filter = dict[str, Any]
Counting = Literal["search", "limits", "off"]


def counts(
    exchange: Exchange, addresses: Iterable[Address], *, apart: float = APART_SECONDS, how: Counting = "search"
) -> Counts:
    """Count the records that hold each address: a property, an option, a pipeline, a stage, a custom object.

    Raises NotAuthorised and DailyLimit, after which nothing else would work either.
    """
    wanted = tuple(dict.fromkeys(addresses))
    if how == "off":
        return dict.fromkeys(wanted, Count(why="counts: off in cvpctl.yaml"))
    if how == "limits":
        return upper_bounds(exchange, wanted)
    found = {}
    for address, following in pairwise((*wanted, None)):
        assert address is not None
        found[address] = _count(exchange, address)
        if following is not None and apart:
            time.sleep(apart)
    return found


def _count(exchange: Exchange, address: Address) -> Count:
    name = address.key if address.kind == "schema" else "".join(address.scope[:1])
    filters = tuple(_filters(exchange, address))
    if not name or (not filters and address.kind != "schema"):
        return Count(why=f"HubSpot has no way to count by {address.kind}")
    body = {"filterGroups": [{"filters": list(filters)}] if filters else [], "limit": 1, "properties": []}
    try:
        told = exchange.ask("objects.search", {"objectType": name}, body).body
    except (NotAuthorised, DailyLimit):
        raise
    except MissingScope:
        owner = name if find_object_type(name) else "custom"
        return Count(why=f"the token lacks crm.objects.{owner}.read")
    except (PortalRefused, PortalUnreachable) as error:
        return Count(why=error.message)
    total = told.get("total")
    return Count(total) if isinstance(total, int) else Count(why="the answer names no total")


def _filters(exchange: Exchange, address: Address) -> Iterator[Filter]:
    if address.kind == "property":
        yield property_filter(exchange, address)
    if address.kind == "pipeline":
        of_pipeline, of_stage = PIPELINES.get(address.scope[0], ELSEWHERE)
        name = of_stage if address.subpath else of_pipeline
        if name:
            yield {"propertyName": name, "operator": "EQ", "value": exchange.identities.live(address)}


def property_filter(exchange: Exchange, address: Address) -> Filter:
    name = exchange.identities.live(address.owner)
    if address.subpath[:1] == ("options",):
        # IN also finds a value among several that a record of a multiple-choice property holds (assumed).
        return {"propertyName": name, "operator": "IN", "values": [exchange.identities.live(address)]}
    return {"propertyName": name, "operator": "HAS_PROPERTY"}
