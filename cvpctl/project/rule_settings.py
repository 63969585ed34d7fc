"""What `cvpctl.yaml` says of the rules of an audit: what each weighs here, and which findings somebody answers for.

Said for the project, for one portal, or both: a portal's word on a rule wins, exceptions add up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from cvpctl.model import Place, Severity


@dataclass(frozen=True, slots=True)
class RuleException:
    """Somebody's word that a finding may stand, until a day that is included. `glob` is over addresses."""

    code: str
    glob: str
    reason: str
    expires: date
    place: Place


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """`weights` are severities by code, None for off; `places` say where each was stated."""

    weights: Mapping[str, Severity | None] = field(default_factory=dict)
    exceptions: tuple[RuleException, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)

    def over(self, wider: RuleSettings) -> RuleSettings:
        """Return these on top of those that hold for the whole project."""
        return replace(
            self,
            weights={**wider.weights, **self.weights},
            exceptions=(*wider.exceptions, *self.exceptions),
            places={**wider.places, **self.places},
        )
