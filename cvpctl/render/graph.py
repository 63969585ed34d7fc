"""The object graph: objects, and which of them are associated under which labels. Drawn by its two neighbours.

Edges are association labels that somebody stated or made. The associations that HubSpot has between native objects
anyway are none of them: every pair has one, and a graph of everything with everything says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cvpctl.model import BY_NAME, OBJECT_TYPES, Address, Change, Resource
from cvpctl.render.wording import counted, visible

_RANKS = {object_type.name: rank for rank, object_type in enumerate(OBJECT_TYPES)}
_COUNTED = {"property": ("property", "properties"), "pipeline": ("pipeline", "pipelines")}


@dataclass(frozen=True, slots=True)
class Node:
    """An object: `name` is its canonical one, `label` what people call it, `told` a few words below that."""

    name: str
    label: str
    custom: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """Two objects, by name, and the labels between them, each as `there / back`."""

    source: str
    target: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and edges, each in an order that does not depend on where they came from."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()


def object_graph(resources: Mapping[Address, Resource]) -> Graph:
    """Return the objects that resources belong to, and the labels among the resources."""
    labels = {address: label_text(one.body) for address, one in resources.items() if address.kind == "label"}
    named = {address.key: _plural(one.body) for address, one in resources.items() if address.kind == "schema"}
    counts: dict[str, Counter[str]] = {}
    for address in resources:
        for name in objects_of(address):
            counts.setdefault(name, Counter())[address.kind] += 1
    told = {name: _counts_text(found) for name, found in counts.items()}
    return _graph(told, labels, named)


def plan_graph(changes: Iterable[Change]) -> Graph:
    """Return the objects that changes touch, each with how many, and the labels among the changes."""
    changes = tuple(changes)
    labels = {one.address: visible(one.label or one.address.key) for one in changes if one.address.kind == "label"}
    found = Counter(name for one in changes for name in objects_of(one.address))
    return _graph({name: counted(number, "change") for name, number in found.items()}, labels, {})


def objects_of(address: Address) -> tuple[str, ...]:
    """Return the objects an address is about: a label is about two, a schema about itself."""
    return tuple(dict.fromkeys(address.scope)) or (address.key,)


def label_text(body: Mapping[str, object]) -> str:
    """`Sponsor / Sponsored Project`, or one text where both ways read the same."""
    there, back = visible(str(body.get("label") or "")), visible(str(body.get("inverseLabel") or ""))
    return f"{there} / {back}" if back and back != there else there


def _graph(told: Mapping[str, str], labels: Mapping[Address, str], named: Mapping[str, str]) -> Graph:
    nodes = tuple(_node(name, told[name], named.get(name, "")) for name in sorted(told, key=rank_of))
    pairs: dict[tuple[str, str], list[str]] = {}
    for address in sorted(labels):
        pairs.setdefault((address.scope[0], address.scope[-1]), []).append(labels[address])
    return Graph(nodes, tuple(Edge(*pair, tuple(texts)) for pair, texts in sorted(pairs.items())))


def _node(name: str, told: str, named: str) -> Node:
    native = BY_NAME.get(name)
    return Node(name, native.label if native else named or visible(name), native is None, told)


def rank_of(name: str) -> tuple[int, str]:
    return _RANKS.get(name, len(_RANKS)), name


def _plural(body: Mapping[str, object]) -> str:
    labels = body.get("labels")
    return visible(str(labels.get("plural") or "")) if isinstance(labels, Mapping) else ""


def _counts_text(found: Counter[str]) -> str:
    return ", ".join(counted(found[kind], *words) for kind, words in _COUNTED.items() if found[kind])
