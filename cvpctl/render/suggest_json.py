"""Advice for a program: every list in full, addresses as text."""

from __future__ import annotations

from typing import Any

from cvpctl.model.plan_json import unknown_to_json
from cvpctl.model.suggestion import Advice, Alike, Own, Reuse
from cvpctl.render.plan_json import dumped
from cvpctl.render.suggest_text import Looked

FORMAT = "cvpctl.suggest/1"


def suggest_json(advice: Advice, looked: Looked) -> str:
    portal = {"portal": looked.portal, "portalId": looked.portal_id} if looked.portal else {}
    return dumped(
        {
            "format": FORMAT,
            **portal,
            "lookedAt": advice.looked_at,
            "reuse": [_reuse(one) for one in advice.reuse],
            "alike": [_alike(one) for one in advice.alike],
            "clashes": [{"name": one.name, "members": [_own(own) for own in one.members]} for one in advice.clashes],
            "considered": [{"address": str(one.address), "native": one.native} for one in advice.considered],
            "hubspotDefined": [str(address) for address in advice.hubspots],
            "unknown": [unknown_to_json(scope, why) for scope, why in advice.unknown],
        }
    )


def _reuse(one: Reuse) -> dict[str, Any]:
    return {
        **_own(one.own),
        "native": _native(one),
        "meaning": one.meaning,
        "why": one.why.value,
        "confidence": one.likeness.value,
        "do": one.do,
        "evidence": one.evidence,
        "knownFrom": one.source,
    }


def _native(one: Reuse) -> dict[str, Any]:
    read_only = {"readOnly": one.read_only} if one.read_only else {}
    return {"name": one.native, "label": one.label, "type": one.type, "fieldType": one.field_type, **read_only}


def _alike(one: Alike) -> dict[str, Any]:
    members = [_own(own) for own in one.members]
    return {"why": one.why.value, "confidence": one.likeness.value, "members": members}


def _own(own: Own) -> dict[str, Any]:
    said = {"label": own.label, "type": own.type, "fieldType": own.field_type}
    place = {"source": str(own.place)} if own.place else {}
    return {"address": str(own.address), **{name: text for name, text in said.items() if text}, **place}
