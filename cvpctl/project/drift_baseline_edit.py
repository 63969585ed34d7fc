"""A line put into the baseline, or renewed there: values are exchanged, lines inserted, every other byte stays.

Placed by libyaml's marks, as bindings are. The result is read again: it must say what the file said and the new line,
nothing else, or nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cvpctl.errors import Blocked
from cvpctl.model import Place
from cvpctl.project.drift_baseline import Accepted
from cvpctl.project.drift_baseline_lines import HEAD, KEYS, REMARK, entry_lines, said, value_text
from cvpctl.project.yaml_marks import BREAK, composed, end_of, next_line
from cvpctl.project.yaml_marks import said as told_by

_COMMENT = re.compile(r"( *)#[^\r\n]*(?:\r\n|\n|\r|$)")
_TOLD = re.compile(rf"^( *){re.escape(REMARK)}[^\r\n]*(\r\n|\n|\r)", re.MULTILINE)
_LIST = "known"


def fresh(entry: Accepted, *, told: str, schema: str) -> str:
    """Return the text of a baseline that knows one difference."""
    return HEAD.format(schema=schema) + "\n".join(entry_lines(entry, told=told)) + "\n"


def with_accepted(text: str, entry: Accepted, known: Accepted | None, *, told: str, path: str) -> str:
    """Return the text of a baseline with one more line, or with that one renewed which is `known`.

    Expects a file that loads. Raises `Blocked`, with the place and the lines to paste, where its layout has no room.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(mark)
    listed = _under(composed(body), _LIST)
    item = _item(listed, known.place) if known else None
    edited = _renewed(body, item, entry, told) if item else _inserted(body, listed, entry, told, path)
    if told_by(composed(edited)) != _expected(told_by(composed(body)), listed, item, entry):
        raise _refused(Place(path, listed.start_mark.line + 1, listed.start_mark.column + 1), entry, told)
    return mark + edited


def _under(node: Any, name: str) -> Any:
    return next(value for key, value in node.value if key.value == name)


def _item(listed: Any, place: Place) -> Any:
    spots = ((one.start_mark.line + 1, one.start_mark.column + 1) for one in listed.value)
    return next(one for one, spot in zip(listed.value, spots, strict=True) if spot == (place.line, place.column))


def _renewed(text: str, item: Any, entry: Accepted, told: str) -> str:
    """Exchange the values that are another now; the address and the portal are what the line was found by."""
    wanted, last = said(entry), end_of(text, item)
    text = text[: item.start_mark.index] + _retold(text[item.start_mark.index : last], told) + text[last:]
    item = _item(_under(composed(text), _LIST), Place("", item.start_mark.line + 1, item.start_mark.column + 1))
    spans = [(value, key.value) for key, value in item.value if wanted.get(key.value, value.value) != value.value]
    for value, key in sorted(spans, key=lambda one: -int(one[0].start_mark.index)):
        start, end = value.start_mark.index, end_of(text, value)
        text = text[:start] + value_text(key, wanted[key]) + text[end:]
    return text


def _retold(lines: str, told: str) -> str:
    """Correct the remark of ours about what the portal held; one that a person wrote is theirs."""
    return _TOLD.sub(lambda found: f"{found[1]}{REMARK}{told}{found[2]}" if told else "", lines)


def _inserted(text: str, listed: Any, entry: Accepted, told: str, path: str) -> str:
    ending = found.group() if (found := BREAK.search(text)) else "\n"
    start, end = listed.start_mark.index, listed.end_mark.index
    if listed.flow_style:
        if listed.value:
            raise _refused(Place(path, listed.start_mark.line + 1, listed.start_mark.column + 1), entry, told)
        lines = entry_lines(entry, told=told)
        # `known: []` becomes a list of lines; what stands behind it stays.
        return text[:start].rstrip(" ") + ending + ending.join(lines) + text[end:]
    indent = listed.start_mark.column
    position = next_line(text, end_of(text, listed))
    while (comment := _COMMENT.match(text, position)) and len(comment[1]) > indent:
        position = comment.end()
    before, after = text[:position], text[position:]
    joint = "" if BREAK.fullmatch(before[-1]) else ending
    return before + joint + "".join(line + ending for line in entry_lines(entry, told=told, indent=indent)) + after


def _expected(before: Any, listed: Any, item: Any, entry: Accepted) -> Any:
    (new,) = told_by(composed("\n".join(entry_lines(entry))))
    items: list[Any] = list(before[_LIST])
    if item is None:
        items.append(new)
    else:
        number = listed.value.index(item)
        items[number] = {**items[number], **_unless_said(items[number], new)}
    return {**before, _LIST: items}


def _unless_said(old: Mapping[str, Any], new: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a renewed line says otherwise; a value that is the same keeps the quotes that somebody gave it."""
    return {key: value for key, value in new.items() if key in KEYS and old.get(key, ("", None))[1] != value[1]}


def _refused(place: Place, entry: Accepted, told: str) -> Blocked:
    help_ = "write this by hand:\n" + "\n".join(entry_lines(entry, told=told))
    return Blocked(f"{place}: the baseline was not written: there is no room for lines of their own here", help=help_)
