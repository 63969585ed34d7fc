"""Which objects of HubSpot's library are switched on. The API tells it and cannot change it (documented)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cvpctl.errors import DailyLimit, MissingScope, NotAuthorised, PortalRefused, PortalUnreachable
from cvpctl.model import Unknown, Unseen, find_object_type

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange


def switched_on(exchange: Exchange) -> Mapping[str, bool] | Unknown:
    """Return by canonical name whether an object is on; objects that are not of the library are not in it."""
    try:
        rows = exchange.ask("object_library.list").body.get("enablementByObjectTypeId")
    except (NotAuthorised, DailyLimit):
        raise
    except (PortalRefused, PortalUnreachable) as error:
        return Unknown(Unseen.FORBIDDEN if isinstance(error, MissingScope) else Unseen.UNREACHABLE, error.message)
    if not isinstance(rows, Mapping):
        return Unknown(Unseen.UNREACHABLE, "the answer to object_library.list is not shaped as documented")
    known = ((find_object_type(str(type_id)), on) for type_id, on in rows.items())
    return {native.name: bool(on) for native, on in known if native}
