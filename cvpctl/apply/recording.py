"""What the record keeps after an apply: per address, what was stated and what the portal then read.

An address is recorded once nothing differs any more. One that was recorded before and still differs somewhere (a field
is held, say) keeps its old word about just those fields, so that the difference stays attributed as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from cvpctl.engine.diff import compare
from cvpctl.engine.witness import witnesses
from cvpctl.kinds import KINDS, ORDER, Kind, is_order
from cvpctl.model import (
    ABSENT,
    Action,
    Address,
    Body,
    Cause,
    Entry,
    FieldChange,
    Path,
    Plan,
    Record,
    Resource,
    at,
    patched,
)

Written = Mapping[Address, Collection[str]]
Strange = Mapping[Address, Collection[Path]]
NOTHING: Written = {}
NO_STRANGERS: Strange = {}


def recorded(
    record: Record,
    stated: Mapping[Address, Body],
    live: Mapping[Address, Resource],
    gone: Iterable[Address] = (),
    *,
    written: Written = NOTHING,
    strange: Strange = NO_STRANGERS,
) -> Record:
    """Return the record after a run.

    `stated` holds normalised bodies, `live` what was read last, and `written` the fields this run wrote and read back.
    `strange` are parts that somebody added and nobody decided about: recorded, they would pass for known ones.
    """
    removed, known = set(gone), witnesses(record.entries, live)
    entries = {address: entry for address, entry in record.entries.items() if address.at("") not in removed}
    for address, body in stated.items():
        if address in live:
            old = known.get(address)
            entry = _entry(address, body, live[address], old, written.get(address, ()))
            if entry:
                entries[address] = without(entry, strange.get(address, ()))
    return replace(record, entries=entries)


def without(entry: Entry, strange: Collection[Path]) -> Entry:
    return replace(entry, live=patched(entry.live, [(path, ABSENT) for path in strange])) if strange else entry


def waiting_parts(plan: Plan) -> dict[Address, tuple[Path, ...]]:
    """Return the parts that somebody added to an exclusive list, as long as they wait for a word."""
    return {
        change.address: tuple(edit.path for edit in change.fields if edit.cause is Cause.DRIFT and edit.after is ABSENT)
        for change in (*plan.held, *plan.blocked)
        if change.action is Action.UPDATE
    }


def stated_by(plan: Plan) -> dict[Address, Body]:
    """Return what a saved plan states: the normalised bodies of its changes."""
    return {change.address: change.stated for change in plan.changes if change.stated is not None}


def _entry(address: Address, stated: Body, live: Resource, old: Entry | None, written: Collection[str]) -> Entry | None:
    kind = KINDS[address.kind]
    body = kind.normalise(address, live.body)
    differs = compare(kind, stated, body, entry=_witness(stated, body, old, written))
    if not differs:
        return Entry(stated, body, identity=live.identity)
    if old is None:
        return None
    before = (as_before(kind, stated, old.stated, differs), as_before(kind, body, old.live, differs))
    return Entry(*before, identity=live.identity or old.identity)


def _witness(stated: Body, body: Body, old: Entry | None, written: Collection[str]) -> Entry:
    """A rewritten field (a formula) reads as it was sent only if this run sent it; of any other the old word stands."""
    before = old or Entry({}, {})
    fresh = Entry(*({name: side[name] for name in written if name in side} for side in (stated, body)))
    return Entry({**before.stated, **fresh.stated}, {**before.live, **fresh.live})


def as_before(kind: Kind, body: Body, old: Body, differs: Iterable[FieldChange]) -> Body:
    """Return `body` with what `differs` as `old` has it."""
    result = body
    for edit in differs:
        name = edit.path[0]
        if is_order(kind, name):
            result = _ordered_as(result, old, name.removesuffix(ORDER))
        else:
            result = patched(result, [(edit.path, at(old, edit.path))])
    return result


def _ordered_as(body: Body, old: Body, name: str) -> Body:
    if not isinstance(body.get(name), Mapping) or not isinstance(old.get(name), Mapping):
        return body
    order = [key for key in old[name] if key in body[name]]
    return {**body, name: {key: body[name][key] for key in dict.fromkeys([*order, *body[name]])}}
