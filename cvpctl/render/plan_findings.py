"""Everything a plan finds, one after the other, each with the address and the line of the change it belongs to.

For formats that know findings and no plans; what merely would change is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cvpctl.model import Finding, Plan


def plan_findings(plan: Plan) -> tuple[Finding, ...]:
    """Return alarms first, then what belongs to changes, then what is told beside them; each once."""
    beside = (*plan.unavailable, *plan.manual, *plan.notices)
    return tuple(dict.fromkeys((*plan.alarms, *_of_changes(plan), *beside)))


def _of_changes(plan: Plan) -> Iterator[Finding]:
    for change in (*plan.blocked, *plan.held, *plan.changes):
        for finding in change.findings:
            address, place = finding.address or change.address, finding.place or change.place
            yield replace(finding, address=address, place=place)
