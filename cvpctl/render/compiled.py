"""The desired state as a listing that reads as YAML: every resource and field with the place that said it.

Scalars are JSON's, which YAML shares; files that people keep are written by the blueprint room.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cvpctl.model import Address, Desired, Path, Place, Removal, Selector
from cvpctl.render.wording import visible

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.%/-]*")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_ODD = re.compile("[^\\t\\n\\r\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]")
"""What a YAML reader refuses or takes for a line break inside double quotes."""

IDENTITIES = ("value", "id", "name")


def identity(child: Mapping[str, Any], otherwise: str) -> str:
    """Return what names one child of a keyed list."""
    return next((str(child[name]) for name in IDENTITIES if name in child), otherwise)


def compiled_yaml(desired: Desired) -> str:
    """Return the desired state as YAML, each resource and field with the place that said it."""
    owned = (*_exclusive(desired.exclusive), *_namespaces(desired.manages))
    return "\n".join((*_resources(desired), *_removals(desired.removed), *owned)) or "{}"


def _resources(desired: Desired) -> Iterator[str]:
    for address, resource in desired.resources.items():
        opening = f"{_key(str(address))}:" + ("" if resource.body else " {}")
        yield opening + _comment(resource.place) + _brought(resource.place, desired)
        yield from _mapping(resource.body, resource.places, (), 2)


def _brought(place: Place | None, desired: Desired) -> str:
    """Return which block of which line means the file that a resource stands in."""
    block, said = desired.blocks.get(place.path if place else "", ("", None))
    return f", by {block} at {visible(str(said))}" if block else ""


def _removals(removed: Mapping[Address, Removal]) -> Iterator[str]:
    if removed:
        yield "removed:"
    for address, removal in removed.items():
        yield f"  - {_scalar(str(address))}{_comment(removal.place)}"


def _exclusive(lists: Iterable[Address]) -> Iterator[str]:
    for number, address in enumerate(sorted(lists)):
        yield from () if number else ("exclusive:",)
        yield f"  - {_scalar(str(address))}"


def _namespaces(selectors: Iterable[Selector]) -> Iterator[str]:
    for number, selector in enumerate(selectors):
        yield from () if number else ("manages:",)
        pairs = [".".join(pair) for pair in selector.pairs]
        said = {"kind": selector.kind, "objects": list(selector.objects), "pairs": pairs}
        said |= {"groups": list(selector.groups), "prefix": selector.prefix}
        told = ", ".join(f"{name}: {_flow(value)}" for name, value in said.items() if value)
        yield f"  - {{{told}}}{_comment(selector.place)}"


def _mapping(body: Mapping[str, Any], places: Mapping[Path, Place], path: Path, indent: int) -> Iterator[str]:
    for name, value in body.items():
        below = (*path, str(name))
        comment = _comment(places.get(below))
        opening = f"{' ' * indent}{_key(str(name))}:"
        if not isinstance(value, Mapping | list) or not value:
            yield f"{opening} {_scalar(value)}{comment}"
            continue
        yield opening + comment
        if isinstance(value, Mapping):
            yield from _mapping(value, places, below, indent + 2)
        else:
            yield from _list(value, places, below, indent + 2)


def _list(items: Any, places: Mapping[Path, Place], path: Path, indent: int) -> Iterator[str]:
    for index, item in enumerate(items):
        if not isinstance(item, Mapping) or not item:
            yield f"{' ' * indent}- {_flow(item)}"
            continue
        below = (*path, identity(item, str(index)))
        first, *rest = _mapping(item, places, below, indent + 2)
        place = _comment(places.get(below)) if "  # " not in first else ""
        yield f"{' ' * indent}- {first[indent + 2 :]}{place}"
        yield from rest


def _comment(place: Place | None) -> str:
    return f"  # {visible(str(place))}" if place else ""


def _key(name: str) -> str:
    return name if _PLAIN_KEY.fullmatch(name) and name.lower() not in _WORDS else _scalar(name)


def _scalar(value: Any) -> str:
    if isinstance(value, float) and "." not in (text := repr(value)):
        return text.replace("e", ".0e")  # without a point YAML 1.1 takes it for a text
    return _ODD.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _flow(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _scalar(value)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
