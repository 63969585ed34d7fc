"""Counting one by one: paced, lazy, and none at all where the portal is on this machine."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise

from cvpctl.model import Address, Count, Counts
from cvpctl.portal.fills import one_by_one

WANTED = [Address("property", ("contacts",), f"p{number}") for number in range(3)]
APART = 0.05


@dataclass(slots=True)
class Portal:
    """A portal that notes what it is asked, and when."""

    on_this_machine: bool = False
    asked: list[tuple[float, Address]] = field(default_factory=list)

    def count(self, addresses: Iterable[Address]) -> Counts:
        found = list(addresses)
        self.asked += [(time.perf_counter(), one) for one in found]
        return {one: Count(int(one.key[1:])) for one in found}


def test_searches_keep_their_distance() -> None:
    """Two a second at most, whatever the portal answers."""
    portal = Portal()
    assert [0, 1, 2] == [count.records for _, count in one_by_one(portal, WANTED, apart=APART)]
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(portal.asked)]
    assert [True, True] == [gap >= APART for gap in gaps]


def test_a_portal_on_this_machine_is_not_waited_for() -> None:
    """It has no other callers."""
    began = time.perf_counter()
    assert 3 == len(list(one_by_one(Portal(on_this_machine=True), WANTED, apart=5.0)))
    assert time.perf_counter() - began < 5


def test_what_is_asked_next_may_hang_on_the_answer_before() -> None:
    """Addresses are taken one at a time, and no more of them than somebody wants answers."""
    portal, seen = Portal(on_this_machine=True), list[int]()

    def addresses() -> Iterator[Address]:
        for one in WANTED:
            seen.append(len(portal.asked))
            yield one

    assert 2 == len(list(islice(one_by_one(portal, addresses()), 2)))
    assert ([0, 1], WANTED[:2]) == (seen, [one for _, one in portal.asked])
