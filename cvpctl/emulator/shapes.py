"""The types a request body must have, checked before any rule looks at it.

Nulls stand for "not said" everywhere (observed: a null hint keeps what is there).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from cvpctl.emulator.errors import Body, missing_fields, unreadable

INT32 = 2**31

Shape = Mapping[str, Any]
"""Field name → str, int, bool, dict, a set of allowed texts, or a list holding the shape of its items."""


def shaped(sent: Any, shape: Shape, required: Sequence[str] = ()) -> Body:
    """The known fields of `sent`, nulls left out; unknown fields are dropped without a word (observed)."""
    if not isinstance(sent, dict):
        raise unreadable("Cannot deserialize the request body: an object was expected")
    known = {name: sent[name] for name in shape if sent.get(name) is not None}
    absent = [name for name in required if name not in known]
    if absent:
        raise missing_fields(absent)
    for name, value in known.items():
        _check(name, value, shape[name])
    return {
        name: _items(name, value, shape[name][0]) if isinstance(shape[name], list) else value
        for name, value in known.items()
    }


def _items(name: str, values: list[Any], shape: Any) -> list[Any]:
    if isinstance(shape, Mapping):
        return [shaped(value, shape) for value in values]
    for value in values:
        _check(name, value, shape)
    return list(values)


def _check(name: str, value: Any, kind: Any) -> None:
    if isinstance(kind, list):
        kind = list
    elif isinstance(kind, set | frozenset):
        if not isinstance(value, str) or value not in kind:
            allowed = ", ".join(sorted(kind))
            raise unreadable(f"Cannot deserialize value for '{name}': not one of the values accepted: [{allowed}]")
        return
    fits = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
    if not fits or (kind is int and not -INT32 <= value < INT32):
        raise unreadable(f"Cannot deserialize value for '{name}': {_NAMES.get(kind, 'a number')} was expected")


_NAMES = {str: "a text", int: "a 32-bit number", bool: "a boolean", dict: "an object", list: "an array"}
