"""Findings about blueprints, and those of a plan, as SARIF: code scanning shows them beside their lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cvpctl.model import Finding, Severity
from cvpctl.model.resource import Scope, Unknown
from cvpctl.render.audit_words import sentence, sentences
from cvpctl.render.explain_text import Meaning
from cvpctl.render.phrases import unknown_text
from cvpctl.render.sarif_log import LEVELS, Json, driver, log, note, result, rule_name


@dataclass(frozen=True, slots=True)
class Origin:
    """Who tells: our version, what was looked at (`validate`, `plan/12345678`), and the file to hang things on."""

    version: str
    category: str
    project_file: str = ""


def findings_sarif(
    findings: Iterable[Finding],
    origin: Origin,
    meanings: Mapping[str, Meaning],
    unknown: Iterable[tuple[Scope, Unknown]] = (),
) -> str:
    """Return a log of one run; codes without a meaning are told by themselves."""
    findings = tuple(findings)
    codes = {code: number for number, code in enumerate(sorted({one.code for one in findings}))}
    rules = [_rule(code, meanings.get(code), findings) for code in codes]
    notes = [note(unknown_text(scope, why)) for scope, why in unknown]
    results = list(_results(findings, codes, origin.project_file))
    return log(driver(origin.version, rules), category=origin.category, notes=notes, results=results)


def _results(findings: tuple[Finding, ...], codes: Mapping[str, int], project_file: str) -> Iterator[Json]:
    seen = Counter[str]()
    for one in findings:
        about = _about(one)
        seen[about] += 1
        # The same words about the same file twice are two findings all the same.
        told = about if seen[about] == 1 else f"{about}\n{seen[about]}"
        text = sentences(one.message, one.help)
        yield result(one, codes[one.code], text, about=told, project_file=project_file)


def _about(finding: Finding) -> str:
    path = finding.place.path if finding.place else ""
    return "\n".join(
        (finding.code, str(finding.address or ""), "" if finding.address else f"{path}\n{finding.message}")
    )


def _rule(code: str, meaning: Meaning | None, findings: tuple[Finding, ...]) -> Json:
    weights = [one.severity for one in findings if one.code == code]
    means = sentence(meaning.means if meaning else code)
    do = sentence(meaning.do) if meaning else ""
    told = {"text": f"{means} {do}".rstrip(), "markdown": f"{means}\n\n**What to do:** {do}" if do else means}
    return {
        "id": code,
        "name": rule_name(code),
        "shortDescription": {"text": means},
        "fullDescription": {"text": means},
        "help": told,
        "defaultConfiguration": {"level": LEVELS[min(weights, key=list(Severity).index)], "enabled": True},
        "properties": {"tags": ["blueprint"]},
    }
