"""What a library holds, blueprint by blueprint, for people who choose from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cvpctl.blueprint.extends import name_in
from cvpctl.blueprint.findings import Findings
from cvpctl.blueprint.layers import Layer, layers_of_library
from cvpctl.blueprint.nodes import Scalar, Table
from cvpctl.blueprint.shelf import Library, Shelf
from cvpctl.blueprint.statements import said_in
from cvpctl.blueprint.substitution import Substitution
from cvpctl.blueprint.variables import Variable, variables_of
from cvpctl.model import Address


@dataclass(frozen=True, slots=True)
class Content:
    """One blueprint: its own name and version, what it states itself, the variables it declares, and its file."""

    name: str
    version: str
    addresses: tuple[Address, ...]
    variables: tuple[Variable, ...]
    file: str = ""


def contents_of(library: Library, root: Path, shelf: Shelf) -> tuple[Content, ...]:
    """Return the blueprints of a library in the order of their names; what is wrong with them is not told here."""
    found = Findings()
    layers = layers_of_library(library, root, shelf, found)
    variables = variables_of(layers, {}, found)
    contents = [_content(layer, variables, found) for layer in layers.order]
    return tuple(sorted((one for one in contents if one.name), key=lambda one: one.name))


def _content(layer: Layer, variables: dict[str, Variable], found: Findings) -> Content:
    said = said_in(layer.root, Substitution(layer.source, variables, set(), found), found)
    own = tuple(one for one in variables.values() if one.source is layer.source)
    addresses = tuple(sorted(draft.address for draft in said.drafts))
    return Content(name_in(layer.source.text), _text(layer, "version"), addresses, own, layer.source.name)


def _text(layer: Layer, key: str) -> str:
    entry = layer.root.entries.get(key) if isinstance(layer.root, Table) else None
    return entry.node.text if entry and isinstance(entry.node, Scalar) else ""
