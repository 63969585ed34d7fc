"""One occurrence of a rule being broken, with the code that names the rule and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cvpctl.model.address import Address
from cvpctl.model.place import Place


class Severity(StrEnum):
    """How much a finding stops."""

    ERROR = "error"  # stops the run, or blocks the change it belongs to
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is stable and upper-case (`OPTION_REMOVED`); `allowable` says that `--allow CODE:ADDR` lets it pass.

    `paste` is a line for a file, whole, so that no renderer breaks it.
    `counted` says that what it costs hangs on the records that hold what `address` names, and `records` how many do.
    """

    code: str
    severity: Severity
    message: str
    help: str = ""
    address: Address | None = None
    place: Place | None = None
    excerpt: str = ""
    allowable: bool = False
    counted: bool = False
    records: int | None = None
    paste: str = ""
