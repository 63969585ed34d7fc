"""One address of the blueprint against one of the portal: what is written, what is held, what is left to the portal."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from cvpctl.engine.attribution import added_since, cause_of
from cvpctl.engine.choices import Choices, Side
from cvpctl.engine.diff import compare
from cvpctl.engine.premise import premise
from cvpctl.kinds import Kind
from cvpctl.model import ABSENT, Action, Body, Cause, Change, Entry, FieldChange, Path, Place, Resource


@dataclass(frozen=True, slots=True)
class Sides:
    """What blueprint, portal, archive and record know about one address.

    `removed` are parts that go: tombstones name them, or an exclusive list does not, and then they are `unnamed`.
    """

    resource: Resource
    live: Resource | None
    archived: Resource | None = None
    entry: Entry | None = None
    removed: Collection[Path] = ()
    unnamed: Collection[Path] = ()


@dataclass(frozen=True, slots=True)
class Paired:
    """The outcome for one address; nothing differs where all three are empty."""

    write: Change | None = None
    held: Change | None = None
    taken: tuple[FieldChange, ...] = ()
    unmanaged: tuple[str, ...] = ()


def pair(kind: Kind, sides: Sides, choices: Choices) -> Paired:
    """Compare one address and give each differing field to the side it belongs to."""
    address = sides.resource.address
    stated = kind.normalise(address, sides.resource.body)
    if sides.live is None:
        return _absent(kind, sides, stated, choices)
    live = kind.normalise(address, sides.live.body)
    edits = compare(kind, stated, live, removed=sides.removed, entry=sides.entry)
    edits = tuple(replace(edit, cause=_cause(kind, edit, sides)) for edit in edits)
    given = [(_side(edit, sides, choices), edit) for edit in edits]
    unmanaged = tuple(_unmanaged(kind, stated, live, sides.removed))

    def changed(side: Side | None) -> Change | None:
        fields = tuple(edit for taker, edit in given if taker is side)
        if not fields:
            return None
        basis = premise(kind, Action.UPDATE, fields, live)
        label = str(sides.live.body.get("label", "")) if sides.live else ""
        return _change(sides, Action.UPDATE, fields, label=label, premise=basis, stated=stated, unmanaged=unmanaged)

    taken = tuple(edit for taker, edit in given if taker is Side.PORTAL)
    return Paired(changed(Side.BLUEPRINT), changed(None), taken, unmanaged)


def removal(kind: Kind, live: Resource, place: Place | None) -> Change:
    """Return the change that takes a whole resource out, with HubSpot's own verb."""
    body = kind.normalise(live.address, live.body)
    fields = tuple(FieldChange((name,), value, ABSENT) for name, value in body.items())
    basis = premise(kind, Action.REMOVE, fields, body)
    label, verb = str(live.body.get("label", "")), kind.removal.value
    return Change(live.address, Action.REMOVE, Cause.CHANGE, fields, label, verb, basis, place=place)


def _absent(kind: Kind, sides: Sides, stated: Body, choices: Choices) -> Paired:
    comes_back = sides.archived is not None and Action.RESTORE in kind.operations
    action = Action.RESTORE if comes_back else Action.CREATE
    cause = Cause.DRIFT if sides.entry else Cause.CREATE
    fields = tuple(FieldChange((name,), ABSENT, value, cause) for name, value in stated.items())
    basis = premise(kind, action, fields, None)
    label = str(stated.get("label", ""))
    change = _change(sides, action, fields, label=label, premise=basis, stated=stated)
    side = choices.side_of(cause, sides.resource.address, ())
    if side is Side.PORTAL:
        return Paired(taken=fields)
    return Paired(write=change) if side is Side.BLUEPRINT else Paired(held=change)


def _change(
    sides: Sides,
    action: Action,
    fields: Sequence[FieldChange],
    *,
    label: str,
    premise: str,
    stated: Body,
    unmanaged: tuple[str, ...] = (),
) -> Change:
    cause = max((edit.cause for edit in fields), key=_gravity, default=Cause.CREATE)
    address, place = sides.resource.address, sides.resource.place
    return Change(
        address,
        action,
        cause,
        tuple(fields),
        label,
        action.value,
        premise,
        place=place,
        stated=stated,
        unmanaged=unmanaged,
    )


def _gravity(cause: Cause) -> int:
    return (Cause.CREATE, Cause.CHANGE, Cause.UNATTRIBUTED, Cause.DRIFT, Cause.CONFLICT).index(cause)


def _cause(kind: Kind, edit: FieldChange, sides: Sides) -> Cause:
    if edit.path in sides.unnamed and sides.entry and added_since(sides.entry, edit.path):
        return Cause.DRIFT
    # A tombstone says outright what it wants; its hazard asks for a word, so it need not wait for an attribution.
    return Cause.CHANGE if edit.path in sides.removed else cause_of(kind, edit, sides.entry)


def _side(edit: FieldChange, sides: Sides, choices: Choices) -> Side | None:
    """What somebody added to an exclusive list goes on a word only: no `drift: overwrite` ever takes out a part."""
    address = sides.resource.address
    if edit.cause is Cause.DRIFT and edit.path in sides.unnamed:
        side = replace(choices, drift="hold").side_of(edit.cause, address, edit.path)
        return side if side is Side.BLUEPRINT else None
    return choices.side_of(edit.cause, address, edit.path)


def _unmanaged(kind: Kind, stated: Body, live: Body, removed: Collection[Path]) -> Sequence[str]:
    return [
        f"{name}/{key}"
        for name in stated
        if kind.rule(name).keyed_by
        for key in live.get(name, {})
        if key not in stated[name] and (name, key) not in removed
    ]
