"""How a value that does not fit its schema is told: code, message, what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cvpctl.blueprint.language_items import Schema
from cvpctl.blueprint.nodes import Items, Node, Scalar, Table
from cvpctl.blueprint.spelling import nearest

if TYPE_CHECKING:
    from jsonschema import ValidationError

Teller = Callable[[Any, Any], tuple[str, str, str]]
_WANTED = {
    "object": "a mapping (name: …)",
    "array": "a list (- …)",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}
_SHAPE: dict[type, str] = {Table: "a mapping", Items: "a list", Scalar: "a single value"}
SPACE = "put a space behind the colon"
_TRUE = frozenset({"yes", "y", "on", "true"})
_FALSE = frozenset({"no", "n", "off", "false"})
_SHORTEST_LIST = 12


def wanted(schema: Schema) -> str:
    kinds = schema.get("type", "object" if "properties" in schema else "string")
    return " or ".join(_WANTED[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))


def wrong_shape(node: Node, schema: Schema) -> tuple[str, str]:
    message = f"{wanted(schema)} belongs here, not {_SHAPE[type(node)]}"
    if isinstance(node, Scalar) and node.plain and ":" in node.text:
        return message, SPACE
    if examples := schema.get("examples"):
        return message, f"write it like this: {_flow(examples[0])}"
    if isinstance(node, Scalar) and schema.get("required"):
        return message, f"write {{{schema['required'][0]}: {node.text}}}"
    if isinstance(node, Items) and schema.get("type") == "object":
        return message, "write each as `name:` with its fields below, without a dash"
    return message, ""


def null(text: str, schema: Schema) -> tuple[str, str]:
    message = f"{text or 'nothing'} stands here; {wanted(schema)} is expected"
    if schema.get("type") != "string":
        return message, "write it, or take the key out"
    clears = "" if schema.get("minLength") or "enum" in schema else '; "" clears the field'
    return message, (f'quote it to mean the word: "{text}"' if text.isalpha() else "write a text") + clears


def no_key(name: str) -> tuple[str, str]:
    if name:
        return f"the key {name!r} holds ${{…}}; variables work in values only", "write the name out"
    return "this key is empty", "give it its internal name"


def refused(problem: ValidationError, schema: Schema) -> tuple[str, str, str]:
    """Return code, message and help for what jsonschema found at one value."""
    value, rule = problem.instance, problem.validator_value
    tell = _TELLERS.get(str(problem.validator))
    if tell:
        return tell(value, rule)
    return "BAD_VALUE", f"{_shown(value)} has a form that is not possible here", str(schema.get("description", ""))


def _type(value: Any, rule: Any) -> tuple[str, str, str]:
    message = f"{_shown(value)} is not {wanted({'type': rule})}"
    text = str(value).strip().lower()
    if rule == "boolean" and text in _TRUE | _FALSE:
        word = "true" if text in _TRUE else "false"
        return "BAD_TYPE", message, f"write {word}, without quotes"
    if rule in ("integer", "number") and isinstance(value, str) and text.lstrip("+-").replace(".", "", 1).isdecimal():
        return "BAD_TYPE", message, "take the quotes away"
    return "BAD_TYPE", message, f"write {wanted({'type': rule})}"


def _enum(value: Any, rule: Any) -> tuple[str, str, str]:
    near = nearest(str(value), rule)
    listed = f"one of {', '.join(rule)}" if len(rule) <= _SHORTEST_LIST else ""
    help_ = "; ".join(part for part in (f"did you mean {near}?" if near else "", listed) if part)
    return "BAD_VALUE", f"{_shown(value)} is not possible here", help_


def _empty(_value: Any, _rule: Any) -> tuple[str, str, str]:
    return "BAD_VALUE", "this must not be empty", "write something, or take the key out"


def _flow(value: Any) -> str:
    """Return an example as one line of YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(one)}" for name, one in value.items()) + "}"
    return f"[{', '.join(map(_flow, value))}]" if isinstance(value, list) else str(value)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"  # noqa: PLR2004 - what fits on a line


_TELLERS: dict[str, Teller] = {
    "type": _type,
    "enum": _enum,
    "minLength": _empty,
    "minProperties": _empty,
    "minItems": _empty,
    "minimum": lambda value, rule: ("BAD_VALUE", f"{value} is too small", f"use {rule} or more"),
    "maximum": lambda value, rule: ("BAD_VALUE", f"{value} is too large", f"use {rule} or less"),
    "maxItems": lambda value, rule: ("BAD_VALUE", f"{len(value):,} entries; {rule:,} are possible", "use fewer"),
}
