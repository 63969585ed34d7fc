"""One open portal: the face of this room, which the provider protocol of `apply` is cut to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from cvpctl.model import (
    Address,
    Body,
    Call,
    Counts,
    Migration,
    Outcome,
    RecordValues,
    References,
    Scope,
    State,
    Touch,
    Unknown,
)
from cvpctl.model.surroundings import Surroundings, Wanted
from cvpctl.portal.account import Identity, TokenInfo, identify, introspect
from cvpctl.portal.around import surroundings
from cvpctl.portal.audits import last_edit
from cvpctl.portal.counting import APART_SECONDS, Counting
from cvpctl.portal.counting import counts as count_records
from cvpctl.portal.counts import Calls
from cvpctl.portal.endpoints import checked
from cvpctl.portal.execute import execute
from cvpctl.portal.fetch import fetch
from cvpctl.portal.fetch_ends import associations
from cvpctl.portal.identities import Identities
from cvpctl.portal.labelled_pairs import labelled_pairs
from cvpctl.portal.limits import most_pipelines
from cvpctl.portal.object_names import ObjectNames
from cvpctl.portal.owners import owner_names
from cvpctl.portal.patience import Patience
from cvpctl.portal.records import holders, values, write_values
from cvpctl.portal.references import find_references

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
        """Take over what the last apply learnt of labels; a binding wins. Other kinds go by their own names.

        HubSpot hides the name of a label for minutes, and tells a renamed one from a new one by nothing but its ids.
        """
        self._exchange.identities.know(identities)

    def follow(self, known: Mapping[Address, str], gone: Iterable[Address] = ()) -> None:
        """Call things that moved by their new addresses; `gone` are addresses that mean nothing live any more."""
        self._exchange.identities.follow(known, gone)

    def holders(self, migration: Migration, *, after: str, most: int) -> tuple[str, ...]:
        """Return the ids of records that hold the source, in the order of ids, from the one after `after` on."""
        return holders(self._exchange, migration, after=after, most=most)

    def values(self, migration: Migration, ids: Iterable[str], *, past: bool = False) -> Mapping[str, RecordValues]:
        """Return what these records hold now; those that are gone are left out."""
        return values(self._exchange, migration, tuple(ids), past=past)

    def write_values(self, migration: Migration, texts: Mapping[str, str]) -> frozenset[str]:
        """Write the target property of at most 100 records; return those that are gone. Raises `PortalRefused`."""
        return write_values(self._exchange, migration, texts)

    def identity(self) -> Identity:
        return identify(self._exchange)

    def token_info(self) -> TokenInfo:
        return introspect(self._exchange, self._token)

    def surroundings(self, wanted: Wanted) -> Surroundings:
        """Return what the token may do, what room is left and what is switched on, as far as it is wanted."""
        return surroundings(self._exchange, self._token, wanted)

    def most_pipelines(self) -> Mapping[str, int] | Unknown:
        """Return how many pipelines this portal may have, by object, where HubSpot tells and the token may know."""
        return most_pipelines(self._exchange)

    def labelled_pairs(self, names: Iterable[str]) -> tuple[tuple[str, str], ...] | Unknown:
        """Return the pairs among these objects that have labels of the portal's own, with one call."""
        return labelled_pairs(self._exchange, names)

    def associations(self, names: Iterable[str]) -> Mapping[str, list[Body] | Unknown]:
        """Return what custom objects are associated with, with one call apiece."""
        return associations(self._exchange, names, self._workers)

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

    def count(self, addresses: Iterable[Address], *, how: Counting = "search") -> Counts:
        """Return how many records hold each address, one search apiece; what cannot be told has its reason.

        With `limits` one call bounds them all from above, with `off` nobody is asked.
        """
        return count_records(self._exchange, addresses, apart=0.0 if self.on_this_machine else APART_SECONDS, how=how)

    def references(self, addresses: Iterable[Address]) -> References:
        """Return which lists, forms and workflows speak of these, as far as the token may read them."""
        return find_references(self._exchange, addresses)

    def last_edit(self, address: Address) -> Touch | Unknown:
        """Return who edited a pipeline or a stage last, and when."""
        return last_edit(self._exchange, address)

    def owner_names(self, user_ids: Collection[str]) -> Mapping[str, str] | Unknown:
        """Return the names of those user ids that are owners."""
        return owner_names(self._exchange, user_ids)

    def execute(self, call: Call) -> tuple[Outcome, ...]:
        """Carry out one call; one outcome per step it covers. Raises only where the whole run cannot go on."""
        return execute(self._exchange, call)


def _on_this_machine(base_url: str) -> bool:
    return urlsplit(base_url).hostname in _LOOPBACK
