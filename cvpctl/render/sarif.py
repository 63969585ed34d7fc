"""An audit as SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0), which code scanning shows beside the lines.

What an exception covers stands there as suppressed, with its reason. What was found in a portal has no line: it goes by
its address, and by the project file where there is one, since a viewer wants a file to hang it on.
"""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import quote

from cvpctl.model import Finding, Place, Severity
from cvpctl.model.audit import Audit, Excepted, RuleCard
from cvpctl.render.audit_words import sentence, sentences
from cvpctl.render.phrases import unknown_text
from cvpctl.render.plan_json import dumped

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

Json = dict[str, Any]


def audit_sarif(audit: Audit, *, version: str, project_file: str = "") -> str:
    """Return a log of one run; `project_file` is what findings without a line hang on."""
    codes = {card.code: number for number, card in enumerate(audit.rules)}
    results = [_result(one, codes, project_file) for one in audit.findings]
    results += [_suppressed(one, codes, project_file) for one in audit.excepted]
    run = {
        "tool": {"driver": _driver(audit, version)},
        "automationDetails": {"id": f"cvpctl/audit/{audit.portal_id or 'blueprints'}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(audit)],
        "results": results,
    }
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _driver(audit: Audit, version: str) -> Json:
    return {"name": "cvpctl", "semanticVersion": version, "rules": [_rule(audit, card) for card in audit.rules]}


def _rule(audit: Audit, card: RuleCard) -> Json:
    why, fix = sentence(card.why), sentence(card.fix)
    source = f"[{card.page}]({card.page})" if card.page else card.source
    return {
        "id": card.code,
        "name": "".join(word.capitalize() for word in card.code.split("_")),
        "shortDescription": {"text": sentence(card.title)},
        "fullDescription": {"text": why},
        "help": {"text": f"{why} {fix}", "markdown": f"{why}\n\n**What to do:** {fix}\n\nSource: {source}"},
        **({"helpUri": card.page} if card.page else {}),
        "defaultConfiguration": {"level": LEVELS[audit.weights[card.code]], "enabled": card.code not in audit.unjudged},
        "properties": {"tags": [card.principle.value]},
    }


def _result(finding: Finding, codes: dict[str, int], project_file: str) -> Json:
    text = sentences(finding.message, finding.help)
    locations = _locations(finding, project_file)
    about = "\n".join((finding.code, str(finding.address or ""), finding.message if not finding.address else ""))
    return {
        "ruleId": finding.code,
        "ruleIndex": codes[finding.code],
        "level": LEVELS[finding.severity],
        "message": {"text": text},
        **({"locations": locations} if locations else {}),
        "partialFingerprints": {"cvpctlFinding/v1": hashlib.sha256(about.encode()).hexdigest()},
    }


def _suppressed(one: Excepted, codes: dict[str, int], project_file: str) -> Json:
    reason = f"{one.reason} (until {one.expires})"
    where = {"physicalLocation": _physical(one.place)}
    word = {"kind": "external", "status": "accepted", "justification": reason, "location": where}
    return {**_result(one.finding, codes, project_file), "suppressions": [word]}


def _locations(finding: Finding, project_file: str) -> list[Json]:
    place = finding.place or (Place(project_file, 1, 1) if project_file else None)
    told: Json = {"physicalLocation": _physical(place)} if place else {}
    if finding.address:
        told["logicalLocations"] = [{"fullyQualifiedName": str(finding.address), "kind": "resource"}]
    return [told] if told else []


def _physical(place: Place) -> Json:
    return {
        "artifactLocation": {"uri": quote(place.path), "uriBaseId": ROOT},
        "region": {"startLine": place.line, "startColumn": place.column},
    }


def _invocation(audit: Audit) -> Json:
    notes: list[Json] = [
        {"level": "warning", "message": {"text": unknown_text(scope, why)}} for scope, why in audit.unknown
    ]
    notes += [_notification(one) for one in audit.remarks]
    # Not read whole is still a run that went as it should; the notes say what is missing.
    return {"executionSuccessful": True, "toolExecutionNotifications": notes}


def _notification(remark: Finding) -> Json:
    where = [{"physicalLocation": _physical(remark.place)}] if remark.place else []
    return {"level": LEVELS[remark.severity], "message": {"text": sentence(remark.message)}, "locations": where}
