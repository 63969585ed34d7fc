"""What an assessment wants to read of a portal: one list per object, and labels of the few pairs that could matter."""

from __future__ import annotations

from collections.abc import Iterable

from cvpctl.maturity.objects import EVERYWHERE, SCHEMAS, WORKED, Pair, of_interest
from cvpctl.model import Scope


def lists() -> tuple[Scope, ...]:
    properties: tuple[Scope, ...] = tuple(("property", (name,)) for name in EVERYWHERE)
    return (SCHEMAS, *properties, *(("pipeline", (name,)) for name in WORKED))


def labels_of(pairs: Iterable[Pair]) -> tuple[Scope, ...]:
    """Return the lists of labels to read, both ways round, given the pairs of objects that have some."""
    return tuple(("label", way) for pair in pairs if of_interest(pair) for way in dict.fromkeys((pair, pair[::-1])))
