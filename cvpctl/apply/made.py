"""What the record would say of a thing that a run made, had the run lived to read it back: what was sent, as sent.

Somebody may have edited the portal between the kill and the look. That edit is drift, as it is of all that is recorded;
only what was never sent is still the run's to do. A formula is taken as it reads: HubSpot spells it its own way, and
nobody can tell that from an edit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cvpctl.apply.past import PastRun
from cvpctl.apply.recording import as_before, without
from cvpctl.engine.calls import steps_of
from cvpctl.engine.diff import compare
from cvpctl.kinds import KINDS, ORDER, Kind, is_order
from cvpctl.kinds.schemas import BORN
from cvpctl.kinds.steps import as_sent
from cvpctl.model import ABSENT, Action, Address, Body, Cause, Change, Entry, FieldChange, Path, Resource, Settled, Step

_MAKING = (Action.CREATE.value, Action.RESTORE.value)


def born_with(run: PastRun) -> Mapping[Address, Address]:
    """Return what came into being along with something that a run made, and along with what."""
    if run.undo is None:
        return {}
    sent = run.undo.sent
    made = [one.address for one in run.undo.plan.changes if one.action is Action.REMOVE and one.address in run.written]
    return {one: owner for owner in made for one in KINDS[owner.kind].also_creates(owner, sent.get(owner, {}))}


def unnamed_since(kind: Kind, stated: Body, live: Body, before: Body) -> tuple[Path, ...]:
    """Return the options, stages and rules in stated lists that neither a run nor the look before it knows."""
    return tuple(
        (name, key)
        for name, said in stated.items()
        if kind.rule(name).keyed_by
        for key in live.get(name, {})
        if key not in said and key not in before.get(name, {})
    )


@dataclass(frozen=True, slots=True)
class Made:
    """One thing that a run made: `inverse` would take it out again, `stated` is what it should be."""

    run: PastRun
    inverse: Change
    stated: Body
    born: Mapping[Address, Address]

    @property
    def kind(self) -> Kind:
        return KINDS[self.inverse.address.kind]

    @property
    def sent(self) -> Body:
        return {edit.path[0]: edit.before for edit in self.inverse.fields}

    def entry(self, found: Resource) -> Entry:
        live = self.kind.normalise(found.address, found.body)
        told = tuple(self._told())
        moved = [edit for edit in compare(self.kind, self.stated, live) if self._is_somebodys(edit, told)]
        entry = Entry(self.stated, as_before(self.kind, live, self.sent, moved), identity=found.identity)
        return without(entry, unnamed_since(self.kind, self.stated, live, {}))

    def _is_somebodys(self, edit: FieldChange, told: tuple[Path, ...]) -> bool:
        name = edit.path[0]
        path = (name.removesuffix(ORDER),) if is_order(self.kind, name) else edit.path
        respelled = self.kind.rule(name).rewritten and edit.before is not ABSENT
        return not respelled and any(path[: len(one)] == one for one in told)

    def _told(self) -> Iterator[Path]:
        """Yield the fields that the portal was told for sure."""
        steps = self._steps()
        arrived = [step for step in steps if self._arrived(step)]
        if arrived == list(steps):
            yield from ((name,) for name in self.stated)
            return
        yield from (step.address.subpath for step in arrived if step.address.subpath)
        bodies = [*(step.body or {} for step in arrived), self._along()]
        for name, value in as_sent(self.kind, self.sent).items():
            if any(body.get(name, ABSENT) in (value, self.sent[name]) for body in bodies):
                yield (name,)

    def _steps(self) -> tuple[Step, ...]:
        address = self.inverse.address
        comes_back = f"{address}:{Action.RESTORE.value}" in self.run.steps
        fields = tuple(FieldChange((name,), ABSENT, value) for name, value in self.sent.items())
        action = Action.RESTORE if comes_back else Action.CREATE
        return steps_of(Change(address, action, Cause.CREATE, fields, stated=self.sent), None, self.born)

    def _arrived(self, step: Step) -> bool:
        """What is live was made, answered or not; of a later step in doubt nobody knows whether it came so far."""
        settled = self.run.steps.get(step.id)
        return settled is Settled.DONE or (settled is Settled.IN_DOUBT and step.part in _MAKING)

    def _along(self) -> Body:
        """Return what a custom object said of the property it brought along; HubSpot names and groups these itself."""
        owner = self.born.get(self.inverse.address)
        if owner is None or self.kind.name != "property" or self.run.undo is None:
            return {}
        along: Body = self.run.undo.sent.get(owner, {}).get(BORN, {})
        return {name: value for name, value in along.items() if name != "groupName"}
