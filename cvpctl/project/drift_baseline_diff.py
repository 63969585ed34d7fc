"""What a pull request did to the baseline: whose word it adds or stretches. A line that goes heads nothing.

What is known is not told again, so whoever adds a line silences a difference for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from cvpctl.errors import CvpError
from cvpctl.model import Address, Finding, Place, Severity
from cvpctl.project.drift_baseline import BASELINE_FILE, Accepted, read_baseline
from cvpctl.project.masking import masked
from cvpctl.project.source import shown_path

_HELP = "look whether this was meant before anything is applied"
_Lines = Mapping[tuple[Address, str], Accepted]


def accepted_since(before: Path, now: Path, portals: frozenset[str], ref: str) -> Iterator[Finding]:
    """Compare the baselines of two folders; one that cannot be read now is an alarm, one of then knew nothing."""
    try:
        said = _lines(now, portals)
    except CvpError as error:
        message = f"{BASELINE_FILE} cannot be read ({error.message}), so nobody can tell what it silences"
        yield _alarm(message, Place(shown_path(now / BASELINE_FILE), 1, 1))
        return
    was = _before(before, portals)
    for key, entry in said.items():
        if told := _told(was.get(key), entry):
            about = f"known drift of {entry.address}{f' in {entry.portal}' if entry.portal else ''}"
            yield _alarm(f"{about} {told} since {ref}", entry.place)


def _told(before: Accepted | None, now: Accepted) -> str:
    """Return what makes a line cover more than it did, or nothing."""
    if before is None:
        return f"is new: {masked(now.reason)} (until {now.expires})"
    if before.live != now.live:
        return f"covers another value of the portal now (until {now.expires})"
    return f"holds until {now.expires}, and did until {before.expires}" if now.expires > before.expires else ""


def _before(folder: Path, portals: frozenset[str]) -> _Lines:
    try:
        return _lines(folder, portals)
    except CvpError:
        return {}


def _lines(folder: Path, portals: frozenset[str]) -> _Lines:
    return {(one.address, one.portal): one for one in read_baseline(folder, portals)}


def _alarm(message: str, place: Place) -> Finding:
    return Finding("BASELINE_CHANGED", Severity.WARNING, message, _HELP, place=place)
