"""Values of a body in a reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvpctl.model import ABSENT, Body
from cvpctl.render.wording import counted, listed, quoted, visible

NOT_SET = "not set"


def value_text(value: Any) -> str:
    """Return a value on one line, uncut."""
    if value is ABSENT:
        return NOT_SET
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return child_text(value) if "label" in value else _pairs(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(value_text(item) for item in value) + "]"
    return "null" if value is None else visible(str(value))


def child_text(child: Mapping[str, Any]) -> str:
    """Return an option or a stage: its label, then whatever else it states."""
    rest = {name: value for name, value in child.items() if name not in ("label", "value", "id", "stageId")}
    parts = [value_text(child["label"])] if "label" in child else []
    parts += [f"{visible(name)}: {value_text(value)}" for name, value in rest.items() if value not in ({}, "", None)]
    return ", ".join(parts)


def order_text(keys: Any) -> str:
    return ", ".join(visible(str(key)) for key in keys) if isinstance(keys, list | tuple) else value_text(keys)


def is_collection(value: Any) -> bool:
    """Tell a keyed collection (options, stages) from a body: all its values are bodies."""
    return isinstance(value, Mapping) and bool(value) and all(isinstance(child, Mapping) for child in value.values())


def telling(body: Body) -> list[str]:
    """Return what a reader wants to know of something that comes or goes, the most telling first."""
    shape = "/".join(visible(str(body[name])) for name in ("type", "fieldType") if body.get(name))
    parts = [shape] if shape else []
    parts += [_summary(name, value) for name, value in body.items() if is_collection(value)]
    parts += [f"in {visible(str(body['groupName']))}"] if body.get("groupName") else []
    parts += [f"= {visible(str(body['calculationFormula']))}"] if body.get("calculationFormula") else []
    parts += ["unique values"] if body.get("hasUniqueValue") is True else []
    level = body.get("dataSensitivity")
    parts += [visible(str(level)).replace("_", " ")] if level and level != "non_sensitive" else []
    return parts


def _summary(name: str, collection: Mapping[str, Any]) -> str:
    labels = [visible(str(child.get("label", key))) for key, child in collection.items()]
    return f"{counted(len(labels), visible(name.removesuffix('s')))}: {listed(labels)}"


def _pairs(value: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{visible(str(name))}: {value_text(child)}" for name, child in value.items()) + "}"
