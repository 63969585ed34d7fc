"""Drift as a reader meets it: what moved in the portal, what somebody answers for, and what nobody can date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cvpctl.model.address import Address
from cvpctl.model.change import Change
from cvpctl.model.finding import Finding
from cvpctl.model.place import Place

EXPIRED = "BASELINE_EXPIRED"


@dataclass(frozen=True, slots=True)
class Known:
    """Drift that somebody answers for, until a day that is included.

    `change` holds the fields that the line of the baseline covers; of a new thing that no blueprint claims it is None,
    and `new` tells of it.
    """

    address: Address
    reason: str
    owner: str
    expires: date
    place: Place
    change: Change | None = None
    new: Finding | None = None


@dataclass(frozen=True, slots=True)
class Drift:
    """`moved` are edits made in the portal, `pending` what the blueprint states and nobody applied yet.

    `unnamed` are parts of stated things (options, stages) that no blueprint names: kept, and no drift. `new` are things
    that came since the last apply. `known` stands in the baseline, `remarks` are about the baseline itself.
    Where only what moved `since` a moment is asked for, `undated` and `undated_new` have no time that HubSpot would
    tell, and `earlier` counts what was left out.
    """

    moved: tuple[Change, ...] = ()
    pending: tuple[Change, ...] = ()
    unnamed: tuple[Finding, ...] = ()
    new: tuple[Finding, ...] = ()
    known: tuple[Known, ...] = ()
    remarks: tuple[Finding, ...] = ()
    since: str = ""
    undated: tuple[Change, ...] = ()
    undated_new: tuple[Finding, ...] = ()
    earlier: int = 0

    @property
    def open(self) -> tuple[Change, ...]:
        """What is drift until somebody shows that it is not: an edit without a time may be a fresh one."""
        return (*self.moved, *self.undated)

    @property
    def expired(self) -> bool:
        """Whether somebody promised to look again by now."""
        return any(one.code == EXPIRED for one in self.remarks)
