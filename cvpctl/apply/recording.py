"""What the record keeps after an apply: per address, what was stated and what the portal then read.

An address is recorded once nothing differs any more. One that was recorded before and still differs somewhere (a field
is held, say) keeps its old word about just those fields, so that the difference stays attributed as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cvpctl.engine.diff import compare
from cvpctl.kinds import KINDS, ORDER
from cvpctl.model import Address, Body, Entry, FieldChange, Plan, Record, Resource, at, patched


def recorded(
    record: Record, stated: Mapping[Address, Body], live: Mapping[Address, Resource], gone: Iterable[Address] = ()
) -> Record:
    """Return the record after a run. `stated` holds normalised bodies, `live` what was read last."""
    removed = set(gone)
    entries = {address: entry for address, entry in record.entries.items() if address not in removed}
    for address, body in stated.items():
        if address in live:
            entry = _entry(address, body, live[address], record.entries.get(address))
            if entry:
                entries[address] = entry
    return replace(record, entries=entries)


def stated_by(plan: Plan) -> dict[Address, Body]:
    """Return what a saved plan states: the normalised bodies of its changes."""
    return {change.address: change.stated for change in plan.changes if change.stated is not None}


def _entry(address: Address, stated: Body, live: Resource, old: Entry | None) -> Entry | None:
    kind = KINDS[address.kind]
    body = kind.normalise(address, live.body)
    fresh = Entry(stated, body)
    # A rewritten field (a formula) is compared against the entry that is about to be made: as sent, as read.
    differs = compare(kind, stated, body, entry=fresh)
    if not differs:
        return fresh
    if old is None:
        return None
    return Entry(_as_before(stated, old.stated, differs), _as_before(body, old.live, differs))


def _as_before(body: Body, old: Body, differs: Iterable[FieldChange]) -> Body:
    result = body
    for edit in differs:
        name = edit.path[0].removesuffix(ORDER)
        if name == edit.path[0]:
            result = patched(result, [(edit.path, at(old, edit.path))])
        elif isinstance(result.get(name), Mapping) and isinstance(old.get(name), Mapping):
            order = [key for key in old[name] if key in result[name]]
            result = {**result, name: {key: result[name][key] for key in dict.fromkeys([*order, *result[name]])}}
    return result
