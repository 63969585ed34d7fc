"""In which order the stages of a pipeline are written: where each stands, and which label must be free before another.

HubSpot moves a write to a taken slot behind its holder and renumbers the whole pipeline (third-party observation),
which makes such a write unsafe to repeat; a slot nobody holds yet is not. It refuses two stages with one label, case
and outer spaces aside, and a ticket pipeline none of whose stages closes, after every single write.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cvpctl.kinds.steps import in_order
from cvpctl.model import Body

Stages = Mapping[str, Body]


def free_slots(live: Sequence[Body], target: Stages, wanted: Sequence[str], *, reorder: bool) -> dict[str, int]:
    """Return a free slot for each stage from the first on that does not follow the ones already in order.

    Stages the blueprint does not name stay behind the one they followed.
    """
    alive = sorted(live, key=lambda stage: stage.get("displayOrder", 0))
    order = [stage["id"] for stage in alive]
    final = list(in_order(target, order, wanted, reorder=reorder))
    moved = final[_kept(final, order) :]
    free = max((stage.get("displayOrder", 0) for stage in alive), default=-1) + 1
    return dict(zip(moved, range(free, free + len(moved)), strict=True))


def _kept(final: Sequence[str], order: Sequence[str]) -> int:
    """Return how many of the first stages already follow one another."""
    position, kept = -1, 0
    for key in final:
        if key not in order or order.index(key) < position:
            break
        position, kept = order.index(key), kept + 1
    return kept


def in_the_way(live: Stages, target: Stages) -> tuple[list[str], list[str]]:
    """Return the stages to go whose label is wanted, as those that can go first and those that must be relabelled.

    They go first unless what is left until then would be refused: no stage at all, or none that closes.
    """
    wanted = {label_of(stage) for stage in target.values()}
    gone = [key for key in live if key not in target and label_of(live[key]) in wanted]
    left = [live[key] for key in live if key in target]
    stands = bool(left) and (any(map(_closes, left)) or not any(map(_closes, live.values())))
    return (gone, []) if stands else ([], gone)


def sequence(
    live: Stages, target: Stages, writes: Sequence[str], slots: Mapping[str, int]
) -> Iterator[tuple[str, bool]]:
    """Yield the stages to write, each after the one whose label it takes over; True asks to park a label first.

    Stages that close come first, and none stops closing before them. Parking breaks a circle: two stages that swap
    their labels, or one that may not go before the other.
    """
    pending = sorted(writes, key=lambda key: (not _closes(target[key]), slots.get(key, -1)))
    held = {label_of(stage): key for key, stage in live.items()}
    holders = {key: held.get(label_of(target[key])) for key in pending}
    parked: set[str | None] = set()
    while pending:
        closing = _closes(target[pending[0]])
        free = (key for key in pending if holders[key] in (key, *parked) or holders[key] not in pending)
        ready = [key for key in free if not (closing and _reopens(key, live, target))]
        if ready:
            yield ready[0], False
            pending.remove(ready[0])
        else:
            circle = str(holders[pending[0]])
            parked.add(circle)
            yield circle, True


def label_of(stage: Mapping[str, Any]) -> str:
    return str(stage.get("label", "")).strip().casefold()


def _reopens(key: str, live: Stages, target: Stages) -> bool:
    return key in live and _closes(live[key]) and not _closes(target[key])


def _closes(stage: Mapping[str, Any]) -> bool:
    return bool(stage.get("metadata", {}).get("ticketState") == "CLOSED")
