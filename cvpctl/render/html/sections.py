"""Sections that more than one page has: findings, what could not be read, what nobody claims, and the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from cvpctl.model import Finding, Plan
from cvpctl.render.graph import Graph
from cvpctl.render.graph_svg import graph_svg
from cvpctl.render.html.entries import noted
from cvpctl.render.html.parts import Cell, Group, Item, Section, Table
from cvpctl.render.phrases import unknown_text
from cvpctl.render.unmanaged import ADOPT, NOTE, NOTHING, TITLE, beside, unmanaged_of


def listing(id_: str, title: str, note: str, items: Iterable[Item]) -> Section:
    group = Group(tuple(items))
    return Section(id_, title, note, (group,), count=len(group.items))


def found(id_: str, title: str, note: str, findings: Iterable[Finding]) -> Section:
    items = (noted(finding, f"{id_}-{number}", id_) for number, finding in enumerate(findings))
    return listing(id_, title, note, items)


def unknown(plan: Plan) -> Section:
    return unread(unknown_text(*one) for one in plan.unknown)


def unread(sentences: Iterable[str]) -> Section:
    """Return what the portal did not let itself be asked, one sentence each."""
    tags = {"section": ("unknown",)}
    items = (Item(f"unknown-{n}", "unknown", "", "", told, tags=tags) for n, told in enumerate(sentences))
    return listing("unknown", "Unknown", "unreadable is not absent", items)


def unmanaged(plan: Plan) -> Iterator[Section]:
    """Yield what no blueprint claims and the lines that adopt it, where somebody asked for it."""
    told = unmanaged_of(plan)
    if told is None:
        return
    things, lines = told
    tags = {"section": ("unmanaged",)}
    items = [
        Item(f"unmanaged-{n}", "kept", "", str(one.get("address", "")), beside(one).strip(), tags=tags)
        for n, one in enumerate(things)
    ]
    yield listing("unmanaged", TITLE, NOTE if things else NOTHING, items)
    yield Section("adopt", "Adopting it", ADOPT, lines=tuple(lines))


def drawn(graph: Graph, title: str, *, worded: bool = True) -> Section:
    """Return the graph as a drawing and, unless the page has one anyway, as the table that says the same in words."""
    names = {node.name: node.label for node in graph.nodes}
    rows = tuple(
        (Cell(names[edge.source]), Cell("; ".join(edge.labels)), Cell(names[edge.target])) for edge in graph.edges
    )
    head = ("Object", "Labels, there / back", "Object")
    table = Table("Associations in words", head, rows) if worded and rows else None
    # An element tree wrote it, and it escapes.
    svg = Markup(graph_svg(graph, title=title, name="drawing", styled=False))  # noqa: S704
    return Section("graph", title, "", table=table, drawing=svg if graph.nodes else None)
