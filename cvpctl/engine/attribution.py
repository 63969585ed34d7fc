"""Whose move a difference is: the blueprint's, the portal's, both, or nobody can tell. The record is the witness."""

from __future__ import annotations

from cvpctl.engine.diff import masked, order_of, rule_at
from cvpctl.kinds import ORDER, Kind, is_order
from cvpctl.model import ABSENT, Cause, Entry, FieldChange, Path, at


def cause_of(kind: Kind, edit: FieldChange, entry: Entry | None) -> Cause:
    """Classify one differing field of a resource that is live.

    Where neither side moved the last write did not take; it is tried again as a change.
    """
    if entry is None:
        # A new option or stage overwrites nothing that anybody could have said.
        added = edit.before is ABSENT and bool(kind.rule(edit.path[0]).keyed_by) and len(edit.path) > 1
        return Cause.CHANGE if added else Cause.UNATTRIBUTED
    if is_order(kind, edit.path[0]):
        ours, theirs = _order_moves(edit, entry)
    else:
        ours = at(entry.stated, edit.path) != edit.after
        theirs = masked(rule_at(kind, edit.path), edit.before, at(entry.live, edit.path)) != edit.before
    if not theirs:
        return Cause.CHANGE
    return Cause.CONFLICT if ours else Cause.DRIFT


def added_since(entry: Entry, path: Path) -> bool:
    """Tell whether a part that is live now was not there when the record was made."""
    return path[0] in entry.live and at(entry.live, path) is ABSENT


def _order_moves(edit: FieldChange, entry: Entry) -> tuple[bool, bool]:
    name = edit.path[0].removesuffix(ORDER)
    was_stated, now_stated = order_of(dict.fromkeys(edit.after), entry.stated.get(name, {}))
    was_live, now_live = order_of(dict.fromkeys(edit.before), entry.live.get(name, {}))
    return was_stated != now_stated, was_live != now_live
