"""How many records a label of ours may lead to: set, changed, read and taken back."""

from typing import Any

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.making import make_label

_PAIR = ("contacts", "deals")


def _row(type_id: int, most: int | None = None) -> dict[str, Any]:
    spec = {"category": "USER_DEFINED", "typeId": type_id}
    return {"inputs": [spec if most is None else {**spec, "maxToObjectIds": most}]}


@case(op.CREATE_CAPS, op.LIST_CAPS, op.LIST_ALL_CAPS, op.CREATE_LABEL)
def a_limit_is_set_and_read(bench: Bench) -> None:
    """A batch create is a 201; the row stands in the pair's list and in the list of all."""
    type_id = make_label(bench, "capped")[0]
    made = bench.ask(op.CREATE_CAPS, *_PAIR, body=_row(type_id, 3)).results[0]
    keys = {"category", "typeId", "userEnforcedMaxToObjectIds", "label"}
    bench.check("the row has four fields", holds=set(made) == keys)
    for answer in (bench.ask(op.LIST_CAPS, *_PAIR), bench.ask(op.LIST_ALL_CAPS)):
        caps = [one.get("userEnforcedMaxToObjectIds") for one in answer.results if one["typeId"] == type_id]
        bench.check("the list says 3", holds=caps == [3])


@case(op.CREATE_CAPS, op.UPDATE_CAPS, op.LIST_CAPS, op.CREATE_LABEL)
def a_limit_is_changed(bench: Bench) -> None:
    """A batch update changes it."""
    type_id = make_label(bench, "capped")[0]
    bench.ask(op.CREATE_CAPS, *_PAIR, body=_row(type_id, 3))
    bench.ask(op.UPDATE_CAPS, *_PAIR, body=_row(type_id, 5))
    listed = bench.ask(op.LIST_CAPS, *_PAIR).results
    caps = [one.get("userEnforcedMaxToObjectIds") for one in listed if one["typeId"] == type_id]
    bench.check("the list says 5", holds=caps == [5])


@case(op.CREATE_CAPS, op.PURGE_CAPS, op.LIST_CAPS, op.CREATE_LABEL)
def a_limit_is_purged(bench: Bench) -> None:
    """From 2026-03 on a purge is a 200 with a body; the limit is gone."""
    type_id = make_label(bench, "capped")[0]
    bench.ask(op.CREATE_CAPS, *_PAIR, body=_row(type_id, 3))
    bench.ask(op.PURGE_CAPS, *_PAIR, body=_row(type_id)).has("status", "results")
    listed = bench.ask(op.LIST_CAPS, *_PAIR).results
    caps = [one for one in listed if one["typeId"] == type_id and one.get("userEnforcedMaxToObjectIds")]
    bench.check("the list has no limit", holds=caps == [])
