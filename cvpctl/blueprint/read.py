"""From nodes to plain data under a schema, noting what does not fit at the very place it stands.

The schema decides what a scalar is (architecture, rule 14): where it says string, the literal text; elsewhere
YAML 1.2. Tables and lists are walked here, because jsonschema knows no places; what remains at each value it judges.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from jsonschema import Draft202012Validator

from cvpctl.blueprint import wording
from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.language_items import Schema
from cvpctl.blueprint.nodes import Entry, Items, Node, Scalar, Spot, Table, Unsound
from cvpctl.blueprint.scalars import is_date, resolved
from cvpctl.blueprint.spelling import nearest, suggestion

_STRUCTURE = frozenset(
    {"type", "description", "properties", "additionalProperties", "required", "items", "if", "then", "else", "examples"}
)
_REMEMBERED = 200


@dataclass(frozen=True)
class _Broken:
    """Stands for a value that was noted as wrong, so that nobody judges it a second time."""


BROKEN: Final = _Broken()
Read: TypeAlias = Any
"""A JSON value, or BROKEN."""


@dataclass(slots=True)
class _Rules:
    """The keywords of one schema that concern a whole value, compiled; `sound` remembers texts that passed."""

    validator: Draft202012Validator | None
    sound: set[str] = field(default_factory=set)


class Reader:
    """Reads the nodes of one file. With `whole` false nothing is missing: another layer may say it."""

    def __init__(self, source: Source, found: Findings, *, whole: bool = True) -> None:
        self.source, self.found, self.whole = source, found, whole
        # By identity: the schemas are constants, and hashing them would cost more than judging.
        self.rules: dict[int, _Rules] = {}
        self.short: dict[int, Schema] = {}

    def note(self, code: str, message: str, help_: str, spot: Spot) -> _Broken:
        self.found.note(code, message, help_, at=(self.source, spot))
        return BROKEN

    def read(self, node: Node, schema: Schema, key: Spot) -> Read:
        """Return the data of `node`; `key` is where its key stands, which is where a missing part is told."""
        if "if" in schema:
            schema = self.chosen(node, schema)
        kind = schema.get("type")
        if kind == "object" and isinstance(node, Table):
            return self.table(node, schema, key)
        if kind == "array" and isinstance(node, Items):
            return self.items(node, schema)
        if isinstance(node, Scalar) and (kind not in ("object", "array") or node.is_nothing):
            return self.scalar(node, schema, key)
        return BROKEN if isinstance(node, Unsound) else self.note("BAD_TYPE", *wording.wrong_shape(node, schema), node)

    def members(self, table: Table, schema: Schema) -> Iterator[tuple[str, Entry, Schema]]:
        """Yield the entries a schema knows; the others are noted."""
        known, other = schema.get("properties", {}), schema.get("additionalProperties", False)
        for name, entry in table.entries.items():
            sub = known.get(name, other)
            if not sub:
                help_ = wording.SPACE if name.partition(":")[0] in known else suggestion(name, known)
                self.note("UNKNOWN_KEY", f"{name!r} is not known here", help_, entry)
            elif not name or "${" in name:
                self.note("BAD_VALUE", *wording.no_key(name), entry)
            else:
                yield name, entry, sub

    def table(self, node: Table, schema: Schema, key: Spot) -> Read:
        fields, sound = self.fields(node, schema, key)
        return fields if sound else BROKEN

    def fields(self, node: Table, schema: Schema, key: Spot) -> tuple[dict[str, Any], bool]:
        """Return the sound fields of a table, and whether that is all there is."""
        fields = {}
        for name, entry, sub in self.members(node, schema):
            value = self.read(entry.node, sub, entry)
            if value is not BROKEN:
                fields[name] = value
        sound = len(fields) == len(node.entries)
        for name in schema.get("required", ()) if self.whole else ():
            if name not in node.entries:
                sound = False
                # A misspelt key was noted already; its right spelling is not missing besides.
                unknown = node.entries.keys() - schema["properties"].keys()
                if not nearest(name, [word.partition(":")[0] for word in unknown]):
                    self.note("FIELD_MISSING", f"{name} is missing here", f"add {name}", key)
        return fields, sound and self.judge(fields, schema, key)

    def items(self, node: Items, schema: Schema) -> Read:
        values = [self.read(item, schema.get("items", {}), item) for item in node.nodes]
        if any(value is BROKEN for value in values) or not self.judge(values, schema, node):
            return BROKEN
        return values

    def scalar(self, node: Scalar, schema: Schema, key: Spot) -> Read:
        if isinstance(node, Unsound):
            return BROKEN
        if node.is_nothing:
            return self.note("NULL_REFUSED", *wording.null(node.text, schema), node if node.text else key)
        wanted = schema.get("type")
        if wanted == "string":
            value: Any = node.text
        elif node.plain and is_date(node.text):
            return self.note("DATE_UNQUOTED", f"{node.text} reads as a date", f'quote it: "{node.text}"', node)
        else:
            value = resolved(node.text) if node.plain else node.text
            value = int(value) if wanted == "integer" and isinstance(value, float) and value.is_integer() else value
        return value if self.judge(value, schema, node) else BROKEN

    def judge(self, value: Any, schema: Schema, spot: Spot) -> bool:
        """Tell whether a value keeps the keywords that concern it whole; note it where not."""
        rules = self.rules.get(id(schema)) or self.compiled(schema)
        if rules.validator is None or (isinstance(value, str) and value in rules.sound):
            return True
        problem = next(rules.validator.iter_errors(value), None)
        if problem is None:
            if isinstance(value, str) and len(rules.sound) < _REMEMBERED:
                rules.sound.add(value)
            return True
        self.note(*wording.refused(problem, schema), spot)
        return False

    def compiled(self, schema: Schema) -> _Rules:
        leaf = schema.get("type") not in ("object", "array")
        kept = {name: rule for name, rule in schema.items() if name not in _STRUCTURE or (leaf and name == "type")}
        rules = self.rules[id(schema)] = _Rules(Draft202012Validator(kept) if kept else None)
        return rules

    def chosen(self, node: Node, schema: Schema) -> Schema:
        """Decide `if: {type: string}`, the only condition the fragments use: a scalar is the short form."""
        if not isinstance(node, Scalar):
            long: Schema = schema["else"]
            return long
        if id(schema) not in self.short:
            self.short[id(schema)] = {"type": "string", **schema["then"]}
        return self.short[id(schema)]
