"""What happened to a pipeline or a stage last, as HubSpot's audit lists tell it: the one place that names the person.

`GET …/{pipelineId}/audit` and `…/stages/{stageId}/audit` list events (documented, the shape of a row as well). A list
that cannot be read is an answer too: then nobody is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvpctl.errors import PortalRefused
from cvpctl.model import Address, Touch, Unknown, Unseen

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange


def last_edit(exchange: Exchange, address: Address) -> Touch | Unknown:
    """Return who edited a pipeline, or the stage at `address`, last and when; one call."""
    names = {"objectType": address.scope[0], "pipelineId": exchange.identities.live(address.owner)}
    if address.subpath:
        names["stageId"] = exchange.identities.live(address)
    try:
        rows = exchange.ask("pipelines.audit_stage" if address.subpath else "pipelines.audit", names).body["results"]
    except PortalRefused as refusal:
        return Unknown(Unseen.FORBIDDEN, refusal.message)
    except KeyError:
        return Unknown(Unseen.UNREACHABLE, "the answer names no results")
    told = max(rows, key=lambda row: str(row.get("timestamp") or ""), default=None)
    return Touch(str(told.get("fromUserId") or ""), str(told.get("timestamp") or "")) if told else Touch()
