"""The table of rules in docs/audit.md, from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model.audit import Principle
from cvpctl.policy import Rule
from cvpctl.policy.table import RULES
from cvpctl.render.audit_words import heading

_NEEDS = {"live": "portal", "fills": "`--fill-rate`", "scopes": "portal", "blueprint": "blueprint"}


def _rules() -> Iterator[str]:
    by_principle = {one: [rule for rule in RULES if rule.principle is one] for one in Principle}
    for number, (principle, rules) in enumerate((one, rules) for one, rules in by_principle.items() if rules):
        if number:
            yield ""
        yield f"### {heading(principle)}"
        yield ""
        yield "| code | weighs | finds | judged on | source |"
        yield "|---|---|---|---|---|"
        yield from map(_row, rules)


def _row(rule: Rule) -> str:
    weight = rule.severity.value if rule.shipped else f"off (else {rule.severity.value})"
    needs = sorted({_NEEDS[need] for need in rule.needs if need in _NEEDS}) or ["blueprint, portal"]
    source = f"[page]({rule.card.page})" if rule.card.page else "ours"
    return f"| `{rule.code}` | {weight} | {rule.title} | {', '.join(needs)} | {source} |"


AUDIT_TABLES = {"audit rules": _rules}
