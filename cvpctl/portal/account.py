"""Who is there: the portal behind a token, and what the token may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Identity:
    """The portal itself. `name` is told from 2026-09 on (third-party observation), else empty.

    `ui_domain` is where its screens are, such as `app.hubspot.com` or `app-eu1.hubspot.com`.
    """

    portal_id: int
    account_type: str
    time_zone: str = ""
    currency: str = ""
    name: str = ""
    ui_domain: str = ""


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """What HubSpot says about a token: its portal and its scopes, never the token."""

    portal_id: int
    scopes: frozenset[str]


def identify(exchange: Exchange) -> Identity:
    told = exchange.ask("account.details").body
    exchange.names.portal_id = int(told["portalId"])
    return Identity(
        portal_id=exchange.names.portal_id,
        account_type=str(told["accountType"]),
        time_zone=str(told.get("timeZone") or ""),
        currency=str(told.get("companyCurrency") or ""),
        name=str(told.get("portalName") or ""),
        ui_domain=str(told.get("uiDomain") or ""),
    )


def introspect(exchange: Exchange, token: str) -> TokenInfo:
    """Ask about the token. It travels in the body, which nothing here logs."""
    told = exchange.ask("auth.introspect", body={"tokenKey": token}).body
    return TokenInfo(portal_id=int(told["hubId"]), scopes=frozenset(told.get("scopes") or ()))
