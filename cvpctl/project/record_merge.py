"""Two records that grew from one: what each side did since is kept, address by address."""

from __future__ import annotations

from dataclasses import replace

from cvpctl.model import Record
from cvpctl.project.record_unmanaged import merged as unmanaged


def merged(before: Record, ours: Record, theirs: Record) -> Record:
    """Return their record with what we did to `before`; where both touched an address, ours stands."""
    entries = dict(theirs.entries)
    for address in {*before.entries, *ours.entries}:
        mine = ours.entries.get(address)
        if mine == before.entries.get(address):
            continue
        if mine is None:
            entries.pop(address, None)
        else:
            entries[address] = mine
    completed = theirs.completed if ours.completed == before.completed else ours.completed
    known = unmanaged(before.unmanaged, ours.unmanaged, theirs.unmanaged)
    project = ours.project or theirs.project
    return replace(theirs, project=project, entries=entries, completed=completed, unmanaged=known)
