"""Drift as SARIF, which code scanning shows beside the line of the blueprint that the portal left.

What is known stands there as suppressed, with the reason somebody gave and the line where they gave it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from cvpctl.model import Finding, Place, Plan
from cvpctl.model.drift import Drift, Known
from cvpctl.render.audit_words import sentence
from cvpctl.render.drift import known_text
from cvpctl.render.drift_findings import MEANINGS, drift_findings, moved_finding
from cvpctl.render.explain_text import Meaning
from cvpctl.render.findings_sarif import Origin
from cvpctl.render.phrases import Again, unknown_text
from cvpctl.render.sarif_log import LEVELS, Json, driver, log, note, physical, result, rule_name

Placed = Callable[[Place], Place]


def drift_sarif(
    plan: Plan, drift: Drift, again: Again, *, origin: Origin, meanings: Mapping[str, Meaning], placed: Placed
) -> str:
    """Return a log of one run; `placed` says what the repository calls a file."""
    findings = [_there(one, placed) for one in drift_findings(drift, again)]
    covered = [(_there(_finding(one, again), placed), one) for one in drift.known]
    every = [*findings, *(one for one, _ in covered)]
    codes = {code: number for number, code in enumerate(sorted({one.code for one in every}))}
    told = {**meanings, **MEANINGS}
    rules = [_rule(code, told.get(code), every) for code in codes]
    results = [_result(one, codes, origin) for one in findings]
    results += [_suppressed(one, known, codes, origin, placed) for one, known in covered]
    notes = [note(unknown_text(scope, why)) for scope, why in plan.unknown]
    return log(driver(origin.version, rules), category=origin.category, notes=notes, results=results)


def _finding(one: Known, again: Again) -> Finding:
    found = moved_finding(one.change, again) if one.change else one.new
    assert found is not None
    return found


def _there(finding: Finding, placed: Placed) -> Finding:
    return replace(finding, place=placed(finding.place)) if finding.place else finding


def _result(finding: Finding, codes: Mapping[str, int], origin: Origin) -> Json:
    # Known again by what it is about: the same property that moves on is the same alert.
    about = f"{finding.code}\n{finding.address}"
    return result(finding, codes[finding.code], _text(finding), about=about, project_file=origin.project_file)


def _suppressed(finding: Finding, known: Known, codes: Mapping[str, int], origin: Origin, placed: Placed) -> Json:
    where = {"physicalLocation": physical(placed(known.place))}
    word = {"kind": "external", "status": "accepted", "justification": known_text(known), "location": where}
    about = f"{finding.code}\n{known.address}\nknown"
    told = result(finding, codes[finding.code], _text(finding), about=about, project_file=origin.project_file)
    return {**told, "suppressions": [word]}


def _text(finding: Finding) -> str:
    # A help may begin with a command, which no capital letter improves.
    return f"{sentence(finding.message)} Help: {finding.help}" if finding.help else sentence(finding.message)


def _rule(code: str, meaning: Meaning | None, findings: list[Finding]) -> Json:
    means, do = (sentence(meaning.means), sentence(meaning.do)) if meaning else (code, "")
    weight = next(one.severity for one in findings if one.code == code)
    return {
        "id": code,
        "name": rule_name(code),
        "shortDescription": {"text": means},
        "fullDescription": {"text": means},
        "help": {"text": f"{means} {do}".rstrip(), "markdown": f"{means}\n\n**What to do:** {do}" if do else means},
        "defaultConfiguration": {"level": LEVELS[weight], "enabled": True},
        "properties": {"tags": ["drift"]},
    }
