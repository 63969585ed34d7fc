"""What a write taught about a portal: ids that HubSpot gives, and hides from its lists for seconds or minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cvpctl.errors import PortalRefused, PortalUnreachable
from cvpctl.model import Body, Call
from cvpctl.portal.label_pairs import texts

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange


def learn_made(exchange: Exchange, call: Call, made: Iterable[Body]) -> None:
    """Take over the ids in the answer of a create, or in what was found when its answer was lost."""
    for body in made:
        if str(call.operation) == "schemas.create" and "objectTypeId" in body:
            exchange.names.learn_made(call.addresses[0].key, str(body["objectTypeId"]))
        elif str(call.operation) == "associations.create_label":
            identity = body.get("identity") or _identity(exchange, call, body.get("results", ()))
            if identity:
                exchange.identities.learn(call.addresses[0], identity)


def learn_gone(exchange: Exchange, call: Call) -> None:
    if str(call.operation) == "schemas.archive":
        exchange.names.forget(call.parameters["objectType"])
    elif str(call.operation) == "associations.delete_label":
        exchange.identities.forget(call.addresses[0].owner)


def _identity(exchange: Exchange, call: Call, rows: Sequence[Body]) -> str:
    """Return both type ids, the one of the way asked for first, or nothing where the answer does not tell.

    Rows come in no order, and their ends may be empty. Between records of one object a label that reads the same both
    ways may have a single id.
    """
    ids = sorted(texts(rows), key=int)
    if len(ids) <= 1:
        return "/".join(ids * 2)
    start, end = (exchange.type_id(call.parameters[name]) for name in ("fromObjectType", "toObjectType"))
    said = (call.body or {}).get("label")
    begins = [str(row["typeId"]) for row in rows if row.get("fromObjectTypeId") == start != end]
    reads = [str(row["typeId"]) for row in rows if row.get("label") == said]
    if start == end and len(reads) != 1:
        return "/".join(ids)
    forth = begins if len(begins) == 1 else reads if len(reads) == 1 else _listed(exchange, call, ids)
    return "/".join([*forth, *(one for one in ids if one not in forth)]) if len(forth) == 1 else ""


def _listed(exchange: Exchange, call: Call, ids: Sequence[str]) -> list[str]:
    """Look which of the ids stand in the list of the way that was asked for."""
    try:
        rows = exchange.ask("associations.list_labels", call.parameters).body.get("results") or ()
    except (PortalRefused, PortalUnreachable):
        return []
    return [one for one in ids if one in texts(rows)]
