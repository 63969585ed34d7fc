"""A comparison for a program; a side on which something is not there is a missing key, since null is a value."""

from __future__ import annotations

from typing import Any

from cvpctl.model.comparison import Comparison, Difference, Side, Unread
from cvpctl.render.compare_words import sides_of
from cvpctl.render.plan_json import dumped

FORMAT = "cvpctl.compare/1"


def compare_json(comparison: Comparison) -> str:
    return dumped(
        {
            "format": FORMAT,
            "a": _side(comparison.a),
            "b": _side(comparison.b),
            "differences": [_difference(one) for one in comparison.differences],
            "unread": [_unread(one) for one in comparison.unread],
            "equal": comparison.equal,
            "leftOut": comparison.others,
        }
    )


def _side(side: Side) -> dict[str, Any]:
    told = {"name": side.name, "origin": side.origin.value, "note": side.note}
    return told | ({} if side.portal_id is None else {"portalId": side.portal_id})


def _difference(one: Difference) -> dict[str, Any]:
    bodies = {name: body for name, body in (("a", one.a), ("b", one.b)) if body is not None}
    told: dict[str, Any] = {"address": str(one.address), "standing": one.standing.value, **bodies}
    if one.fields:
        told["fields"] = [{"path": list(edit.path), **sides_of(edit)} for edit in one.fields]
    told |= {"alike": str(one.alike)} if one.alike else {}
    return told | ({"lacking": one.lacking} if one.lacking else {})


def _unread(one: Unread) -> dict[str, Any]:
    kind, names = one.scope
    return {
        "side": one.side,
        "kind": kind,
        "scope": list(names),
        "why": one.unknown.why.value,
        "detail": one.unknown.detail,
    }
