"""Which thing a place or an address means: a resource, a part or field of one, or a word of the language around it."""

from __future__ import annotations

from dataclasses import dataclass

from cvpctl.blueprint.language import BARE
from cvpctl.blueprint.nodes import Items
from cvpctl.blueprint.statement import Draft, Statement, members
from cvpctl.cli.explaining_sources import Sources
from cvpctl.cli.explaining_spots import Spot, spot_at
from cvpctl.kinds import BY_COLLECTION, KINDS, Kind
from cvpctl.model import Address, Path, Place

_TABLES = {"schema": "customObjects"}
_PART = 2


@dataclass(frozen=True, slots=True)
class Thing:
    """What is asked about.

    `keys` lead to it in a document, `path` leads to it in the body of the resource at `owner`. A thing without an
    owner is a word of the language; then `mentioned` is the address that stands there, if one does.
    """

    keys: Path = ()
    owner: Address | None = None
    path: Path = ()
    place: Place | None = None
    mentioned: str = ""

    @property
    def kind(self) -> Kind | None:
        return KINDS[self.owner.kind] if self.owner else None

    @property
    def address(self) -> Address | None:
        """The address of the resource, or of the part or field of it that is asked about."""
        if self.owner is None or self.kind is None or not self.path:
            return self.owner
        if len(self.path) == 1 or not self.kind.rule(self.path[0]).keyed_by:
            return self.owner.at(self.path[0])
        part = self.owner.child(*self.path[:_PART])
        return part.at(self.path[_PART]) if len(self.path) > _PART else part

    @property
    def is_part(self) -> bool:
        """Whether it is an entry of a keyed list: an option, a stage."""
        return bool(len(self.path) == _PART and self.kind and self.kind.rule(self.path[0]).keyed_by)

    def statement(self, sources: Sources) -> Statement | None:
        return sources.claims.stated.get(self.owner) if self.owner else None


def thing_at(sources: Sources, name: str, line: int, column: int) -> Thing | None:
    """Return what stands at a place of a file, or None where the file could not be read at all."""
    layer = sources.layer(name)
    if layer is None:
        return None
    spot = spot_at(layer.root, layer.source.lines, line, column)
    if spot is None:
        return Thing()
    place = Place(name, *spot.begins)
    for depth in range(len(spot.way), 0, -1):
        entry = spot.way[depth - 1]
        draft = sources.draft(name, entry.line, entry.column)
        if draft and not _is_collection(draft, spot.path[depth:]):
            return Thing(spot.path, draft.address, _path(draft, spot, depth), place)
    mentioned = next((one.text for _, one in sources.mentions(name) if one.spot.line == spot.begins[0]), "")
    return Thing(spot.path, place=place, mentioned=mentioned)


def thing_named(address: Address) -> Thing:
    """Return the thing that an address names, as if it stood in some document."""
    kind, owner = KINDS[address.kind], address.owner
    path = (*address.subpath, *([address.field] if address.field else []))
    below = path[1:] if path[:1] == (BARE.get(kind.name),) else path
    if kind.name == "label":
        return Thing(("associations", "0", kind.collection, owner.key, *below), owner, path)
    if kind.name in _TABLES:
        return Thing((_TABLES[kind.name], owner.key, *below), owner, path)
    return Thing(("objects", *owner.scope, kind.collection, owner.key, *below), owner, path)


def _is_collection(draft: Draft, rest: Path) -> bool:
    """Tell the parts of a custom object, which stand beside what it says of itself."""
    return draft.kind.name == "schema" and bool(rest) and rest[0] in BY_COLLECTION


def _path(draft: Draft, spot: Spot, depth: int) -> Path:
    rest, way = list(spot.path[depth:]), spot.way[depth:]
    bare = BARE.get(draft.kind.name)
    if bare and rest:
        rest, way = [bare, *rest], (spot.way[depth - 1], *way)
    keyed_by = draft.kind.rule(rest[0]).keyed_by if rest else ""
    if len(rest) >= _PART and keyed_by and isinstance(way[0].node, Items):
        names = [name for name, _ in members(way[0].node, keyed_by)]
        rest[1] = names[int(rest[1])] or rest[1]
    return tuple(rest)
