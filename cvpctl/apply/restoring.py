"""From the inverse of one change to what must be stated so that a plan leads back, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cvpctl.apply.sameness import reads_as, took
from cvpctl.engine.diff import rule_at
from cvpctl.engine.for_good import is_child, stays
from cvpctl.kinds import ORDER, Kind, is_order
from cvpctl.model import ABSENT, Body, Change, FieldChange, Path, at, patched


@dataclass(slots=True)
class Back:
    """`stated` and `removed` lead back; `moved` reads neither as before nor as left; `stays` cannot be taken away.

    `again` are children of a collection that are made anew.
    """

    stated: Body = field(default_factory=dict)
    removed: list[Path] = field(default_factory=list)
    stays: list[Path] = field(default_factory=list)
    again: list[Path] = field(default_factory=list)
    moves: list[FieldChange] = field(default_factory=list)

    @property
    def moved(self) -> tuple[FieldChange, ...]:
        return tuple(self.moves)


def put_back(kind: Kind, change: Change, left: Body | None, live: Body) -> Back:
    """Sort the fields of an update; `left` is what the run read back, None where it never came to that."""
    back, edits = Back(), []
    for edit in change.fields:
        if reads_as(kind, edit.path, edit.after, live):
            continue
        if not _as_left(kind, edit, left, live):
            back.moves.append(FieldChange(edit.path, _live(kind, edit, live), edit.after))
        elif edit.after is ABSENT and stays(kind, edit.path):
            back.stays.append(edit.path)
        elif edit.after is ABSENT and is_child(kind, edit.path):
            back.removed.append(edit.path)
        else:
            edits.append(edit)
    back.again += [edit.path for edit in edits if edit.before is ABSENT and is_child(kind, edit.path)]
    back.stated = _stated(kind, change, edits, live)
    return back


def moved_since(kind: Kind, change: Change, left: Body | None, live: Body) -> Iterator[FieldChange]:
    """Yield what of a thing that the run made reads otherwise now, children that came in since included."""
    for edit in change.fields:
        name = edit.path[0]
        expected = edit.before if left is None else left.get(name)
        if not _as_left(kind, edit, left, live):
            yield FieldChange(edit.path, at(live, edit.path), edit.before)
        elif kind.rule(name).keyed_by and isinstance(expected, Mapping):
            new = (key for key in live.get(name, {}) if key not in expected)
            yield from (FieldChange((name, key), live[name][key], ABSENT) for key in new)


def _as_left(kind: Kind, edit: FieldChange, left: Body | None, live: Body) -> bool:
    if left is None:
        return took(kind, edit, live)
    if is_order(kind, edit.path[0]):
        return reads_as(kind, edit.path, list(left.get(edit.path[0].removesuffix(ORDER), {})), live)
    return reads_as(kind, edit.path, at(left, edit.path), live)


def _live(kind: Kind, edit: FieldChange, live: Body) -> Any:
    if is_order(kind, edit.path[0]):
        return list(live.get(edit.path[0].removesuffix(ORDER), {}))
    return at(live, edit.path)


def _stated(kind: Kind, change: Change, edits: Sequence[FieldChange], live: Body) -> Body:
    """Return a body that says the fields as they were, and of collections no more than that takes."""
    collections = [edit.path[0].removesuffix(ORDER) for edit in edits]
    keyed = [name for name in dict.fromkeys(collections) if kind.rule(name).keyed_by]
    stated: Body = {name: _children(kind, change, name, edits, live) for name in keyed}
    for edit in edits:
        if not is_order(kind, edit.path[0]):
            value = rule_at(kind, edit.path).default if edit.after is ABSENT else edit.after
            stated = patched(stated, [(edit.path, value)])
    return stated


def _children(kind: Kind, change: Change, name: str, edits: Iterable[FieldChange], live: Body) -> Body:
    """Return the children to name, in order and still empty: all of them where their order matters."""
    mine = [edit for edit in edits if edit.path[0].removesuffix(ORDER) == name]
    again = [edit.path[1] for edit in mine if is_child(kind, edit.path) and edit.before is ABSENT]
    alive = list(live.get(name, {}))
    before = list((change.stated or {}).get(name, {}))
    for edit in mine:
        if is_order(kind, edit.path[0]):
            order = before or [key for key in edit.after if key in alive]
            return {key: {} for key in order if key in alive or key in again}
    if not again:
        return {}
    for key in again:
        earlier = [other for other in before[: before.index(key)] if other in alive] if key in before else alive
        alive.insert(alive.index(earlier[-1]) + 1 if earlier else 0, key)
    gone = {edit.path[1] for edit in change.fields if is_child(kind, edit.path) and edit.after is ABSENT}
    return {key: {} for key in alive if key not in gone}
