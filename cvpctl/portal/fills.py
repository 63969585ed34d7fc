"""Counting for `audit --fill-rate`: one search after the other, each answer handed over before the next is asked for.

Whoever asks can so keep what came back when the run is stopped, and stop it when the budget is spent. The pace is that
of all counting: HubSpot allows five searches a second for all apps of a portal together, of which we take two.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Protocol

from cvpctl.model import Address, Count, Counts
from cvpctl.portal.counting import APART_SECONDS


class Counter(Protocol):
    """A portal, as far as counting needs it."""

    @property
    def on_this_machine(self) -> bool: ...

    def count(self, addresses: Iterable[Address]) -> Counts: ...


def one_by_one(
    portal: Counter, addresses: Iterable[Address], *, apart: float = APART_SECONDS
) -> Iterator[tuple[Address, Count]]:
    """Yield the number of records for each address; an address is asked for when the one before was taken."""
    for number, address in enumerate(addresses):
        if number and not portal.on_this_machine:
            time.sleep(apart)
        yield address, portal.count((address,))[address]
