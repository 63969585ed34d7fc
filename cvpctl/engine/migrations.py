"""Record values that go over to another option or property: what a plan makes of it, and what becomes of one value.

Order: the new one is made, record values go over, the old one is hidden or, where `removed:` says so, taken out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cvpctl.engine.choices import Choices, weighed_by
from cvpctl.engine.kept_by_hubspot import keeps_its_values, refusal
from cvpctl.engine.moves import Move, Standing, clash, is_live, word
from cvpctl.engine.premise import premise
from cvpctl.engine.questions import weighed
from cvpctl.kinds import KINDS
from cvpctl.model import (
    ABSENT,
    Action,
    Address,
    Cause,
    Change,
    Desired,
    Ending,
    FieldChange,
    Finding,
    Migration,
    Plan,
    RecordValues,
    Severity,
    State,
    at,
)

COVERED = ("OPTION_REMOVED", "PROPERTY_ARCHIVED", "LOOKS_LIKE_RENAME")
SEPARATOR = ";"
"""Between the values of a multiple-choice property (documented)."""


@dataclass(frozen=True, slots=True)
class Migrations:
    """The migrations of a plan while it is being made; a rule among those that see the whole plan."""

    wanted: tuple[Migration, ...] = ()
    clashes: tuple[Move, ...] = ()
    refused: frozenset[Address] = frozenset()
    """Targets among the wanted ones that take no values."""

    @classmethod
    def among(cls, moves: Iterable[Move], writes: Sequence[Change], live: State, choices: Choices) -> Migrations:
        found = tuple(moves)
        coming = {change.address: change for change in writes}
        wanted = tuple(
            _migration(move, coming, live)
            for move in found
            if move.standing is Standing.MIGRATES
            and _comes(move.target, coming, live)
            and all(choices.in_view(one.owner) for one in (move.source, move.target))
        )
        clashes = (move for move in found if move.standing is Standing.CLASH and choices.in_view(move.target.owner))
        targets = (one.target for one in wanted)
        refused = frozenset(one for one in targets if keeps_its_values(one, coming.get(one.owner), live))
        return cls(wanted, tuple(clashes), refused)

    def prepared(self, writes: Sequence[Change], desired: Desired, live: State) -> list[Change]:
        """Return the changes with what a migration needs before and leaves behind."""
        changes = {change.address: change for change in writes}
        for one in self.wanted:
            edits = tuple(_edits(one, live))
            if edits:
                changes[one.source.owner] = _with(changes.get(one.source.owner), one, edits, desired, live)
        return list(changes.values())

    def findings(self, change: Change) -> Iterator[Finding]:
        for one in self.wanted:
            if change.address in (one.source.owner, one.target.owner):
                yield self._word(one)
        yield from (clash(move) for move in self.clashes if move.target.owner == change.address)

    def ordered(self, needs: dict[Address, set[Address]]) -> dict[Address, set[Address]]:
        """Return the requirements with the old property waiting for the new one."""
        for one in self.wanted:
            if not one.of_options and one.source in needs and one.target in needs:
                needs[one.source].add(one.target)
        return needs

    def covers(self, finding: Finding) -> bool:
        """Tell whether a hazard is about values that go over before it could strike."""
        return finding.code in COVERED and any(one.source == finding.address for one in self.wanted)

    def runnable(self, blocked: Iterable[Change], live: State, choices: Choices) -> tuple[Migration, ...]:
        """Return those that nothing stops and some record needs."""
        stopped = {change.address for change in blocked}
        return tuple(
            one
            for one in self.wanted
            if not stopped & {one.source.owner, one.target.owner}
            and not _stops(self._weighed(one, live, choices))
            and not _needless(one, live)
        )

    def unattached(self, changes: Collection[Change], live: State, choices: Choices) -> Iterator[Change]:
        """Yield what waits for a person and belongs to no change of the plan."""
        known = {change.address for change in changes}
        for one in self.wanted:
            finding = self._weighed(one, live, choices)
            if _stops(finding) and not known & {one.source.owner, one.target.owner}:
                yield _empty(one.target.owner, finding)
        for move in self.clashes:
            if move.target.owner not in known:
                yield _empty(move.target.owner, clash(move))

    def _weighed(self, one: Migration, live: State, choices: Choices) -> Finding:
        (finding,) = weighed_by(choices, weighed([self._word(one)], live.counts))
        return finding

    def _word(self, one: Migration) -> Finding:
        return (refusal if one.target in self.refused else word)(one.source, one.target, one.place)


def still_running(plan: Plan, kept: Iterable[Change]) -> tuple[Migration, ...]:
    """Return the migrations of a plan of which only these changes are left."""
    gone = {change.address for change in plan.changes} - {change.address for change in kept}
    return tuple(one for one in plan.migrations if not gone & {one.source.owner, one.target.owner})


def new_text(migration: Migration, record: RecordValues) -> str | None:
    """Return what the target property of a record should hold; None where it should stay as it is.

    A record that has a value of its own in the new property keeps that.
    """
    if not migration.of_options:
        return record.source if record.source and not record.target else None
    old, new = migration.source.subpath[-1], migration.target.subpath[-1]
    held = record.source.split(SEPARATOR)
    if old not in held:
        return None
    return SEPARATOR.join(dict.fromkeys(new if one == old else one for one in held))


def overwritten(past: Sequence[str], wrote: str, read: str) -> str | None:
    """Return a value that somebody wrote between our reading and our writing, and that ours replaced.

    `past` are the versions of a property, the newest first. What was written after ours stands, and is no loss.
    Whoever writes letter for letter what we do is not told from us: then an earlier value of theirs may come back.
    """
    if not past or past[0] != wrote:
        return None
    before = next((value for value in past if value != wrote), read)
    return None if before == read else before


def _migration(move: Move, coming: Mapping[Address, Change], live: State) -> Migration:
    count = live.counts.get(move.source)
    change = coming.get(move.source.owner)
    goes = change is not None and (
        change.action is Action.REMOVE
        if not move.source.subpath
        else any(edit.path == move.source.subpath and edit.after is ABSENT for edit in change.fields)
    )
    ending = Ending.REMOVED if goes else Ending.HIDDEN
    records = None if count is None else 0 if count.none else count.records
    users = (live.references.users.get(one, ()) for one in (move.source, move.source.owner))
    watchers = tuple(dict.fromkeys(user for some in users for user in some))
    unread = tuple(f"{one.what} ({one.why})" for one in live.references.unread)
    return Migration(move.source, move.target, ending, records, move.place, watchers, unread)


def _comes(target: Address, coming: Mapping[Address, Change], live: State) -> bool:
    if is_live(live, target):
        return True
    change = coming.get(target.owner)
    if change is None or change.action is Action.REMOVE:
        return False
    edits = (edit for edit in change.fields if edit.path == target.subpath)
    return not target.subpath or any(edit.after is not ABSENT for edit in edits)


def _edits(one: Migration, live: State) -> Iterator[FieldChange]:
    """Yield what the old one needs: another label where both would read the same, and to be out of sight at the end."""
    body = live.resources[one.source.owner].body
    old = at(KINDS["property"].normalise(one.source.owner, body), one.source.subpath)
    path = one.source.subpath
    if one.of_options and not is_live(live, one.target):
        label = str(old.get("label", ""))
        yield FieldChange((*path, "label"), label, f"{label} ({path[-1]})")
    if one.ending is Ending.HIDDEN and not old.get("hidden", False) and not body.get("hubspotDefined"):
        yield FieldChange((*path, "hidden"), old.get("hidden", False), after=True)


def _with(change: Change | None, one: Migration, edits: Sequence[FieldChange], desired: Desired, live: State) -> Change:
    kind, address, found = KINDS["property"], one.source.owner, live.resources[one.source.owner]
    told = [edit for edit in edits if edit.path[-1] != "label" or _same_label(change, one, edit)]
    if change is not None and change.action is Action.REMOVE:
        return change
    fields = (*(change.fields if change else ()), *told)
    if not fields:
        return change or _empty(address)
    body = kind.normalise(address, found.body)
    basis = premise(kind, Action.UPDATE, fields, body)
    if change is not None:
        return replace(change, fields=fields, premise=basis)
    stated = desired.resources.get(address)
    said = kind.normalise(address, stated.body) if stated else {edit.path[0]: edit.after for edit in told}
    label = str(found.body.get("label", ""))
    about = (address, Action.UPDATE, Cause.CHANGE, fields, label, Action.UPDATE.value, basis)
    return Change(*about, place=one.place, stated=said)


def _same_label(change: Change | None, one: Migration, edit: FieldChange) -> bool:
    """HubSpot's editor takes no two options of one label."""
    new: Any = next((two.after for two in change.fields if two.path == one.target.subpath), {}) if change else {}
    return isinstance(new, Mapping) and str(new.get("label", "")).casefold() == str(edit.before).casefold()


def _needless(one: Migration, live: State) -> bool:
    count = live.counts.get(one.source)
    return count is not None and count.none


def _stops(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR


def _empty(address: Address, *findings: Finding) -> Change:
    return Change(address, Action.UPDATE, Cause.CHANGE, (), verb=Action.UPDATE.value, findings=findings)
