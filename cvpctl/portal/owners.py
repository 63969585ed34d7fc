"""Names behind user ids, from the list of owners: what a token may read that has no other sight of people.

Most users who may edit a portal are owners in it (assumed); whoever is none keeps their number. An archived owner
tells only `userIdIncludingInactive` (documented).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from cvpctl.errors import PortalRefused
from cvpctl.model import Body, Unknown, Unseen

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange

_PAGE = "500"
_MOST_PAGES = 4
_IDS = ("userId", "userIdIncludingInactive")


def owner_names(exchange: Exchange, user_ids: Collection[str]) -> Mapping[str, str] | Unknown:
    """Return names by user id, for those that are owners: a call, and more only where the list is long."""
    found: dict[str, str] = {}
    query = {"limit": _PAGE}
    for _ in range(_MOST_PAGES):
        try:
            told = exchange.ask("owners.list", query).body
        except PortalRefused as refusal:
            return Unknown(Unseen.FORBIDDEN, refusal.message)
        for row in told.get("results") or ():
            found |= {str(row[one]): _name(row) for one in _IDS if str(row.get(one) or "") in user_ids}
        after = _after(told)
        if not after or found.keys() >= set(user_ids):
            break
        query["after"] = after
    return found


def _name(row: Body) -> str:
    said = " ".join(str(row[name]) for name in ("firstName", "lastName") if row.get(name))
    return said or str(row.get("email") or "")


def _after(told: Mapping[str, Any]) -> str:
    return str(((told.get("paging") or {}).get("next") or {}).get("after") or "")
