"""What a published JSON Schema says of one place in a file, followed along the keys that lead there.

Conditions are not judged: whoever asks what a key means has not always written what makes it right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]
_BRANCHES = ("then", "else")


@dataclass(frozen=True, slots=True)
class Described:
    """All that may be meant by a place, the likeliest first."""

    meant: tuple[Schema, ...]

    @property
    def description(self) -> str:
        return str(next((one["description"] for one in self.meant if "description" in one), ""))

    def sentences(self) -> Iterator[str]:
        """Yield what may stand there."""
        values = next((one["enum"] for one in self.meant if "enum" in one), None)
        if values:
            yield f"One of {', '.join(map(str, values))}."
        bounds = (("minimum", "At least"), ("maximum", "At most"), ("maxItems", "Entries: at most"))
        for name, words in bounds:
            yield from (f"{words} {one[name]}." for one in self.meant[:1] if name in one)


def described(schema: Schema, path: Sequence[str]) -> Described:
    """Return what the schema says of the place that `path` leads to."""
    found: list[Schema] = list(_all(schema, schema))
    for name in path:
        found = [one for outer in found for inner in _inside(outer, name) for one in _all(inner, schema)]
    return Described(tuple(found))


def _inside(schema: Schema, name: str) -> Iterator[Schema]:
    if name in schema.get("properties", {}):
        yield schema["properties"][name]
        return
    if isinstance(other := schema.get("additionalProperties"), Mapping):
        yield other
    if "items" in schema:  # by number or, in a keyed list, by name
        yield schema["items"]


def _all(schema: Schema, whole: Schema) -> Iterator[Schema]:
    """Yield a schema with its branches and with what it refers to."""
    yield schema
    if "$ref" in schema:
        *_, name = schema["$ref"].split("/")
        yield from _all(whole["$defs"][name], whole)
    for branch in _BRANCHES:
        if branch in schema:
            yield from _all(schema[branch], whole)
