"""Bodies: the JSON objects the API speaks, and the two small things every room needs to do with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, Final

Body = dict[str, Any]
Path = tuple[str, ...]


class Absent(Enum):
    """Not there, which is something else than null."""

    ABSENT = "absent"

    def __repr__(self) -> str:
        return "ABSENT"

    def __bool__(self) -> bool:
        return False


ABSENT: Final = Absent.ABSENT


def at(body: Mapping[str, Any], path: Path) -> Any:
    """Return what stands at `path`, or ABSENT."""
    found: Any = body
    for name in path:
        if not isinstance(found, Mapping) or name not in found:
            return ABSENT
        found = found[name]
    return found


def patched(body: Mapping[str, Any], edits: Iterable[tuple[Path, Any]]) -> Body:
    """Return a copy of `body` with each path set to its value; ABSENT takes the path out."""
    result: Body = dict(body)
    for path, value in edits:
        _patch(result, path, value)
    return result


def _patch(body: Body, path: Path, value: Any) -> None:
    name, *rest = path
    if rest:
        body[name] = dict(body.get(name) or {})
        _patch(body[name], tuple(rest), value)
    elif value is ABSENT:
        body.pop(name, None)
    else:
        body[name] = value
