"""Everything that can go wrong on purpose, and the exit code each one ends a command with.

    CvpError ............................ 1  an error we can name
    ├── UsageProblem ................... 64  the words of the command are off
    ├── BlueprintInvalid ................ 3  findings, each with file:line:column
    ├── Blocked ......................... 4  a person is needed
    │   └── WrongPortal ................. 4  the token belongs to another portal than the one pinned
    ├── PlanStale ....................... 5  the portal moved since the plan was made
    ├── AppliedInPart ................... 6  some calls done, some failed or skipped
    ├── NotConverged .................... 7  written, read back, still different
    ├── PortalRefused ................... 1  a 4xx answer: category, message, correlation id
    │   └── MissingScope ................ 9  403: something desired cannot be read
    └── PortalUnreachable ............... 8  network, 401, daily limit: nothing could be seen
        ├── NotAuthorised ............... 8
        └── DailyLimit .................. 8

Anything else that surfaces is a bug of ours; the command line says so in one line and names a log file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cvpctl.model import Finding

DONE = 0
ERROR = 1
PENDING = 2
INVALID = 3
BLOCKED = 4
STALE = 5
IN_PART = 6
NOT_CONVERGED = 7
COULD_NOT_LOOK = 8
LOOKED_IN_PART = 9
BASELINE_EXPIRED = 10
USAGE = 64
INTERRUPTED = 130

# Where several hold, the first of these is the one a job should act on; a person who interrupts knows best.
PRECEDENCE = (
    INTERRUPTED,
    ERROR,
    COULD_NOT_LOOK,
    LOOKED_IN_PART,
    BLOCKED,
    NOT_CONVERGED,
    IN_PART,
    STALE,
    BASELINE_EXPIRED,
    PENDING,
)


def worst(codes: Iterable[int]) -> int:
    """Return the exit code that wins when several hold; 0 when none does."""
    found = set(codes)
    return next((code for code in PRECEDENCE if code in found), DONE)


class CvpError(Exception):
    """An expected failure: `message` says what happened, `help` what to do about it."""

    exit_code: ClassVar[int] = ERROR

    def __init__(self, message: str, *, help: str = "") -> None:  # noqa: A002 - the word a reader looks for
        super().__init__(message)
        self.message = message
        self.help = help


class UsageProblem(CvpError):
    """The command was called with words that do not fit together."""

    exit_code = USAGE


class BlueprintInvalid(CvpError):
    """A blueprint or project file breaks its rules; every finding of the run is here."""

    exit_code = INVALID

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} problem{'s' if len(findings) != 1 else ''} found")
        self.findings = tuple(findings)


class Blocked(CvpError):
    """Nothing is written until a person decides."""

    exit_code = BLOCKED


class WrongPortal(Blocked):
    """The token opens another portal than the one this project pins."""


class PlanStale(CvpError):
    """The portal changed after the plan was made."""

    exit_code = STALE


class AppliedInPart(CvpError):
    """Some calls failed; what depends on them was skipped."""

    exit_code = IN_PART


class NotConverged(CvpError):
    """HubSpot accepted the writes, yet a field still reads differently."""

    exit_code = NOT_CONVERGED


class PortalRefused(CvpError):
    """HubSpot answered 4xx; `status`, `category` and `correlation_id` are as it gave them."""

    def __init__(
        self,
        message: str,
        *,
        status: int,
        category: str = "",
        correlation_id: str = "",
        help: str = "",  # noqa: A002
    ) -> None:
        super().__init__(message, help=help)
        self.status = status
        self.category = category
        self.correlation_id = correlation_id


class MissingScope(PortalRefused):
    """The token may not see or write this."""

    exit_code = LOOKED_IN_PART


class PortalUnreachable(CvpError):
    """No answer that could be believed."""

    exit_code = COULD_NOT_LOOK


class NotAuthorised(PortalUnreachable):
    """The token is not accepted at all."""


class DailyLimit(PortalUnreachable):
    """The portal's calls for today are used up; waiting seconds does not help."""
