"""Which inputs of a batch were refused. A batch answers 2xx for all of them, or 207 with results beside errors.

Observed by third parties: an error names its input under `context.name`; some errors name none. Those fall to the
inputs that are neither among the results nor named, and where several are left each gets every such message.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cvpctl.errors import PortalRefused
from cvpctl.model import Body
from cvpctl.portal.answers import Answer

PARTLY = 207


def refused_inputs(answer: Answer, sent: Sequence[Body], key: str) -> dict[int, PortalRefused]:
    """Return the refusal of each refused input by its position; `key` is the field that names an input."""
    errors = answer.body.get("errors") or []
    if answer.status != PARTLY and not errors:
        return {}
    created = {str(result.get(key)) for result in answer.body.get("results", ())}
    by_name = {str(name): error for error in errors for name in _named(error, key)}
    nameless = _together([error for error in errors if not list(_named(error, key))])
    refusals: dict[int, PortalRefused] = {}
    for number, body in enumerate(sent):
        name = str(body.get(key))
        if name in by_name:
            refusals[number] = _refusal(by_name[name])
        elif name not in created:
            refusals[number] = _refusal(nameless)
    return refusals


def _named(error: Mapping[str, Any], key: str) -> Sequence[str]:
    context = error.get("context") or {}
    return context.get(key) or ()


def _together(errors: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    messages = dict.fromkeys(str(error.get("message", "")) for error in errors)
    categories = {str(error.get("category", "")) for error in errors}
    said = " / ".join(messages) or "HubSpot left it out of its answer without a reason"
    return {"message": said, "category": categories.pop() if len(categories) == 1 else ""}


def _refusal(error: Mapping[str, Any]) -> PortalRefused:
    said, category = str(error.get("message", "")), str(error.get("category", ""))
    return PortalRefused(said, status=PARTLY, category=category, correlation_id=str(error.get("correlationId") or ""))
