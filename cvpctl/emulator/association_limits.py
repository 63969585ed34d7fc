"""How many records one record may be associated with: the limits a portal sets for each type of a pair."""

from collections.abc import Callable
from typing import Any

from cvpctl.emulator.association_labels import ends
from cvpctl.emulator.association_pairs import LIMITS
from cvpctl.emulator.association_types import CATEGORIES, AssociationType, type_of_category, types_between
from cvpctl.emulator.batches import batch_inputs, batch_outcome
from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body, Refusal, invalid, not_found
from cvpctl.emulator.shapes import shaped
from cvpctl.emulator.store import Portal

_SPEC = {"category": CATEGORIES, "typeId": int}
_LIMIT = {**_SPEC, "maxToObjectIds": int}


def most_to_objects(portal: Portal, category: str, type_id: int, from_id: str, to_id: str) -> int | None:
    """What was set for one direction, for whoever writes records."""
    found = portal.get(LIMITS, _key(category, type_id, from_id, to_id))
    return None if found is None else int(found["most"])


def list_all_limits(call: Call) -> Body:
    """Only what was limited (assumed): the one call over all pairs."""
    rows = []
    for body in call.portal.all(LIMITS).values():
        found = type_of_category(call.portal, body["from"], body["to"], body["category"], body["typeId"])
        if found is not None:
            rows.append(_row(found, body["most"]))
    return {"results": rows}


def list_limits(call: Call) -> Body:
    """Only what was limited, of this direction (documented)."""
    start, end = ends(call)
    rows = []
    for one in types_between(call.portal, start.id, end.id):
        most = most_to_objects(call.portal, one.category, one.type_id, one.from_id, one.to_id)
        if most is not None:
            rows.append(_row(one, most))
    return {"results": rows}


def create_limits(call: Call) -> Body:
    """For a type that exists and has no limit yet, above zero (documented; refusals assumed)."""
    return _each(call, _LIMIT, _create)


def update_limits(call: Call) -> Body:
    """For a type that has a limit (documented; refusals assumed)."""
    return _each(call, _LIMIT, _update)


def purge_limits(call: Call) -> Body | None:
    """Since 2026-03 with a body (documented)."""
    outcome = _each(call, _SPEC, _purge)
    return None if call.version == "v4" and "numErrors" not in outcome else outcome


def _create(call: Call, found: AssociationType, sent: Body) -> Body:
    if _current(call, found) is not None:
        message = f"A limit for association type {found.type_id} already exists"
        raise Refusal(409, message, "OBJECT_ALREADY_EXISTS")  # assumed
    return _set(call, found, sent)


def _update(call: Call, found: AssociationType, sent: Body) -> Body:
    if _current(call, found) is None:
        raise not_found()
    row = _set(call, found, sent)
    row.pop("label", None)
    return row


def _purge(call: Call, found: AssociationType, _sent: Body) -> Body:
    call.portal.drop(LIMITS, _key(found.category, found.type_id, found.from_id, found.to_id))
    return {"category": found.category, "typeId": found.type_id}


def _each(call: Call, shape: Body, deed: Callable[[Call, AssociationType, Body], Body]) -> Body:
    start, end = ends(call)

    def one(item: Any) -> Body:
        sent = shaped(item, shape, tuple(shape))
        found = type_of_category(call.portal, start.id, end.id, sent["category"], sent["typeId"])
        if found is None:
            raise not_found()
        return deed(call, found, sent)

    return batch_outcome(call, batch_inputs(call), one)


def _set(call: Call, found: AssociationType, sent: Body) -> Body:
    most = sent["maxToObjectIds"]
    if most < 1:
        raise invalid("maxToObjectIds must be greater than 0")  # assumed
    body = {
        "category": found.category, "typeId": found.type_id, "from": found.from_id, "to": found.to_id, "most": most,
    }  # fmt: skip
    call.portal.put(LIMITS, _key(found.category, found.type_id, found.from_id, found.to_id), body)
    return _row(found, most)


def _current(call: Call, found: AssociationType) -> int | None:
    return most_to_objects(call.portal, found.category, found.type_id, found.from_id, found.to_id)


def _key(category: str, type_id: int, from_id: str, to_id: str) -> str:
    return f"{category}/{type_id}/{from_id}/{to_id}"


def _row(one: AssociationType, most: int) -> Body:
    return {
        "category": one.category, "typeId": one.type_id, "userEnforcedMaxToObjectIds": most, "label": one.label,
    }  # fmt: skip
