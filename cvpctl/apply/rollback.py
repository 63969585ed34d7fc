"""What a rollback wants: the state before a run, as far as the run's own writes still stand.

Each field of the run is looked at live. One that reads as before needs nothing, one that reads as the run left it is
put back, and one that reads otherwise was moved by somebody since: then its whole change is refused, and named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cvpctl.apply.left_connected import left_connected
from cvpctl.apply.past import PastRun
from cvpctl.apply.restoring import moved_since, put_back
from cvpctl.apply.undo import Undo
from cvpctl.engine.for_good import AGAIN, NEVER, is_child, merges
from cvpctl.kinds import KINDS, RemovalVerb
from cvpctl.model import (
    ABSENT,
    Action,
    Address,
    Change,
    Desired,
    Entry,
    FieldChange,
    Finding,
    Record,
    Removal,
    Resource,
    Severity,
    State,
)
from cvpctl.model.migration import Migration

MOVED = "MOVED_SINCE_RUN"
_HELP = "undo that edit first, or put the state you want into the blueprint and apply it"


@dataclass(frozen=True, slots=True)
class Rollback:
    """`desired` is what to plan for, `refused` what somebody moved since, `stays` what cannot come back."""

    desired: Desired
    refused: tuple[Change, ...] = ()
    stays: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Wanted:
    resources: dict[Address, Resource] = field(default_factory=dict)
    removed: dict[Address, Removal] = field(default_factory=dict)
    refused: list[Change] = field(default_factory=list)
    stays: list[Finding] = field(default_factory=list)


def possible(run: PastRun, undo: Undo) -> Desired:
    """Return all that a rollback of this run could want, to know what must be read for it."""
    wanted = _Wanted()
    for change in _of_the_run(run, undo):
        if change.action is Action.REMOVE:
            wanted.removed[change.address] = Removal(change.address)
        else:
            wanted.resources[change.address] = Resource(change.address, change.stated or {})
    return Desired(wanted.resources, wanted.removed)


def rolled_back(run: PastRun, undo: Undo, live: State) -> Rollback:
    """Return what leads back to the state before a run."""
    wanted, changes = _Wanted(), list(_of_the_run(run, undo))
    going = {one.address.key for one in changes if one.address.kind == "schema" and one.action is Action.REMOVE}
    lost = {one.address.key for one in changes if one.address.kind == "schema" and _comes_again(one)}
    for change in changes:
        if going & set(change.address.scope):
            continue  # it goes along with its custom object
        if lost & set(change.address.scope):
            wanted.stays.append(_stays(change, "it went with its custom object, which no API brings back"))
        else:
            _want(wanted, change, run, live)
    stays = (
        *wanted.stays,
        *left_connected(wanted.removed, live),
        *(_migrated(one, undo) for one in undo.plan.migrations),
    )
    return Rollback(Desired(wanted.resources, wanted.removed), tuple(wanted.refused), stays)


def witness(desired: Desired, live: State) -> Record:
    """Return a record by which every difference is ours: whose move it was is settled already."""
    there = (live.resources[address] for address in desired.resources if address in live.resources)
    entries = {
        one.address: Entry({}, KINDS[one.address.kind].normalise(one.address, one.body), identity=one.identity)
        for one in there
    }
    return Record(0, entries=entries)


def _of_the_run(run: PastRun, undo: Undo) -> Iterator[Change]:
    """Yield the inverse of what was done or is in doubt; what failed or was never begun needs none."""
    return (change for change in undo.plan.changes if change.address in run.written and change.address.kind in KINDS)


def _want(wanted: _Wanted, change: Change, run: PastRun, live: State) -> None:
    found = live.resources.get(change.address)
    if (change.address.kind, change.address.scope) in live.unknown:
        wanted.resources[change.address] = Resource(change.address, change.stated or {})  # the plan says it is unknown
    elif _comes_again(change):
        _make_again(wanted, change, found)
    elif change.action is Action.REMOVE:
        _take_out(wanted, change, run, found)
    else:
        _change_back(wanted, change, run, found)


def _make_again(wanted: _Wanted, change: Change, found: Resource | None) -> None:
    kind, before = KINDS[change.address.kind], change.stated or {}
    if found is not None:
        if kind.normalise(change.address, found.body) != before:
            edit = FieldChange((kind.key,), change.address.key, None)
            wanted.refused.append(_refused(change, (edit,), "something of this name is live again"))
    elif why := NEVER.get(change.address.kind):
        wanted.stays.append(_stays(change, why, "restore it in HubSpot's settings"))
    else:
        wanted.resources[change.address] = Resource(change.address, before)
        if words := AGAIN.get(change.address.kind):
            wanted.stays.append(_stays(change, words))


def _take_out(wanted: _Wanted, change: Change, run: PastRun, found: Resource | None) -> None:
    kind = KINDS[change.address.kind]
    if found is None:
        return
    if kind.removal is RemovalVerb.IMPOSSIBLE:
        wanted.stays.append(_stays(change, "HubSpot has no API to take it away", "take it away in HubSpot's settings"))
        return
    left = run.left.get(change.address)
    edits = tuple(moved_since(kind, change, left, kind.normalise(change.address, found.body)))
    if edits:
        wanted.refused.append(_refused(change, edits, _said(edits)))
        return
    wanted.removed[change.address] = Removal(change.address)
    if words := _KEPT.get(change.address.kind):
        wanted.stays.append(_stays(change, words))


def _change_back(wanted: _Wanted, change: Change, run: PastRun, found: Resource | None) -> None:
    kind = KINDS[change.address.kind]
    if found is None:
        wanted.refused.append(_refused(change, change.fields, "it is not live any more"))
        return
    body = kind.normalise(change.address, found.body)
    back = put_back(kind, change, run.left.get(change.address), body)
    if back.moved:
        wanted.refused.append(_refused(change, back.moved, _said(back.moved)))
        return
    if back.stated:
        wanted.resources[change.address] = Resource(change.address, back.stated)
    for path in back.removed:
        part = change.address.child(*path)
        wanted.removed[part] = Removal(part)
    for path in back.stays:
        wanted.stays.append(_stays(change, f"{'/'.join(path)} was not there before, and no API takes it away"))
    for path in back.again:
        if words := AGAIN.get(path[0]):
            wanted.stays.append(_stays(change, f"{'/'.join(path)}: {words}"))


def _comes_again(change: Change) -> bool:
    return change.action in (Action.CREATE, Action.RESTORE)


_KEPT: Mapping[str, str] = {
    "property": "it is archived, with what records hold in it; HubSpot keeps its name for up to 90 days",
    "schema": "it is archived with its properties, pipelines and labels; HubSpot keeps its name until it is purged",
}


def _said(edits: tuple[FieldChange, ...]) -> str:
    return ", ".join("/".join(edit.path) for edit in edits) + " was changed since the run"


def _refused(change: Change, edits: tuple[FieldChange, ...], why: str) -> Change:
    finding = Finding(MOVED, Severity.ERROR, f"not rolled back: {why}", _HELP, change.address)
    return Change(change.address, change.action, change.cause, edits, change.label, findings=(finding,))


def _migrated(one: Migration, undo: Undo) -> Finding:
    why = f"record values that went to {one.target} stay there"
    help_ = ""
    if not one.of_options:
        why += f"; {one.source} holds what it held before"
    elif merges(one, tuple(_taken_away(undo))):
        why += ": it was live before, so records that came to it cannot be told from those that held it already"
        help_ = "a record's history of the property, in HubSpot, says what it held; moving all back would change both"
    else:
        why += ": records may have changed since"
        help_ = "say moved: the other way round to bring them back, with all that came to hold it since"
    return Finding("NOT_UNDONE", Severity.WARNING, why, help_, one.source)


def _taken_away(undo: Undo) -> Iterator[Address]:
    """Yield what the run brought, parts included: the inverse takes it away."""
    for change in undo.plan.changes:
        if change.action is Action.REMOVE:
            yield change.address
        kind = KINDS[change.address.kind]
        gone = (edit.path for edit in change.fields if edit.after is ABSENT and is_child(kind, edit.path))
        yield from (change.address.child(*path) for path in gone)


def _stays(change: Change, why: str, help_: str = "") -> Finding:
    return Finding("NOT_UNDONE", Severity.WARNING, why, help_, change.address)
