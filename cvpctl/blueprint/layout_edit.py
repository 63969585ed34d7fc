"""Editing a file in place, each edit proved before it counts: what it did not mean must read as before.

The proof compares data, not texts: after an edit the file is taken apart again, and everything but the edited place
has to be what it was. An edit that cannot be proved raises `LayoutRefused` and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from cvpctl.blueprint.layout import Keyed, Listing, Piece, Trail, at, laid_out
from cvpctl.blueprint.layout_blocks import Cut, arranged


class LayoutRefused(Exception):
    """The way the file is written does not allow this edit."""


class Revision:
    """A text under edit."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.top = laid_out(text)

    def replace(self, values: Mapping[Trail, str]) -> None:
        """Put new scalars in the place of old ones; the values are YAML already."""
        expected = self._data()
        cuts = []
        for trail, value in values.items():
            piece = self._piece(trail)
            expected = _with(expected, trail, _read(value))
            cuts.append(Cut(piece.start, piece.end, value))
        self._accept(cuts, expected)

    def arrange(self, orders: Mapping[Trail, Sequence[int | str]]) -> None:
        """Put the entries of collections in another order; a text is a new entry. No collection may hold another."""
        expected = self._data()
        cuts = []
        for trail, order in orders.items():
            inside = self._collection(trail)
            cut = arranged(self.text, inside, order)
            if cut is None:
                raise LayoutRefused(f"a comment in {_told(trail)} would lose its place")
            cuts.append(cut)
            expected = _with(expected, trail, _arranged_data(inside, order))
        self._accept(cuts, expected)

    def append(self, trail: Trail, entries: Sequence[str]) -> None:
        """Put new entries behind the last one of a collection."""
        inside = self._collection(trail)
        count = len(inside.items) if isinstance(inside, Listing) else len(inside.pairs)
        self.arrange({trail: [*range(count), *entries]})

    def _collection(self, trail: Trail) -> Listing | Keyed:
        inside = self._piece(trail)
        if not isinstance(inside, Listing | Keyed):
            raise LayoutRefused(f"{_told(trail)} is no collection")
        return inside

    def _piece(self, trail: Trail) -> Piece:
        around = [at(self.top, trail[:length]) for length in range(len(trail) + 1)]
        if any(piece is not None and piece.shared for piece in around):
            raise LayoutRefused("it is shared through a YAML anchor")
        if around[-1] is None:
            raise LayoutRefused(f"{_told(trail)} is not there")
        return around[-1]

    def _data(self) -> Any:
        return self.top.data if self.top else None

    def _accept(self, cuts: list[Cut], expected: Any) -> None:
        parts, position = [], 0
        for cut in sorted(cuts):
            parts += [self.text[position : cut.begin], cut.text]
            position = cut.end
        text = "".join((*parts, self.text[position:]))
        try:
            top = laid_out(text)
        except yaml.YAMLError as problem:
            raise LayoutRefused("the edit would break the file") from problem
        # Told as text, since two dictionaries are equal in any order and the order of stages says something.
        if repr(top.data if top else None) != repr(expected):
            raise LayoutRefused("the edit would change more than it means")
        self.text, self.top = text, top


def _with(data: Any, trail: Trail, value: Any) -> Any:
    if not trail:
        return value
    step, *rest = trail
    copy: Any = dict(data) if isinstance(data, dict) else list(data)
    copy[step] = _with(copy[step], tuple(rest), value)
    return copy


def _arranged_data(inside: Listing | Keyed, order: Sequence[int | str]) -> Any:
    if isinstance(inside, Listing):
        found: list[Any] = []
        for one in order:
            said = [inside.items[one].data] if isinstance(one, int) else _read(one)
            found += said if isinstance(said, list) else [said]
        return found
    pairs: dict[str, Any] = {}
    for one in order:
        said = {inside.pairs[one][0].text: inside.pairs[one][1].data} if isinstance(one, int) else _read(one)
        if pairs.keys() & said.keys():
            raise LayoutRefused(f"{', '.join(said)} is there already")
        pairs |= said
    return pairs


def _read(text: str) -> Any:
    top = laid_out(text)
    return top.data if top else ("", True)


def _told(trail: Trail) -> str:
    return "/".join(str(step) for step in trail) or "the file"
