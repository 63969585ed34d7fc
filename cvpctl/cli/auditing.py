"""From what was looked at to an audit: judge, let exceptions stand aside, score.

`audit --views` and others that want a subject and no rules begin at `auditing_subject`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from cvpctl.cli.auditing_fills import fills
from cvpctl.cli.auditing_subject import Looked, at_blueprints, at_portal, said_beside, told_calls
from cvpctl.cli.session import open_session
from cvpctl.errors import BLOCKED, LOOKED_IN_PART, UsageProblem, worst
from cvpctl.model import Severity
from cvpctl.model.audit import Audit, Counted, Unjudged
from cvpctl.policy.judging import judge, merged, wanted_counts
from cvpctl.policy.rule import Rule
from cvpctl.policy.scoring import scores
from cvpctl.policy.table import BY_CODE, RULES
from cvpctl.project.exceptions import silenced
from cvpctl.project.reading import nearest


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says. `budget` is None where nobody wants records counted."""

    paths: tuple[Path, ...] = ()
    portal: str | None = None
    variables: tuple[tuple[str, str], ...] = ()
    only: tuple[str, ...] = ()
    budget: int | None = None


def audit(asked: Asked) -> Audit:
    """Look and judge; raises what looking raises, and UsageProblem for codes that no rule has."""
    for code in asked.only:
        rule_of(code)
    today = datetime.now(UTC).astimezone().date()
    if asked.portal is None:
        if asked.budget is not None:
            raise UsageProblem("blueprints have no records to count", help="name a portal: --portal NAME")
        return judged(at_blueprints(asked.paths, asked.variables), asked.only, today)
    with open_session(asked.portal, writing=False) as session:
        beside = None if asked.paths else said_beside(session, asked.variables)
        looked, counts = at_portal(session, asked.paths, asked.variables, beside), None
        if asked.budget is not None:
            (subject,) = looked.subjects
            wanted = wanted_counts(subject, looked.settings.weights, only=asked.only)
            found, counts = fills(session, wanted, asked.budget, today)
            looked = replace(looked, subjects=(replace(subject, fills=found),))
        told_calls(session)
    return judged(looked, asked.only, today, counts)


def judged(looked: Looked, only: Sequence[str], today: date, counts: Counted | None = None) -> Audit:
    """Judge what was looked at, and let the exceptions of cvpctl.yaml stand aside."""
    cards = tuple(rule.card for rule in RULES)
    report = merged([judge(subject, looked.settings.weights, only=only) for subject in looked.subjects])
    met_nothing = (None, Unjudged.NOTHING_HERE)
    current = {card.code for card in cards if looked.whole and report.unjudged.get(card.code) in met_nothing}
    left = silenced(report.findings, looked.settings.exceptions, today, current, looked.there)
    return Audit(
        looked.about,
        cards,
        report.weights,
        left.findings,
        left.excepted,
        report.unjudged,
        scores(report, cards, left.findings),
        left.remarks,
        tuple(sorted(looked.unknown.items(), key=lambda one: one[0])),
        looked.portal_id,
        counts,
        looked.note,
    )


def rule_of(code: str) -> Rule:
    """Return a rule by its code; raises UsageProblem."""
    if code in BY_CODE:
        return BY_CODE[code]
    near = nearest(code, list(BY_CODE))
    raise UsageProblem(
        f"no rule has the code {code}", help=f"did you mean {near}?" if near else "docs/audit.md has all"
    )


def ends_with(found: Audit, *, strict: bool) -> int:
    """Return 4 where a person is needed, and 9 where something could not be looked at; what weighs info never fails."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    stopped = any(one.severity in grave for one in (*found.findings, *found.remarks))
    in_part = bool(found.unknown or (found.counted and found.counted.unreadable))
    return worst([BLOCKED] * stopped + [LOOKED_IN_PART] * in_part)
