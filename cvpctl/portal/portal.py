"""One open portal: the face of this room, which the provider protocol of `apply` is cut to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from cvpctl.model import Address, Call, Counts, Outcome, Scope, State, Unknown
from cvpctl.portal.account import Identity, TokenInfo, identify, introspect
from cvpctl.portal.counting import APART_SECONDS
from cvpctl.portal.counting import counts as count_records
from cvpctl.portal.counts import Calls
from cvpctl.portal.endpoints import checked
from cvpctl.portal.execute import execute
from cvpctl.portal.fetch import fetch
from cvpctl.portal.identities import Identities
from cvpctl.portal.labelled_pairs import labelled_pairs
from cvpctl.portal.limits import most_pipelines
from cvpctl.portal.object_names import ObjectNames
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
        bindings: Mapping[Address, str] | None = None,
        workers: int = 8,
        patience: Patience | None = None,
    ) -> Portal:
        """Open a portal; nothing is sent yet. A read-only one refuses every operation that writes.

        `bindings` say what this portal calls things that go by other names in a blueprint: addresses of groups,
        properties, pipelines and their stages with the live name or id, of schemas with the live name or type id,
        of labels with both type ids (`12/13`).
        """
        # Loaded here: HubSpot's client alone takes a fifth of a second.
        from cvpctl.portal.exchange import Exchange  # noqa: PLC0415
        from cvpctl.portal.limiter import Pace  # noqa: PLC0415
        from cvpctl.portal.transport import Transport  # noqa: PLC0415

        patience = patience or Patience()
        calls = Calls()
        wire = Transport(base_url, token, read_only=read_only, calls=calls, workers=workers, patience=patience)
        pace = Pace(loopback=_on_this_machine(base_url))
        bound = dict(bindings or {})
        names, identities = ObjectNames(bound), Identities(bound)
        exchange = Exchange(wire, checked(versions or {}), pace, patience, names=names, identities=identities)
        return cls(exchange, token, calls, base_url=base_url, workers=workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Portal {self.base_url}>"

    @property
    def on_this_machine(self) -> bool:
        return _on_this_machine(self.base_url)

    def close(self) -> None:
        self._exchange.close()

    def bound_to(self, bindings: Mapping[Address, str]) -> Portal:
        """Return the same portal seen through other bindings; it shares the connection, and only this one closes it."""
        exchange = self._exchange.renamed(dict(bindings))
        return Portal(exchange, self._token, self.calls, base_url=self.base_url, workers=self._workers)

    def know(self, identities: Mapping[Address, str]) -> None:
        """Take over what the last apply learnt of schemas and labels; a binding of theirs wins.

        HubSpot hides the name of a label for minutes, and tells a renamed one from a new one by nothing but its ids.
        """
        self._exchange.names.know(identities)
        self._exchange.identities.know(identities)

    def identity(self) -> Identity:
        return identify(self._exchange)

    def token_info(self) -> TokenInfo:
        return introspect(self._exchange, self._token)

    def most_pipelines(self) -> Mapping[str, int] | Unknown:
        """Return how many pipelines this portal may have, by object, where HubSpot tells and the token may know."""
        return most_pipelines(self._exchange)

    def labelled_pairs(self, names: Iterable[str]) -> tuple[tuple[str, str], ...] | Unknown:
        """Return the pairs among these objects that have labels of the portal's own, with one call."""
        return labelled_pairs(self._exchange, names)

    def fetch(
        self,
        scopes: Iterable[Scope],
        *,
        archived: Iterable[Scope] = (),
        sensitive: Mapping[Scope, frozenset[str]] | None = None,
    ) -> State:
        """Read each scope with one list call, plus one per archived scope and per level of sensitivity asked for.

        A pair of labels takes two, and one more in all for their limits; a custom object the list of schemas, once.
        """
        return fetch(self._exchange, scopes, archived=archived, sensitive=sensitive or {}, workers=self._workers)

    def count(self, addresses: Iterable[Address]) -> Counts:
        """Return how many records hold each address, one search apiece; what cannot be told has its reason."""
        return count_records(self._exchange, addresses, apart=0.0 if self.on_this_machine else APART_SECONDS)

    def execute(self, call: Call) -> tuple[Outcome, ...]:
        """Carry out one call; one outcome per step it covers. Raises only where the whole run cannot go on."""
        return execute(self._exchange, call)


def _on_this_machine(base_url: str) -> bool:
    return urlsplit(base_url).hostname in _LOOPBACK
