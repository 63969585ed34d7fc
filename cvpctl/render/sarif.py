"""An audit as SARIF, which code scanning shows beside the lines.

What an exception covers stands there as suppressed, with its reason. What was found in a portal has no line: it goes by
its address, and by the project file where there is one.
"""

from __future__ import annotations

from cvpctl.model import Finding
from cvpctl.model.audit import Audit, Excepted, RuleCard
from cvpctl.render.audit_words import sentence, sentences
from cvpctl.render.phrases import unknown_text
from cvpctl.render.sarif_log import LEVELS, Json, driver, log, note, physical, result, rule_name


def audit_sarif(audit: Audit, *, version: str, project_file: str = "") -> str:
    """Return a log of one run; `project_file` is what findings without a line hang on."""
    codes = {card.code: number for number, card in enumerate(audit.rules)}
    results = [_result(one, codes, project_file) for one in audit.findings]
    results += [_suppressed(one, codes, project_file) for one in audit.excepted]
    rules = [_rule(audit, card) for card in audit.rules]
    category = f"audit/{audit.portal_id or 'blueprints'}"
    return log(driver(version, rules), category=category, notes=_notes(audit), results=results)


def _rule(audit: Audit, card: RuleCard) -> Json:
    why, fix = sentence(card.why), sentence(card.fix)
    source = f"[{card.page}]({card.page})" if card.page else card.source
    return {
        "id": card.code,
        "name": rule_name(card.code),
        "shortDescription": {"text": sentence(card.title)},
        "fullDescription": {"text": why},
        "help": {"text": f"{why} {fix}", "markdown": f"{why}\n\n**What to do:** {fix}\n\nSource: {source}"},
        **({"helpUri": card.page} if card.page else {}),
        "defaultConfiguration": {"level": LEVELS[audit.weights[card.code]], "enabled": card.code not in audit.unjudged},
        "properties": {"tags": [card.principle.value]},
    }


def _result(finding: Finding, codes: dict[str, int], project_file: str) -> Json:
    text = sentences(finding.message, finding.help)
    about = "\n".join((finding.code, str(finding.address or ""), finding.message if not finding.address else ""))
    return result(finding, codes[finding.code], text, about=about, project_file=project_file)


def _suppressed(one: Excepted, codes: dict[str, int], project_file: str) -> Json:
    reason = f"{one.reason} (until {one.expires})"
    where = {"physicalLocation": physical(one.place)}
    word = {"kind": "external", "status": "accepted", "justification": reason, "location": where}
    return {**_result(one.finding, codes, project_file), "suppressions": [word]}


def _notes(audit: Audit) -> list[Json]:
    unread = [note(unknown_text(scope, why)) for scope, why in audit.unknown]
    return [*unread, *(note(sentence(one.message), one.severity, one.place) for one in audit.remarks)]
