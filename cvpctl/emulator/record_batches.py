"""Many records in one request: create, read, update, upsert, archive, with what fails told beside what succeeds."""

from typing import Any

from cvpctl.emulator import record_links
from cvpctl.emulator.batches import batch_inputs
from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body, Refusal, invalid, missing_fields, unreadable
from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.record_history import history_of
from cvpctl.emulator.record_views import told, told_after_create
from cvpctl.emulator.records import archive, change, checked, find, give_birth, is_identifying
from cvpctl.emulator.shapes import shaped

_INPUT: dict[str, Any] = {
    "id": str, "idProperty": str, "properties": dict, "associations": list, "objectWriteTraceId": str,
}  # fmt: skip


def create_batch(call: Call) -> Body:
    """A conflict refuses the whole, unless inputs carry an objectWriteTraceId: then it is told apart (observed)."""
    inputs = _inputs(call)
    results: list[Body] = []
    errors: list[Body] = []
    for one, values in zip(inputs, _values(call, inputs), strict=True):
        trace = one.get("objectWriteTraceId")
        try:
            record = give_birth(call, values, in_batch=trace is None)
        except Refusal as refusal:
            if trace is None:
                raise
            errors.append(_traced(refusal, trace))
        else:
            record_links.link_new(call, record["id"], one.get("associations", []))
            results.append(told_after_create(call, record))
    return outcome(call, results, errors)


def read_batch(call: Call) -> Body:
    """At most 100; those not found are one error of a 207 (shape observed on reads, the rest documented)."""
    shape = {"inputs": list, "properties": [str], "propertiesWithHistory": [str], "idProperty": str}
    sent = shaped(call.body, shape, ("inputs",))
    by, historic = sent.get("idProperty"), sent.get("propertiesWithHistory", [])
    results, missing = [], []
    for one in _inputs(call):
        said = _id(one)
        record = find(call, said, by, archived=call.asks("archived"))
        if record is None:
            missing.append(said)
            continue
        body = told(call, record, sent.get("properties") or None)
        if historic:
            body["propertiesWithHistory"] = history_of(call, record, historic)
        results.append(body)
    return outcome(call, results, _missing(call.object_type, missing))


def update_batch(call: Call) -> Body:
    """At most 100, no id twice; those not found are one error of a 207 (observed)."""
    inputs = _inputs(call)
    ids = [_id(one) for one in inputs]
    _check_distinct(ids)
    results, missing = [], []
    for one, said, values in zip(inputs, ids, _values(call, inputs), strict=True):
        record = find(call, said, one.get("idProperty"))
        if record is None:
            missing.append(said)
        else:
            results.append(change(call, record, values, in_batch=True))
    return outcome(call, results, _missing(call.object_type, missing))


def upsert_batch(call: Call) -> Body:
    """By a property with unique values, which every input names (documented)."""
    inputs = _inputs(call)
    _check_distinct([_id(one) for one in inputs])
    results = []
    for one, values in zip(inputs, _values(call, inputs), strict=True):
        by, said = one.get("idProperty"), _id(one)
        if not by or not (by == "hs_object_id" or is_identifying(call, by)):
            raise invalid("Upserts need an idProperty whose values are unique")  # assumed wording
        record = find(call, said, by)
        if record is not None:
            results.append({**change(call, record, values, in_batch=True), "new": False})
        elif by == "hs_object_id":
            raise invalid(f"No record has the id {said}")  # assumed wording
        else:
            made = give_birth(call, {by: said} | values, in_batch=True)
            results.append({**told_after_create(call, made), "new": True})
    return outcome(call, results, [])


def archive_batch(call: Call) -> None:
    """204 whatever was there; ids may be numbers (observed)."""
    for one in _inputs(call):
        archive(call, _id(one))


def outcome(call: Call, results: list[Body], errors: list[Body], *, failed: int | None = None) -> Body:
    moment = call.portal.now(counted=False)
    answer: Body = {"completedAt": moment, "status": "COMPLETE", "startedAt": moment, "results": results}
    return answer | ({"errors": errors, "numErrors": len(errors) if failed is None else failed} if errors else {})


def text_id(said: Any) -> str:
    """Ids come as texts or as numbers (observed)."""
    if isinstance(said, bool) or not isinstance(said, str | int):
        raise unreadable("Cannot deserialize value for 'id': a text was expected")
    return str(said)


def _inputs(call: Call) -> list[Body]:
    return [shaped(_with_text_id(one), _INPUT) for one in batch_inputs(call)]


def _with_text_id(one: Any) -> Any:
    if isinstance(one, dict) and one.get("id") is not None:
        return {**one, "id": text_id(one["id"])}
    return one


def _id(one: Body) -> str:
    if "id" not in one:
        raise missing_fields(["id"])
    said: str = one["id"]
    return said


def _values(call: Call, inputs: list[Body]) -> list[dict[str, str]]:
    return checked(call, [one.get("properties", {}) for one in inputs])


def _check_distinct(ids: list[str]) -> None:
    twice = [one for one in dict.fromkeys(ids) if ids.count(one) > 1]
    if twice:
        message = f"Duplicate IDs found in batch input: [{', '.join(twice)}]. IDs must be unique"
        raise invalid(message, context={"ids": twice})


def _missing(object_type: ObjectType, ids: list[str]) -> list[Body]:
    """Observed: one error for all of them."""
    if not ids:
        return []
    message = (
        f"Could not get some {object_type.legacy} objects, they may be deleted or not exist. Check that ids are valid."
    )
    return [{"status": "error", "category": "OBJECT_NOT_FOUND", "message": message, "context": {"ids": ids}}]


def _traced(refusal: Refusal, trace: str) -> Body:
    body = refusal.in_batch()
    return body | {"context": {"objectWriteTraceId": [trace], **body.get("context", {})}}
