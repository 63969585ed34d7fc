"""An audit for a program; `schemas/audit.schema.json` is its shape."""

from __future__ import annotations

from collections import Counter
from typing import Any

from cvpctl.model import Severity
from cvpctl.model.audit import Audit, Counted, Excepted, RuleCard, Score
from cvpctl.model.plan_json import finding_to_json, unknown_to_json
from cvpctl.render.plan_json import dumped

FORMAT = "cvpctl.audit/1"


def audit_json(audit: Audit) -> str:
    return dumped(audit_to_json(audit))


def audit_to_json(audit: Audit) -> dict[str, Any]:
    counts = Counter(one.severity for one in audit.findings)
    told = Counter(one.code for one in audit.findings)
    return {
        "format": FORMAT,
        "about": audit.about,
        **({"portalId": audit.portal_id} if audit.portal_id else {}),
        **({"note": audit.note} if audit.note else {}),
        "counts": {**{one.value: counts[one] for one in Severity}, "excepted": len(audit.excepted)},
        "scores": [_score(one) for one in audit.scores],
        "findings": [finding_to_json(one) for one in audit.findings],
        "excepted": [_excepted(one) for one in audit.excepted],
        "remarks": [finding_to_json(one) for one in audit.remarks],
        "rules": [_rule(audit, card, told[card.code]) for card in audit.rules],
        "unknown": [unknown_to_json(scope, why) for scope, why in audit.unknown],
        **({"counted": _counted(audit.counted)} if audit.counted else {}),
    }


def _score(score: Score) -> dict[str, Any]:
    told = {"principle": score.principle.value, "kept": score.kept, "judged": score.judged, "findings": score.findings}
    return {**told, "notes": score.notes, "off": list(score.off), "score": score.percent}


def _excepted(one: Excepted) -> dict[str, Any]:
    told = {"reason": one.reason, "expires": one.expires.isoformat(), "source": str(one.place)}
    return {**told, "finding": finding_to_json(one.finding)}


def _rule(audit: Audit, card: RuleCard, findings: int) -> dict[str, Any]:
    why = audit.unjudged.get(card.code)
    return {
        "code": card.code,
        "principle": card.principle.value,
        "severity": audit.weights[card.code].value,
        "title": card.title,
        "source": card.source,
        "judged": why is None,
        **({"unjudged": why.name.lower()} if why else {}),
        "findings": findings,
    }


def _counted(told: Counted) -> dict[str, Any]:
    days = {"oldest": told.oldest, "newest": told.newest}
    return {
        "properties": told.properties,
        "of": told.of,
        "searches": told.searches,
        **{name: day.isoformat() for name, day in days.items() if day},
        "unreadable": dict(told.unreadable),
        "records": dict(told.records),
    }
