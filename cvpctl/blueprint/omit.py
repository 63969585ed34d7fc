"""`omit:` takes what a file inherits out of the blueprints; the portal is not touched.

What it names goes from the files below the one that says it, whoever else extends those, since each file is read once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from cvpctl.blueprint.addresses import Addresses
from cvpctl.blueprint.findings import Findings
from cvpctl.blueprint.language import CUSTOM_OBJECTS
from cvpctl.blueprint.layers import Layers
from cvpctl.blueprint.nodes import Entry, Items, Node, Table
from cvpctl.blueprint.spelling import nearest
from cvpctl.blueprint.statement import Draft, members
from cvpctl.blueprint.statements import Mention, Said
from cvpctl.model import Address, Severity, canonical


@dataclass(slots=True)
class _Omission:
    """One line; `below` names the files it concerns, and `hit` tells that it took something out."""

    pattern: str
    mention: Mention
    below: frozenset[str]
    hit: bool = False

    def takes(self, address: Address, source: str) -> bool:
        text = str(address)
        alike = fnmatchcase(text, self.pattern) if _is_glob(self.pattern) else text == self.pattern
        # A star in the name of a resource does not reach into its parts.
        found = source in self.below and ("/" in text) == ("/" in self.pattern) and alike
        self.hit |= found
        return found


@dataclass(slots=True)
class Omissions:
    """All of a run; asked for everything that is inherited, it knows afterwards which lines took nothing.

    `taken` tells which line took a thing out, `emptied` of which files a block left nothing.
    """

    lines: list[_Omission]
    seen: list[str] = field(default_factory=list)
    taken: dict[Address, Mention] = field(default_factory=dict)
    emptied: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Iterable[Said], layers: Layers, addresses: Addresses) -> Omissions:
        below = {layer.name: layer.closure - {layer.name} for layer in layers.order}
        return cls([line for one in said for line in _lines(one, below[one.source.name], addresses)])

    def kept(self, drafts: Iterable[Draft]) -> Iterator[Draft]:
        """Yield the drafts that nobody omits, without the parts that somebody does."""
        for draft in drafts:
            name, taken = draft.source.name, self.takes(draft.address, draft.source.name)
            by_block = taken and self.taken[draft.address].implied
            self.emptied[name] = self.emptied.get(name, True) and by_block
            if not taken:
                yield self._trimmed(draft)

    def takes(self, address: Address, source: str) -> bool:
        if not self.lines:
            return False
        self.seen.append(str(address))
        # Every line is asked, so that each knows whether it took something.
        if hits := [line for line in self.lines if line.takes(address, source)]:
            self.taken[address] = hits[-1].mention
        return bool(hits)

    def silences(self, name: str, source: str) -> bool:
        """Tell whether a sentence of a file about an object is left out with that object, or with all of the file."""
        if self.emptied.get(source):
            return True
        about = Address("schema", (), name)
        return name in CUSTOM_OBJECTS and any(line.takes(about, source) for line in self.lines)

    def tell(self, found: Findings) -> None:
        """Note the lines that took nothing out."""
        for line in self.lines:
            if not line.hit and not line.mention.implied:
                near = "" if _is_glob(line.pattern) else nearest(line.pattern, self.seen)
                help_ = f"did you mean {near}?" if near and near != line.pattern else "take the line out"
                message = f"nothing that is inherited here is {line.pattern}"
                found.note("OMIT_NOTHING", message, help_, at=line.mention.at, severity=Severity.WARNING)

    def _trimmed(self, draft: Draft) -> Draft:
        if not any("/" in line.pattern and draft.source.name in line.below for line in self.lines):
            return draft
        table = draft.entry.node
        assert isinstance(table, Table)
        kept = {
            name: Entry(one.line, one.column, self._without(one.node, draft, name))
            if draft.kind.rule(name).keyed_by
            else one
            for name, one in table.entries.items()
        }
        trimmed = Entry(draft.entry.line, draft.entry.column, Table(kept, table.line, table.column))
        return replace(draft, entry=trimmed)

    def _without(self, node: Node, draft: Draft, field_name: str) -> Node:
        def stays(key: str) -> bool:
            return not self.takes(draft.address.child(field_name, key), draft.source.name)

        if isinstance(node, Table):
            entries = {key: one for key, one in node.entries.items() if stays(key)}
            return Table(entries, node.line, node.column)
        if isinstance(node, Items):
            named = members(node, draft.kind.rule(field_name).keyed_by)
            return Items([one.node for key, one in named if stays(key)], node.line, node.column)
        return node


def _lines(said: Said, below: frozenset[str], addresses: Addresses) -> Iterator[_Omission]:
    for mention in said.omit:
        if _is_glob(mention.text):
            yield _Omission(canonical(mention.text.strip()), mention, below)
        elif address := addresses.whole(mention):
            yield _Omission(str(address), mention, below)


def _is_glob(text: str) -> bool:
    return "*" in text or "?" in text
