"""An audit for a pull request or a job summary: verdict and scores, then what breaks each principle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cvpctl.model import Finding, Severity
from cvpctl.model.audit import Audit, Principle, RuleCard
from cvpctl.render.audit_words import (
    HOW_SCORED,
    IN_PART,
    broken,
    counted_text,
    heading,
    percent,
    score_text,
    sentences,
    unjudged,
    verdict,
)
from cvpctl.render.markdown import MORE, Block, Entry, code, document, plain
from cvpctl.render.phrases import unknown_text
from cvpctl.render.wording import visible

WEIGHTS = {Severity.INFO: 1, Severity.WARNING: 3, Severity.ERROR: 5}
ASIDE, SETTINGS, UNREAD = 0, 2, 4


def audit_markdown(audit: Audit) -> str:
    return document(_opening(audit), _blocks(audit), f"<sub>{plain(HOW_SCORED)}</sub>")


def _opening(audit: Audit) -> str:
    note = f"\n\n> **{plain(audit.note)}**" if audit.note else ""
    in_part = f"\n\n**{IN_PART}**" if audit.unknown else ""
    rows = "\n".join(f"| {heading(one.principle)} | {percent(one)} | {score_text(one)} |" for one in audit.scores)
    table = f"| Principle | Score | |\n|---|---:|---|\n{rows}"
    return f"## Audit of {plain(audit.about)}{note}\n\n**{plain(verdict(audit))}**{in_part}\n\n{table}"


def _blocks(audit: Audit) -> Iterator[Block]:
    for principle in Principle:
        for card, weight, found in broken(audit, principle):
            yield _rule(card, weight, found)
    yield _listing("Could not be read", UNREAD, [plain(unknown_text(*one)) for one in audit.unknown])
    yield _listing("About cvpctl.yaml", SETTINGS, [_told(one, code(one.code)) for one in audit.remarks])
    yield _listing("Excepted", ASIDE, [_excepted(audit, number) for number in range(len(audit.excepted))])
    yield _listing("Counted", ASIDE, [plain(row) for row in counted_text(audit)])
    left = [f"{', '.join(map(code, codes))}: {plain(why.value)}" for why, codes in unjudged(audit.unjudged)]
    yield _listing("Not judged", ASIDE, left)


def _rule(card: RuleCard, weight: Severity, found: Sequence[Finding]) -> Block:
    source = f" ([source]({card.page}))" if card.page else ""
    head = f"### {weight.value} {code(card.code)} {plain(card.title)}\n\n{_spans(card.fix)}{source}\n"
    own = {one.help for one in found} != {card.fix}
    return Block(head, [Entry(WEIGHTS[weight], "- " + _told(one, helped=own)) for one in found], MORE, "finding")


def _told(finding: Finding, name: str = "", *, helped: bool = True) -> str:
    spots = " ".join(code(str(one)) for one in (finding.place, finding.address) if one)
    opening = " ".join(filter(None, (name, spots)))
    text = " ".join(
        filter(None, (plain(sentences(finding.message)), _spans(sentences(finding.help)) if helped else ""))
    )
    return f"{opening}: {text}" if opening else text


def _spans(text: str) -> str:
    """What stands between backticks is code, which shows every other sign as it is and notifies nobody."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return plain(text)
    return "".join(f"`{visible(part)}`" if number % 2 and part else plain(part) for number, part in enumerate(parts))


def _excepted(audit: Audit, number: int) -> str:
    one = audit.excepted[number]
    told = _told(one.finding, code(one.finding.code), helped=False)
    return f"{told} Excepted until {one.expires}: {plain(one.reason)}"


def _listing(title: str, weight: int, rows: Sequence[str]) -> Block:
    return Block(f"### {title} ({len(rows)})\n", [Entry(weight, f"- {row}") for row in rows], MORE)
