"""A tree read along a schema: plain values out, everything that does not fit into findings.

Text stays as it was written (`no`, `007`, `1.10`); only whole numbers and true/false are read as such, where the
schema wants them. What does not fit is ABSENT from the values, so that reading goes on and all findings come at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from cvpctl.model import ABSENT, Path, Place
from cvpctl.project.masking import masked, shown
from cvpctl.project.refusals import refusal
from cvpctl.project.source import Source
from cvpctl.project.tree import Items, Node, Pairs, Text

_NAMES = {"object": "a mapping", "array": "a list", "string": "text", "integer": "a whole number", "boolean": "a flag"}
_SECRETS = frozenset(("token", "notify"))
"""Below these keys a line is not quoted: what somebody put there may be what should stand elsewhere."""

_WHOLE = re.compile(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says; `places` is where each path of it stands, `keys` where its last key does."""

    values: Any
    places: Mapping[Path, Place]
    keys: Mapping[Path, Place]


def read(source: Source, node: Node, schema: Mapping[str, Any]) -> Reading:
    reader = _Reader(source)
    return Reading(reader.value(node, schema, ()), reader.places, reader.keys)


def nearest(word: str, known: list[str]) -> str:
    """Return the known word that was meant, or nothing; case and underscores never separate two words."""
    folded = {_fold(name): name for name in known}
    found = get_close_matches(_fold(word), folded, n=1)
    return folded[found[0]] if found else ""


def _fold(word: str) -> str:
    return word.replace("_", "").replace("-", "").lower()


class _Reader:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._file = source.path.rpartition("/")[2]
        self.places: dict[Path, Place] = {}
        self.keys: dict[Path, Place] = {}

    def value(self, node: Node, schema: Mapping[str, Any], path: Path) -> Any:
        """Return the value of a node, or ABSENT where it does not fit."""
        self.places[path] = node.place
        if refused := refusal(path, node):
            self._source.complain(refused.code, node.place, refused.message, refused.help, secret=refused.secret)
            return ABSENT
        schema = _branch(schema, node)
        match schema["type"], node:
            case "object", Pairs():
                return self._mapping(node, schema, path)
            case "array", Items():
                return [self.value(item, schema["items"], (*path, str(n))) for n, item in enumerate(node.items)]
            case [*_], Text() if not node.empty:
                return node.value  # any scalar: whoever knows the type it should have reads the text
            case wanted, Text() if not node.empty:
                return self._scalar(node, wanted, schema, path)
        self._wrong_type(node, schema["type"] if isinstance(schema["type"], str) else "string", path)
        return ABSENT

    def _scalar(self, node: Text, wanted: str, schema: Mapping[str, Any], path: Path) -> Any:
        if wanted == "string":
            return self._text(node, schema, path)
        if wanted == "integer" and node.plain and _WHOLE.fullmatch(node.value):
            return int(node.value)
        if wanted == "boolean" and node.plain and node.value in ("true", "false"):
            return node.value == "true"
        self._wrong_type(node, wanted, path)
        return ABSENT

    def _mapping(self, node: Pairs, schema: Mapping[str, Any], path: Path) -> dict[str, Any]:
        values = {}
        for key, child in node.pairs:
            self.keys[*path, key.value] = key.place
            inner = self._inner(key, schema, path)
            if inner is not None and (value := self.value(child, inner, (*path, key.value))) is not ABSENT:
                values[key.value] = value
        self._counts(node, schema, path)
        return values

    def _inner(self, key: Text, schema: Mapping[str, Any], path: Path) -> Mapping[str, Any] | None:
        known, rest = schema.get("properties", {}), schema.get("additionalProperties", False)
        if refused := refusal((*path, key.value)):
            self._source.complain(refused.code, key.place, refused.message, refused.help, secret=refused.secret)
            return None
        if key.value in known:
            return dict(known[key.value])
        if rest is False:
            near = nearest(key.value, list(known))
            help_ = f"did you mean {near}?" if near else f"known here: {', '.join(known)}"
            message, secret = f"{self._here(path)} has no key {shown(key.value)}", bool(_SECRETS & {near, *path})
            self._source.complain("UNKNOWN_KEY", key.place, message, help_, secret=secret)
            return None
        pattern = schema.get("propertyNames", {}).get("pattern", "")
        if not re.search(pattern, key.value):
            message = f"{shown(key.value)} cannot be a name here"
            self._source.complain("NAME_NOT_ALLOWED", key.place, message, "use a-z, 0-9, _ and -, a letter first")
            return None
        return dict(rest)

    def _counts(self, node: Pairs, schema: Mapping[str, Any], path: Path) -> None:
        missing = [name for name in schema.get("required", ()) if name not in {key.value for key, _ in node.pairs}]
        for name in missing:
            self._source.complain("FIELD_MISSING", node.place, f"{self._here(path)} needs {name}", f"add {name}")
        if schema.get("maxProperties") == 1 and len(node.pairs) != 1:
            words = ", ".join(schema["properties"])
            self._source.complain("CHOOSE_ONE", node.place, f"{self._here(path)} is exactly one of {words}", "keep one")

    def _text(self, node: Text, schema: Mapping[str, Any], path: Path) -> Any:
        if len(node.value) < schema.get("minLength", 0):
            self._wrong_type(node, "string", path)
            return ABSENT
        known = schema.get("enum", [node.value])
        if node.value in known and re.search(schema.get("pattern", ""), node.value):
            return node.value
        near = nearest(node.value, known) if "enum" in schema else ""
        expected = f"write one of {', '.join(known)}" if "enum" in schema else schema.get("description", "")
        secret = bool(_SECRETS & {*path})
        message = f"{self._here(path)} cannot be {'this text' if secret else shown(node.value)}"
        help_ = f"did you mean {near}?" if near else expected
        self._source.complain("BAD_VALUE", node.place, message, help_, secret=secret)
        return ABSENT

    def _wrong_type(self, node: Node, wanted: str, path: Path) -> None:
        if isinstance(node, Text) and (node.empty or not node.value):
            message, help_ = f"{self._here(path)} is empty", f"write {_NAMES[wanted]}, or take the key out"
        else:
            message, help_ = f"{self._here(path)} must be {_NAMES[wanted]}", _hint(node, wanted)
        self._source.complain("BAD_TYPE", node.place, message, help_, secret=bool(_SECRETS & {*path}))

    def _here(self, path: Path) -> str:
        return masked(".".join(path)) or self._file


def _branch(schema: Mapping[str, Any], node: Node) -> Mapping[str, Any]:
    """Follow the schema's if/then/else; the conditions we write ask for text or for one of some keys."""
    if "if" not in schema:
        return schema
    if "anyOf" in schema["if"]:
        keys = {key.value for key, _ in node.pairs} if isinstance(node, Pairs) else None
        holds = keys is None or any(condition["required"][0] in keys for condition in schema["if"]["anyOf"])
    else:
        holds = isinstance(node, Text)
    return dict(schema["then" if holds else "else"])


def _hint(node: Node, wanted: str) -> str:
    if wanted == "boolean":
        return "write true or false, without quotes"
    if wanted == "integer":
        return "write digits only, without quotes"
    if wanted == "array" and isinstance(node, Text):
        return "put it in brackets: [one, two]"
    return ""
