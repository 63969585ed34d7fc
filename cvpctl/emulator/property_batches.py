"""Many properties in one request: part of it may fail, and the answer says which."""

from collections.abc import Callable
from typing import Any

from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body, Refusal, invalid
from cvpctl.emulator.properties import active, archive_one, archived, create_one, read_one
from cvpctl.emulator.shapes import shaped

MOST_INPUTS = 100

_SINGLE_ONLY = {"createdAt", "updatedAt", "createdUserId", "updatedUserId", "archived"}
"""Observed: a batch create answers without these."""


def create_batch(call: Call) -> Body:
    def create(one: Any) -> Body:
        return {key: value for key, value in create_one(call, one).items() if key not in _SINGLE_ONLY}

    return _outcome(call, _inputs(call), create)


def read_batch(call: Call) -> Body:
    sent = shaped(call.sent, {"inputs": list, "archived": bool, "dataSensitivity": str}, ("inputs",))
    collection = archived(call.object_type) if sent.get("archived") else active(call.object_type)
    sensitivity = sent.get("dataSensitivity", "non_sensitive")

    def read(one: Any) -> Body:
        return read_one(call, collection, _name(one), sensitivity)

    return _outcome(call, _inputs(call), read)


def archive_batch(call: Call) -> None:
    """Says 204 whatever the names were before (documented); one in use refuses the whole (assumed)."""
    for name in [_name(one) for one in _inputs(call)]:
        before = call.portal.get(active(call.object_type), name)
        if before is not None:
            archive_one(call, before)


def _inputs(call: Call) -> list[Any]:
    inputs: list[Any] = shaped(call.sent, {"inputs": list}, ("inputs",))["inputs"]
    if len(inputs) > MOST_INPUTS:
        raise invalid(f"The maximum number of inputs supported in a batch request is {MOST_INPUTS}")  # assumed wording
    return inputs


def _name(one: Any) -> str:
    name: str = shaped(one, {"name": str}, ("name",))["name"]
    return name


def _outcome(call: Call, inputs: list[Any], each: Callable[[Any], Body]) -> Body:
    """A malformed input (no category) fails the request; anything a rule refuses is one of `errors`."""
    results: list[Body] = []
    errors: list[Body] = []
    for one in inputs:
        try:
            results.append(each(one))
        except Refusal as refusal:
            if refusal.category is None or _malformed(refusal):
                raise
            errors.append(refusal.in_batch())
    moment = call.portal.now(counted=False)
    answer: Body = {"completedAt": moment, "status": "COMPLETE", "startedAt": moment, "results": results}
    return answer | ({"errors": errors, "numErrors": len(errors)} if errors else {})


def _malformed(refusal: Refusal) -> bool:
    return refusal.message.startswith("Invalid input JSON")
