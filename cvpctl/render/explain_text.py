"""What stands at one place, explained: what it is, what it means, who says it, what it touches, how it goes.

Whoever explains fills an `Explanation`; nothing is looked up here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text

from cvpctl.model import Change, Finding, Place
from cvpctl.render.change_text import finding_text, row_text
from cvpctl.render.rows import rows
from cvpctl.render.terminal import BLANK, CODE, FAINT, HEADING, column, fitted, line, printed, widest, wrapped
from cvpctl.render.wording import visible

UNWATCHED = 120
WIDEST_NAME = 44


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a section; without a `name` its text is a sentence that wraps."""

    text: str
    name: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Some lines under a heading; `change` is what a plan would do, its differences drawn below them."""

    title: str
    rows: tuple[Row, ...]
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the table of diagnostics says of a code."""

    code: str
    means: str
    do: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """`name` is how it is addressed, `what` says what sort of thing it is, `findings` pair with their meanings."""

    title: str
    name: str = ""
    what: str = ""
    place: Place | None = None
    told: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    findings: tuple[tuple[Finding, Meaning | None], ...] = ()


def explain_text(explanation: Explanation, *, color: bool = False, width: int | None = None) -> str:
    """Return the whole of it; without a width nothing is cut, for programs and for those who search."""
    return printed(_lines(explanation, width), color=color)


def code_text(meaning: Meaning, *, color: bool = False) -> str:
    """Return what a code means and what to do about it."""
    content = [line((meaning.code, CODE)), *_meaning(meaning, indent=2, width=UNWATCHED)]
    return printed(content, color=color)


def _lines(explanation: Explanation, width: int | None) -> Iterator[Text]:
    room = width or UNWATCHED
    yield line((visible(explanation.title), HEADING), f"  {visible(explanation.name)}" if explanation.name else "")
    where = f"  {visible(str(explanation.place))}" if explanation.place else ""
    if explanation.what or where:
        yield line((visible(explanation.what) + where, FAINT))
    for sentence in explanation.told:
        yield from wrapped(visible(sentence), indent=0, width=room)
    for section in explanation.sections:
        if section.rows or section.change:
            yield BLANK
            yield line((f"{section.title}:", HEADING))
            yield from _rows(section, width)
    if explanation.findings:
        yield BLANK
        yield line(("findings here:", HEADING))
    for finding, meaning in explanation.findings:
        yield from finding_text(finding, indent=2, width=room)
        if meaning:
            yield from _meaning(meaning, indent=4, width=room)


def _rows(section: Section, width: int | None) -> Iterator[Text]:
    names = widest((visible(row.name) for row in section.rows), WIDEST_NAME)
    for row in section.rows:
        if not row.name:
            yield from wrapped(visible(row.text), indent=2, width=width or UNWATCHED)
            continue
        place = f"  {visible(str(row.place))}" if row.place else ""
        told = column(visible(row.name), names) if row.text or place else visible(row.name)
        content = line(told, f"  {visible(row.text)}" if row.text else "", (place, FAINT), indent=2)
        yield content if width is None else fitted(content, width)
    for difference in rows(section.change) if section.change else ():
        yield from row_text(difference, indent=4, width=width or UNWATCHED)


def _meaning(meaning: Meaning, *, indent: int, width: int) -> Iterator[Text]:
    for word, text in (("means: ", meaning.means), ("to do: ", meaning.do)):
        yield from wrapped(visible(text), indent=indent, width=width, first=line((word, FAINT), indent=indent))
