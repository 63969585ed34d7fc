"""Associations of records as routes: one pair, and many in a batch, plain and labelled."""

from typing import Any

from cvpctl.emulator import record_links
from cvpctl.emulator.association_types import AssociationType
from cvpctl.emulator.batches import batch_inputs
from cvpctl.emulator.call import Call
from cvpctl.emulator.custom_objects import resolve
from cvpctl.emulator.errors import Body, Refusal, invalid, no_such_record
from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.record_batches import outcome, text_id
from cvpctl.emulator.record_index import records_of
from cvpctl.emulator.records import page_size
from cvpctl.emulator.shapes import shaped

BIGGEST_PAGE = 500

_PAIR: dict[str, Any] = {"from": dict, "to": dict, "types": list}


def list_links(call: Call) -> Body:
    """Types with labels, by page; records in the recycle bin do not show (documented)."""
    end, record_id = _end(call), call.params["objectId"]
    if call.portal.get(records_of(call.object_type), record_id) is None:
        raise no_such_record(record_id, numeric=record_id.isdecimal())
    limit = page_size(call, BIGGEST_PAGE) if "limit" in call.query else BIGGEST_PAGE
    after = call.query.get("after") or "0"
    if not (after.isascii() and after.isdecimal()):
        raise invalid(f"Invalid paging offset: {after[:20]}")  # assumed wording
    held = record_links.linked(call.portal, call.object_type, end, record_id)
    there = sorted((one for one in held if len(after) < 19 and int(one) >= int(after)), key=int)  # noqa: PLR2004
    body: Body = {"results": [_shown(to_id, held[to_id]) for to_id in there[:limit]]}
    if len(there) > limit:
        body["paging"] = {"next": {"after": there[limit], "link": f"{call.url}?limit={limit}&after={there[limit]}"}}
    return body


def put_default(call: Call) -> Body:
    """Both records are there and their objects can be associated; kept in both directions (documented)."""
    end, ids = _end(call), (call.params["objectId"], call.params["toObjectId"])
    return outcome(call, _link_default(call, end, ids), [])


def put_labels(call: Call) -> Body:
    """Types exist between the objects; the plain one comes along, and kept in both directions (documented)."""
    end, ids = _end(call), (call.params["objectId"], call.params["toObjectId"])
    if not isinstance(call.body, list):
        raise invalid("Invalid input JSON on line 1, column 1: an array was expected")
    return _link_labelled(call, end, ids, call.body)


def delete_links(call: Call) -> None:
    """Every type between two records, in both directions (documented)."""
    ids = (call.params["objectId"], call.params["toObjectId"])
    record_links.unlink(call.portal, call.object_type, _end(call), ids, None)


def create_batch(call: Call) -> Body:
    """Each as single ones are; what fails is told apart (documented)."""
    end = _end(call)
    results: list[Body] = []
    errors: list[Body] = []
    for one in batch_inputs(call):
        said = shaped(one, _PAIR, ("from", "to", "types"))
        try:
            results.append(_link_labelled(call, end, _ids(said), said["types"]))
        except Refusal as refusal:
            errors.append(_told(refusal))
    return outcome(call, results, errors)


def default_batch(call: Call) -> Body:
    """Each as single ones are; what fails is told apart (documented)."""
    end = _end(call)
    results: list[Body] = []
    errors: list[Body] = []
    for one in batch_inputs(call):
        try:
            results += _link_default(call, end, _ids(shaped(one, _PAIR, ("from", "to"))))
        except Refusal as refusal:
            errors.append(_told(refusal))
    return outcome(call, results, errors)


def read_batch(call: Call) -> Body:
    """A record without associations is one of `errors` (observed)."""
    end = _end(call)
    results: list[Body] = []
    errors: list[Body] = []
    for one in batch_inputs(call):
        record_id = text_id(shaped(one, {"id": str | int}, ("id",))["id"])
        held = record_links.linked(call.portal, call.object_type, end, record_id)
        if held:
            shown = [_shown(to_id, held[to_id]) for to_id in sorted(held, key=int)]
            results.append({"from": {"id": record_id}, "to": shown})
        else:
            errors.append(_none_found(call.object_type, end, record_id))
    return outcome(call, results, errors)


def archive_batch(call: Call) -> None:
    """Every type between the records named; 204 whatever was there (documented)."""
    end = _end(call)
    for one in batch_inputs(call):
        said = shaped(one, {"from": dict, "to": [dict]}, ("from", "to"))
        for other in said["to"]:
            ids = (text_id(said["from"].get("id")), text_id(other.get("id")))
            record_links.unlink(call.portal, call.object_type, end, ids, None)


def archive_labels_batch(call: Call) -> None:
    """The types named, and everything with the plain one (documented; the latter assumed)."""
    end = _end(call)
    for one in batch_inputs(call):
        said = shaped(one, _PAIR, ("from", "to", "types"))
        types = record_links.named_types(call.portal, call.object_type, end, said["types"])
        keys: set[record_links.Key] = {(each.category, each.type_id) for each in types}
        record_links.unlink(call.portal, call.object_type, end, _ids(said), keys)


def _end(call: Call) -> ObjectType:
    return resolve(call.portal, call.params["toObjectType"])


def _ids(said: Body) -> tuple[str, str]:
    return text_id(said["from"].get("id")), text_id(said["to"].get("id"))


def _link_default(call: Call, end: ObjectType, ids: tuple[str, str]) -> list[Body]:
    """Both directions are told (documented)."""
    plain = record_links.default_type(call.portal, call.object_type, end)
    record_links.check_records(call.portal, [(call.object_type, ids[0]), (end, ids[1])])
    record_links.link(call.portal, call.object_type, end, ids, [plain])
    ways = [(ids[0], ids[1], plain.type_id), (ids[1], ids[0], plain.inverse_id)]
    return [
        {
            "from": {"id": start},
            "to": {"id": there},
            "associationSpec": {"associationCategory": plain.category, "associationTypeId": type_id},
        }
        for start, there, type_id in ways
    ]


def _link_labelled(call: Call, end: ObjectType, ids: tuple[str, str], specs: list[Any]) -> Body:
    types = record_links.named_types(call.portal, call.object_type, end, specs)
    record_links.check_records(call.portal, [(call.object_type, ids[0]), (end, ids[1])])
    record_links.link(call.portal, call.object_type, end, ids, types)
    return {
        "fromObjectTypeId": call.object_type.id,
        "fromObjectId": _as_number(ids[0]),
        "toObjectTypeId": end.id,
        "toObjectId": _as_number(ids[1]),
        "labels": [one.label for one in types if one.label],
    }


def _shown(to_id: str, types: list[AssociationType]) -> Body:
    listed = [{"category": one.category, "typeId": one.type_id, "label": one.label} for one in types]
    return {"toObjectId": _as_number(to_id), "associationTypes": listed}


def _as_number(record_id: str) -> int | str:
    """v4 answers with numbers (observed in the batch read)."""
    return int(record_id) if record_id.isdecimal() else record_id


def _none_found(start: ObjectType, end: ObjectType, record_id: str) -> Body:
    return {
        "status": "error",
        "category": "OBJECT_NOT_FOUND",
        "subCategory": "crm.associations.NO_ASSOCIATIONS_FOUND",
        "message": f"No {end.singular} is associated with {start.singular} {record_id}.",
        "context": {
            "fromObjectId": [record_id],
            "fromObjectType": [start.singular],
            "toObjectType": [end.singular],
        },
    }


def _told(refusal: Refusal) -> Body:
    """What is malformed refuses the whole request, the rest is told beside the others."""
    if refusal.category is None or refusal.message.startswith("Invalid input JSON"):
        raise refusal
    return refusal.in_batch()
