"""The inside of a change, line by line, in words that text and Markdown share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from cvpctl.model import ABSENT, Action, Body, Cause, Change, FieldChange, patched
from cvpctl.render.values import child_text, is_collection, order_text, telling, value_text
from cvpctl.render.wording import visible

ORDER = "Order"
"""Suffix of the field that stands for the order of a collection: `optionsOrder`, `stagesOrder`."""

MOVED = (Cause.DRIFT, Cause.CONFLICT, Cause.UNATTRIBUTED)
GRAVITY = (Cause.CREATE, Cause.CHANGE, Cause.UNATTRIBUTED, Cause.DRIFT, Cause.CONFLICT)
SYMBOLS = {Action.CREATE: "+", Action.RESTORE: "+", Action.UPDATE: "~", Action.REMOVE: "-"}


@dataclass(frozen=True, slots=True)
class Row:
    """One difference. `symbol` marks a part that comes (+) or goes (-); then only its own side says something.

    `adds`: the portal holds nothing there.
    """

    name: str
    before: str
    after: str
    cause: Cause
    symbol: str = ""
    adds: bool = False

    @property
    def part(self) -> str:
        """The part that comes or goes, in its only words."""
        return self.after if self.symbol == "+" else self.before


def rows(change: Change, most: int | None = None) -> Iterator[Row]:
    """Yield the differences of an update, at `most` so many."""
    for edit in islice(parts(change), most):
        yield _row(edit, cause_of(change, edit))


def parts(change: Change) -> Iterator[FieldChange]:
    """Yield what differs; a whole collection that comes or goes is taken apart."""
    for edit in change.fields:
        yield from _parts(edit)


def cause_of(change: Change, edit: FieldChange) -> Cause:
    """Return whose move a field is; a change whose fields do not say so speaks for all of them."""
    fields_tell = any(one.cause in MOVED for one in change.fields)
    return edit.cause if fields_tell else change.cause


def causes(change: Change) -> list[Cause]:
    """Return the causes of a change, each once; without fields its own."""
    return list(dict.fromkeys(cause_of(change, edit) for edit in change.fields)) or [change.cause]


def only(change: Change, wanted: Iterable[Cause]) -> Change | None:
    """Return the part of a change that has one of these causes."""
    kept = tuple(edit for edit in change.fields if cause_of(change, edit) in wanted)
    if not change.fields:
        return change if change.cause in wanted else None
    return replace(change, fields=kept, cause=gravest(replace(change, fields=kept), change)) if kept else None


def gravest(change: Change, whole: Change | None = None) -> Cause:
    """Return the cause that weighs most among the fields of a change, which may be a part of a `whole`."""
    found = [cause_of(whole or change, edit) for edit in change.fields] or [change.cause]
    return max(found, key=GRAVITY.index)


def name_of(change: Change) -> str:
    return visible(change.label or change.address.key)


def body_of(change: Change) -> Body:
    """Return the body that comes or goes."""
    gone = change.action is Action.REMOVE
    sides = ((edit.path, edit.before if gone else edit.after) for edit in change.fields)
    return patched({}, ((path, value) for path, value in sides if path and value is not ABSENT))


def summary(change: Change) -> str:
    """Return the telling fields of something that comes or goes, and how it goes."""
    parts = telling(body_of(change))
    if change.action is Action.RESTORE:
        parts.insert(0, "restore: its old values come back")
    if change.action is Action.REMOVE:
        parts.insert(0, visible(change.verb or "remove"))
    return ", ".join(parts)


def _parts(edit: FieldChange) -> Iterator[FieldChange]:
    before, after = edit.before, edit.after
    if is_collection(after) and (before is ABSENT or before == {}):
        yield from (replace(edit, path=(*edit.path, key), before=ABSENT, after=child) for key, child in after.items())
    elif is_collection(before) and (after is ABSENT or after == {}):
        yield from (replace(edit, path=(*edit.path, key), before=child, after=ABSENT) for key, child in before.items())
    else:
        yield edit


def _row(edit: FieldChange, cause: Cause) -> Row:
    return replace(_shown(edit, cause), adds=edit.before is ABSENT)


def _shown(edit: FieldChange, cause: Cause) -> Row:
    name = "/".join(visible(part) for part in edit.path)
    if len(edit.path) == 1 and name.endswith(ORDER) and isinstance(edit.after, list | tuple):
        return Row(f"order of {name.removesuffix(ORDER)}", order_text(edit.before), order_text(edit.after), cause)
    child = next((side for side in (edit.before, edit.after) if isinstance(side, dict)), None)
    if len(edit.path) > 1 and child is not None and ABSENT in (edit.before, edit.after):
        told = child_text(child)
        return Row(name, *((told, "", cause, "-") if edit.after is ABSENT else ("", told, cause, "+")))
    return Row(name, value_text(edit.before), value_text(edit.after), cause)
