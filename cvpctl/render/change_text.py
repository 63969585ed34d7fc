"""One change for a terminal: its line, its differences, its findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from cvpctl.model import Action, Change, Finding
from cvpctl.render.phrases import PUTS_BACK, allow, overwrites, was_allowed
from cvpctl.render.rows import MOVED, SYMBOLS, Row, causes, name_of, rows, summary
from cvpctl.render.terminal import (
    CODE,
    FAINT,
    NARROWEST,
    PASTE,
    SEVERITIES,
    column,
    fitted,
    line,
    widest,
    wrapped,
)
from cvpctl.render.terminal import SYMBOLS as SYMBOL_STYLES
from cvpctl.render.touches import told_of, touch_lines
from cvpctl.render.wording import middle, middle_pair, visible

LABEL_CELLS = 36
NAME_CELLS = 32


def changes_text(changes: Sequence[Change], *, indent: int, width: int) -> Iterator[Text]:
    """Yield changes of one kind under each other, in columns: label, internal name, what is telling."""
    labels = widest((name_of(change) for change in changes), LABEL_CELLS)
    names = widest((visible(change.address.key) for change in changes), NAME_CELLS)
    for change in changes:
        content = headline(change, visible(change.address.key), labels, names, indent=indent)
        yield fitted(content, width) if change.action is not Action.UPDATE else content
        yield from inside(change, indent=indent + 4, width=width)


def headline(change: Change, name: str, labels: int, names: int, *, indent: int) -> Text:
    symbol, label = SYMBOLS[change.action], middle(name_of(change), LABEL_CELLS)
    told = "" if change.action is Action.UPDATE else summary(change)
    label = column(label, labels) + "  "
    name = column(name, names) + "  " if told else name
    return line((symbol, SYMBOL_STYLES[symbol]), " ", (label, "bold"), (name, FAINT), told, indent=indent)


def inside(change: Change, *, indent: int, width: int) -> Iterator[Text]:
    """Yield what stands under a change that may be written."""
    if change.action is Action.UPDATE:
        for row in rows(change):
            yield from row_text(row, indent=indent, width=width)
            if note := overwrites(row.cause, adds=row.adds):
                yield line((note, "yellow"), indent=indent + 2)
        yield from touch_lines(told_of(change), indent=indent + 2, width=width)
    elif any(cause in MOVED for cause in causes(change)):
        yield line((PUTS_BACK, "yellow"), indent=indent)
    yield from findings_under(change, indent=indent, width=width)


def row_text(row: Row, *, indent: int, width: int, sides: tuple[str, str] | None = None) -> Iterator[Text]:
    """Yield one difference: on one line where it fits, else its sides under each other, cut around what differs.

    `sides` names them where no arrow is meant: a held difference is no transition yet.
    """
    room = max(width - indent - 4, NARROWEST)
    if row.symbol:
        style, part = SYMBOL_STYLES[row.symbol], middle(row.part, max(room - len(row.name), NARROWEST))
        yield line((f"{row.symbol} ", style), (row.name, style), ": ", part, indent=indent - 2)
        return
    before, after = row.before, row.after
    if cell_len(row.name + before + after) + sum(map(len, sides or ())) <= room - 4:
        yield line(row.name, ": ", *_one_line(before, after, sides), indent=indent)
        return
    longest = max(map(len, sides or ("-", "+")))
    before, after = middle_pair(before, after, room - longest)
    yield line(row.name, ":", indent=indent)
    for mark, text, style in zip(sides or ("-", "+"), (before, after), ("red", "green"), strict=True):
        yield line((mark.ljust(longest), style), " ", text, indent=indent + 2)


def _one_line(before: str, after: str, sides: tuple[str, str] | None) -> tuple[str | tuple[str, str], ...]:
    if sides is None:
        return ((before, "red"), " → ", (after, "green"))
    return ((f"{sides[0]} ", FAINT), before, (f", {sides[1]} ", FAINT), after)


def findings_under(change: Change, *, indent: int, width: int, asking: bool = False) -> Iterator[Text]:
    """Yield the findings of a change; where they stop it (`asking`), the words that would let it pass."""
    for finding in change.findings:
        yield from finding_text(finding, indent=indent, width=width)
        if asking and (words := allow(change, finding)):
            yield line("to let it pass: ", (words, PASTE), indent=indent + 2)


def finding_text(finding: Finding, *, indent: int, width: int) -> Iterator[Text]:
    """Yield severity, code, message and help of one finding."""
    level = "allowed" if was_allowed(finding) else finding.severity.value
    style = SEVERITIES[finding.severity.value]
    first = line((level, style), " ", (finding.code, CODE), ": ", indent=indent)
    yield from wrapped(visible(finding.message), indent=indent + 2, width=width, first=first)
    if finding.help:
        first = line(("help: ", FAINT), indent=indent + 2)
        yield from wrapped(visible(finding.help), indent=indent + 4, width=width, first=first)
    if finding.paste:
        yield line((visible(finding.paste), PASTE), indent=indent + 4)
