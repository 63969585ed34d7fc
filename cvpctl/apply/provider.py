"""What `apply` needs of a portal: to be asked, and to carry out one call. Tests have a second, failing one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from cvpctl.model import Address, Call, Counts, Migration, Outcome, RecordValues, Scope, State

NOTHING: Mapping[Scope, frozenset[str]] = {}


class Provider(Protocol):
    """A portal, live or made up."""

    def fetch(
        self,
        scopes: Iterable[Scope],
        *,
        archived: Iterable[Scope] = (),
        sensitive: Mapping[Scope, frozenset[str]] = NOTHING,
    ) -> State:
        """Read the named lists; what cannot be read is unknown, never absent."""
        ...

    def execute(self, call: Call) -> tuple[Outcome, ...]:
        """Carry out one call and tell how each of its steps ended; raises where the run cannot go on."""
        ...


class Watcher(Protocol):
    """Somebody who likes to see the calls go by."""

    def start(self, total_calls: int) -> None: ...

    def advance(self, call: Call) -> None: ...

    def done(self) -> None: ...


class Records(Protocol):
    """A portal's records, as far as a migration needs them."""

    def count(self, addresses: Iterable[Address]) -> Counts: ...

    def holders(self, migration: Migration, *, after: str, most: int) -> tuple[str, ...]: ...

    def values(self, migration: Migration, ids: Iterable[str], *, past: bool = False) -> Mapping[str, RecordValues]: ...

    def write_values(self, migration: Migration, texts: Mapping[str, str]) -> frozenset[str]:
        """Write at most 100 records; return those that are gone; raises `PortalRefused` for any other refusal."""
        ...


class RecordWatcher(Protocol):
    """Somebody who likes to see records go by."""

    def records(self, migration: Migration, done: int, total: int) -> None: ...
