"""A comparison for a pull request, an issue or a page: a table per object, folded where a comment has no room."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model.comparison import Comparison, Difference, Standing
from cvpctl.render.compare_words import (
    MARKS,
    Section,
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
from cvpctl.render.grouping import kind_noun
from cvpctl.render.markdown import Block, Entry, code, document, plain
from cvpctl.render.rows import Row
from cvpctl.render.wording import counted, middle, middle_pair

VALUE = 120
MOST = 20
_HEAD = "| | what | name | internal name | difference |\n|---|---|---|---|---|"
_UNREAD, _DIFFERENCE = 2, 1


def compare_markdown(comparison: Comparison) -> str:
    who = f"- A: {plain(side_text(comparison.a))}\n- B: {plain(side_text(comparison.b))}"
    opening = f"## Comparison\n\n{who}\n\n**{plain(verdict(comparison))}**"
    return document(opening, _blocks(comparison), "")


def _blocks(comparison: Comparison) -> Iterator[Block]:
    if comparison.unread:
        entries = [Entry(_UNREAD, f"- {plain(unread_text(one))}") for one in comparison.unread]
        yield Block("### Not compared\n", entries, noun="list")
    yield from map(_block, sections(comparison))


def _block(section: Section) -> Block:
    found = [one for _, differences in section.kinds for one in differences]
    entries = [Entry(_DIFFERENCE, _row(one)) for one in found]
    return Block(f"### {plain(section.heading)}\n\n{_HEAD}", entries, noun="difference")


def _row(one: Difference) -> str:
    cells = (
        MARKS[one.standing],
        kind_noun(one.address.kind),
        plain(middle(label_of(one), VALUE)),
        code(one.address.key),
        "<br>".join(_inside(one)),
    )
    return "| " + " | ".join(cells) + " |"


def _inside(one: Difference) -> Iterator[str]:
    if one.standing is not Standing.DIFFERS:
        yield plain(middle(told_of(one), 2 * VALUE))
    found = list(rows_of(one))
    yield from map(_field, found[:MOST])
    if len(found) > MOST:
        yield f"… and {counted(len(found) - MOST, 'more difference')}"
    yield from (f"<em>{plain(hint)}</em>" for hint in hints(one))


def _field(row: Row) -> str:
    name = plain(middle(row.name, VALUE))
    if row.symbol:
        return f"{name}: {owner_of(row)} {plain(middle(row.part, VALUE))}"
    before, after = (plain(side) for side in middle_pair(row.before, row.after, VALUE))
    return f"{name}: A {before}, B {after}"
