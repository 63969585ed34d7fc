"""What the record says once a run is rolled back: what it said before the run, for what was rolled back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cvpctl.apply.undo import Undo
from cvpctl.kinds import KINDS, ORDER, is_order
from cvpctl.model import Action, Address, Body, Change, Entry, Record, Resource


def record_before(record: Record, undo: Undo, changes: Iterable[Change], live: Mapping[Address, Resource]) -> Record:
    """Return the record without what the run made it say; `changes` are those of the rollback that were seen done."""
    entries = dict(record.entries)
    for change in changes:
        if change.action is Action.REMOVE and change.address.kind == "schema":
            entries = {one: entry for one, entry in entries.items() if change.address.key not in one.scope}
        now, old = entries.pop(change.address, None), undo.entries.get(change.address)
        # Later runs may have recorded other fields since; else all of it is this run's.
        later = now is not None and now.stated != undo.sent.get(change.address)
        if entry := _entry(change, now if later else None, old, live):
            entries[change.address] = entry
    return replace(record, entries=entries)


def _entry(change: Change, now: Entry | None, old: Entry | None, live: Mapping[Address, Resource]) -> Entry | None:
    """Where nothing was recorded before, nothing is now; of `now` the fields that are not rolled back stay."""
    if old is None or change.action is Action.REMOVE:
        return None
    found = live.get(change.address)
    identity = (found.identity if found else "") or old.identity
    if now is None or change.action is not Action.UPDATE:
        return Entry(old.stated, old.live, identity=identity)
    kind = KINDS[change.address.kind]
    heads = (edit.path[0] for edit in change.fields)
    names = {name.removesuffix(ORDER) if is_order(kind, name) else name for name in heads}
    return Entry(_with(now.stated, old.stated, names), _with(now.live, old.live, names), identity=identity)


def _with(body: Body, other: Body, names: set[str]) -> Body:
    kept = {name: value for name, value in body.items() if name not in names}
    return kept | {name: other[name] for name in names if name in other}
