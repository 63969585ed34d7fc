"""What `apply` needs of a portal: to be asked, and to carry out one call. Tests have a second, failing one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from cvpctl.model import Call, Outcome, Scope, State

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
