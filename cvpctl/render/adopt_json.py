"""An adoption for a program: every list in full, addresses as text."""

from __future__ import annotations

from typing import Any

from cvpctl.model.adoption import Adoption, Found, Fresh, Proposal, Undecided
from cvpctl.model.plan_json import unknown_to_json
from cvpctl.render.adopt_text import Seen
from cvpctl.render.plan_json import dumped


def adopt_json(adoption: Adoption, seen: Seen) -> str:
    return dumped(
        {
            "format": "cvpctl.adoption/1",
            "portalId": seen.portal_id,
            "portal": seen.portal,
            "proposals": [_proposal(one) for one in adoption.proposals],
            "undecided": [_undecided(one) for one in adoption.undecided],
            "found": [_found(one) for one in adoption.found],
            "fresh": [_fresh(one) for one in adoption.fresh],
            "unknown": [unknown_to_json(scope, why) for scope, why in adoption.unknown],
        }
    )


def _proposal(one: Proposal) -> dict[str, Any]:
    return {
        "address": str(one.address),
        "identity": one.identity,
        "reason": one.reason.value,
        "sure": one.sure,
        "liveLabel": one.live_label,
        "differences": list(one.differences),
        **({"source": str(one.place)} if one.place else {}),
    }


def _undecided(one: Undecided) -> dict[str, Any]:
    candidates = [
        {"identity": other.identity, "label": other.label, **({"detail": other.detail} if other.detail else {})}
        for other in one.candidates
    ]
    return {
        "address": str(one.address),
        "obstacle": one.obstacle.value,
        "candidates": candidates,
        **({"source": str(one.place)} if one.place else {}),
    }


def _found(one: Found) -> dict[str, Any]:
    bound = {"identity": one.identity} if one.identity else {}
    return {"address": str(one.address), **bound, "differences": list(one.differences)}


def _fresh(one: Fresh) -> dict[str, Any]:
    return {"address": str(one.address), "label": one.label, "archived": one.archived}
