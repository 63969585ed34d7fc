"""YAML text to a tree that knows where each part stands, and keeps scalars as they were written.

Built from libyaml's events, with a bound on depth: composing deeply nested text crashes that library. Anchors, tags
and merge keys are refused, since a settings file needs none and a reader must be able to trust what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from cvpctl.model import Place
from cvpctl.project.masking import shown, tokens_in
from cvpctl.project.source import Source

DEEPEST = 20
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_VALUES = re.compile(f"{_CONTROL.pattern}|[\t\n\r\x85\u2028\u2029]")
_INDENT = re.compile(r"[ \t]*")


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as written; `plain` means without quotes."""

    value: str
    place: Place
    plain: bool = True

    @property
    def empty(self) -> bool:
        """Whether YAML reads it as null."""
        return self.plain and self.value in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Pairs:
    """A mapping; duplicate keys are already reported and gone."""

    pairs: tuple[tuple[Text, Node], ...]
    place: Place


Node = Text | Items | Pairs


class _Stop(Exception):
    """The text cannot be followed any further."""


def parse(source: Source) -> Node | None:
    """Return the tree of the first document, or None where there is none; complaints go to the source."""
    _scan_tokens(source)
    if not _plain_lines(source):
        return None
    try:
        return _Builder(source).document()
    except _Stop:
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = source.place(mark.line, mark.column) if mark else source.place(0, 0)
        context = f" ({error.context})" if error.context else ""
        source.complain(
            "YAML_SYNTAX", place, f"this is not YAML: {error.problem}{context}", "check indentation and quotes"
        )
    except yaml.YAMLError:
        source.complain("YAML_SYNTAX", source.place(0, 0), "this is not YAML", "check indentation and quotes")
    return None


def _plain_lines(source: Source) -> bool:
    """Whether the parser can make sense of the lines; it stops at the first of these, we name them all."""
    plain = True
    for number, line in enumerate(source.lines):
        indent = _INDENT.match(line)
        if indent and "\t" in indent.group() and line.strip():
            place = source.place(number, line.index("\t"))
            source.complain("TAB", place, "a tab in the indentation", "indent with spaces")
            plain = False
        if odd := _CONTROL.search(line):
            _complain_odd(source, odd.group(), source.place(number, odd.start()))
            plain = False
    return plain


def _complain_odd(source: Source, character: str, place: Place) -> None:
    message = f"the character U+{ord(character):04X} cannot stand here"
    source.complain("CONTROL_CHARACTER", place, message, "take it out")


def _scan_tokens(source: Source) -> None:
    """Look at the whole text, comments too: a file that is committed publishes them."""
    for number, line in enumerate(source.lines):
        for column in tokens_in(line):
            message = "an access token stands in this file; treat it as leaked"
            help_ = "rotate it in HubSpot, then say where it is found: token: {env: HUBSPOT_ACCESS_TOKEN}"
            source.complain("TOKEN_LITERAL", source.place(number, column), message, help_, secret=True)


class _Builder:
    """Turns the event stream into nodes."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._events: Iterator[Any] = yaml.parse(source.text, Loader=_LOADER)

    def document(self) -> Node | None:
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        root = self._node(next(self._events), 0)
        next(self._events)
        if isinstance(more := next(self._events), yaml.DocumentStartEvent):
            self._source.complain("MULTI_DOCUMENT", self._place(more), "a second document begins", "keep one")
        return root

    def _place(self, event: Any) -> Place:
        return self._source.place(event.start_mark.line, event.start_mark.column)

    def _node(self, event: Any, depth: int) -> Node:
        place = self._place(event)
        if depth > DEEPEST:
            self._source.complain("TOO_DEEP", place, f"nested deeper than {DEEPEST} levels", "nothing here needs that")
            raise _Stop
        self._refuse_features(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(tuple(self._node(item, depth + 1) for item in self._until(yaml.SequenceEndEvent)), place)
        if isinstance(event, yaml.MappingStartEvent):
            return Pairs(tuple(self._pairs(depth + 1)), place)
        text = getattr(event, "value", "")
        if odd := _NOT_IN_VALUES.search(text):
            # A line break or an escape in quotes: no name, path or URL of ours has one. The checks see the rest.
            _complain_odd(self._source, odd.group(), place)
        return Text(_NOT_IN_VALUES.sub("", text), place, plain=not getattr(event, "style", ""))

    def _refuse_features(self, event: Any, place: Place) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._source.complain("ANCHOR_REFUSED", place, "anchors and aliases are not read here", "write it out")
        if getattr(event, "tag", None):
            self._source.complain("TAG_REFUSED", place, "tags are not read here", "leave it out, or quote the text")

    def _until(self, end: type) -> Iterator[Any]:
        while not isinstance(event := next(self._events), end):
            yield event

    def _pairs(self, depth: int) -> Iterator[tuple[Text, Node]]:
        first: dict[str, Place] = {}
        for event in self._until(yaml.MappingEndEvent):
            key = self._node(event, depth)
            value = self._node(next(self._events), depth)
            if not isinstance(key, Text):
                self._source.complain("KEY_NOT_TEXT", key.place, "a key is a plain word here", "write one word")
            elif key.value == "<<" and key.plain:
                self._source.complain("MERGE_KEY", key.place, "merge keys are not read here", "write it out")
            elif key.value in first:
                message = f"{shown(key.value)} already stands in line {first[key.value].line}"
                self._source.complain("DUPLICATE_KEY", key.place, message, "keep one of the two")
            else:
                first[key.value] = key.place
                yield key, value
