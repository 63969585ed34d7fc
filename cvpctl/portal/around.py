"""All that is asked before a first write, side by side: scopes of the token, room left, objects switched on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from cvpctl.errors import DailyLimit, MissingScope, NotAuthorised, PortalRefused, PortalUnreachable
from cvpctl.model import Unknown, Unseen
from cvpctl.model.surroundings import Surroundings, Wanted
from cvpctl.portal.account import introspect
from cvpctl.portal.headroom import rooms
from cvpctl.portal.object_library import switched_on

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange

WORKERS = 4


def surroundings(exchange: Exchange, token: str, wanted: Wanted) -> Surroundings:
    """Ask what is wanted, at most eight calls; raises where nothing else would be answered either."""
    type_ids = {name: known for name in wanted.objects if (known := exchange.names.type_id(name))}
    names = {type_id: name for name, type_id in type_ids.items()}
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="preflight") as pool:
        scopes = pool.submit(_scopes, exchange, token) if wanted.scopes else None
        library = pool.submit(switched_on, exchange) if wanted.library else None
        asked = {quota: pool.submit(rooms, exchange, quota, wanted, names) for quota in wanted.quotas}
    return Surroundings(
        scopes.result() if scopes else None,
        library.result() if library else None,
        {quota: job.result() for quota, job in asked.items()},
        type_ids,
    )


def _scopes(exchange: Exchange, token: str) -> frozenset[str] | Unknown:
    try:
        held = introspect(exchange, token).scopes
    except (NotAuthorised, DailyLimit):
        raise
    except (PortalRefused, PortalUnreachable) as error:
        return Unknown(Unseen.FORBIDDEN if isinstance(error, MissingScope) else Unseen.UNREACHABLE, error.message)
    # Every token has some: an answer without any tells nothing.
    return held or Unknown(Unseen.UNREACHABLE, "the answer names no scopes")
