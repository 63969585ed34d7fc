"""A YAML file as pieces of text: where each key, value and item begins and ends.

`fmt` moves such pieces and `pull` replaces them, so that all that is not meant (comments, quotes, folding, blank
lines) stays the same bytes. A round trip through a YAML library would write the whole file anew, and would move a
comment with the key above it instead of the one below. Expects a file that `load` accepts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Step: TypeAlias = str | int
Trail: TypeAlias = tuple[Step, ...]
"""Keys and indices from the top of the file to one of its pieces."""
_AnyPiece = TypeVar("_AnyPiece", bound="Piece")


@dataclass(slots=True)
class Piece:
    """A scalar. `end` is where its last character ends, comments and blank lines behind it left out.

    `shared` pieces have an anchor or are an alias: what is written there holds elsewhere too.
    """

    start: int
    end: int
    line: int
    column: int
    text: str = ""
    plain: bool = False
    shared: bool = False

    @property
    def data(self) -> Any:
        return (self.text, self.plain)


@dataclass(slots=True)
class Listing(Piece):
    """A list; `flow` where it stands in brackets."""

    items: list[Piece] = field(default_factory=list)
    flow: bool = False

    @property
    def data(self) -> Any:
        return [item.data for item in self.items]


@dataclass(slots=True)
class Keyed(Piece):
    """A mapping as pairs of key and value, in the order of the file."""

    pairs: list[tuple[Piece, Piece]] = field(default_factory=list)
    flow: bool = False
    by_name: dict[str, Piece] = field(default_factory=dict)

    @property
    def data(self) -> Any:
        return {key.text: value.data for key, value in self.pairs}

    def get(self, name: str) -> Piece | None:
        return self.by_name.get(name)


def laid_out(text: str) -> Piece | None:
    """Return the top of the document, or None where there is none."""
    loader = _Loader(text)
    tree = _Tree(text)
    try:
        while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
            tree.take(event)
    finally:
        loader.dispose()
    return tree.top


def at(top: Piece | None, trail: Trail) -> Piece | None:
    """Return the piece that a trail leads to."""
    piece = top
    for step in trail:
        if isinstance(piece, Keyed) and isinstance(step, str):
            piece = piece.get(step)
        elif isinstance(piece, Listing) and isinstance(step, int) and step < len(piece.items):
            piece = piece.items[step]
        else:
            return None
    return piece


def walk(piece: Piece | None, trail: Trail = ()) -> Iterator[tuple[Trail, Piece, Piece]]:
    """Yield trail, key (or the item itself) and value of everything below a piece, in the order of the file."""
    children: list[tuple[Step, Piece, Piece]] = []
    if isinstance(piece, Keyed):
        children = [(key.text, key, value) for key, value in piece.pairs]
    elif isinstance(piece, Listing):
        children = [(index, item, item) for index, item in enumerate(piece.items)]
    for step, key, value in children:
        yield (*trail, step), key, value
        yield from walk(value, (*trail, step))


class _Tree:
    def __init__(self, text: str) -> None:
        self.text = text
        self.top: Piece | None = None
        self.open: list[tuple[Listing | Keyed, Piece | None]] = []
        self.anchored: dict[str, Piece] = {}

    def take(self, event: Any) -> None:
        mark, end = event.start_mark, event.end_mark.index
        spot = (mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.ScalarEvent):
            if event.style in ("|", ">"):
                end = mark.index + len(self.text[mark.index : end].rstrip())
            self.attach(self.known(event, Piece(mark.index, end, *spot, event.value, not event.style)))
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in self.anchored:
                raise yaml.YAMLError(f"nothing above is anchored as &{event.anchor}")
            self.attach(Piece(mark.index, end, *spot, repr(self.anchored[event.anchor].data), shared=True))
        elif isinstance(event, yaml.CollectionStartEvent):
            made = Keyed if isinstance(event, yaml.MappingStartEvent) else Listing
            self.open.append((self.known(event, made(mark.index, end, *spot, flow=bool(event.flow_style))), None))
        elif isinstance(event, yaml.CollectionEndEvent):
            done, _ = self.open.pop()
            done.end = end if done.flow else _last(done)
            self.attach(done)

    def known(self, event: Any, piece: _AnyPiece) -> _AnyPiece:
        """Remember what an alias below would mean."""
        if event.anchor is not None:
            piece.shared = True
            self.anchored[event.anchor] = piece
        return piece

    def attach(self, piece: Piece) -> None:
        if not self.open:
            self.top = piece
            return
        inside, key = self.open[-1]
        if isinstance(inside, Listing):
            inside.items.append(piece)
        elif key is None:
            self.open[-1] = (inside, piece)
        else:
            inside.pairs.append((key, piece))
            inside.by_name[key.text] = piece
            self.open[-1] = (inside, None)


def _last(done: Listing | Keyed) -> int:
    if isinstance(done, Listing):
        return done.items[-1].end if done.items else done.start
    return max(done.pairs[-1][1].end, done.pairs[-1][0].end) if done.pairs else done.start
