"""What a plan has to know of records before anybody can judge it, and what the answers make of its findings.

The engine asks nobody: it says which counts matter, the portal answers, and the plan is made once more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cvpctl.model import Address, Count, Counts, Finding, Plan, Severity


def questions(plan: Plan) -> tuple[Address, ...]:
    """Return what records must be counted for, each once: the addresses of findings that hang on records."""
    found = (finding for change in (*plan.changes, *plan.blocked) for finding in change.findings)
    return tuple(sorted({_held(one.address) for one in found if one.counted and one.address}))


def weighed(findings: Iterable[Finding], counts: Counts) -> tuple[Finding, ...]:
    """Return the findings with their numbers; what no record holds costs nothing, and stops nothing."""
    return tuple(_weighed(one, counts) if one.counted and one.address else one for one in findings)


def _weighed(finding: Finding, counts: Counts) -> Finding:
    assert finding.address is not None
    count = counts.get(_held(finding.address))
    if count is None:
        return finding
    severity = Severity.WARNING if count.none else finding.severity
    message = f"{finding.message}; {told(count)}"
    return replace(finding, severity=severity, message=message, records=0 if count.none else count.records)


def told(count: Count) -> str:
    if count.none:
        return "no record holds it"
    if count.records is not None:
        return f"{count.records:,} record holds it" if count.records == 1 else f"{count.records:,} records hold it"
    if count.at_most is not None:
        return f"at most {count.at_most:,} records can hold it, so it counts as in use"
    return f"how many records hold it is unknown ({count.why}), so it counts as in use"


def _held(address: Address) -> Address:
    """A field of a property is held by whoever holds the property."""
    return replace(address, field="")
