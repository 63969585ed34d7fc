"""What resources say about themselves for readers: kept beside the desired state, since HubSpot never sees it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvpctl.blueprint.language import JUSTIFICATION
from cvpctl.blueprint.statement import Statement
from cvpctl.model import Address, Purpose


def purposes_of(stated: Mapping[Address, Statement]) -> dict[Address, Purpose]:
    """Return what was said, by address; a custom object's justification is what it says of native ones."""
    said = {address: _purpose(statement.body) for address, statement in stated.items()}
    return {address: purpose for address, purpose in said.items() if purpose != Purpose()}


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
