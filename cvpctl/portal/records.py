"""Record values, for migrations: who holds one, what a record holds now and held before, and writing it.

Search pages to 10,000 results, so a page is asked for by the last id instead; it allows five calls a second for all
apps (documented), of which we take two. A batch takes 100 records, and one that asks for past versions 50 (documented).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cvpctl.errors import PortalRefused
from cvpctl.model import Migration, RecordValues
from cvpctl.portal.answers import Answer
from cvpctl.portal.batch_answers import PARTLY
from cvpctl.portal.counting import APART_SECONDS, property_filter

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange

MOST = 100
MOST_WITH_PAST = 50
_ID = "hs_object_id"
_GONE = "OBJECT_NOT_FOUND"


def holders(
    exchange: Exchange, migration: Migration, *, after: str, most: int, apart: float = APART_SECONDS
) -> tuple[str, ...]:
    """Return ids in their order. HubSpot's index follows a write after a while: a record may hold something else."""
    filters = [property_filter(exchange, migration.source), {"propertyName": _ID, "operator": "GT", "value": after}]
    sorts = [{"propertyName": _ID, "direction": "ASCENDING"}]
    body = {"filterGroups": [{"filters": filters}], "sorts": sorts, "limit": most, "properties": [_ID]}
    rows = exchange.ask("objects.search", _place(migration), body).body.get("results") or ()
    if apart:
        time.sleep(apart)
    return tuple(str(row["id"]) for row in rows)


def values(exchange: Exchange, migration: Migration, ids: Sequence[str], *, past: bool) -> dict[str, RecordValues]:
    """Return what records hold; one in the recycle bin, or merged into another one, is left out."""
    source, target = (exchange.identities.live(one.owner) for one in (migration.source, migration.target))
    asked: dict[str, Any] = {"properties": sorted({source, target})}
    if past:
        asked["propertiesWithHistory"] = [target]
    found: dict[str, RecordValues] = {}
    for chunk in _chunks(ids, MOST_WITH_PAST if past else MOST):
        body = {**asked, "inputs": [{"id": one} for one in chunk]}
        answer = exchange.ask("objects.batch_read", _place(migration), body)
        _missing(answer)
        for row in answer.body.get("results") or ():
            found[str(row["id"])] = _values(row, source, target)
    return found


def write_values(exchange: Exchange, migration: Migration, texts: Mapping[str, str]) -> frozenset[str]:
    """Write, and return the ids that no record has any more; anything else that is refused is raised."""
    target = exchange.identities.live(migration.target.owner)
    body = {"inputs": [{"id": one, "properties": {target: text}} for one, text in texts.items()]}
    return _missing(exchange.ask("objects.batch_update", _place(migration), body))


def _place(migration: Migration) -> dict[str, str]:
    return {"objectType": migration.source.scope[0]}


def _values(row: Mapping[str, Any], source: str, target: str) -> RecordValues:
    held = row.get("properties") or {}
    versions = (row.get("propertiesWithHistory") or {}).get(target) or ()
    past = tuple(str(one.get("value") or "") for one in versions)
    return RecordValues(str(row["id"]), str(held.get(source) or ""), str(held.get(target) or ""), past)


def _missing(answer: Answer) -> frozenset[str]:
    """Records that went in the meantime are one error of a 207 (observed); any other error is unexpected."""
    body, gone = answer.body, set[str]()
    errors = body.get("errors") or ()
    if answer.status != PARTLY and not errors:
        return frozenset()
    for error in errors:
        if error.get("category") != _GONE:
            said = str(error.get("message") or "a record was refused without a reason")
            raise PortalRefused(said, status=PARTLY, category=str(error.get("category") or ""))
        gone.update(str(one) for one in (error.get("context") or {}).get("ids") or ())
    return frozenset(gone)


def _chunks(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    yield from (ids[start : start + size] for start in range(0, len(ids), size))
