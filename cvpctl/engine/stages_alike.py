"""The stages of pipelines that are live already, or are about to be bound: what is missing, and what is free there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cvpctl.engine.alike import Alive, Stated, texts_of
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Body, Desired, Resource, State

STAGES = "stages"


def stage_pools(
    desired: Desired, live: State, proposed: Mapping[Address, Address], bound: Mapping[Address, str]
) -> Iterator[tuple[list[Stated], list[Alive]]]:
    """Yield, pipeline by pipeline, the stages that only the blueprint has and those that only the portal has.

    `proposed` leads from a pipeline of the blueprint to the live one that it will be bound to.
    """
    for address, resource in sorted(desired.resources.items()):
        if address.kind != "pipeline":
            continue
        there = live.resources.get(proposed.get(address, address))
        if there is not None:
            ours, theirs = _stages(resource), _stages(there)
            taken = {one.subpath[-1] for one in desired.removed if one.owner == address and one.subpath}
            taken |= {identity for one, identity in bound.items() if one.owner == address and one.subpath}
            yield (
                [
                    Stated(address.child(STAGES, key), (_label(stage),), place=resource.place)
                    for key, stage in ours.items()
                    if key not in theirs and address.child(STAGES, key) not in bound
                ],
                [Alive(key, (_label(stage),)) for key, stage in theirs.items() if key not in ours and key not in taken],
            )


def stages_gone(address: Address, live: State) -> bool:
    """Tell whether this is a stage that its pipeline, which is live, does not have."""
    owner = live.resources.get(address.owner)
    return bool(address.subpath) and owner is not None and address.subpath[-1] not in _stages(owner)


def label_at(address: Address, live: State) -> str:
    """Return what people call a live thing, or the stage of one; empty where it is not live."""
    owner = live.resources.get(address.owner)
    if owner is None:
        return ""
    return _label(_stages(owner).get(address.subpath[-1], {})) if address.subpath else texts_of(owner)[0]


def _stages(resource: Resource) -> Body:
    body: Any = KINDS["pipeline"].normalise(resource.address, resource.body)
    stages: Body = body.get(STAGES, {})
    return stages


def _label(stage: Any) -> str:
    return str(stage.get("label") or "")
