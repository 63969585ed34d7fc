"""The object graph as SVG: boxes for objects, lines for the labels between them, every label in a line's title.

Built as an element tree, so no text of a stranger can become a tag. A picture of its own carries its colours with it;
inside a page the page's do, since its policy allows no other style.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from cvpctl.render.graph import Edge, Graph, Node
from cvpctl.render.graph_layout import BOX, LOOP, MARGIN, Drawing, Point, drawing
from cvpctl.render.graph_places import Spot, spots
from cvpctl.render.wording import counted, middle, visible

STYLE = Path(__file__).with_name("graph.css")
NAMESPACE = "http://www.w3.org/2000/svg"
LONGEST = 22


def graph_svg(graph: Graph, *, title: str = "Object graph", name: str = "graph", styled: bool = True) -> str:
    """Return the picture; `name` keeps ids apart where a page has several, `styled` makes it one for itself."""
    plan = drawing(graph)
    labels = tuple(spots(graph, plan))
    root = ET.Element("svg", _frame(_size(plan, labels), name, styled=styled))
    _text(root, "title", title, id=f"{name}-title")
    _text(root, "desc", description(graph), id=f"{name}-told")
    if styled:
        ET.SubElement(root, "style").text = STYLE.read_text(encoding="utf-8")
    lines = ET.SubElement(root, "g", {"class": "lines"})
    for edge, route in zip(graph.edges, plan.routes, strict=True):
        _line(lines, edge, route)
    for node in graph.nodes:
        _box(root, node, plan.corners[node.name])
    for spot in labels:
        _label(root, spot)
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode")


def description(graph: Graph) -> str:
    """Say what the picture shows, for those who do not see it."""
    pairs = counted(len(graph.edges), "pair of them", "pairs of them")
    labels = counted(sum(len(edge.labels) for edge in graph.edges), "association label")
    return f"{counted(len(graph.nodes), 'object')}; {pairs} associated under {labels}."


def _size(plan: Drawing, labels: Sequence[Spot]) -> tuple[str, str]:
    boxes = [(x + BOX[0], y + BOX[1]) for x, y in plan.corners.values()]
    points = [*boxes, *(point for route in plan.routes for point in route), *(spot.frame[2:] for spot in labels)]
    width, height = (max((point[axis] for point in points), default=0.0) + MARGIN for axis in (0, 1))
    return _n(width), _n(height)


def _frame(size: tuple[str, str], name: str, *, styled: bool) -> dict[str, str]:
    space = {"xmlns": NAMESPACE} if styled else {}
    told = {"class": "graph", "role": "img", "aria-labelledby": f"{name}-title {name}-told"}
    return {**space, **told, "viewBox": f"0 0 {size[0]} {size[1]}", "width": size[0], "height": size[1]}


def _line(above: ET.Element, edge: Edge, route: Sequence[Point]) -> None:
    group = ET.SubElement(above, "g")
    _text(group, "title", "; ".join(edge.labels))
    ET.SubElement(group, "path", {"d": " ".join(_curve(route))})


def _curve(route: Sequence[Point]) -> Iterator[str]:
    """Yield a path that leaves and meets every point level, so that lines flow along the columns."""
    (x, y), *rest = route
    yield f"M{_n(x)} {_n(y)}"
    if rest and rest[-1][0] == x:
        far = x + LOOP
        yield f"C{_n(far)} {_n(y - 8)} {_n(far)} {_n(rest[-1][1] + 8)} {_n(x)} {_n(rest[-1][1])}"
        return
    for right, low in rest:
        half = (x + right) / 2
        yield f"C{_n(half)} {_n(y)} {_n(half)} {_n(low)} {_n(right)} {_n(low)}"
        x, y = right, low


def _box(above: ET.Element, node: Node, corner: Point) -> None:
    group = ET.SubElement(above, "g", {"class": "box custom" if node.custom else "box"})
    _text(group, "title", "; ".join(filter(None, (node.label, node.told))))
    x, y = corner
    size = {"x": _n(x), "y": _n(y), "width": _n(BOX[0]), "height": _n(BOX[1]), "rx": "22" if node.custom else "6"}
    ET.SubElement(group, "rect", size)
    middle_x = _n(x + BOX[0] / 2)
    _text(group, "text", middle(node.label, LONGEST), x=middle_x, y=_n(y + (20 if node.told else 28)))
    if node.told:
        told = {"class": "told", "x": middle_x, "y": _n(y + 36)}
        _text(group, "text", middle(node.told, LONGEST + 8), **told)


def _label(above: ET.Element, spot: Spot) -> None:
    _text(above, "text", spot.text, **{"class": "label", "x": _n(spot.x), "y": _n(spot.y)})


def _text(above: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(above, tag, attributes).text = visible(text)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
