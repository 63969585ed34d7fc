"""From a report to a score per principle: how many of its rules are kept, of those that could be judged. Pure.

Rules are counted and not things, so that a portal does not come off better for being large: one order pipeline that is
missing weighs as much in a portal of ten properties as in one of five thousand. How much is left to do stands beside
the score, as the number of findings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from cvpctl.model import Finding, Severity
from cvpctl.model.audit import Principle, RuleCard, Score, Unjudged
from cvpctl.policy.judging import Report

_OFF = (Unjudged.OFF, Unjudged.UNPROVEN)


def scores(report: Report, cards: Iterable[RuleCard], findings: Iterable[Finding]) -> tuple[Score, ...]:
    """Score every principle; `findings` are those that are left when exceptions took theirs."""
    told = Counter(finding.code for finding in findings)
    cards = tuple(cards)
    return tuple(
        _score(principle, [card for card in cards if card.principle is principle], report, told)
        for principle in Principle
    )


def _score(principle: Principle, cards: Sequence[RuleCard], report: Report, told: Counter[str]) -> Score:
    codes = [
        card.code
        for card in cards
        if card.code not in report.unjudged and report.weights[card.code] is not Severity.INFO
    ]
    kept = sum(not told[code] for code in codes)
    of_all = sum(told[card.code] for card in cards)
    off = tuple(card.code for card in cards if report.unjudged.get(card.code) in _OFF)
    return Score(principle, kept, len(codes), of_all, of_all - sum(told[code] for code in codes), off)
