"""The coverage of views for a program; `schemas/views.schema.json` is its shape."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cvpctl.model.plan_json import unknown_to_json
from cvpctl.model.views import Answered, Coverage, NeedSeen, Part, Sight, Verdict, ViewSeen
from cvpctl.render.plan_json import dumped

FORMAT = "cvpctl.views/1"


def views_json(coverage: Coverage, patch: str) -> str:
    """There is a number per view and verdict, and none for the whole. `patch` is a blueprint, empty or whole."""
    document = {
        "format": FORMAT,
        "about": coverage.about,
        "live": coverage.live,
        **({"portalId": coverage.portal_id} if coverage.portal_id else {}),
        **({"note": coverage.note} if coverage.note else {}),
        "views": [_view(one) for one in coverage.views],
        "missing": [
            {
                "address": str(address),
                "answers": [{"view": view.key, "question": question.key} for view, question in asked],
            }
            for address, asked in coverage.missing.items()
        ],
        "patch": patch or None,
        "unknown": [unknown_to_json(scope, why) for scope, why in coverage.unknown.items()],
    }
    return dumped(document)


def _view(seen: ViewSeen) -> dict[str, Any]:
    view = seen.view
    return {
        "key": view.key,
        "name": view.name,
        "question": view.question,
        **({"note": view.note} if view.note else {}),
        "owner": view.owner,
        "source": view.source,
        "buildsOn": list(view.builds_on),
        "waitsFor": list(seen.waits_for),
        "counts": {one.name.lower(): seen.count(one) for one in Verdict},
        "questions": [_question(one) for one in seen.answers],
    }


def _question(answered: Answered) -> dict[str, Any]:
    return {
        "key": answered.question.key,
        "text": answered.question.text,
        "source": answered.question.source,
        "verdict": answered.verdict.name.lower(),
        "needs": [_need(one) for one in answered.needs],
    }


def _need(seen: NeedSeen) -> dict[str, Any]:
    return {
        "what": seen.need.what,
        "standing": seen.standing.name.lower(),
        "parts": [_sight(one) for one in seen.way],
        "instead": [_addresses(way) for way in seen.instead],
    }


def _sight(sight: Sight) -> dict[str, Any]:
    alike = [
        {"address": str(one.address), "label": one.label, **({"differs": one.differs} if one.differs else {})}
        for one in sight.alike
    ]
    return {
        "address": str(sight.part.address),
        **({"label": sight.label} if sight.label else {}),
        "carriedBy": "HubSpot" if sight.part.native else "library",
        "standing": sight.standing.name.lower(),
        **({"differs": sight.differs} if sight.differs else {}),
        **({"alike": alike} if alike else {}),
    }


def _addresses(way: Iterable[Part]) -> list[str]:
    return [str(one.address) for one in way]
