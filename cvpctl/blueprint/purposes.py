"""What resources say about themselves for readers: kept beside the desired state, since HubSpot never sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cvpctl.blueprint.findings import Findings
from cvpctl.blueprint.language import JUSTIFICATION
from cvpctl.blueprint.layers import Layers
from cvpctl.blueprint.spelling import suggestion
from cvpctl.blueprint.statement import Statement
from cvpctl.blueprint.statements import Truth
from cvpctl.model import BY_NAME, Address, Purpose, find_object_type


def purposes_of(stated: Mapping[Address, Statement]) -> dict[Address, Purpose]:
    """Return what was said, by address; a custom object's justification is what it says of native ones."""
    said = {address: _purpose(statement.body) for address, statement in stated.items()}
    return {address: purpose for address, purpose in said.items() if purpose != Purpose()}


def truths_of(said: Iterable[Truth], layers: Layers, existing: frozenset[str], found: Findings) -> dict[str, str]:
    """Return which system is right about which object; a file wins over those it builds on."""
    winners: dict[str, Truth] = {}
    for one in said:
        known = find_object_type(one.object)
        name = known.name if known else one.object
        if known is None and name not in existing:
            message, help_ = f"HubSpot has no object {name!r}", suggestion(name, BY_NAME)
            found.note("OBJECT_UNKNOWN", message, help_, at=one.at)
            continue
        first = winners.setdefault(name, one)
        if first is one:
            continue
        if first.source is one.source:
            message = f"{name} stands here twice; first at {first.source.place(first.spot)}"
            found.note("TWO_TRUTHS", message, "keep one of the two", at=one.at)
        elif first.system == one.system:
            continue
        elif layers.related(first.source.name, one.source.name):
            winners[name] = one
        else:
            message = f"{name} has two sources of truth; the first is said at {first.source.place(first.spot)}"
            found.note("TWO_TRUTHS", message, "name one, or let one file build on the other", at=one.at)
    return {name: one.system for name, one in winners.items()}


def _purpose(body: Mapping[str, Any]) -> Purpose:
    filled = body.get("filledBy", ())
    return Purpose(
        body.get("nativeConsidered", "") or _justified(body.get(JUSTIFICATION)),
        (filled,) if isinstance(filled, str) else tuple(filled),
        body.get("source", ""),
        body.get(JUSTIFICATION, {}).get("without", ""),
    )


def _justified(said: Any) -> str:
    return f"{', '.join(said['nativesConsidered'])}: {said['why']}" if said else ""
