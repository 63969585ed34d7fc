"""Display numbers of two portals: what counts is who stands before whom, since each portal numbers for itself.

Two portals made from one blueprint differ in the numbers as soon as one of them had a group more to begin with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cvpctl.kinds import KINDS
from cvpctl.model import Address, Body

FIELD = "displayOrder"
LAST = float("inf")

Bodies = Mapping[Address, tuple[Body, Body]]
List = tuple[object, ...]


def ordered_alike(bodies: Bodies) -> frozenset[Address]:
    """Return the addresses whose list has one order on both sides; bodies are pairs, normalised."""
    return frozenset(address for found in _lists(bodies) if _is_alike(found, bodies) for address in found)


def disordered(bodies: Bodies) -> frozenset[Address]:
    """Return the addresses whose list has another order on either side."""
    return frozenset(address for found in _lists(bodies) if not _is_alike(found, bodies) for address in found)


def _lists(bodies: Bodies) -> Iterable[list[Address]]:
    lists: dict[List, list[Address]] = {}
    for address, pair in bodies.items():
        if FIELD in KINDS[address.kind].schema["properties"]:
            lists.setdefault(_list_of(address, *pair), []).append(address)
    return lists.values()


def _is_alike(found: Iterable[Address], bodies: Bodies) -> bool:
    return _ranks(found, bodies, 0) == _ranks(found, bodies, 1)


def _list_of(address: Address, *pair: Body) -> List:
    """Properties are ordered within their group; one that is in two groups has no order to compare."""
    return (address.kind, address.scope, *(body.get("groupName") for body in pair))


def _ranks(found: Iterable[Address], bodies: Bodies, side: int) -> list[int]:
    numbers = [_number(bodies[address][side].get(FIELD)) for address in sorted(found)]
    return list(map(_ranked(numbers), numbers))


def _ranked(numbers: Iterable[float]) -> Callable[[float], int]:
    ranks = {number: rank for rank, number in enumerate(sorted(set(numbers)))}
    return ranks.__getitem__


def _number(value: Any) -> float:
    """What has no number, or -1, stands last."""
    return value if isinstance(value, int) and value >= 0 else LAST
