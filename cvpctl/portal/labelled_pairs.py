"""Which pairs of objects have labels of a portal's own: one call instead of two per pair that might have some.

HubSpot lists labels pair by pair only, but counts what is used of their limit for the whole portal (documented; the
count is up to forty seconds behind, by third-party observation, so a label made a moment ago may be missed).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cvpctl.model import Body, Unknown
from cvpctl.portal.readings import Reader, Reading

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange

LABELLED = Reading("limits.labels")


def labelled_pairs(exchange: Exchange, names: Iterable[str]) -> tuple[tuple[str, str], ...] | Unknown:
    """Return the pairs among these objects, each one way round, in the order of `names`."""
    reader = Reader(exchange, 1)
    reader.read([LABELLED])
    rows = reader.found[LABELLED]
    if isinstance(rows, Unknown):
        return rows
    order = {exchange.names.type_id(name): (rank, name) for rank, name in enumerate(names)}
    pairs = [ends for ends in map(_ends, rows) if order.keys() >= {*ends}]
    found = {tuple(sorted(order[end] for end in ends)) for ends in pairs}
    return tuple((start[1], end[1]) for start, end in sorted(found))


def _ends(row: Body) -> tuple[str, str]:
    """Return the type ids of a row; a pair that is only listed because it was asked for has no labels."""
    start, end = ((row.get(name) or {}).get("objectTypeId") for name in ("fromObjectType", "toObjectType"))
    return (str(start), str(end)) if row.get("allLabels") or row.get("usage") else ("", "")
