"""What of a plan passed by somebody's word, finding by finding: it goes into the plan file, and into the digest.

A file says in its findings what was seen, and nobody may trust that; what was allowed is all that an approval binds.
"""

from __future__ import annotations

from dataclasses import replace

from cvpctl.engine.choices import Choices
from cvpctl.engine.moves import word
from cvpctl.model import Plan


def allowances(plan: Plan, choices: Choices) -> tuple[str, ...]:
    """Return `CODE:ADDRESS` for what would have been blocked; what costs no record nothing needed no word."""
    findings = (*plan.alarms, *(one for change in plan.changes for one in change.findings))
    asked = (*findings, *(word(one.source, one.target) for one in plan.migrations))
    return tuple(sorted({f"{one.code}:{one.address}" for one in asked if one.records != 0 and choices.allows(one)}))


def with_allowances(choices: Choices, plan: Plan) -> Choices:
    """Return the choices with the word that was given when the plan was made."""
    return replace(choices, allow=(*choices.allow, *plan.allowed))
