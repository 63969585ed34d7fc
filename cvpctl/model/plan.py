"""The plan: a value. What would change, what is held or blocked, and the exact calls; never a process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cvpctl.model.address import Address
from cvpctl.model.call import Call
from cvpctl.model.change import Change
from cvpctl.model.finding import Finding, Severity
from cvpctl.model.migration import Migration
from cvpctl.model.resource import Scope, Unknown


@dataclass(frozen=True, slots=True)
class Plan:
    """Sections of one comparison.

    `migrations` are record values that go elsewhere, between two of the calls; `identities` are live names under which
    what blueprints renamed is still known to the portal.
    `allowed` says as `CODE:ADDRESS` what passed by somebody's word, and nothing but that lets it pass again later.
    `alarms` are about the plan as a whole and head it: settings that this very change loosened, a portal turned over.
    `complete` is false where a target or an unreadable scope left something out. `run` (times, names, counts)
    stands outside `digest`, which binds portal id, the sorted changes, migrations, identities and `allowed`,
    and nothing else.
    """

    portal_id: int
    blueprint_digest: str
    changes: tuple[Change, ...] = ()
    calls: tuple[Call, ...] = ()
    migrations: tuple[Migration, ...] = ()
    identities: Mapping[Address, str] = field(default_factory=dict)
    allowed: tuple[str, ...] = ()
    held: tuple[Change, ...] = ()
    blocked: tuple[Change, ...] = ()
    unavailable: tuple[Finding, ...] = ()
    manual: tuple[Finding, ...] = ()
    unknown: tuple[tuple[Scope, Unknown], ...] = ()
    notices: tuple[Finding, ...] = ()
    alarms: tuple[Finding, ...] = ()
    unchanged: int = 0
    complete: bool = True
    digest: str = ""
    run: dict[str, Any] = field(default_factory=dict)

    @property
    def stopped(self) -> bool:
        """Whether an alarm keeps the whole plan from being applied."""
        return any(finding.severity is Severity.ERROR for finding in self.alarms)

    @property
    def waves(self) -> tuple[tuple[Call, ...], ...]:
        """Calls in the order they run: one wave after the other, the calls of a wave side by side."""
        numbers = sorted({call.wave for call in self.calls})
        return tuple(tuple(call for call in self.calls if call.wave == number) for number in numbers)
