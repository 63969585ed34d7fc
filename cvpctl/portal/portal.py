"""One open portal: the face of this room, which the provider protocol of `apply` is cut to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from cvpctl.model import Call, Outcome, Scope, State
from cvpctl.portal.account import Identity, TokenInfo, identify, introspect
from cvpctl.portal.counts import Calls
from cvpctl.portal.endpoints import checked
from cvpctl.portal.execute import execute
from cvpctl.portal.fetch import fetch
from cvpctl.portal.patience import Patience

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Portal:
    """Reads and writes one portal; safe to use from several threads. The token is kept out of every text."""

    def __init__(self, exchange: Exchange, token: str, calls: Calls, *, base_url: str, workers: int) -> None:
        self._exchange = exchange
        self._token = token
        self._workers = workers
        self.base_url = base_url
        self.calls = calls

    @classmethod
    def open(
        cls,
        base_url: str,
        token: str,
        *,
        read_only: bool,
        versions: Mapping[str, str] | None = None,
        workers: int = 8,
        patience: Patience | None = None,
    ) -> Portal:
        """Open a portal; nothing is sent yet. A read-only one refuses every operation that writes."""
        # Loaded here: HubSpot's client alone takes a fifth of a second.
        from cvpctl.portal.exchange import Exchange  # noqa: PLC0415
        from cvpctl.portal.limiter import Pace  # noqa: PLC0415
        from cvpctl.portal.transport import Transport  # noqa: PLC0415

        patience = patience or Patience()
        calls = Calls()
        wire = Transport(base_url, token, read_only=read_only, calls=calls, workers=workers, patience=patience)
        pace = Pace(loopback=urlsplit(base_url).hostname in _LOOPBACK)
        exchange = Exchange(wire, checked(versions or {}), pace, patience)
        return cls(exchange, token, calls, base_url=base_url, workers=workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Portal {self.base_url}>"

    def close(self) -> None:
        self._exchange.close()

    def identity(self) -> Identity:
        return identify(self._exchange)

    def token_info(self) -> TokenInfo:
        return introspect(self._exchange, self._token)

    def fetch(
        self,
        scopes: Iterable[Scope],
        *,
        archived: Iterable[Scope] = (),
        sensitive: Mapping[Scope, frozenset[str]] | None = None,
    ) -> State:
        """Read each scope with one list call, plus one per archived scope and per level of sensitivity asked for."""
        return fetch(self._exchange, scopes, archived=archived, sensitive=sensitive or {}, workers=self._workers)

    def execute(self, call: Call) -> tuple[Outcome, ...]:
        """Carry out one call; one outcome per step it covers. Raises only where the whole run cannot go on."""
        return execute(self._exchange, call)
