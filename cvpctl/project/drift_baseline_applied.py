"""What the baseline makes of drift: what is covered stands aside with its reason, and nothing is forgotten.

A line that is over covers nothing any more and says so, since somebody promised to look again; neither does one whose
value moved on. One that covers nothing is told, lest it wait there for an edit that nobody has seen yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from cvpctl.model import Address, Cause, Change, FieldChange, Finding, Severity
from cvpctl.model.drift import Drift, Known
from cvpctl.project.drift_baseline import Accepted
from cvpctl.project.drift_baseline_values import NEW, live_text

_GRAVITY = (Cause.UNATTRIBUTED, Cause.DRIFT, Cause.CONFLICT)
_LOOK = "look again: put the portal back, or take its side, or accept it anew with cvpctl drift --accept"


def against_baseline(drift: Drift, entries: Iterable[Accepted], today: date, seen: Callable[[Address], bool]) -> Drift:
    """Return the drift with what is known apart; whether a line is still needed, only who has `seen` can tell."""
    judged, by_owner = _Judged(today), defaultdict[Address, list[Accepted]](list)
    for entry in entries:
        by_owner[entry.address.owner].append(entry)
    moved = tuple(rest for change in drift.moved if (rest := judged.rest(change, by_owner[change.address])))
    new = tuple(one for one in drift.new if not judged.knows(one, by_owner[_owner(one)]))
    idle = (one for lines in by_owner.values() for one in lines if one.address not in judged.used)
    unused = (_unused(one) for one in sorted(idle, key=lambda one: one.place) if seen(one.address))
    remarks = (*drift.remarks, *judged.remarks, *unused)
    return replace(drift, moved=moved, new=new, known=tuple(judged.known), remarks=remarks)


def entries_of(entries: Iterable[Accepted], portal: str) -> Iterator[Accepted]:
    """Yield the lines about a portal."""
    return (one for one in entries if one.portal in ("", portal))


def covered(change: Change, entry: Accepted, entries: Iterable[Accepted]) -> tuple[FieldChange, ...]:
    """Return the fields of a change that this line is about; the most particular line wins."""
    return tuple(edit for edit in change.fields if _closest(change, edit, entries) is entry)


def is_about(change: Change, entry: Accepted) -> bool:
    """Tell whether a line is about a change as a whole, which may differ in no field that could be named."""
    return not change.fields and entry.address == change.address


@dataclass(slots=True)
class _Judged:
    """What became of the lines so far."""

    today: date
    known: list[Known] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    used: set[Address] = field(default_factory=set)

    def rest(self, change: Change, entries: Sequence[Accepted]) -> Change | None:
        """Return what of a change no line covers."""
        left = list(change.fields)
        for entry in entries:
            edits = covered(change, entry, entries)
            whole = is_about(change, entry)
            if (edits or whole) and self._holds(entry, live_text(change, edits, entry.path)):
                self.known.append(_known(entry, change=_with(change, edits)))
                left = [edit for edit in left if edit not in edits]
                if whole or not left:
                    return None
        return change if len(left) == len(change.fields) else _with(change, left)

    def knows(self, new: Finding, entries: Sequence[Accepted]) -> bool:
        """Tell whether a line covers a new thing that no blueprint claims."""
        about = (one for one in entries if one.address == new.address)
        entry = max(about, key=lambda one: bool(one.portal), default=None)
        if entry is None or not self._holds(entry, NEW):
            return False
        self.known.append(_known(entry, new=new))
        return True

    def _holds(self, entry: Accepted, live: str) -> bool:
        self.used.add(entry.address)
        if entry.expires < self.today:
            message = f"what {entry.owner} answered for is over since {entry.expires}: it counts as drift again"
            self.remarks.append(_remark("BASELINE_EXPIRED", Severity.WARNING, message, _LOOK, entry))
        elif entry.live != live:
            message = f"the portal holds something else now than {entry.owner} answered for: it counts as drift again"
            self.remarks.append(_remark("BASELINE_OUTDATED", Severity.WARNING, message, _LOOK, entry))
        else:
            return True
        return False


def _closest(change: Change, edit: FieldChange, entries: Iterable[Accepted]) -> Accepted | None:
    about = [one for one in entries if one.address.owner == change.address and edit.path[: len(one.path)] == one.path]
    return max(about, key=lambda one: (len(one.path), bool(one.portal)), default=None)


def _with(change: Change, edits: Sequence[FieldChange]) -> Change:
    """Return a part of a change, which is as grave as its fields are."""
    found = [edit.cause for edit in edits if edit.cause in _GRAVITY]
    cause = max(found, key=_GRAVITY.index) if found else change.cause
    return replace(change, fields=tuple(edits), cause=cause)


def _known(entry: Accepted, *, change: Change | None = None, new: Finding | None = None) -> Known:
    return Known(entry.address, entry.reason, entry.owner, entry.expires, entry.place, change, new)


def _unused(entry: Accepted) -> Finding:
    message = "the baseline knows a difference that is not there: the portal was put back, or the blueprint changed"
    return _remark("BASELINE_UNUSED", Severity.INFO, message, "take the line out", entry)


def _remark(code: str, severity: Severity, message: str, help_: str, entry: Accepted) -> Finding:
    return Finding(code, severity, message, help_, entry.address, entry.place)


def _owner(new: Finding) -> Address:
    assert new.address is not None
    return new.address.owner
