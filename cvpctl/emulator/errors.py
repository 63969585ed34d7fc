"""HubSpot's refusals as values: a status and the body it answers with, wording included.

Rules raise them; `answers` turns them into bytes. Evidence is named where a body is built:
observed (a live answer was recorded), documented, or assumed (nobody has published it).
"""

import json
from typing import Any

Body = dict[str, Any]


class Refusal(Exception):
    """An answer other than success: everything a client sees except the correlation id."""

    def __init__(
        self,
        status: int,
        message: str,
        category: str | None = None,
        sub_category: str | None = None,
        *,
        context: dict[str, list[str]] | None = None,
        batch_context: dict[str, list[str]] | None = None,
        errors: list[Body] | None = None,
        extra: Body | None = None,
        nested: bool = False,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.category = category
        self.sub_category = sub_category
        self.context = context
        self.batch_context = batch_context or context
        self.errors = errors
        self.extra = extra or {}
        self.nested = nested

    def body(self, correlation_id: str) -> Body:
        body: Body = {"status": "error", "message": self.message, "correlationId": correlation_id}
        if self.context is not None:
            body["context"] = self.context
        if self.errors is not None:
            body["errors"] = self.errors
        body |= self.extra
        if self.category is not None:
            body["category"] = self.category
        if self.sub_category is not None:
            body["subCategory"] = self.sub_category
        if self.nested:
            # Observed on groups: the whole error stands as JSON text in `message`, nothing else outside.
            return {
                "status": "error",
                "message": json.dumps(body, separators=(",", ":")),
                "correlationId": correlation_id,
            }
        return body

    def in_batch(self) -> Body:
        """The shape inside a 207: no correlation id, and the name in `context` (observed)."""
        body: Body = {"status": "error"}
        if self.category is not None:
            body["category"] = self.category
        if self.sub_category is not None:
            body["subCategory"] = self.sub_category
        body["message"] = self.message
        if self.batch_context is not None:
            body["context"] = self.batch_context
        if self.errors is not None:
            body["errors"] = self.errors
        return body


class BareNotFound(Exception):
    """A 404 without JSON: HTML, or what `refusal` says when the client asked for JSON (none: nothing at all).

    HTML was observed on pipelines and records, the empty answer on pipelines.
    """

    def __init__(self, refusal: Refusal | None = None) -> None:
        super().__init__("not found")
        self.refusal = refusal


def invalid(message: str, sub_category: str | None = None, **more: Any) -> Refusal:
    return Refusal(400, message, "VALIDATION_ERROR", sub_category, **more)


def unreadable(reason: str, *, line: int = 1, column: int = 1) -> Refusal:
    """Observed: the parser's error carries a position and no category."""
    return Refusal(400, f"Invalid input JSON on line {line}, column {column}: {reason}")


def missing_fields(names: list[str]) -> Refusal:
    """Observed wording; the position is always that of the object."""
    listed = ", ".join(names)
    return invalid(f"Invalid input JSON on line 1, column 2. Some required fields were not set: [{listed}]")


def not_found(**batch_context: list[str]) -> Refusal:
    return Refusal(404, "resource not found", "OBJECT_NOT_FOUND", batch_context=batch_context or None)


def no_such_record(said: str, *, numeric: bool) -> BareNotFound:
    """Observed for ids that are no numbers; for numbers the text is known, that there is no category is assumed."""
    if numeric:
        return BareNotFound(Refusal(404, "resource not found"))
    message = "Object not found.  objectId are usually numeric."
    return BareNotFound(Refusal(404, message, "OBJECT_NOT_FOUND", context={"id": [said]}))


def unknown_object_type(said: str) -> Refusal:
    """Observed: no category."""
    return Refusal(400, f"Unable to infer object type from: {said}")
