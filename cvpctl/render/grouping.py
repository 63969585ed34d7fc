"""The order in which a person reads changes: by object type, inside it by kind, inside that as the plan has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cvpctl.model import BY_NAME, OBJECT_TYPES, Action, Address, Change, Plan, Scope
from cvpctl.render.wording import visible

KINDS = {
    "schema": ("custom object", "Custom objects"),
    "group": ("property group", "Property groups"),
    "property": ("property", "Properties"),
    "pipeline": ("pipeline", "Pipelines"),
    "label": ("association label", "Association labels"),
}
"""Singular and heading, in reading order; a kind that is missing here is called by its name and stands last."""

_RANKS = {object_type.name: rank for rank, object_type in enumerate(OBJECT_TYPES)}
_KIND_RANKS = {kind: rank for rank, kind in enumerate(KINDS)}
_WORDS = {Action.CREATE: "create", Action.UPDATE: "update", Action.REMOVE: "remove", Action.RESTORE: "restore"}


@dataclass(frozen=True, slots=True)
class KindSection:
    """The changes of one kind on one object."""

    heading: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ObjectSection:
    """The changes of one object type, or of one pair of them."""

    heading: str
    kinds: tuple[KindSection, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(change for kind in self.kinds for change in kind.changes)


def by_object(changes: Iterable[Change]) -> tuple[ObjectSection, ...]:
    found: dict[tuple[str, ...], dict[str, list[Change]]] = {}
    for change in changes:
        found.setdefault(_place(change.address), {}).setdefault(change.address.kind, []).append(change)
    return tuple(ObjectSection(object_heading(place), _kinds(found[place])) for place in sorted(found, key=_rank))


def _kinds(found: dict[str, list[Change]]) -> tuple[KindSection, ...]:
    order = sorted(found, key=lambda kind: (_KIND_RANKS.get(kind, len(_KIND_RANKS)), kind))
    return tuple(KindSection(kind_heading(kind), tuple(found[kind])) for kind in order)


def _place(address: Address) -> tuple[str, ...]:
    return address.scope or (address.key,)


def _rank(place: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    return tuple((_RANKS.get(name, len(_RANKS)), name) for name in place)


def object_heading(place: tuple[str, ...]) -> str:
    labels = [BY_NAME[name].label if name in BY_NAME else f"{visible(name)} (custom object)" for name in place]
    return " → ".join(labels)


def kind_heading(kind: str) -> str:
    return KINDS[kind][1] if kind in KINDS else f"{visible(kind).capitalize()}s"


def kind_noun(kind: str) -> str:
    return KINDS[kind][0] if kind in KINDS else visible(kind)


def scope_text(scope: Scope) -> str:
    """`properties of Contacts`."""
    kind, names = scope
    heading = kind_heading(kind)
    return f"{heading} of {object_heading(names)}" if names else heading


def actions_text(changes: Iterable[Change]) -> str:
    """`2 to create, 1 to update`, leaving out what does not occur."""
    counts = Counter(change.action for change in changes)
    return ", ".join(f"{counts[action]:,} to {word}" for action, word in _WORDS.items() if counts[action])


def counts_text(plan: Plan) -> str:
    """`12 to create, 3 to update; 2 held, 1 blocked; 240 unchanged`, leaving out what does not occur."""
    waiting = ((len(plan.held), "held"), (len(plan.blocked), "blocked"), (len(plan.unknown), "unreadable"))
    waits = ", ".join(f"{number:,} {word}" for number, word in waiting if number)
    unchanged = f"{plan.unchanged:,} unchanged" if plan.unchanged else ""
    return "; ".join(filter(None, (actions_text(plan.changes), waits, unchanged)))
