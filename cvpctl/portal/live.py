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

_WALKS = {"group": group_body, "validation": validation_body}


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
        return {**body, "stages": _told(body, {"stages": stages}, "stages", "id")}
    if live.kind == "property":
        # Somebody made an option of the new value: then the old one is another thing again, and HubSpot wants both.
        own = (ours.child("options", str(one.get("value"))) for one in row.get("options") or ())
        identities.follow({}, [one for one in own if identities.hidden(one)])
        body = property_body(live.scope, row, identities.ours, ours.key)
        return {**body, "options": _told(body, row, "options", "value")} if body.get("options") else body
    return _WALKS[live.kind](live.scope, row, identities.ours) if live.kind in _WALKS else row


def _told(body: Body, row: Body, name: str, key: str) -> list[Body]:
    """Keep what the portal calls a part beside what a blueprint does: a part is no resource of its own."""
    pairs = zip(body[name], row[name], strict=True)
    return [one if one[key] == was[key] else {**one, "identity": was[key]} for one, was in pairs]


def _named(live: Address) -> Address:
    """A validation rule goes by the name of its property."""
    return Address("property", live.scope, live.key) if live.kind == "validation" else live


def _other(ours: Address, live: str) -> str:
    return "" if live == ours.key else live
