"""Which properties the definition of a list, a form or a workflow speaks of, and which values of them.

Their bodies are large and have dozens of shapes that change with HubSpot's screens. What they share (documented
samples): a key with `property` in its name holds a property's internal name, a form's field its `name`, a text may
hold `{{ …name }}`; values stand under keys with `value` in theirs. That nothing else speaks of properties is assumed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(r"\{\{[^{}]*?\.(\w+)\s*\}\}")
_NO_NAME = re.compile(r"(type|id)$", re.IGNORECASE)
_OBJECT_KEYS = ("objectTypeId", "object_type_id")
_OTHER_OBJECT = ("association", "associationTypeId", "association_type_id")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that speaks of a property. `type_id` is empty where the object cannot be told."""

    type_id: str
    name: str
    values: frozenset[str] = frozenset()


def mentions(node: Any, type_id: str, around: frozenset[str] = frozenset()) -> Iterator[Mention]:
    """Yield what a body speaks of; `around` are the values of the filter, field or action that it is a part of."""
    if isinstance(node, str):
        yield from (Mention("", name) for name in _TOKEN.findall(node))
    elif isinstance(node, list):
        for item in node:
            yield from mentions(item, type_id, frozenset(_values(item)))
    elif isinstance(node, Mapping):
        here = _object(node, type_id)
        yield from (Mention(here, name, around) for name in _names(node))
        for child in node.values():
            yield from mentions(child, here, around)


def _object(node: Mapping[str, Any], type_id: str) -> str:
    said = next((node[key] for key in _OBJECT_KEYS if node.get(key)), "")
    return str(said) if said else "" if any(key in node for key in _OTHER_OBJECT) else type_id


def _names(node: Mapping[str, Any]) -> Iterator[str]:
    for key, value in node.items():
        if "propert" in key.lower() and not _NO_NAME.search(key):
            yield from _texts(value if isinstance(value, list) else [value])
    if "fieldType" in node:
        yield from _texts([node.get("name")])


def _texts(found: Iterable[Any]) -> Iterator[str]:
    yield from (one for one in found if isinstance(one, str))


def _values(node: Any, *, inside: bool = False) -> Iterator[str]:
    """Yield what is compared, set or offered; several values of one property stand in one text (documented)."""
    if isinstance(node, str) and inside:
        yield from (node, *(part.strip() for part in node.split(";")))
    elif isinstance(node, list):
        for item in node:
            yield from _values(item, inside=inside)
    elif isinstance(node, Mapping):
        for key, child in node.items():
            if not _NO_NAME.search(key):
                yield from _values(child, inside=inside or "value" in key.lower())
