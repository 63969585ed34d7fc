"""Merging what layers say: mappings by key, children of keyed lists by identity, else the later one has the word.

Pure, and ignorant of kinds: whatever a later kind brings, its keyed lists become `Children` first and merge like all.
Merging is associative, since replacing and putting in place are kept with the children until they meet a lower layer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Move:
    """`key` stands right after (or before) `anchor`."""

    key: str
    anchor: str
    after: bool


@dataclass(frozen=True, slots=True)
class Children:
    """A keyed list in the order of its children; `replace` forgets what lower layers had."""

    by_key: Mapping[str, Any]
    replace: bool = False
    moves: tuple[Move, ...] = ()


def merged(low: Any, high: Any) -> Any:
    """Return what stands when `high` is said over `low`."""
    if isinstance(low, Children) and isinstance(high, Children):
        return _children(low, high)
    if isinstance(low, Mapping) and isinstance(high, Mapping):
        return _mapping(low, high)
    return high


def _mapping(low: Mapping[str, Any], high: Mapping[str, Any]) -> dict[str, Any]:
    return {**low, **{name: merged(low[name], value) if name in low else value for name, value in high.items()}}


def _children(low: Children, high: Children) -> Children:
    if high.replace:
        return high
    by_key = _mapping(low.by_key, high.by_key)
    return Children(in_order(by_key, high.moves), low.replace, (*low.moves, *high.moves))


def in_order(by_key: Mapping[str, Any], moves: tuple[Move, ...]) -> dict[str, Any]:
    """Return the children with each move done, in turn; one whose anchor is not there waits for a lower layer."""
    order = list(by_key)
    for move in moves:
        if move.key in by_key and move.anchor in by_key and move.key != move.anchor:
            order.remove(move.key)
            order.insert(order.index(move.anchor) + move.after, move.key)
    return {key: by_key[key] for key in order}
