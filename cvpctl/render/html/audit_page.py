"""An audit as a page: scores first, then what breaks each principle, rule by rule, with why and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cvpctl.model import Severity
from cvpctl.model.audit import Audit, Principle
from cvpctl.render.audit_words import (
    HOW_SCORED,
    IN_PART,
    WHY,
    broken,
    counted_text,
    heading,
    percent,
    score_text,
    sentence,
    unjudged,
    verdict,
)
from cvpctl.render.html.entries import noted
from cvpctl.render.html.page import page
from cvpctl.render.html.parts import Cell, Group, Item, Section, Table, Verdict, filters
from cvpctl.render.html.sections import found, listing, unread
from cvpctl.render.phrases import unknown_text

TITLES = {"level": "Severity", "section": "Principle", "rule": "Rule", "object": "Object"}


def audit_html(audit: Audit) -> str:
    sections = tuple(one for one in _sections(audit) if one.says)
    items = [item for one in sections for item in one.items]
    return page(
        "report.html",
        title=f"Audit of {audit.about}",
        banner=audit.note,
        verdict=_verdict(audit),
        facts=tuple(("Counted", sentence) for sentence in counted_text(audit)),
        sections=sections,
        filters=filters((one.tags for one in items), TITLES, {one.id: one.title for one in sections}),
        entries=len(items),
    )


def _verdict(audit: Audit) -> Verdict:
    worst = {one.severity for one in audit.findings}
    look = "stop" if Severity.ERROR in worst else "wait" if worst or audit.unknown else "done"
    return Verdict(verdict(audit), look, warnings=(IN_PART,) if audit.unknown else ())


def _sections(audit: Audit) -> Iterator[Section]:
    yield Section("scores", "Scores", f"{HOW_SCORED} {WHY}", table=_scores(audit))
    for principle in Principle:
        groups = tuple(_rules(audit, principle))
        id_ = principle.name.lower()
        yield Section(id_, heading(principle), "", groups, count=sum(len(group.items) for group in groups))
    yield unread(unknown_text(*one) for one in audit.unknown)
    yield found("settings", "About cvpctl.yaml", "", audit.remarks)
    yield listing("excepted", "Excepted", "broken, and allowed by somebody until a day", _excepted(audit))
    yield listing("left", "Not judged", "which is something else than that nothing breaks them", _left(audit))


def _scores(audit: Audit) -> Table:
    rows = tuple(
        (Cell(heading(one.principle)), Cell(percent(one), number=True), Cell(score_text(one))) for one in audit.scores
    )
    return Table("Scores by principle", ("Principle", "Score", "Rules"), rows)


def _rules(audit: Audit, principle: Principle) -> Iterator[Group]:
    id_ = principle.name.lower()
    for card, weight, breaks in broken(audit, principle):
        own = {one.help for one in breaks} != {card.fix}
        items = tuple(
            _tagged(noted(one, f"{card.code}-{n}", id_, coded=False, helped=own), card.code)
            for n, one in enumerate(breaks)
        )
        told = f"{sentence(card.why)} {sentence(card.fix)}"
        yield Group(items, f"{weight.value} {card.code}: {card.title}", told, card.page)


def _tagged(item: Item, code: str) -> Item:
    return replace(item, tags={**item.tags, "rule": (code,)})


def _excepted(audit: Audit) -> Iterator[Item]:
    for number, one in enumerate(audit.excepted):
        item = noted(one.finding, f"excepted-{number}", "excepted", helped=False)
        why = f"Excepted until {one.expires} at {one.place}: {one.reason}"
        yield replace(_tagged(item, one.finding.code), remarks=(why,))


def _left(audit: Audit) -> Iterator[Item]:
    for number, (why, codes) in enumerate(unjudged(audit.unjudged)):
        yield Item(
            f"left-{number}", "", "", "", f"{sentence(why.value)} {', '.join(codes)}", tags={"section": ("left",)}
        )
