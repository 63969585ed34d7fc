"""From changes to the exact calls an apply will make, purely: steps, waves, batches."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from cvpctl.engine.migrating_steps import LANE, migrating_steps
from cvpctl.engine.order import wave_numbers
from cvpctl.engine.references import late_references
from cvpctl.kinds import KINDS, born_steps, ordinary_steps
from cvpctl.model import Action, Address, Body, Call, Change, Migration, Operation, Step


def compile_calls(
    changes: Sequence[Change], live: Mapping[Address, Body], migrations: Sequence[Migration] = ()
) -> tuple[Call, ...]:
    """Return the calls in running order; `live` holds bodies as the portal answered them."""
    needs = {change.address: set(change.requires) for change in changes}
    late = {change.address: late_references(change.address, change.stated or {}) for change in changes}
    born = _born(changes)
    steps = {change.address: steps_of(change, live.get(change.address), born) for change in changes}
    steps |= migrating_steps(migrations, changes, steps, live)
    waves = wave_numbers(steps, needs, late)
    found = [step for own in steps.values() for step in own]
    joined: dict[str, list[Step]] = {}
    for step in found:
        joined.setdefault(step.joins or step.id, []).append(step)
    lines = sorted((step for step in found if step.operation), key=lambda step: (waves[step.id], *_batch_key(step)))
    calls: list[Call] = []
    for (wave, *_), group in groupby(lines, key=lambda step: (waves[step.id], *_batch_key(step))):
        for chunk in batched_steps(list(group)):
            calls.append(_call(len(calls) + 1, wave, chunk, joined))
    return tuple(calls)


def steps_of(change: Change, live: Body | None, born: Collection[Address] = ()) -> tuple[Step, ...]:
    """Return the steps of a change; what is `born` along with something else is updated, never posted."""
    kind = KINDS[change.address.kind]
    if change.address in born and change.action is Action.CREATE:
        return born_steps(kind, change)
    return (kind.steps or ordinary_steps)(kind, change, change.stated, live)


def _born(changes: Sequence[Change]) -> set[Address]:
    """Return the addresses that come into being because something else is created."""
    created = (change for change in changes if change.action is Action.CREATE)
    return {
        address for one in created for address in KINDS[one.address.kind].also_creates(one.address, one.stated or {})
    }


def batched_steps(steps: Sequence[Step]) -> Iterator[tuple[Step, ...]]:
    """Cut steps of one operation and one place into what one call may carry."""
    ordered = sorted(steps, key=lambda step: step.address)
    size = _operation(steps[0]).batch
    yield from (tuple(ordered[start : start + size]) for start in range(0, len(ordered), size))


def _batch_key(step: Step) -> tuple[Any, ...]:
    operation = _operation(step)
    rank = list(KINDS).index(step.address.kind)
    if operation.batch > 1:
        return (rank, str(operation), json.dumps(dict(step.parameters), sort_keys=True), "")
    return (rank, str(operation), json.dumps(dict(step.parameters), sort_keys=True), step.id)


def _call(number: int, wave: int, chunk: Sequence[Step], joined: Mapping[str, list[Step]]) -> Call:
    first, operation = chunk[0], _operation(chunk[0])
    settled = [step for step in chunk for step in joined[step.id]]
    inputs = tuple(step.body or {} for step in chunk) if operation.batch > 1 else ()
    return Call(
        number,
        wave,
        operation,
        first.parameters,
        tuple(step.id for step in settled),
        tuple(step.address for step in settled),
        body=None if inputs else first.body,
        inputs=inputs,
        requires=tuple(name for step in chunk for name in step.after),
        # Two migrations could write to one record at the same time, so there is one after the other.
        lane=LANE if operation.area == LANE else KINDS[first.address.kind].lane(first.address.owner),
    )


def _operation(step: Step) -> Operation:
    assert step.operation is not None
    return step.operation
