"""`--since WHEN`: a moment as people say one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from cvpctl.errors import UsageProblem

if TYPE_CHECKING:
    from cvpctl.cli.session import Session

LAST_RUN = "last-run"
_AGO = re.compile(r"([1-9][0-9]{0,4})([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


@dataclass(frozen=True, slots=True)
class When:
    """A moment; None for that of the last run, which only the journals know."""

    moment: datetime | None


class WhenType(click.ParamType[When]):
    """A date or time, an age, or `last-run`. What names no time zone is UTC, as are all times that are told."""

    name = "WHEN"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> When:
        if isinstance(value, When):
            return value
        now = datetime.now(UTC)
        found = _read(str(value), now)
        if found is None:
            self.fail(f"{value!r}: write 24h, 7d, a date or time such as 2027-03-31, or {LAST_RUN}", param, ctx)
        if found.moment and found.moment > now:
            self.fail(f"{value!r} is still to come", param, ctx)
        return found


def _read(text: str, now: datetime) -> When | None:
    if text == LAST_RUN:
        return When(None)
    if ago := _AGO.fullmatch(text):
        return When(now - timedelta(**{_UNITS[ago[2]]: int(ago[1])}))
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return When(found if found.tzinfo else found.replace(tzinfo=UTC))


def moment_of(when: When, session: Session) -> datetime:
    """Return the moment that is meant; raises UsageProblem where nothing was ever run."""
    if when.moment is not None:
        return when.moment
    from cvpctl.apply import past_runs  # noqa: PLC0415 - only this one word asks for it

    runs = past_runs(session.places.journal(session.settings.name, session.identity.portal_id))
    if not runs:
        message = f"--since {LAST_RUN}: no run with {session.settings.name} is known here"
        raise UsageProblem(message, help="say a date or an age, such as 7d; cvpctl history lists the runs")
    return max(run.began for run in runs)
