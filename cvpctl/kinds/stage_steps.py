"""From a pipeline change to its steps: stages have endpoints of their own, and settle one by one.

Stage order is written with slots nobody holds yet. HubSpot moves a write to a taken slot behind its holder and
renumbers the whole pipeline (third-party observation), which makes such a write unsafe to repeat; a free slot is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cvpctl.kinds.base import Kind
from cvpctl.model import Action, Address, Body, Change, Step, patched


def pipeline_steps(kind: Kind, change: Change, desired: Body | None, live: Body | None) -> tuple[Step, ...]:
    """Return the steps of one pipeline, each after the one before: calls on one pipeline are serial."""
    address = change.address
    if change.action is Action.REMOVE:
        return (Step(address, "remove", kind.operations["remove"], kind.parameters(address)),)
    if change.action is Action.CREATE:
        return _create(kind, address, desired or {})
    return _chained(_updates(kind, change, desired or {}, live or {}))


def _create(kind: Kind, address: Address, desired: Body) -> tuple[Step, ...]:
    stages = [
        {"stageId": key, "label": stage.get("label", key), "displayOrder": slot, "metadata": stage.get("metadata", {})}
        for slot, (key, stage) in enumerate(desired["stages"].items())
    ]
    order = desired.get("displayOrder", 0)
    body = {"pipelineId": address.key, "label": desired["label"], "displayOrder": order, "stages": stages}
    head = Step(address, "create", kind.operations["create"], kind.parameters(address, with_key=False), body)
    parts = (Step(address.child("stages", stage["stageId"]), "create", None, joins=head.id) for stage in stages)
    return (head, *parts)


def _updates(kind: Kind, change: Change, desired: Body, live: Body) -> Iterator[Step]:
    address, parameters = change.address, kind.parameters(change.address)
    own = {edit.path[0]: edit.after for edit in change.fields if edit.path[0] in ("label", "displayOrder")}
    if own:
        yield Step(address, "update", kind.operations["update"], parameters, own)
    stages = kind.normalise(address, live).get("stages", {})
    target = patched(stages, [(edit.path[1:], edit.after) for edit in change.fields if edit.path[0] == "stages"])
    gone = [key for key in stages if key not in target]
    early = [key for key in gone if _label(stages[key]) in {_label(target[key]) for key in target if key not in stages}]
    yield from _removals(kind, address, early)
    slots = dict(_slots(change, list(desired.get("stages", {})), live, target))
    edited = {edit.path[1] for edit in change.fields if edit.path[0] == "stages"}
    for key, stage in _in_slot_order(target, slots):
        if key in edited or key in slots:
            yield _write_stage(kind, address, key, stage, is_new=key not in stages, slot=slots.get(key))
    yield from _removals(kind, address, [key for key in gone if key not in early])


def _write_stage(kind: Kind, address: Address, key: str, stage: Body, *, is_new: bool, slot: int | None) -> Step:
    body: Body = {"label": stage.get("label", key), "metadata": stage.get("metadata", {})}
    body |= {} if slot is None else {"displayOrder": slot}
    part = address.child("stages", key)
    if is_new:
        parameters = kind.parameters(address)
        return Step(part, "create", kind.operations["create_stage"], parameters, {"stageId": key, **body})
    return Step(part, "update", kind.operations["update_stage"], kind.parameters(address) | {"stageId": key}, body)


def _removals(kind: Kind, address: Address, keys: Iterable[str]) -> Iterator[Step]:
    for key in keys:
        parameters = kind.parameters(address) | {"stageId": key}
        yield Step(address.child("stages", key), "remove", kind.operations["remove_stage"], parameters)


def _slots(change: Change, wanted: Sequence[str], live: Body, target: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield a free slot for each stage that must move behind the ones already in order."""
    alive = sorted(live.get("stages", []), key=lambda stage: stage.get("displayOrder", 0))
    order = [stage["id"] for stage in alive if stage["id"] in target]
    wanted = [key for key in wanted if key in target]
    free = max((stage.get("displayOrder", 0) for stage in alive), default=-1) + 1
    new = [key for key in wanted if key not in order]
    reordered = any(edit.path == ("stagesOrder",) for edit in change.fields)
    in_order = [key for key in order if key in wanted] == [key for key in wanted if key in order]
    if not reordered and not in_order:
        # Somebody else's order is held: new stages go last, nothing else moves.
        yield from zip(new, range(free, free + len(new)), strict=True)
    elif reordered or new:
        moved = wanted[_kept(wanted, order) :]
        yield from zip(moved, range(free, free + len(moved)), strict=True)


def _kept(wanted: Sequence[str], order: Sequence[str]) -> int:
    """Return how many of the first wanted stages already follow one another."""
    position, kept = -1, 0
    for key in wanted:
        if key not in order or order.index(key) < position:
            break
        position, kept = order.index(key), kept + 1
    return kept


def _in_slot_order(target: Mapping[str, Any], slots: Mapping[str, int]) -> list[tuple[str, Any]]:
    return sorted(target.items(), key=lambda item: slots.get(item[0], -1))


def _label(stage: Body) -> str:
    return str(stage.get("label", "")).strip().casefold()


def _chained(steps: Iterator[Step]) -> tuple[Step, ...]:
    result: list[Step] = []
    for step in steps:
        after = (result[-1].id,) if result else ()
        result.append(Step(step.address, step.part, step.operation, step.parameters, step.body, after))
    return tuple(result)
