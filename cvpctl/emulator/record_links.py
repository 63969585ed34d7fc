"""Which record is associated with which, and how. Every write is kept in both directions.

Observed: a labelled association also makes the plain one. Assumed: the first company of a record is its primary one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from cvpctl.emulator.association_types import CATEGORIES, AssociationType, plain_type, type_of_category, types_between
from cvpctl.emulator.call import Call
from cvpctl.emulator.custom_objects import resolve
from cvpctl.emulator.errors import Body, Refusal, invalid
from cvpctl.emulator.link_limits import check_room
from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.record_index import records_of
from cvpctl.emulator.shapes import shaped
from cvpctl.emulator.store import Portal

Key = tuple[str, int]

_ONE = "ONE_TO_ONE"
_SPEC: dict[str, Any] = {"associationCategory": CATEGORIES, "associationTypeId": int}


def links_between(from_id: str, to_id: str) -> str:
    return f"links/{from_id}/{to_id}"


def linked(portal: Portal, start: ObjectType, end: ObjectType, record_id: str) -> dict[str, list[AssociationType]]:
    """The records of `end` that a record is associated with; those in the recycle bin do not show."""
    held = portal.get(links_between(start.id, end.id), record_id)
    if held is None:
        return {}
    there = portal.all(records_of(end))
    types = types_between(portal, start.id, end.id)
    return {
        to_id: [one for one in types if [one.category, one.type_id] in keys]
        for to_id, keys in held["to"].items()
        if to_id in there
    }


def link(
    portal: Portal, start: ObjectType, end: ObjectType, ids: tuple[str, str], types: Iterable[AssociationType]
) -> list[AssociationType]:
    """Add these types and the plain one; gives what was asked for."""
    asked = list(types)
    plain = plain_type(portal, start.id, end.id)
    whole = [*asked, *([plain] if plain and plain not in asked else []), *_first_primary(portal, start, end, ids)]
    _check_room(portal, start, end, ids, whole)
    for one in whole:
        if one.label is not None and one.cardinality == _ONE:
            _take_away(portal, start, end, ids[0], (one.category, one.type_id))
        if one.label is not None and one.inverse_cardinality == _ONE:
            _take_away(portal, end, start, ids[1], (one.category, one.inverse_id))
        _add(portal, start, end, ids, (one.category, one.type_id))
        _add(portal, end, start, (ids[1], ids[0]), (one.category, one.inverse_id))
    return asked


def _check_room(
    portal: Portal, start: ObjectType, end: ObjectType, ids: tuple[str, str], types: list[AssociationType]
) -> None:
    """A type that a record may have once moves, so it is never one too many."""
    there = [one for one in types if one.label is None or one.cardinality != _ONE]
    back = [_turned(one) for one in types if one.label is None or one.inverse_cardinality != _ONE]
    for here, far, (from_id, to_id), ways in ((start, end, ids, there), (end, start, ids[::-1], back)):
        held = portal.get(links_between(here.id, far.id), from_id) or {"to": {}}
        check_room(portal, held, to_id, ways)


def _turned(one: AssociationType) -> AssociationType:
    return replace(one, type_id=one.inverse_id, from_id=one.to_id, to_id=one.from_id)


def unlink(portal: Portal, start: ObjectType, end: ObjectType, ids: tuple[str, str], keys: set[Key] | None) -> None:
    """All types of a pair of records (None), or some of them; without the plain one nothing is left (assumed)."""
    types = types_between(portal, start.id, end.id)
    plain = plain_type(portal, start.id, end.id)
    if keys is not None and plain is not None and (plain.category, plain.type_id) in keys:
        keys = None
    gone = [one for one in types if keys is None or (one.category, one.type_id) in keys]
    _remove(portal, start, end, ids, [[one.category, one.type_id] for one in gone])
    _remove(portal, end, start, (ids[1], ids[0]), [[one.category, one.inverse_id] for one in gone])


def named_types(portal: Portal, start: ObjectType, end: ObjectType, specs: list[Any]) -> list[AssociationType]:
    found = []
    for spec in specs:
        said = shaped(spec, _SPEC, ("associationTypeId",))
        category, type_id = said.get("associationCategory", "HUBSPOT_DEFINED"), said["associationTypeId"]
        one = type_of_category(portal, start.id, end.id, category, type_id)
        if one is None:
            message = f"No association type {type_id} of category {category} exists from {start.id} to {end.id}"
            raise invalid(message, "crm.associations.INVALID_ASSOCIATION_TYPE")  # assumed wording
        found.append(one)
    return found


def default_type(portal: Portal, start: ObjectType, end: ObjectType) -> AssociationType:
    plain = plain_type(portal, start.id, end.id)
    if plain is None:
        raise invalid(f"Records of {start.id} cannot be associated with records of {end.id}")  # assumed wording
    return plain


def check_records(portal: Portal, ends: Iterable[tuple[ObjectType, str]]) -> None:
    for object_type, record_id in ends:
        if portal.get(records_of(object_type), record_id) is None:
            message = f"{object_type.legacy}={record_id} is not valid"  # assumed wording
            raise Refusal(404, message, "OBJECT_NOT_FOUND", context={"id": [record_id]})


def link_new(call: Call, record_id: str, associations: list[Any]) -> None:
    """The associations a create brings along. The other end is found by its type alone, as HubSpot's body says."""
    for one in associations:
        said = shaped(one, {"to": dict, "types": list}, ("to", "types"))
        to_id = str(said["to"].get("id", ""))
        for end in _ends_of(call, said["types"]):
            types = named_types(call.portal, call.object_type, end, said["types"])
            check_records(call.portal, [(end, to_id)])
            link(call.portal, call.object_type, end, (record_id, to_id), types)


def associated(call: Call, record_id: str, names: Iterable[str]) -> Body:
    """What `associations=` adds to a read: per object the other ids with the names of the types (documented)."""
    body: Body = {}
    for name in names:
        end = resolve(call.portal, name)
        results = [
            {"id": to_id, "type": one.name.lower() if one.label is None else _labelled(call.object_type, end, one)}
            for to_id, types in linked(call.portal, call.object_type, end, record_id).items()
            for one in types
        ]
        if results:
            body[end.plural] = {"results": results}
    return body


def _labelled(start: ObjectType, end: ObjectType, one: AssociationType) -> str:
    return one.name.lower() if one.category == "USER_DEFINED" else f"{start.singular}_to_{end.singular}"


def _ends_of(call: Call, specs: list[Any]) -> Iterator[ObjectType]:
    """The object that a type id leads to; the same id may lead to several, the first counts."""
    said = shaped(specs[0], _SPEC, ("associationTypeId",)) if specs else {}
    for collection, _ in [*call.portal.collections()]:
        if not specs or not collection.startswith("properties/"):
            continue
        end = collection.partition("/")[2]
        category = said.get("associationCategory", "HUBSPOT_DEFINED")
        if type_of_category(call.portal, call.object_type.id, end, category, said["associationTypeId"]):
            yield resolve(call.portal, end)
            return
    raise invalid("Associations of a new record need a type that exists for its object")  # assumed wording


def _first_primary(portal: Portal, start: ObjectType, end: ObjectType, ids: tuple[str, str]) -> list[AssociationType]:
    found = []
    for one in types_between(portal, start.id, end.id):
        if one.label != "Primary":
            continue
        key = [one.category, one.type_id]
        here, there, far = start, end, ids[0]
        if one.cardinality != _ONE:
            key, here, there, far = [one.category, one.inverse_id], end, start, ids[1]
        held = portal.get(links_between(here.id, there.id), far)
        if held is None or not any(key in keys for keys in held["to"].values()):
            found.append(one)
    return found


def _take_away(portal: Portal, start: ObjectType, end: ObjectType, record_id: str, key: Key) -> None:
    """A type that a record may have once goes from where it was."""
    held = portal.get(links_between(start.id, end.id), record_id) or {"to": {}}
    for to_id, keys in held["to"].items():
        if list(key) in keys:
            unlink(portal, start, end, (record_id, to_id), {key})


def _add(portal: Portal, start: ObjectType, end: ObjectType, ids: tuple[str, str], key: Key) -> None:
    collection = links_between(start.id, end.id)
    held = portal.get(collection, ids[0]) or {"to": {}}
    keys = held["to"].get(ids[1], [])
    if list(key) not in keys:
        portal.put(collection, ids[0], {"to": {**held["to"], ids[1]: [*keys, list(key)]}})


def _remove(portal: Portal, start: ObjectType, end: ObjectType, ids: tuple[str, str], keys: list[list[Any]]) -> None:
    collection = links_between(start.id, end.id)
    held = portal.get(collection, ids[0])
    if held is None or ids[1] not in held["to"]:
        return
    left = [key for key in held["to"][ids[1]] if key not in keys]
    rest = {to_id: kept for to_id, kept in held["to"].items() if to_id != ids[1]}
    if left:
        rest = {to_id: left if to_id == ids[1] else kept for to_id, kept in held["to"].items()}
    if rest:
        portal.put(collection, ids[0], {"to": rest})
    else:
        portal.drop(collection, ids[0])
