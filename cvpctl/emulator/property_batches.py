"""Many properties in one request: part of it may fail, and the answer says which."""

from typing import Any

from cvpctl.emulator.batches import batch_inputs, batch_outcome
from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body
from cvpctl.emulator.properties import active, archive_one, create_one, read_one, standing
from cvpctl.emulator.shapes import shaped

_SINGLE_ONLY = {"createdAt", "updatedAt", "createdUserId", "updatedUserId", "archived"}
"""Observed: a batch create answers without these."""


def create_batch(call: Call) -> Body:
    """At most 100 (assumed); each by the rules of a single create, a 207 tells which failed (observed)."""

    def create(one: Any) -> Body:
        return {key: value for key, value in create_one(call, one).items() if key not in _SINGLE_ONLY}

    return batch_outcome(call, batch_inputs(call), create)


def read_batch(call: Call) -> Body:
    """At most 100 (assumed); those not found are told apart in a 207 (documented)."""
    sent = shaped(call.sent, {"inputs": list, "archived": bool, "dataSensitivity": str}, ("inputs",))
    held = standing(call, archived_ones=sent.get("archived", False))
    sensitivity = sent.get("dataSensitivity", "non_sensitive")

    def read(one: Any) -> Body:
        return read_one(held, _name(one), sensitivity)

    return batch_outcome(call, batch_inputs(call), read)


def archive_batch(call: Call) -> None:
    """Says 204 whatever the names were before (documented); one in use refuses the whole (assumed)."""
    for name in [_name(one) for one in batch_inputs(call)]:
        before = call.portal.get(active(call.object_type), name)
        if before is not None:
            archive_one(call, before)


def _name(one: Any) -> str:
    name: str = shaped(one, {"name": str}, ("name",))["name"]
    return name
