"""An assessment for a program: every dimension, answered or not, and every sign, due or not."""

from __future__ import annotations

from typing import Any

from cvpctl.model.maturity import Answer, Assessed, Assessment, Trace, TransitionAction
from cvpctl.model.maturity_schema import FORMAT
from cvpctl.model.plan_json import unknown_to_json
from cvpctl.render.maturity_phrases import Looked
from cvpctl.render.plan_json import dumped


def maturity_json(assessment: Assessment, looked: Looked) -> str:
    """`stage` is null where nobody answered; there is no number for the whole."""
    at = {"name": looked.name, **({"portalId": looked.portal_id} if looked.portal_id else {})}
    document = {
        "format": FORMAT,
        "model": assessment.model.id,
        "organization": assessment.organization,
        "looked": at if assessment.looked else None,
        "dimensions": [_dimension(one) for one in assessment.dimensions],
        "transitions": [
            {
                "from": one.transition.start,
                "to": one.transition.end,
                "dimensions": list(one.dimensions),
                "actions": [_action(action) for action in one.transition.actions],
            }
            for one in assessment.onward
        ],
        "unknown": [unknown_to_json(scope, why) for scope, why in assessment.unknown.items()],
    }
    return dumped(document)


def _dimension(one: Assessed) -> dict[str, Any]:
    return {
        "id": one.dimension.id,
        "name": one.dimension.name,
        "group": one.dimension.group,
        "stage": one.answer.stage or None,
        "assessed": bool(one.answer.stage),
        **_answer(one.answer),
        "strength": one.dimension.evidence.value,
        "evidence": [_trace(trace) for trace in one.traces],
        "actions": [action.id for action in one.actions],
    }


def _answer(answer: Answer) -> dict[str, str]:
    said = {"note": answer.note, "by": answer.by, "on": answer.on, "source": str(answer.place or "")}
    return {name: text for name, text in said.items() if text}


def _trace(trace: Trace) -> dict[str, Any]:
    return {
        "id": trace.id,
        "looksFor": trace.looks_for,
        "dueFrom": trace.due_from,
        "verdict": trace.verdict.value,
        "found": [{"address": str(one.address), "label": one.label, "knownBy": one.known_by} for one in trace.hits],
        "unread": [[kind, *names] for kind, names in trace.unread],
    }


def _action(action: TransitionAction) -> dict[str, Any]:
    parts = {"parts": [{"id": part.id, "text": part.text} for part in action.parts]} if action.parts else {}
    return {"id": action.id, "text": action.text, "helps": list(action.helps), **parts}
