"""From a pipeline change to its steps: stages have endpoints of their own, and settle one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cvpctl.kinds.base import Kind
from cvpctl.kinds.stage_order import free_slots, in_the_way, sequence
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
    first, relabelled = in_the_way(stages, target)
    yield from (_removal(kind, address, key) for key in first)
    yield from (_parking(kind, address, key, stages[key]) for key in relabelled)
    yield from _writes(kind, change, stages, target, _slots(change, desired, live, target))
    yield from (_removal(kind, address, key) for key in stages if key not in target and key not in first)


def _slots(change: Change, desired: Body, live: Body, target: Mapping[str, Any]) -> dict[str, int]:
    reorder = any(edit.path == ("stagesOrder",) for edit in change.fields)
    return free_slots(live.get("stages", []), target, list(desired.get("stages", {})), reorder=reorder)


def _writes(
    kind: Kind, change: Change, stages: Mapping[str, Any], target: Mapping[str, Any], slots: Mapping[str, int]
) -> Iterator[Step]:
    address = change.address
    edited = {edit.path[1] for edit in change.fields if edit.path[0] == "stages"}
    for key, parks in sequence(stages, target, [key for key in target if key in edited or key in slots], slots):
        if parks:
            yield _parking(kind, address, key, stages[key])
        else:
            yield _write_stage(kind, address, key, target[key], is_new=key not in stages, slot=slots.get(key))


def _write_stage(kind: Kind, address: Address, key: str, stage: Body, *, is_new: bool, slot: int | None) -> Step:
    body: Body = {"label": stage.get("label", key), "metadata": stage.get("metadata", {})}
    body |= {} if slot is None else {"displayOrder": slot}
    part = address.child("stages", key)
    if is_new:
        parameters = kind.parameters(address)
        return Step(part, "create", kind.operations["create_stage"], parameters, {"stageId": key, **body})
    return Step(part, "update", kind.operations["update_stage"], kind.parameters(address) | {"stageId": key}, body)


def _parking(kind: Kind, address: Address, key: str, stage: Body) -> Step:
    """Return the step that frees a stage's label for another one."""
    body = {"label": f"{stage.get('label', key)} ({key})", "metadata": stage.get("metadata", {})}
    parameters = kind.parameters(address) | {"stageId": key}
    return Step(address.child("stages", key), "park", kind.operations["update_stage"], parameters, body)


def _removal(kind: Kind, address: Address, key: str) -> Step:
    parameters = kind.parameters(address) | {"stageId": key}
    return Step(address.child("stages", key), "remove", kind.operations["remove_stage"], parameters)


def _chained(steps: Iterator[Step]) -> tuple[Step, ...]:
    result: list[Step] = []
    for step in steps:
        after = (result[-1].id,) if result else ()
        result.append(Step(step.address, step.part, step.operation, step.parameters, step.body, after))
    return tuple(result)
