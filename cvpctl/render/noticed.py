"""What people who work in the portal will notice once a plan is applied, told without a word of configuration.

One sentence per object and sort of thing, the losses first, so that three hundred new names are still one line. Notes
beside a name, orders and everything that only programs see are left to the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from cvpctl.model import ABSENT, Action, Body, Change, FieldChange, Migration, at
from cvpctl.render.grouping import by_object
from cvpctl.render.migration_text import head
from cvpctl.render.rows import ORDER, body_of, name_of, parts
from cvpctl.render.wording import counted, middle, visible

SHOWN = 4
"""So many names are given of one sort; how many more there are is said."""

LONGEST = 60


class Sort(Enum):
    """What happens to people, in the order they would mind it: what is said of one, and of several."""

    GONE_OBJECT = ("the object {} goes", "{n} objects go: {}")
    GONE_PROPERTY = ("{} goes from every record, with its values", "{n} properties go, with their values: {}")
    GONE_PIPELINE = ("the pipeline {} goes, with its history", "{n} pipelines go, with their history: {}")
    GONE_STAGE = ("the stage {} goes", "{n} stages go: {}")
    GONE_OPTION = ("{} can no longer be chosen", "{n} choices go: {}")
    GONE_LABEL = ("nobody is {} of another record any more", "{n} labels between records go: {}")
    HIDDEN = ("{} is hidden", "{n} things are hidden: {}")
    CHECKED = ("what is typed into {} is checked", "what is typed into {n} properties is checked: {}")
    ENTERED = ("{} is entered in another way", "{n} properties are entered in another way: {}")
    RENAMED = ("a name changes: {}", "{n} names change: {}")
    MOVED = ("the entries of {} stand in another order", "the entries of {n} lists stand in another order: {}")
    SHOWN_AGAIN = ("{} is shown again", "{n} things are shown again: {}")
    BACK = ("{} is back, with its old values", "{n} properties are back, with their old values: {}")
    NEW_OBJECT = ("there is a new object, {}", "there are {n} new objects: {}")
    NEW_PIPELINE = ("there is a new pipeline, {}", "there are {n} new pipelines: {}")
    NEW_STAGE = ("there is a new stage, {}", "there are {n} new stages: {}")
    NEW_OPTION = ("{} can be chosen", "{n} new choices: {}")
    NEW_PROPERTY = ("there is a new property, {}", "there are {n} new properties: {}")
    NEW_LABEL = ("one record can be {} of another", "records can be labelled in {n} new ways: {}")
    EXPLAINED = ("the explanation beside {} changes", "the explanations beside {n} names change: {}")


Seen = tuple[Sort, str]

_COME = {
    "property": Sort.NEW_PROPERTY,
    "pipeline": Sort.NEW_PIPELINE,
    "label": Sort.NEW_LABEL,
    "schema": Sort.NEW_OBJECT,
    "validation": Sort.CHECKED,
}
_GO = {
    "property": Sort.GONE_PROPERTY,
    "pipeline": Sort.GONE_PIPELINE,
    "label": Sort.GONE_LABEL,
    "schema": Sort.GONE_OBJECT,
}
_CHILD = {"options": (Sort.NEW_OPTION, Sort.GONE_OPTION), "stages": (Sort.NEW_STAGE, Sort.GONE_STAGE)}


@dataclass(frozen=True, slots=True)
class Noticed:
    """`where` is the object that people look at, `said` a sentence per sort of thing."""

    where: str
    said: tuple[str, ...]


def noticed(changes: Iterable[Change], migrations: Iterable[Migration] = ()) -> tuple[Noticed, ...]:
    """Return the sentences, object by object; objects where nobody notices anything are left out."""
    told = [Noticed(section.heading, _sentences(section.changes)) for section in by_object(changes)]
    moved = tuple(f"record values go over: {head(one)}" for one in migrations)
    return tuple(one for one in (Noticed("Records", moved), *told) if one.said)


def _sentences(changes: Iterable[Change]) -> tuple[str, ...]:
    found: dict[Sort, list[str]] = {}
    for change in changes:
        for sort, name in _seen(change):
            found.setdefault(sort, []).append(name)
    return tuple(_sentence(sort, found[sort]) for sort in Sort if sort in found)


def _sentence(sort: Sort, names: list[str]) -> str:
    names = list(dict.fromkeys(names))
    one, many = sort.value
    if len(names) == 1:
        return one.format(names[0])
    more = f" and {counted(len(names) - SHOWN, 'more', 'more')}" if len(names) > SHOWN else ""
    return many.format(", ".join(names[:SHOWN]) + more, n=f"{len(names):,}")


def _seen(change: Change) -> Iterator[Seen]:
    kind, name = change.address.kind, _quoted(name_of(change))
    if change.action is Action.UPDATE:
        for edit in parts(change):
            yield from _of_edit(name, edit, change.stated or {})
    elif change.action is Action.REMOVE:
        if kind in _GO:
            yield _GO[kind], name
    elif kind in _COME and body_of(change).get("hidden") is not True:
        back = change.action is Action.RESTORE and kind == "property"
        yield (Sort.BACK if back else _COME[kind]), name


def _of_edit(name: str, edit: FieldChange, stated: Body) -> Iterator[Seen]:
    match edit.path:
        case (field,) if field.removesuffix(ORDER) in _CHILD:
            yield Sort.MOVED, name
        case ("rules", *_):
            yield Sort.CHECKED, name
        case ("labels", _):
            yield from _renamed("", edit)
        case (field,):
            yield from _of_field(name, "", field, edit)
        case (collection, key) if collection in _CHILD:
            come, go = _CHILD[collection]
            gone = edit.after is ABSENT
            yield (go if gone else come), f"{_called(edit.before if gone else edit.after, key)} in {name}"
        case (collection, key, field) if collection in _CHILD:
            child = at(stated, (collection, key))
            yield from _of_field(f"{_called(child, key)} in {name}", name, field, edit)


def _of_field(name: str, within: str, field: str, edit: FieldChange) -> Iterator[Seen]:
    if field in ("label", "inverseLabel"):
        yield from _renamed(within, edit)
    elif field == "hidden":
        yield (Sort.HIDDEN if edit.after is True else Sort.SHOWN_AGAIN), name
    elif field in ("type", "fieldType"):
        yield Sort.ENTERED, name
    elif field == "description":
        yield Sort.EXPLAINED, name


def _renamed(within: str, edit: FieldChange) -> Iterator[Seen]:
    before, after = (_quoted(visible(str(side))) for side in (edit.before, edit.after))
    if edit.before is not ABSENT and edit.after is not ABSENT:
        yield Sort.RENAMED, f"{before} → {after}" + (f" in {within}" if within else "")


def _called(child: Any, key: str) -> str:
    label = child.get("label") if isinstance(child, dict) else None
    return _quoted(visible(str(label or key)))


def _quoted(name: str) -> str:
    return f"“{middle(visible(name), LONGEST)}”"
