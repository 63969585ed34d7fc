"""Which lists, forms and workflows speak of what is about to go. HubSpot has no list of usages, so they are read.

Read is what the token may read, once per plan that takes something away, and never more than so many pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cvpctl.model import Address, References
from cvpctl.portal.counting import ELSEWHERE, PIPELINES
from cvpctl.portal.references_read import AREAS, Told
from cvpctl.portal.references_scan import Mention, mentions

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What an address is to those who speak of it: a property, and for a part of one the value they compare or set."""

    address: Address
    type_id: str
    name: str
    value: str = ""

    def is_meant(self, mention: Mention) -> bool:
        """An object that cannot be told counts as this one: better one user too many than one too few."""
        same = mention.name == self.name and mention.type_id in ("", self.type_id)
        return same and (not self.value or self.value in mention.values)


def find_references(exchange: Exchange, addresses: Iterable[Address]) -> References:
    """Return the users of each address; raises NotAuthorised and DailyLimit, after which nothing else would work."""
    wanted = [one for address in dict.fromkeys(addresses) for one in _wanted(exchange, address)]
    found: dict[Address, list[str]] = {}
    read = [area(exchange) for area in AREAS] if wanted else []
    for told in (told for area in read for told in area.found):
        for address in _spoken_of(told, wanted):
            found.setdefault(address, []).append(f"{told.noun} {told.name!r}")
    unread = tuple(area.unread for area in read if area.unread)
    return References({address: tuple(users) for address, users in found.items()}, unread)


def _spoken_of(told: Told, wanted: Iterable[_Wanted]) -> Iterator[Address]:
    said = tuple(mentions(told.body, told.type_id))
    yield from (one.address for one in wanted if any(map(one.is_meant, said)))


def _wanted(exchange: Exchange, address: Address) -> Iterator[_Wanted]:
    if address.kind not in ("property", "pipeline"):
        return
    type_id = exchange.type_id(address.scope[0])
    if address.kind == "property":
        value = address.subpath[1] if address.subpath[:1] == ("options",) else ""
        yield _Wanted(address, type_id, exchange.identities.live(address.owner), value)
        return
    of_pipeline, of_stage = PIPELINES.get(address.scope[0], ELSEWHERE)
    if name := of_stage if address.subpath else of_pipeline:
        yield _Wanted(address, type_id, name, exchange.identities.live(address))
