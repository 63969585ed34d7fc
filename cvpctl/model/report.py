"""What an apply left behind: how each step ended, what still reads differently, and what it cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cvpctl.model.address import Address
from cvpctl.model.call import Outcome
from cvpctl.model.change import FieldChange, Touch


@dataclass(frozen=True, slots=True)
class Report:
    """`not_converged` pairs an address with a field: `before` is what the portal reads now, `after` what was written.

    Those of `pending` may still read as written: nobody looked to the end of the time that takes. Of `unread` addresses
    nobody knows anything, for the reason beside them.
    `stale` are addresses that moved since the plan and were therefore left alone, `touched` says who moved them.
    """

    outcomes: tuple[Outcome, ...] = ()
    not_converged: tuple[tuple[Address, FieldChange], ...] = ()
    stale: tuple[Address, ...] = ()
    calls_read: int = 0
    calls_written: int = 0
    seconds: float = 0.0
    touched: Mapping[Address, Touch] = field(default_factory=dict)
    pending: tuple[tuple[Address, FieldChange], ...] = ()
    unread: Mapping[Address, str] = field(default_factory=dict)
