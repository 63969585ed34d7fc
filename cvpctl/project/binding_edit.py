"""New bindings put into `cvpctl.yaml`: lines are inserted, and every other byte of the file stays.

A round trip through a YAML library would lose what a person arranged. So the lines are placed by libyaml's marks, and
the result is read again: it must say what the file said and the bindings, nothing else, or nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from cvpctl.errors import Blocked
from cvpctl.model import Address, Place
from cvpctl.project.binding_lines import STEP, binding_lines, nested
from cvpctl.project.yaml_marks import BREAK, composed, end_of, next_line, said

_COMMENT = re.compile(r"( *)#[^\r\n]*(?:\r\n|\n|\r|$)")
_ROOT = "portals"
_LEAF = "bindings"


def with_bindings(text: str, portal: str, bindings: Mapping[Address, str], *, path: str) -> str:
    """Return the text of a project file with more bindings of one portal.

    Expects a file that loads. Raises `Blocked`, with the place and the lines to paste, where its layout has no room.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(mark)
    trail = (_ROOT, portal, _LEAF)
    top = composed(body)
    level, known = _deepest(top, trail)
    spot = _Spot.behind(body, level, path, _to_paste(portal, bindings))
    edited = spot.inserted(_lines(level, top, trail[known:], bindings))
    if said(composed(edited)) != _with(said(top), trail, bindings):
        raise spot.refused("an edit here would change more than it means")
    return mark + edited


def _to_paste(portal: str, bindings: Mapping[Address, str]) -> str:
    return "write this by hand:\n" + "\n".join(nested((_ROOT, portal, _LEAF), bindings))


def _deepest(top: Any, trail: Sequence[str]) -> tuple[Any, int]:
    """Return the last mapping on the way that is there, and how many keys lead to it."""
    level = top
    for known, name in enumerate(trail):
        below = next((value for key, value in level.value if key.value == name), None)
        if below is None:
            return level, known
        level = below
        if not isinstance(level, yaml.MappingNode):
            return level, known + 1
    return level, len(trail)


def _lines(level: Any, top: Any, missing: Sequence[str], bindings: Mapping[Address, str]) -> list[str]:
    """Return the new lines, indented as deep as those around them."""
    indent = _column(level)
    depths = {_column(value) for _, value in top.value if isinstance(value, yaml.MappingNode) and not value.flow_style}
    step = min((depth for depth in depths if depth), default=STEP)
    return nested(missing, bindings, indent, step) if missing else binding_lines(bindings, indent)


def _column(level: Any) -> int:
    column: int = level.start_mark.column
    return column


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the lines go: behind the last entry of a block, and the comments that belong to it."""

    text: str
    position: int
    place: Place
    help: str

    @classmethod
    def behind(cls, text: str, level: Any, path: str, to_paste: str) -> _Spot:
        start = level.start_mark
        place = Place(path, start.line + 1, start.column + 1)
        if not isinstance(level, yaml.MappingNode) or level.flow_style or not level.value:
            raise cls(text, 0, place, to_paste).refused("there is no room for lines of their own here")
        position = next_line(text, end_of(text, level))
        while (comment := _COMMENT.match(text, position)) and comment.group().strip():
            if len(comment[1]) < start.column:
                break
            position = comment.end()
        return cls(text, position, place, to_paste)

    def refused(self, why: str) -> Blocked:
        return Blocked(f"{self.place}: the bindings were not written: {why}", help=self.help)

    def inserted(self, lines: Sequence[str]) -> str:
        found = BREAK.search(self.text)
        end = found.group() if found else "\n"
        before, after = self.text[: self.position], self.text[self.position :]
        joint = "" if not before or BREAK.fullmatch(before[-1]) else end
        return before + joint + "".join(line + end for line in lines) + after


def _with(told: Any, trail: Sequence[str], bindings: Mapping[Address, str]) -> Any:
    if not trail:
        text = "tag:yaml.org,2002:str"
        return {**told, **{str(address): (text, identity) for address, identity in bindings.items()}}
    return {**told, trail[0]: _with(told.get(trail[0], {}), trail[1:], bindings)}
