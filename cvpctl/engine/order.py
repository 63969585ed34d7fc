"""From references to waves: what must settle before what. Ties go by step id, so equal inputs give equal plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from cvpctl.engine.references import references
from cvpctl.errors import INVALID, CvpError
from cvpctl.kinds import KINDS, is_order
from cvpctl.model import Action, Address, Body, Change, Step


class ReferenceCycle(CvpError):
    """Resources refer to each other in a circle; `path` says which."""

    exit_code = INVALID

    def __init__(self, path: Sequence[Address]) -> None:
        circle = " -> ".join(str(address) for address in path)
        super().__init__(f"these refer to each other in a circle: {circle}", help="break the circle")
        self.path = tuple(path)


def requirements(changes: Iterable[Change], live: Mapping[Address, Body]) -> dict[Address, set[Address]]:
    """Return, per changed address, the changed addresses that must settle first; raises `ReferenceCycle`.

    A create or update waits for what it refers to; a removal waits for whatever refers, or referred, to it.
    """
    by_address = {change.address: change for change in changes}
    needs: dict[Address, set[Address]] = {address: set() for address in by_address}
    for address, change in by_address.items():
        for target in references(address, _after(change)):
            if target in by_address and by_address[target].action is not Action.REMOVE:
                needs[address].add(target)
        for target in references(address, live.get(address, {})):
            if target in by_address and by_address[target].action is Action.REMOVE and target != address:
                needs[target].add(address)
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        raise ReferenceCycle(error.args[1]) from error
    return needs


def wave_numbers(
    steps: Mapping[Address, Sequence[Step]],
    needs: Mapping[Address, set[Address]],
    late_needs: Mapping[Address, set[Address]],
) -> dict[str, int]:
    """Return the wave of each step that has a call of its own; waves count from 1.

    Late steps wait for the late needs, and nobody waits for them.
    """

    def ids(addresses: Iterable[Address]) -> set[str]:
        return {step.id for one in addresses for step in steps.get(one, ()) if step.operation and not step.late}

    graph: dict[str, set[str]] = {}
    for address, own in steps.items():
        before, late = ids(needs.get(address, ())), ids(late_needs.get(address, ()))
        for step in own:
            if step.operation:
                graph[step.id] = {*step.after, *before, *(late if step.late else ())}
    sorter = TopologicalSorter(graph)
    sorter.prepare()
    waves: dict[str, int] = {}
    while sorter.is_active():
        ready = sorter.get_ready()
        number = 1 + max(waves.values(), default=0)
        waves |= dict.fromkeys(ready, number)
        sorter.done(*ready)
    return waves


def _after(change: Change) -> Body:
    if change.action is Action.REMOVE:
        return {}
    kind = KINDS[change.address.kind]
    return {
        edit.path[0]: edit.after for edit in change.fields if len(edit.path) == 1 and not is_order(kind, edit.path[0])
    }
