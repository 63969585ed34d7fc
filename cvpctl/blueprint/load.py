"""From text to nodes: one pass over libyaml's events.

Events rather than its composed tree, because libyaml's composer recurses in C: 100,000 nested brackets end the process.
Here depth, alias expansion, tags, merge keys and duplicate keys are judged while the tree grows.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.nodes import At, Entry, Items, Node, Scalar, Spot, Table
from cvpctl.blueprint.yaml_errors import note_syntax_error, note_tabs

DEEPEST = 64
MOST_NODES = 1_000_000
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Stop(Exception):
    """The rest of this file cannot be read; what stopped it is noted."""


@contextmanager
def gc_paused() -> Iterator[None]:
    """Half a million new objects would make the collector walk them over and over; none of them is garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def load(source: Source, found: Findings) -> Node | None:
    """Return the only document of `source`, or None where it is empty or could not be read (and noted why)."""
    if note_tabs(source, found):
        return None
    tree = _Tree(source, found)
    loader = _Loader(source.text) if source.text else None
    try:
        while loader and tree.take(loader.get_event()):
            pass
    except _Stop:
        return None
    except yaml.YAMLError as problem:
        note_syntax_error(problem, source, found)
        return None
    finally:
        if loader:
            loader.dispose()
    return tree.root


@dataclass(slots=True)
class _Key:
    text: str
    spot: Spot
    kept: bool = True


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet. `entries` is None for a list; `started` is the node count before it."""

    spot: At
    anchor: str | None
    started: int
    nodes: list[Node]
    entries: dict[str, Entry] | None
    key: _Key | None = None
    height: int = 0


@dataclass(frozen=True, slots=True)
class _Anchored:
    node: Node | None  # None while it is still open: an alias here would contain itself
    size: int = 0
    height: int = 0


class _Tree:
    def __init__(self, source: Source, found: Findings) -> None:
        self.source, self.found = source, found
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.anchors: dict[str, _Anchored] = {}
        self.count = 0
        self.documents = 0
        self.taking: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.mapping,
            yaml.SequenceStartEvent: self.sequence,
            yaml.MappingEndEvent: self.close,
            yaml.SequenceEndEvent: self.close,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
        }

    def take(self, event: yaml.Event) -> bool:
        take = self.taking.get(type(event))
        if take:
            take(event)
        return not isinstance(event, yaml.StreamEndEvent)

    def note(self, code: str, message: str, help_: str, spot: Spot) -> None:
        self.found.note(code, message, help_, at=(self.source, spot))

    def stop(self, code: str, message: str, help_: str, spot: Spot) -> NoReturn:
        self.note(code, message, help_, spot)
        raise _Stop

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.stop("MULTI_DOCUMENT", "a second document begins here", "put it in a file of its own", _spot(event))

    def scalar(self, event: Any) -> None:
        mark = event.start_mark
        node = Scalar(event.value, not event.style, mark.line + 1, mark.column + 1)
        if event.tag is not None:
            self.refuse_tag(event.tag, node)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchored(node, 1)
        self.attach(node, 1, 0)

    def mapping(self, event: Any) -> None:
        self.open(event, {})

    def sequence(self, event: Any) -> None:
        self.open(event, None)

    def open(self, event: Any, entries: dict[str, Entry] | None) -> None:
        spot = _spot(event)
        if event.tag is not None:
            self.refuse_tag(event.tag, spot)
        if len(self.stack) >= DEEPEST:
            self.stop("TOO_DEEP", f"more than {DEEPEST} levels of nesting", "flatten it; a blueprint needs ten", spot)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchored(None)
        self.stack.append(_Open(spot, event.anchor, self.count, [], entries))

    def close(self, _event: Any) -> None:
        done = self.stack.pop()
        spot = done.spot
        node: Node = Items(done.nodes, *spot) if done.entries is None else Table(done.entries, *spot)
        if done.anchor is not None:
            self.anchors[done.anchor] = _Anchored(node, self.count - done.started + 1, done.height + 1)
        self.attach(node, 1, done.height + 1)

    def alias(self, event: Any) -> None:
        spot, anchored = _spot(event), self.anchors.get(event.anchor)
        if anchored is None:
            self.stop("ALIAS_UNKNOWN", f"nothing above is anchored as &{event.anchor}", "write the value out", spot)
        if anchored.node is None:
            self.stop("ALIAS_RECURSIVE", f"*{event.anchor} stands inside itself", "write the value out", spot)
        if len(self.stack) + anchored.height > DEEPEST:
            self.stop("TOO_DEEP", f"more than {DEEPEST} levels of nesting through aliases", "flatten it", spot)
        self.attach(anchored.node, anchored.size, anchored.height, spot)

    def attach(self, node: Node, size: int, height: int, alias: Spot | None = None) -> None:
        self.count += size
        if self.count > MOST_NODES:
            message = f"{'aliases expand this file' if alias else 'this file goes'} beyond {MOST_NODES:,} values"
            self.stop("TOO_MANY_VALUES", message, "write less into one file", alias or node)
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        top.height = max(top.height, height)
        if top.entries is None:
            top.nodes.append(node)
        elif top.key is None:
            top.key = self.key(node, top.entries, alias or node)
        else:
            if top.key.kept:
                top.entries[top.key.text] = Entry(top.key.spot.line, top.key.spot.column, node)
            top.key = None

    def key(self, node: Node, entries: dict[str, Entry], spot: Spot) -> _Key:
        if not isinstance(node, Scalar):
            self.note("KEY_NOT_TEXT", "a key must be a text, not a list or mapping", "write a plain name", spot)
            return _Key("", spot, kept=False)
        if node.text == "<<" and node.plain:
            self.note("MERGE_KEY", "merge keys (<<) are not part of the language", "write the fields out", spot)
            return _Key(node.text, spot, kept=False)
        if node.text in entries:
            first = entries[node.text]
            message = f"the key {node.text!r} stands here twice; first on line {first.line}"
            self.note("DUPLICATE_KEY", message, "keep one of the two", spot)
            return _Key(node.text, spot, kept=False)
        return _Key(node.text, spot)

    def refuse_tag(self, tag: str, spot: Spot) -> None:
        short = tag.replace("tag:yaml.org,2002:", "!!")
        self.note("TAG_REFUSED", f"the YAML tag {short} is not part of the language", "quote the text instead", spot)


def _spot(event: Any) -> At:
    return At(event.start_mark.line + 1, event.start_mark.column + 1)
