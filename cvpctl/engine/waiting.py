"""What would become of a held difference if somebody took the blueprint's side: said before anybody does.

Records are not counted for it: nobody decided yet that anything is written.
"""

from __future__ import annotations

from dataclasses import replace

from cvpctl.engine.choices import Choices, weighed_by
from cvpctl.engine.hazards import findings_of
from cvpctl.kinds import KINDS
from cvpctl.model import Change, Severity, State


def judged_waiting(change: Change, live: State, choices: Choices) -> Change:
    """Return a held change with what would stop it."""
    resource = live.resources.get(change.address) or live.archived.get(change.address)
    found = findings_of(KINDS[change.address.kind], change, resource.body if resource else None)
    stopping = tuple(one for one in found if one.severity is Severity.ERROR)
    return replace(change, findings=weighed_by(choices, stopping)) if stopping else change
