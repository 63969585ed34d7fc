"""One change as Markdown: a table row of its object, or a list item of what waits for somebody."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Action, Change, Finding, Severity
from cvpctl.render.grouping import kind_noun
from cvpctl.render.markdown import code, plain
from cvpctl.render.phrases import PUTS_BACK, SHORT_CAUSES, allow, overwrites, was_allowed
from cvpctl.render.rows import MOVED, SYMBOLS, Row, causes, name_of, parts, rows, summary
from cvpctl.render.source_links import NOWHERE, Sources
from cvpctl.render.touches import told_of
from cvpctl.render.wording import counted, middle, middle_pair

VALUE = 120
"""Longest value in a table; a comment is no place for a whole description."""

MOST = 20
"""Most differences and findings of one change."""

SIDES = ("portal", "blueprint")


def table_row(change: Change, sources: Sources = NOWHERE) -> str:
    """Return a change as a row; its internal name leads to the line of the blueprint, where there is an address."""
    cells = (
        SYMBOLS[change.action].replace("-", "&minus;"),
        kind_noun(change.address.kind),
        plain(middle(name_of(change), VALUE)),
        sources.key(change.address.key, change.place),
        "<br>".join(_inside(change)),
    )
    return "| " + " | ".join(cells) + " |"


def _inside(change: Change) -> Iterator[str]:
    if change.action is Action.UPDATE:
        yield from differences(change)
        if told := told_of(change):
            yield f"<em>{plain(told)}</em>"
    else:
        yield plain(middle(summary(change), 2 * VALUE))
        if any(cause in MOVED for cause in causes(change)):
            yield f"<em>{PUTS_BACK}</em>"
    for finding in change.findings[:MOST]:
        yield finding_line(finding)
    yield from _more_findings(change)


def differences(change: Change, *, sides: bool = False) -> Iterator[str]:
    """Yield the differences of an update; with `sides` as portal against blueprint."""
    several = len(causes(change)) > 1
    for row in rows(change, MOST):
        cause = f" <em>({SHORT_CAUSES[row.cause]})</em>" if sides and several and row.cause in SHORT_CAUSES else ""
        replaces = "" if sides else overwrites(row.cause, adds=row.adds)
        note = f" <em>({replaces})</em>" if replaces else ""
        yield difference(row, sides=sides) + cause + note
    if more := max(sum(1 for _ in parts(change)) - MOST, 0):
        yield f"… and {counted(more, 'more difference')}"


def difference(row: Row, *, sides: bool) -> str:
    name = plain(middle(row.name, VALUE))
    if row.symbol:
        return f"{row.symbol.replace('-', '&minus;')} {name}: {plain(middle(row.part, VALUE))}"
    before, after = (plain(side) for side in middle_pair(row.before, row.after, VALUE))
    return f"{name}: portal {before}, blueprint {after}" if sides else f"{name}: {before} → {after}"


def finding_line(finding: Finding) -> str:
    level = "allowed" if was_allowed(finding) else finding.severity.value
    help_ = f" <em>{plain(middle(finding.help, 4 * VALUE))}</em>" if finding.help else ""
    paste = f" {code(finding.paste)}" if finding.paste else ""
    return f"<strong>{level} {plain(finding.code)}</strong>: {plain(middle(finding.message, 4 * VALUE))}{help_}{paste}"


def item(change: Change, *lines: str, sources: Sources = NOWHERE) -> str:
    """Return a list item with lines below it."""
    told = "" if change.action is Action.UPDATE else f", {plain(middle(summary(change), VALUE))}"
    place = f", {sources.place(change.place)}" if change.place else ""
    name = plain(middle(name_of(change), VALUE))
    symbol = SYMBOLS[change.action].replace("-", "&minus;").replace("+", "&plus;")
    return "\n".join(
        (f"- {symbol} **{name}** {code(str(change.address))}{told}{place}", *(f"  - {one}" for one in lines))
    )


def blocking(change: Change) -> Iterator[str]:
    """Yield each finding with the words that let it pass, where some do."""
    for finding in change.findings[:MOST]:
        words = allow(change, finding)
        stops = finding.severity is Severity.ERROR
        yield finding_line(finding) + (f" To let it pass: {code(words)}" if stops and words else "")
    yield from _more_findings(change)


def _more_findings(change: Change) -> Iterator[str]:
    if len(change.findings) > MOST:
        yield f"… and {counted(len(change.findings) - MOST, 'more finding')}"
