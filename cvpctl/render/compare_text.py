"""A comparison for a person at a terminal: object by object, A's side first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from cvpctl.model.comparison import Comparison, Difference, Standing
from cvpctl.render.compare_words import (
    MARKS,
    hints,
    label_of,
    owner_of,
    rows_of,
    sections,
    side_text,
    told_of,
    unread_text,
    verdict,
)
from cvpctl.render.rows import Row
from cvpctl.render.terminal import BLANK, FAINT, HEADING, column, fitted, line, printed, widest, wrapped
from cvpctl.render.wording import middle, middle_pair, visible

LABEL_CELLS, NAME_CELLS = 36, 32
_STYLES = {Standing.ONLY_A: "green", Standing.ONLY_B: "cyan", Standing.DIFFERS: "yellow"}
_INDENT = 4


def compare_text(comparison: Comparison, *, color: bool, width: int) -> str:
    return printed(_lines(comparison, width), color=color)


def _lines(comparison: Comparison, width: int) -> Iterator[Text]:
    for letter, side in (("A", comparison.a), ("B", comparison.b)):
        yield line((f"{letter}  ", HEADING), side_text(side))
    for section in sections(comparison):
        yield BLANK
        yield line((section.heading, "bold underline"))
        for heading, found in section.kinds:
            yield line((heading, HEADING), indent=2)
            yield from _differences(found, width)
    if comparison.unread:
        yield BLANK
    for one in comparison.unread:
        yield from wrapped(unread_text(one), indent=4, width=width, first=line(("? ", "yellow"), indent=2))
    yield BLANK
    yield line((verdict(comparison), HEADING))


def _differences(found: Sequence[Difference], width: int) -> Iterator[Text]:
    labels = widest(map(label_of, found), LABEL_CELLS)
    names = widest((visible(one.address.key) for one in found), NAME_CELLS)
    for one in found:
        only = one.standing is not Standing.DIFFERS
        name = visible(one.address.key)
        told = (column(name, names), FAINT), f"  {told_of(one)}" if only else ""
        mark = (MARKS[one.standing], _STYLES[one.standing])
        label = (column(middle(label_of(one), LABEL_CELLS), labels) + "  ", "bold")
        yield fitted(line(mark, " ", label, *told, indent=_INDENT), width)
        for row in rows_of(one):
            yield from _row(row, width)
        for hint in hints(one):
            yield from wrapped(hint, indent=2 * _INDENT, width=width, style=FAINT)


def _row(row: Row, width: int) -> Iterator[Text]:
    room = width - 2 * _INDENT
    if row.symbol:
        part = middle(row.part, max(room - len(row.name) - 14, 40))
        yield line(row.name, ": ", (f"{owner_of(row)} ", FAINT), part, indent=2 * _INDENT)
    elif cell_len(row.name + row.before + row.after) <= room - 10:
        yield line(row.name, ": ", ("A ", FAINT), row.before, (", B ", FAINT), row.after, indent=2 * _INDENT)
    else:
        yield line(row.name, ":", indent=2 * _INDENT)
        for letter, text in zip("AB", middle_pair(row.before, row.after, max(room - 4, 40)), strict=True):
            yield line((f"{letter} ", FAINT), text, indent=2 * _INDENT + 2)
