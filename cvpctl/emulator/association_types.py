"""Which kinds of association exist between two objects: HubSpot's own, and those this portal made.

HubSpot's ids are listed in `data/associations.json`. A pair of records that the list does not name is linked all the
same, under an id of our own making (assumed), so that every such pair has its plain type.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from cvpctl.emulator.custom_objects import is_custom
from cvpctl.emulator.errors import Body
from cvpctl.emulator.object_types import infer
from cvpctl.emulator.store import Portal

Category = Literal["HUBSPOT_DEFINED", "USER_DEFINED", "INTEGRATOR_DEFINED", "WORK"]
CATEGORIES = frozenset({"HUBSPOT_DEFINED", "USER_DEFINED", "INTEGRATOR_DEFINED", "WORK"})

MADE = "association_types"
"""The collection of this portal's own types, by type id."""

_CARDINALITIES = {"1": "ONE_TO_ONE", "m": "ONE_TO_MANY"}
_OWN_IDS = 1_000_000
_LONGEST_NUMBER = 19


@dataclass(frozen=True, slots=True)
class AssociationType:
    """One direction of a pair. Type ids are unique within a category only (observed)."""

    category: str
    type_id: int
    inverse_id: int
    from_id: str
    to_id: str
    name: str
    label: str | None = None
    cardinality: str = "ONE_TO_MANY"
    inverse_cardinality: str = "ONE_TO_MANY"
    created_at: str | None = None

    @classmethod
    def of(cls, body: Body) -> "AssociationType":
        return cls(**body)


def types_between(portal: Portal, from_id: str, to_id: str) -> list[AssociationType]:
    """In the order of this list; HubSpot promises none."""
    made = (AssociationType.of(body) for body in portal.all(MADE).values())
    return [
        *_by_pair().get((from_id, to_id), _unlisted(from_id, to_id)),
        *(one for one in made if (one.from_id, one.to_id) == (from_id, to_id)),
    ]


def types_of_object(portal: Portal, type_id: str) -> list[AssociationType]:
    """Every type that begins or ends at an object, pair by pair."""
    own = [one for one in _listed() if type_id in {one.from_id, one.to_id}]
    made = (AssociationType.of(body) for body in portal.all(MADE).values())
    return [*own, *(one for one in made if type_id in {one.from_id, one.to_id})]


def plain_type(portal: Portal, from_id: str, to_id: str) -> AssociationType | None:
    """The unlabelled type that every association of two records has, if these objects can be associated at all."""
    return next((one for one in types_between(portal, from_id, to_id) if one.label is None), None)


def made_type(portal: Portal, type_id: int) -> AssociationType | None:
    body = portal.get(MADE, str(type_id))
    return None if body is None else AssociationType.of(body)


def id_said(said: str) -> int | None:
    """The number in a path, if it can be one."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < _LONGEST_NUMBER else None


def type_of_category(portal: Portal, from_id: str, to_id: str, category: str, type_id: int) -> AssociationType | None:
    for one in types_between(portal, from_id, to_id):
        if (one.category, one.type_id) == (category, type_id):
            return one
    return None


def is_activity(type_id: str) -> bool:
    return not is_custom(type_id) and infer(type_id).plural in _table()["activities"]


def is_linkable(type_id: str) -> bool:
    """Whether records of this object can be associated with those of another under a label (assumed list)."""
    return is_custom(type_id) or infer(type_id).plural in _table()["linked"]


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    text = (files("cvpctl.emulator") / "data" / "associations.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


@lru_cache(maxsize=1)
def _listed() -> tuple[AssociationType, ...]:
    lines = [*_table()["documented"], *_table()["assumed"]]
    return tuple(one for line in lines for one in _both_ways(line))


@lru_cache(maxsize=1)
def _by_pair() -> dict[tuple[str, str], list[AssociationType]]:
    pairs: dict[tuple[str, str], list[AssociationType]] = {}
    for one in _listed():
        pairs.setdefault((one.from_id, one.to_id), []).append(one)
    return pairs


def _both_ways(line: str) -> list[AssociationType]:
    start, end, forth, back, *rest = line.split("|")
    label, counts, ending = (*rest, "", "", "")[:3]
    from_id, to_id = _id(start), _id(end)
    here, _, there = label.partition(":")
    one, other = (_CARDINALITIES[letter] for letter in counts or "mm")
    ending = ending or _ending(line, start, end, label)
    way = AssociationType(
        "HUBSPOT_DEFINED", int(forth), int(back), from_id, to_id, f"{_name(start)}_TO_{_name(end)}{ending}",
        here or None, one, other,
    )  # fmt: skip
    if forth == back:
        return [way]
    turned = AssociationType(
        "HUBSPOT_DEFINED", int(back), int(forth), to_id, from_id, f"{_name(end)}_TO_{_name(start)}{ending}",
        there or here or None, other, one,
    )  # fmt: skip
    return [way, turned]


def _ending(line: str, start: str, end: str, label: str) -> str:
    """Beside a Primary type the plain one says that it is unlabelled (observed in other people's payloads)."""
    others = (other for part in ("documented", "assumed") for other in _table()[part] if other != line)
    beside = any(other.startswith(f"{start}|{end}|") and "Primary" in other for other in others)
    return "_UNLABELED" if beside and not label else ""


def _unlisted(from_id: str, to_id: str) -> list[AssociationType]:
    """A pair without a known id (assumed): made from the type ids, so that it never changes."""
    if is_custom(from_id) or is_custom(to_id) or not _linked(from_id, to_id):
        return []
    forth, back = _own_id(from_id, to_id), _own_id(to_id, from_id)
    name = f"{_name(infer(from_id).plural)}_TO_{_name(infer(to_id).plural)}"
    return [AssociationType("HUBSPOT_DEFINED", forth, back, from_id, to_id, name)]


def _linked(from_id: str, to_id: str) -> bool:
    linked = set(_table()["linked"])
    either = linked | set(_table()["activities"])
    start, end = infer(from_id).plural, infer(to_id).plural
    return {start, end} <= either and bool({start, end} & linked)


def _own_id(from_id: str, to_id: str) -> int:
    start, end = (int(one.partition("-")[2]) for one in (from_id, to_id))
    return _OWN_IDS + start * 1_000 + end


def _id(said: str) -> str:
    return said if said in _table()["others"] else infer(said).id


def _name(said: str) -> str:
    table = _table()
    if said in table["others"]:
        return str(table["others"][said])
    return str(table["named"].get(said, infer(said).singular.upper()))
