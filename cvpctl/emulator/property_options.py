"""The choices of a property: what may be sent, and what the list looks like afterwards."""

from typing import Any

from cvpctl.emulator.errors import Body, invalid, missing_fields

OPTION_SHAPE: dict[str, Any] = {"label": str, "value": str, "displayOrder": int, "hidden": bool, "description": str}

LONGEST_OPTION = 3_000

REQUIRED = ("label", "value")
SPECIFIED = ("label", "value", "displayOrder", "hidden")
"""What the reference marks as required since 2026-03."""


def stored_options(sent: list[Body], *, most: int, needed: tuple[str, ...] = REQUIRED) -> list[Body]:
    """As sent, in the order sent, gaps kept; one without displayOrder goes behind the highest (observed)."""
    _check(sent, most, needed)
    highest = max((option.get("displayOrder", 0) for option in sent), default=0)
    stored = []
    for option in sent:
        if "displayOrder" in option:
            order = option["displayOrder"]
        else:
            highest += 1
            order = highest
        one: Body = {"label": option["label"], "value": option["value"]}
        if "description" in option:
            one["description"] = option["description"]
        stored.append({**one, "displayOrder": order, "hidden": option.get("hidden", False)})
    return stored


def require_boolean(options: list[Body]) -> None:
    if len(options) != len(BOOLEAN_VALUES) or {option["value"] for option in options} != BOOLEAN_VALUES:
        message = "Boolean properties must have exactly two options with the values 'true' and 'false'"
        raise invalid(message, "PropertyValidationError.INVALID_BOOLEAN_OPTION")


BOOLEAN_VALUES = {"true", "false"}


def _check(sent: list[Body], most: int, needed: tuple[str, ...]) -> None:
    for option in sent:
        absent = [name for name in needed if name not in option]
        if absent:
            raise missing_fields(absent)
        if sum(len(option.get(part, "")) for part in ("label", "value", "description")) > LONGEST_OPTION:
            raise invalid(f"Property options must not be longer than {LONGEST_OPTION} characters in total")
    if len(sent) > most:
        raise invalid(f"Properties must not have more than {most} options")
    # That values and labels are unique is what the portal's editor demands; the wording here is assumed.
    for part in ("value", "label"):
        seen = [option[part] for option in sent]
        if len(set(seen)) != len(seen):
            twice = next(text for text in seen if seen.count(text) > 1)
            raise invalid(f"Property options must have unique {part}s, but '{twice}' was given more than once")
