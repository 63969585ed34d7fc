"""One form for every blueprint file: the language's keys in its own order, and no more.

Names that people chose (of properties, options, stages) keep the order their author gave them, which says something to
readers, and layout, quotes and comments are theirs too. What a file means cannot change: every move is proved by
`Revision`, and the whole is compared once more at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cvpctl.blueprint.language import DOCUMENT
from cvpctl.blueprint.layout import Keyed, Listing, Piece, Trail, laid_out, walk
from cvpctl.blueprint.layout_edit import LayoutRefused, Revision
from cvpctl.blueprint.write import MODELINE

Schema = Mapping[str, Any]


def formatted(text: str, *, schema: str = "") -> str:
    """Return the text in its one form, with the modeline leading to `schema` if said.

    Expects a file that `load` accepts; raises `LayoutRefused` rather than change what it means.
    """
    revision = Revision(_tidied(text.replace("\r\n", "\n")))
    depth = 0
    while collections := list(_at_depth(revision.top, depth)):
        _arrange(revision, [(trail, order) for trail, order in collections if order])
        depth += 1
    if _meaning(revision.top) != _meaning(laid_out(text)):
        raise LayoutRefused("formatting would change what it says")
    return _with_modeline(revision.text, schema) if schema else revision.text


def modeline_of(text: str) -> str:
    """Return the schema that the first line leads to, or nothing."""
    first = text.partition("\n")[0].rstrip("\r ")
    return first.removeprefix(MODELINE) if first.startswith(MODELINE) else ""


def _arrange(revision: Revision, unordered: Sequence[tuple[Trail, list[int | str]]]) -> None:
    """Put collections of one depth into order, all at once; those that cannot be are found by halving, and stay."""
    if not unordered:
        return
    try:
        revision.arrange(dict(unordered))
    except LayoutRefused:
        half = len(unordered) // 2
        if half:
            _arrange(revision, unordered[:half])
            _arrange(revision, unordered[half:])


def _at_depth(top: Piece | None, depth: int) -> Iterator[tuple[Trail, list[int | str]]]:
    """Yield the mappings of one depth with the order their keys should have, empty where they have it."""
    for trail, piece, schema in _under(top, DOCUMENT):
        if len(trail) == depth and isinstance(piece, Keyed):
            known = list(schema.get("properties", ()))
            names = [key.text for key, _ in piece.pairs]
            ranked = sorted(range(len(names)), key=lambda n: known.index(names[n]) if names[n] in known else len(known))
            yield trail, [] if not known or ranked == sorted(ranked) else list(ranked)
        elif len(trail) == depth and isinstance(piece, Listing):
            yield trail, []


def _under(piece: Piece | None, schema: Schema, trail: Trail = ()) -> Iterator[tuple[Trail, Piece, Schema]]:
    """Yield each piece with the part of the language that it is written in."""
    if piece is None or not isinstance(schema, Mapping):
        return
    schema = schema.get("else", schema)
    yield trail, piece, schema
    if isinstance(piece, Keyed):
        known, other = schema.get("properties", {}), schema.get("additionalProperties", {})
        for key, value in piece.pairs:
            yield from _under(value, known.get(key.text, other), (*trail, key.text))
    elif isinstance(piece, Listing):
        for index, item in enumerate(piece.items):
            yield from _under(item, schema.get("items", {}), (*trail, index))


def _meaning(top: Piece | None) -> Any:
    """Return what a file says: keys that the language knows in any order, names that people chose in theirs."""
    said = {}
    for trail, piece, schema in _under(top, DOCUMENT):
        if isinstance(piece, Keyed):
            names = [key.text for key, _ in piece.pairs]
            said[trail] = names if "properties" not in schema else sorted(names)
        else:
            said[trail] = piece.data
    return said


def _tidied(text: str) -> str:
    """Take spaces off the ends of lines, save inside texts that run over several, and end the file with one newline."""
    lines = text.split("\n")
    inside: set[int] = set()
    for _, key, value in walk(laid_out(text)):
        for piece in (key, value):
            if not isinstance(piece, Keyed | Listing) and "\n" in text[piece.start : piece.end]:
                inside |= set(_lines_of(piece, text, lines))
    kept = [line if number in inside else line.rstrip(" ") for number, line in enumerate(lines, 1)]
    return "\n".join(kept).rstrip("\n") + "\n"


def _lines_of(piece: Piece, text: str, lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines of a text, with the blank ones behind it: their spaces may be a part of it."""
    last = piece.line + text.count("\n", piece.start, piece.end)
    while last < len(lines) and not lines[last].strip():
        last += 1
    yield from range(piece.line, last + 1)


def _with_modeline(text: str, schema: str) -> str:
    body = text.partition("\n")[2] if modeline_of(text) else text
    return f"{MODELINE}{schema}\n{body}"
