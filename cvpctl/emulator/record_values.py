"""What a record may hold: each value checked against its property and brought into the form reads give back.

The shape of the refusal is recorded for unknown properties, its wording known for options; the rest is assumed.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body, Refusal, invalid, unreadable
from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.store import Portal
from cvpctl.emulator.value_rules import broken_rule

LONGEST_TEXT = 65_536

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LOCALISED = frozenset({"INVALID_OPTION"})


@dataclass(frozen=True, slots=True)
class Problem:
    """One value that is no good."""

    name: str
    message: str
    code: str


def settled(call: Call, sent: Mapping[str, object]) -> tuple[dict[str, str], list[Problem]]:
    """The values as they will be stored ("" clears one), and what is wrong with the others."""
    values: dict[str, str] = {}
    problems: list[Problem] = []
    definitions = call.portal.all(f"properties/{call.object_type.id}")
    for name, raw in sent.items():
        text = _text(name, raw)
        definition = definitions.get(name)
        problem = _refused(name, definition, text)
        if problem is None and definition is not None and text:
            text, problem = _read(call, definition, text)
            problem = problem or _against_rules(call, definition, text)
        if problem is None:
            values[name] = text
        else:
            problems.append(problem)
    return values, problems


def refusal_of(problems: list[Problem]) -> Refusal:
    """Observed: every problem stands twice, as JSON inside the message and in `errors`."""
    listed = [
        {"isValid": False, "message": one.message, "error": one.code, "name": one.name}
        | ({"localizedErrorMessage": one.message} if one.code in _LOCALISED else {})
        for one in problems
    ]
    errors: list[Body] = [
        {"message": one.message, "code": one.code, "context": {"propertyName": [one.name]}} for one in problems
    ]
    return invalid(f"Property values were not valid: {json.dumps(listed, separators=(',', ':'))}", errors=errors)


def moment(text: str) -> datetime | None:
    """A moment as HubSpot takes it: milliseconds since 1970, or ISO 8601."""
    try:
        if re.fullmatch(r"-?\d{1,14}", text):
            return datetime.fromtimestamp(int(text) / 1000, UTC)
        read = datetime.fromisoformat(text)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def milliseconds(when: datetime) -> int:
    passed = when - _EPOCH
    return (passed.days * 86_400 + passed.seconds) * 1000 + passed.microseconds // 1000


def number(text: str) -> float | None:
    try:
        read = math.nan if "_" in text else float(text)
    except ValueError:
        return None
    return read if math.isfinite(read) else None


def stage_ids(portal: Portal, object_type: ObjectType) -> Iterator[tuple[str, str]]:
    """Every pipeline with each of its stages."""
    for pipeline in portal.all(f"pipelines/{object_type.id}").values():
        for stage in pipeline["stages"]:
            yield pipeline["id"], stage["id"]


def _text(name: str, raw: object) -> str:
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, str | int | float):
        return str(raw)
    raise unreadable(f"Cannot deserialize value for '{name}': a text was expected")


def _refused(name: str, definition: Body | None, text: str) -> Problem | None:
    if definition is None:
        return Problem(name, f'Property "{name}" does not exist', "PROPERTY_DOESNT_EXIST")
    if definition["modificationMetadata"]["readOnlyValue"]:
        return Problem(name, f'"{name}" is a read only property; its value cannot be set.', "READ_ONLY_VALUE")
    if len(text) > LONGEST_TEXT:
        return Problem(name, f"Values must not be longer than {LONGEST_TEXT} characters", "INVALID_LENGTH")
    return None


def _against_rules(call: Call, definition: Body, text: str) -> Problem | None:
    rule = broken_rule(call, definition, text)
    name = definition["name"]
    return Problem(name, f"{name} does not satisfy its rule {rule}", "INVALID_BY_VALIDATION_RULE") if rule else None


def _read(call: Call, definition: Body, text: str) -> tuple[str, Problem | None]:
    name, kind = definition["name"], definition["type"]
    if kind == "number":
        wrong = Problem(name, f"{text} was not a valid long.", "INVALID_LONG")
        return text, None if number(text) is not None else wrong
    if kind in {"date", "datetime"}:
        when = moment(text)
        if when is None:
            return text, Problem(name, f"{text} was not a valid date.", "INVALID_DATE")
        return (when.date().isoformat() if kind == "date" else written(when)), None
    if kind in {"enumeration", "bool"}:
        return text, _not_an_option(call, definition, text)
    if name == "email" and call.object_type.plural == "contacts":
        wrong = Problem(name, f"Email address {text} is invalid", "INVALID_EMAIL")
        return text.lower(), None if _EMAIL.fullmatch(text) else wrong
    return text, None


def written(when: datetime) -> str:
    kept = "milliseconds" if when.microsecond else "seconds"
    return when.isoformat(timespec=kept).replace("+00:00", "Z")


def _not_an_option(call: Call, definition: Body, text: str) -> Problem | None:
    allowed = _allowed(call, definition)
    if allowed is None:
        return None
    chosen = [one for one in text.split(";") if one] if definition["fieldType"] == "checkbox" else [text]
    for one in chosen:
        if one not in allowed:
            message = f"{one} was not one of the allowed options: [{', '.join(allowed)}]"
            return Problem(definition["name"], message, "INVALID_OPTION")
    return None


def _allowed(call: Call, definition: Body) -> dict[str, None] | None:
    """None: anything goes, since the options live elsewhere (owners, teams)."""
    known: Iterable[tuple[str, str]] = stage_ids(call.portal, call.object_type)
    if definition["name"] == call.object_type.pipeline_property:
        return {pipeline: None for pipeline, _ in known} or None
    if definition["name"] == call.object_type.stage_property:
        return {stage: None for _, stage in known} or None
    if not definition["options"]:
        return None
    return {option["value"]: None for option in definition["options"]}
