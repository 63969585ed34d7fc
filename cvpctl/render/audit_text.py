"""An audit for a person at a terminal: scores first, then what breaks each principle, then what was left aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from cvpctl.model import Finding, Severity
from cvpctl.model.audit import Audit, Principle, RuleCard, Score
from cvpctl.render.audit_words import (
    HOW_SCORED,
    IN_PART,
    WHY,
    broken,
    counted_text,
    heading,
    percent,
    score_text,
    unjudged,
    verdict,
    where,
)
from cvpctl.render.phrases import unknown_text
from cvpctl.render.terminal import (
    BLANK,
    CODE,
    FAINT,
    HEADING,
    PASTE,
    SEVERITIES,
    column,
    line,
    printed,
    widest,
    wrapped,
)
from cvpctl.render.wording import counted, visible

WIDEST = 40


def audit_text(audit: Audit, *, color: bool, width: int, most: int | None = None) -> str:
    """Return the whole of it; with `most`, no more findings of one rule than that."""
    return printed(_lines(audit, width, most), color=color)


def _lines(audit: Audit, width: int, most: int | None) -> Iterator[Text]:
    yield line((f"Audit of {visible(audit.about)}", HEADING), (f"  {audit.note}" if audit.note else "", "bold yellow"))
    yield BLANK
    yield from _scores(audit.scores, width)
    for principle in Principle:
        yield from _principle(audit, principle, width, most)
    yield from _aside(audit, width)
    yield BLANK
    yield line((verdict(audit), HEADING))
    yield from wrapped(HOW_SCORED, indent=0, width=width, style=FAINT)
    if audit.unknown:
        yield line((IN_PART, "yellow"))
    if audit.findings:
        yield line((WHY, FAINT))


def _scores(scores: Sequence[Score], width: int) -> Iterator[Text]:
    names = widest((heading(one.principle) for one in scores), WIDEST)
    for one in scores:
        style = HEADING if one.percent == 100 else "yellow" if one.judged else FAINT  # noqa: PLR2004 - all of them
        number = f"{percent(one):>3}"
        opening = line(column(heading(one.principle), names), "  ", (number, style), "  ")
        yield from wrapped(score_text(one), indent=len(opening.plain), width=width, style=FAINT, first=opening)


def _principle(audit: Audit, principle: Principle, width: int, most: int | None) -> Iterator[Text]:
    rules = tuple(broken(audit, principle))
    if rules:
        yield BLANK
        yield line((heading(principle), "bold underline"))
    for card, weight, found in rules:
        yield from _rule(card, weight, found, width, most)


def _rule(card: RuleCard, weight: Severity, found: Sequence[Finding], width: int, most: int | None) -> Iterator[Text]:
    opening = line((weight.value, SEVERITIES[weight.value]), " ", (card.code, CODE), ": ", indent=2)
    yield from wrapped(visible(card.title), indent=4, width=width, first=opening)
    # Said once where it is the same for all, unless it leads over to lines of one of them.
    alike = found[0].help if len({one.help for one in found}) == 1 and not any(one.paste for one in found) else ""
    for one in found[:most]:
        yield from _finding(one, width, helped=not alike)
    if most is not None and len(found) > most:
        more = f"and {counted(len(found) - most, 'more', 'more')}: --rules {card.code} --format json has them all"
        yield line((more, FAINT), indent=4)
    if alike:
        yield from wrapped(visible(alike), indent=6, width=width, first=line(("to do: ", FAINT), indent=4))


def _finding(finding: Finding, width: int, *, helped: bool) -> Iterator[Text]:
    yield from wrapped(visible(finding.message), indent=6, width=width, first=line("- ", indent=4))
    if spots := where(finding):
        yield line((visible("  ".join(spots)), FAINT), indent=6)
    if helped and finding.help:
        yield from wrapped(visible(finding.help), indent=8, width=width, first=line(("to do: ", FAINT), indent=6))
    for one in finding.paste.splitlines():
        yield line((visible(one), PASTE), indent=6)


def _aside(audit: Audit, width: int) -> Iterator[Text]:
    yield from _section("Excepted", [_excepted(audit, number) for number in range(len(audit.excepted))], width)
    yield from _section("About cvpctl.yaml", [_remark(one) for one in audit.remarks], width)
    yield from _section("Counted", list(counted_text(audit)), width)
    yield from _section("Could not be read", [unknown_text(scope, why) for scope, why in audit.unknown], width)
    left = [f"{', '.join(codes)}: {why.value}" for why, codes in unjudged(audit.unjudged)]
    yield from _section("Not judged", left, width)


def _section(title: str, rows: Sequence[str], width: int) -> Iterator[Text]:
    if rows:
        yield BLANK
        yield line((title, "bold underline"))
    for row in rows:
        yield from wrapped(visible(row), indent=4, width=width, first=line("- ", indent=2))


def _excepted(audit: Audit, number: int) -> str:
    one = audit.excepted[number]
    about = ", ".join((one.finding.code, *where(one.finding)))
    return f"{about}: {one.reason} (until {one.expires}, {one.place})"


def _remark(finding: Finding) -> str:
    return f"{finding.place}: {finding.severity.value} {finding.code}: {finding.message}; {finding.help}"
