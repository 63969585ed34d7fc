"""Where the boxes and lines of an object graph go: igraph's Sugiyama layers, turned to run from left to right.

Boxes are wide and low, so layers as columns take the least room. What nothing is associated with stands below, in rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cvpctl.render.graph import Graph, Node

Point = tuple[float, float]
Pair = tuple[str, str]

BOX = (168.0, 46.0)
COLUMN, ROW = 372.0, 60.0
MARGIN = 14.0
LOOP = 34.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """`corners` are the upper left ones of boxes, by name; `routes` the points each edge runs through, in its order."""

    corners: Mapping[str, Point]
    routes: tuple[tuple[Point, ...], ...]


def drawing(graph: Graph) -> Drawing:
    pairs = [(edge.source, edge.target) for edge in graph.edges]
    linked = {name for pair in pairs for name in pair if pair[0] != pair[1]}
    corners, bends = _layers([node for node in graph.nodes if node.name in linked], pairs)
    points = (*corners.values(), *(point for route in bends.values() for point in route))
    bottom = max((y for _, y in points), default=MARGIN - ROW) + ROW
    columns = max(3, 2 * round(max((x for x, _ in points), default=0.0) / COLUMN) + 1)
    corners |= _rows([node for node in graph.nodes if node.name not in linked], bottom, columns)
    return Drawing(corners, _routes(pairs, corners, bends))


def _layers(nodes: Sequence[Node], pairs: Iterable[Pair]) -> tuple[dict[str, Point], dict[Pair, list[Point]]]:
    """Return corners of boxes, and the points where a line bends on its way past a column."""
    import igraph  # noqa: PLC0415

    index = {node.name: number for number, node in enumerate(nodes)}
    drawn = [pair for pair in pairs if pair[0] != pair[1]]
    layers = igraph.Graph(n=len(nodes), edges=[(index[a], index[b]) for a, b in drawn], directed=True)
    found = layers.layout_sugiyama(hgap=ROW, vgap=COLUMN)
    top = min((row[0] for row in (*found, *(point for route in found.edge_routing for point in route))), default=0.0)
    corners = {node.name: _turned(found[number], top) for number, node in enumerate(nodes)}
    bends = {
        pair: [_middle(_turned(point, top)) for point in route]
        for pair, route in zip(drawn, found.edge_routing, strict=True)
    }
    return corners, bends


def _turned(point: Sequence[float], top: float) -> Point:
    across, layer = point
    return MARGIN + layer, MARGIN + across - top


def _middle(corner: Point) -> Point:
    return corner[0] + BOX[0] / 2, corner[1] + BOX[1] / 2


def _rows(nodes: Sequence[Node], top: float, columns: int) -> dict[str, Point]:
    return {
        node.name: (MARGIN + (number % columns) * COLUMN / 2, top + ROW * (number // columns))
        for number, node in enumerate(nodes)
    }


def _routes(
    pairs: Sequence[Pair], corners: Mapping[str, Point], bends: Mapping[Pair, list[Point]]
) -> tuple[tuple[Point, ...], ...]:
    """Return the points of each line. Lines that meet at one side of a box touch it side by side, in their order."""
    through = [_through(pair, corners, bends) for pair in pairs]
    sides: dict[tuple[str, bool], list[tuple[float, int, int]]] = {}
    for number, (pair, route) in enumerate(zip(pairs, through, strict=True)):
        for end, towards in ((0, 1), (-1, -2)):
            if pair[0] != pair[1]:
                right = route[towards][0] > route[end][0]
                sides.setdefault((pair[end], right), []).append((route[towards][1], number, end))
    for (name, right), met in sides.items():
        x, y = corners[name]
        for place, (_, number, end) in enumerate(sorted(met), start=1):
            through[number][end] = (x + BOX[0] * right, y + BOX[1] * place / (len(met) + 1))
    return tuple(tuple(route) for route in through)


def _through(pair: Pair, corners: Mapping[str, Point], bends: Mapping[Pair, list[Point]]) -> list[Point]:
    """Return the points from middle to middle; a line from an object to itself is a loop at its right."""
    start, end = (_middle(corners[name]) for name in pair)
    if pair[0] == pair[1]:
        right = start[0] + BOX[0] / 2
        return [(right, start[1] - 10), (right + LOOP, start[1]), (right, start[1] + 10)]
    # A line that runs against the layers has its bends listed from the lower layer up.
    return [start, *sorted(bends.get(pair, []), reverse=start[0] > end[0]), end]
