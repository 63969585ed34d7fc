"""What an answer means: fine, refused, or an obstacle that may pass. HubSpot's odd bodies are read here only.

Shapes and statuses: HubSpot's error handling page. Observed by third parties on live portals: bodies without a
category, JSON text inside `message`, HTML or nothing at all under a 404.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cvpctl.errors import DailyLimit, MissingScope, NotAuthorised, PortalRefused, PortalUnreachable

UNAUTHORISED, FORBIDDEN, LOCKED, THROTTLED, MIGRATING, SERVER_FAULT = 401, 403, 423, 429, 477, 500
LOCK_SECONDS = 2.0  # HubSpot's own advice for 423
THROTTLE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer, read to its end. Header names are lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""

    @property
    def body(self) -> dict[str, Any]:
        return _parsed(self.text)


class Passing(PortalUnreachable):
    """An obstacle that time may remove. `in_doubt`: nobody knows whether the call was carried out."""

    def __init__(self, message: str, *, in_doubt: bool, least_wait: float = 0.0) -> None:
        super().__init__(message, help="try again later; is the base URL right, and does it answer?")
        self.in_doubt = in_doubt
        self.least_wait = least_wait


def accepted(answer: Answer) -> Answer:
    """Return a 2xx answer; raise what any other one means."""
    if 200 <= answer.status < 300:  # noqa: PLR2004 - HTTP's own numbers
        return answer
    raise _meaning(answer)


def _meaning(answer: Answer) -> Exception:
    status, body = answer.status, unfolded(answer.body)
    said = str(body.get("message") or f"HTTP {status} without an explanation")
    if status == UNAUTHORISED:
        return NotAuthorised(f"the token is not accepted: {said}", help="check the token of this portal")
    if status == THROTTLED:
        return _throttled(body, said)
    if status == LOCKED:
        return Passing(f"the portal is busy with another change: {said}", in_doubt=False, least_wait=LOCK_SECONDS)
    if status == MIGRATING:
        return PortalUnreachable(f"HubSpot is moving this portal to another data centre: {said}", help="try tomorrow")
    if status >= SERVER_FAULT:
        return Passing(f"HubSpot answered {status}: {said}", in_doubt=True)
    return _refusal(status, body, said)


def _throttled(body: Mapping[str, Any], said: str) -> Exception:
    if body.get("policyName") == "DAILY":
        return DailyLimit(said, help="the day ends at midnight in the portal's time zone; nothing helps before")
    return Passing(said, in_doubt=False, least_wait=THROTTLE_SECONDS)


def _refusal(status: int, body: Mapping[str, Any], said: str) -> PortalRefused:
    given = {"category": str(body.get("category") or ""), "correlation_id": str(body.get("correlationId") or "")}
    if status == FORBIDDEN:
        scopes = ", ".join(_scopes(body))
        told = f"the token lacks one of these scopes: {scopes}" if scopes else said
        return MissingScope(told, status=status, **given, help="add the scope to the service key of this portal")
    return PortalRefused(said + _used_by(body), status=status, **given)


def unfolded(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Lift an error that HubSpot put as JSON text into `message` (seen on groups)."""
    inner = _parsed(str(body.get("message", "")))
    return {**body, **inner} if "message" in inner else body


def _parsed(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _contexts(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    errors = body.get("errors")
    for error in errors if isinstance(errors, list) else []:
        if isinstance(error, Mapping) and isinstance(error.get("context"), Mapping):
            yield error["context"]


def _scopes(body: Mapping[str, Any]) -> list[str]:
    named = ("requiredGranularScopes", "requiredScopes", "missingScopes")
    return [str(scope) for context in _contexts(body) for name in named for scope in context.get(name, ())]


def _used_by(body: Mapping[str, Any]) -> str:
    """Name what holds a property, which is the only place where HubSpot tells."""
    users = [
        f"{kind} {name}"
        for context in _contexts(body)
        for kind, name in zip(context.get("parentType", ()), context.get("parentName", ()), strict=False)
    ]
    return f" (used by {', '.join(users)})" if users else ""
