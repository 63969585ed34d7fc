"""The part of a record that knows what was live and not ours: names by list, such as `property.contacts`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cvpctl.model import Address, Scope

Unmanaged = Mapping[Scope, frozenset[str]]
_ANY = "x"


def as_json(unmanaged: Unmanaged) -> dict[str, list[str]]:
    return {_text(scope): sorted(names) for scope, names in sorted(unmanaged.items())}


def from_json(said: object) -> dict[Scope, frozenset[str]]:
    """Read it back; raises `ValueError` where it is something else."""
    if not isinstance(said, dict):
        raise ValueError("unmanaged is no mapping")  # noqa: TRY004 - damage, not a mistake of the caller
    return dict(_list(text, names) for text, names in said.items())


def merged(before: Unmanaged, ours: Unmanaged, theirs: Unmanaged) -> dict[Scope, frozenset[str]]:
    """Return their lists, and ours where we looked since."""
    return {**theirs, **dict(_looked(before, ours))}


def _looked(before: Unmanaged, ours: Unmanaged) -> Iterator[tuple[Scope, frozenset[str]]]:
    return ((scope, names) for scope, names in ours.items() if names != before.get(scope))


def _list(text: str, names: Any) -> tuple[Scope, frozenset[str]]:
    address = Address.parse(f"{text}.{_ANY}")
    if not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        raise ValueError("a list of unmanaged names holds something else")
    return (address.kind, address.scope), frozenset(names)


def _text(scope: Scope) -> str:
    kind, names = scope
    return str(Address(kind, names, _ANY)).removesuffix(f".{_ANY}")
