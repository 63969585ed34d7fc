"""Changes: what separates a blueprint from a portal at one address, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cvpctl.model.address import Address
from cvpctl.model.body import Body, Path
from cvpctl.model.finding import Finding
from cvpctl.model.place import Place


class Action(StrEnum):
    """What happens to an address.

    | action  | before            | after                                   |
    |---------|-------------------|-----------------------------------------|
    | create  | nothing live      | the stated fields                       |
    | update  | live fields       | the stated fields that differ           |
    | restore | an archived name  | the stated fields, old values come back |
    | remove  | live fields       | nothing; the kind names HubSpot's verb  |
    """

    CREATE = "create"
    UPDATE = "update"
    RESTORE = "restore"
    REMOVE = "remove"


class Cause(StrEnum):
    """Whose move it was, told by the record (blueprint vs record, live vs record)."""

    CHANGE = "change"
    CREATE = "create"
    DRIFT = "drift"
    CONFLICT = "conflict"
    UNATTRIBUTED = "unattributed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One path of a normalised body; ABSENT on a side means the path is not there."""

    path: Path
    before: Any
    after: Any
    cause: Cause = Cause.CHANGE


@dataclass(frozen=True, slots=True)
class Touch:
    """Who edited a thing last and when, as the portal tells: of the whole thing, not of one field.

    `by` is a name or a user id, `at` an ISO 8601 time; either may be empty.
    """

    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One address with the fields that differ.

    `stated` is the whole normalised stated body, which the record keeps once the change is verified;
    `premise` is a hash of what the fields were based on, rechecked before a saved plan writes.
    """

    address: Address
    action: Action
    cause: Cause
    fields: tuple[FieldChange, ...]
    label: str = ""
    verb: str = ""
    premise: str = ""
    requires: tuple[Address, ...] = ()
    place: Place | None = None
    findings: tuple[Finding, ...] = ()
    stated: Body | None = None
    unmanaged: tuple[str, ...] = ()
    touched: Touch | None = None
