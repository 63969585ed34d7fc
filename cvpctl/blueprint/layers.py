"""Which files speak, and over whom: `extends` followed depth-first, each file once, whoever extends standing last.

Every layer knows its closure, the files it builds on: two files that state one address must lie under one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cvpctl.blueprint.blocks import blocks_in
from cvpctl.blueprint.extends import Reference, agree, satisfies
from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.language import DOCUMENT
from cvpctl.blueprint.load import load
from cvpctl.blueprint.nodes import At, Items, Node, Scalar, Spot, Table
from cvpctl.blueprint.read import BROKEN, Reader
from cvpctl.blueprint.shelf import Library, Shelf
from cvpctl.blueprint.whereabouts import File, Files
from cvpctl.model import Place, Severity

MOST_LEVELS = 50


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One file with all that it builds on; `closure` holds the names of those files and its own."""

    source: Source
    root: Node
    closure: frozenset[str]

    @property
    def name(self) -> str:
        return self.source.name


@dataclass(frozen=True, slots=True)
class Layers:
    """All files of a run, lower ones first; `sources` are also those that could not be understood.

    `roots` are the names of those that somebody named, others being there because a file extends them. `blocks` tells
    by the name of a file which block brought it, `valuePath:`, and where that stands.
    """

    order: tuple[Layer, ...] = ()
    sources: tuple[Source, ...] = ()
    known: dict[tuple[str, str], bool] = field(default_factory=dict)
    roots: frozenset[str] = frozenset()
    blocks: Mapping[str, tuple[str, Place]] = field(default_factory=dict)

    def related(self, one: str, other: str) -> bool:
        """Tell whether some file builds on both, so that the later of the two has the last word."""
        pair = (one, other)
        if pair not in self.known:
            self.known[pair] = one != other and any({one, other} <= layer.closure for layer in self.order)
        return self.known[pair]


def layers_of(roots: Sequence[Source], root: Path, shelf: Shelf, found: Findings) -> Layers:
    """Follow every `extends` from the files that were named; what cannot be followed is noted and left out."""
    stack = _Stack(Files(root.resolve(), shelf, found), found)
    for source in roots:
        stack.visit(File.of(source))
    return Layers(
        tuple(stack.order), tuple(stack.sources), roots=frozenset(source.name for source in roots), blocks=stack.blocks
    )


def layers_of_library(library: Library, root: Path, shelf: Shelf, found: Findings) -> Layers:
    """Follow every file of a library as if each were named."""
    files = Files(root.resolve(), shelf, found)
    stack = _Stack(files, found)
    for file in files.members(library):
        stack.visit(file)
    return Layers(tuple(stack.order), tuple(stack.sources))


class _Stack:
    def __init__(self, files: Files, found: Findings) -> None:
        self.files, self.found = files, found
        self.seen: dict[str, Layer | None] = {}
        self.order: list[Layer] = []
        self.sources: list[Source] = []
        self.open: list[str] = []
        self.asked: dict[str, tuple[str, Source, Spot]] = {}
        self.blocks: dict[str, tuple[str, Place]] = {}

    def visit(self, file: File) -> Layer | None:
        if file.name in self.seen:
            return self.seen[file.name]
        self.seen[file.name] = None
        source = file.read(self.found)
        if source is None:
            return None
        self.sources.append(source)
        node = _loaded(source, self.found)
        if node is None:
            return None
        self.open.append(file.name)
        below = list(self.extended(node, source, file))
        self.open.pop()
        closure = frozenset((source.name,)).union(*(layer.closure for layer in below))
        layer = self.seen[file.name] = Layer(source, node, closure)
        self.order.append(layer)
        return layer

    def extended(self, node: Node, source: Source, file: File) -> Iterator[Layer]:
        for text, spot in _lines(node, source, self.found):
            for found in self.named(text, file, (source, spot)):
                layer = self.entered(found, (source, spot))
                if layer:
                    yield layer

        for block, text, spot in blocks_in(node, Reader(source, self.found)):
            yield from self.brought(block, text, file, (source, spot))

    def brought(self, block: str, text: str, file: File, at: tuple[Source, Spot]) -> Iterator[Layer]:
        """Yield the layers a block means, and remember that nobody named them."""
        source, spot = at
        for found in self.named(text, file, at):
            known = found.name in self.seen
            layer = self.entered(found, at)
            if layer:
                if not known:
                    self.blocks |= dict.fromkeys(layer.closure - self.blocks.keys(), (block, source.place(spot)))
                yield layer

    def entered(self, file: File, at: tuple[Source, Spot]) -> Layer | None:
        if file.name in self.open:
            path = " → ".join([*self.open[self.open.index(file.name) :], file.name])
            self.found.note("EXTENDS_LOOP", f"this goes round in a circle: {path}", "take one of the steps out", at=at)
            return None
        if len(self.open) >= MOST_LEVELS:
            self.found.note("EXTENDS_TOO_DEEP", f"more than {MOST_LEVELS} files on one another", "flatten it", at=at)
            return None
        return self.visit(file)

    def named(self, text: str, file: File, at: tuple[Source, Spot]) -> Iterable[File]:
        """Return the files one line names, their versions checked."""
        try:
            reference = Reference.parse(text)
        except ValueError as problem:
            help_ = "write a library (value-first@0.1), one of its blueprints, or a path that begins with ./"
            self.found.note("EXTENDS_INVALID", str(problem), help_, at=at)
            return ()
        if not reference.library:
            return self.files.by_path(reference.name, file, at)
        self.compare(reference, at)
        members = self.files.of_library(reference, at)
        return [member for member in members if self.suits(member, reference, at)]

    def compare(self, reference: Reference, at: tuple[Source, Spot]) -> None:
        """Refuse one library in two versions, with both places."""
        version, source, spot = self.asked.setdefault(reference.name, (reference.version, *at))
        if not agree(version, reference.version):
            message = (
                f"{reference.name} is asked for in version {reference.version} here"
                f" and in version {version} at {source.place(spot)}"
            )
            self.found.note("LIBRARY_TWO_VERSIONS", message, "ask for one version of it", at=at)

    def suits(self, member: File, reference: Reference, at: tuple[Source, Spot]) -> bool:
        if satisfies(member.version, reference.version):
            return True
        has = f"is version {member.version}" if member.version else "states no version"
        message = f"{member.title} {has}; {reference.version} is asked for"
        help_ = f"ask for {reference.name}@{member.version}" if member.version else "take the version out"
        self.found.note("LIBRARY_VERSION", message, help_, at=at)
        return False


def _loaded(source: Source, found: Findings) -> Node | None:
    before = len(found.noted)
    node = load(source, found)
    if node is not None and not (isinstance(node, Scalar) and node.is_nothing):
        return node
    if len(found.noted) == before:
        at = (source, At(1, 1))
        found.note("EMPTY_FILE", f"{source.name} says nothing", "write objects:", at=at, severity=Severity.WARNING)
    return None


def _lines(node: Node, source: Source, found: Findings) -> Iterator[tuple[str, Spot]]:
    entry = node.entries.get("extends") if isinstance(node, Table) else None
    if entry is None:
        return
    schema = DOCUMENT["properties"]["extends"]
    reader = Reader(source, found)
    if not isinstance(entry.node, Items):
        reader.read(entry.node, schema, entry)
        return
    for item in entry.node.nodes:
        text = reader.read(item, schema["items"], item)
        if text is not BROKEN:
            yield text, item
