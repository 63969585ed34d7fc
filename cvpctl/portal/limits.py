"""What a portal's subscription allows, as HubSpot tells it: no API names the tier itself.

`GET /crm/limits/{version}/pipelines` lists the objects with a limit of their own (shape: published specification,
numbers seen on one portal by a third party). Custom objects share one limit for all of them, which says nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cvpctl.errors import PortalRefused
from cvpctl.model import Unknown, Unseen, find_object_type

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange

_ROWS = "hubspotDefinedObjectTypes"


def most_pipelines(exchange: Exchange) -> Mapping[str, int] | Unknown:
    """Return how many pipelines each object may have, by canonical name; what cannot be known is no limit."""
    try:
        rows = exchange.ask("limits.pipelines").body.get(_ROWS)
    except PortalRefused as refusal:
        return Unknown(Unseen.FORBIDDEN, refusal.message)
    if not isinstance(rows, list):
        return Unknown(Unseen.UNREACHABLE, "the answer to limits.pipelines is no list")
    known = ((find_object_type(str(row.get("objectTypeId"))), row.get("limit")) for row in rows)
    return {native.name: limit for native, limit in known if native and isinstance(limit, int)}
