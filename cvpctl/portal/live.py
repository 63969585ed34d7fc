"""From the rows of a list to resources under their blueprint's names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cvpctl.kinds import KINDS
from cvpctl.model import Address, Body, Resource, Scope
from cvpctl.portal.identities import Identities
from cvpctl.portal.translation import group_body, pipeline_body, property_body, schema_body, validation_body

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange

_WALKS = {"property": property_body, "group": group_body, "validation": validation_body}


def resources(scope: Scope, rows: Iterable[Body], exchange: Exchange) -> Iterator[Resource]:
    """Yield what a list holds; a thing whose name a binding gave away has no address, and is left out."""
    kind, names = scope
    for row in rows:
        if kind == "schema":
            if exchange.names.ours(row):
                yield _schema(row, exchange)
        elif kind != "validation" or row.get("propertyValidationRules"):
            live = Address(kind, names, str(row[KINDS[kind].key]))
            if not exchange.identities.hidden(_named(live)):
                yield _resource(live, row, exchange.identities)


def _resource(live: Address, row: Body, identities: Identities) -> Resource:
    ours = Address(live.kind, live.scope, identities.ours(_named(live)))
    return Resource(ours, _translated(live, ours, row, identities), identity=_other(ours, live.key))


def _schema(row: Body, exchange: Exchange) -> Resource:
    ours = Address("schema", (), exchange.names.ours(row))
    body = schema_body((ours.key,), row, exchange.identities.ours)
    return Resource(ours, {**body, "name": ours.key}, identity=_other(ours, str(row["name"])))


def _translated(live: Address, ours: Address, row: Body, identities: Identities) -> Body:
    if not identities:
        return row
    if live.kind == "pipeline":
        stages = [one for one in row.get("stages", ()) if not identities.hidden(ours.child("stages", str(one["id"])))]
        body = pipeline_body(live.scope, {**row, "stages": stages}, identities.ours, ours.key)
        # A stage is no resource of its own: what the portal calls a bound one is kept beside its id.
        told = [
            one if one["id"] == was["id"] else {**one, "identity": was["id"]}
            for one, was in zip(body["stages"], stages, strict=True)
        ]
        return {**body, "stages": told}
    return _WALKS[live.kind](live.scope, row, identities.ours) if live.kind in _WALKS else row


def _named(live: Address) -> Address:
    """A validation rule goes by the name of its property."""
    return Address("property", live.scope, live.key) if live.kind == "validation" else live


def _other(ours: Address, live: str) -> str:
    return "" if live == ours.key else live
