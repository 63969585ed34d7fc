"""Live labels, put together from the lists of both directions, the limits, and names where type ids do not do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from cvpctl.model import Body, Resource, Scope, Unknown, find_object_type
from cvpctl.portal.label_pairs import Pair, known, limits, matched, plain, resource, texts, unknown
from cvpctl.portal.readings import LIMITS, Found, Reader, active, names_of_labels

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange

NameOf = Mapping[tuple[str, str, str], str]
"""Internal names by type id of one end, of the other, and of the association."""


def labels(
    reader: Reader, exchange: Exchange, scopes: Iterable[Scope]
) -> Iterator[tuple[Scope, list[Resource] | Unknown]]:
    """Yield the labels of each pair whose lists have been read; without a name that is needed a pair is unknown."""
    pairs = [_pair(reader, scope) for scope in scopes]
    needed = [pair for pair in pairs if unknown(pair, known(pair, exchange.identities.labels_known(pair.scope)))]
    named = [pair for pair in pairs if pair in needed or exchange.identities.has_bound_labels(pair.scope)]
    told = _covering([pair.scope for pair in named])
    reader.read(names_of_labels(name) for name in dict.fromkeys(told.values()))
    for pair in pairs:
        full = pair
        if pair in named:
            rows = reader.found[names_of_labels(told[pair.scope])]
            if not isinstance(rows, Unknown):
                full = replace(pair, names=_names(pair, rows, exchange))
            elif pair in needed:
                yield pair.scope, rows
                continue
        found = matched(full, exchange.identities.labels_known(pair.scope))
        read = {match.address: match.identity for match in found}
        exchange.identities.read_labels(pair.scope, read, (*pair.forth, *pair.back))
        yield pair.scope, [resource(full, match) for match in found]


def _pair(reader: Reader, scope: Scope) -> Pair:
    ways = [_rows(reader.found[reading]) for reading in active(scope) if reading != LIMITS]
    return Pair(scope, texts(ways[0]), texts(ways[-1]), limits(_rows(reader.found[LIMITS])), plain=plain(ways[0]))


def _rows(found: Found) -> list[Body]:
    return [] if isinstance(found, Unknown) else found


def _covering(scopes: Iterable[Scope]) -> dict[Scope, str]:
    """Return which object's schema to read for the names of each pair: as few objects as can be, custom ones first."""
    left, told = list(scopes), dict[Scope, str]()
    while left:
        counts = Counter(name for _, names in left for name in set(names))
        best = min(counts, key=lambda name: (-counts[name], find_object_type(name) is not None, name))
        told |= {scope: best for scope in left if best in scope[1]}
        left = [scope for scope in left if scope not in told]
    return told


def _names(pair: Pair, rows: Iterable[Body], exchange: Exchange) -> dict[str, str]:
    """Return the names of a pair's type ids.

    Ids are unique within a category only, and a schema tells no category: on a new portal 3 may be HubSpot's own
    DEAL_TO_CONTACT and a label as well. HubSpot's names are upper case (recorded answers).
    """
    start, end = (exchange.names.type_id(name) for name in pair.scope[1])
    told: dict[str, set[str]] = {}
    for row in rows:
        ends = (row.get("fromObjectTypeId"), row.get("toObjectTypeId"))
        own = {(start, end): pair.forth, (end, start): pair.back}.get(ends, {})
        if str(row.get("id")) in own and row.get("name"):
            told.setdefault(str(row["id"]), set()).add(str(row["name"]))
    sure = {type_id: [one for one in names if len(names) == 1 or not one.isupper()] for type_id, names in told.items()}
    return {type_id: names[0] for type_id, names in sure.items() if len(names) == 1}
