"""The object graph: what is in it, and its two drawings, which no text of a stranger breaks out of."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render.html_reports import PLAN, RESOURCES

from cvpctl.render.graph import Edge, Graph, Node, object_graph, plan_graph
from cvpctl.render.graph_layout import BOX, drawing
from cvpctl.render.graph_mermaid import graph_mermaid
from cvpctl.render.graph_svg import description, graph_svg

Golden = Callable[[str, str], None]
GRAPH = object_graph(RESOURCES)
SVG = "{http://www.w3.org/2000/svg}"


def _ring(number: int) -> Graph:
    """Every object associated with the next and with the fifth after it: cycles, which layers have none of."""
    nodes = tuple(Node(f"o{n}", f"Object {n}", custom=n % 2 == 0, told="1 property") for n in range(number))
    edges = [Edge(f"o{n}", f"o{(n + step) % number}", (f"Label {n}",)) for n in range(number) for step in (1, 5)]
    return Graph(nodes, tuple(edges))


def _overlaps(graph: Graph) -> list[tuple[str, str]]:
    corners = sorted(drawing(graph).corners.items())
    return [
        (one, other)
        for number, (one, (x, y)) in enumerate(corners)
        for other, (right, low) in corners[number + 1 :]
        if abs(x - right) < BOX[0] and abs(y - low) < BOX[1]
    ]


def test_objects_stand_in_their_order_with_what_they_hold() -> None:
    """HubSpot's before custom ones, which are called by the label they were given."""
    told = [(node.label, node.custom, node.told) for node in GRAPH.nodes]
    assert [
        ("Contacts", False, "1 property"),
        ("Companies", False, ""),
        ("Deals", False, "1 property"),
        ("Services", False, ""),
        ("Projects", False, "1 pipeline"),
        ("Deliverables", True, "1 property"),
    ] == told


def test_labels_of_one_pair_are_one_edge() -> None:
    """Each says both ways, unless they read alike."""
    edges = {(edge.source, edge.target): edge.labels for edge in GRAPH.edges}
    assert ("Sponsor / Sponsored Project",) == edges["projects", "contacts"]
    assert ("Introduced By",) == edges["contacts", "contacts"]


def test_the_graph_of_a_plan_has_what_it_touches() -> None:
    """Blocked and held included by whoever asks; a label counts on both of its objects."""
    graph = plan_graph((*PLAN.blocked, *PLAN.held, *PLAN.changes))
    assert ("Contacts", "4 changes") == (graph.nodes[0].label, graph.nodes[0].told)
    assert ["projects", "services"] == [edge.source for edge in graph.edges]


def test_a_drawing_is_sound_xml_with_a_name_and_a_description() -> None:
    """A box per object, a line per pair, and every label where a pointer finds it."""
    root = ET.fromstring(graph_svg(GRAPH))
    assert ("img", "graph-title graph-told") == (root.get("role"), root.get("aria-labelledby"))
    assert description(GRAPH) == root.findtext(f"{SVG}desc")
    assert len(GRAPH.nodes) == len(root.findall(f".//{SVG}rect"))
    assert len(GRAPH.edges) == len(root.findall(f".//{SVG}path"))
    titles = {one.text for one in root.iter(f"{SVG}title")}
    assert {"; ".join(edge.labels) for edge in GRAPH.edges} <= titles


@pytest.mark.parametrize("graph", [GRAPH, _ring(9), _ring(24), Graph(GRAPH.nodes), Graph(GRAPH.nodes[:1]), Graph()])
def test_no_box_covers_another(graph: Graph) -> None:
    """Whether objects hang together, in a ring or not at all."""
    assert [] == _overlaps(graph)


@pytest.mark.parametrize("graph", [GRAPH, _ring(24)])
def test_everything_lies_inside_the_frame(graph: Graph) -> None:
    """No point of a line and no label is cut off."""
    svg = graph_svg(graph)
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert found is not None
    width, height = float(found[1]), float(found[2])
    points = re.findall(r"(-?[\d.]+) (-?[\d.]+)", " ".join(re.findall(r' d="([^"]+)"', svg)))
    assert not [(x, y) for x, y in points if not (0 <= float(x) <= width and 0 <= float(y) <= height)]


def test_the_same_graph_is_drawn_the_same() -> None:
    """Byte for byte, also where lines run in a ring and layers must be guessed."""
    assert graph_svg(_ring(24)) == graph_svg(_ring(24))


def test_inside_a_page_a_drawing_brings_no_style() -> None:
    """The page's policy would refuse it, and the page has it."""
    assert "<style>" in graph_svg(GRAPH)
    assert "<style>" not in graph_svg(GRAPH, styled=False)


def test_a_flowchart_reads_like_this(golden: Golden) -> None:
    """Custom objects are round, labels stand on the lines."""
    golden("graph.mmd", graph_mermaid(GRAPH))


def test_a_flowchart_counts_labels_that_find_no_room() -> None:
    """Three are written."""
    graph = Graph((Node("a", "A"), Node("b", "B")), (Edge("a", "b", ("one", "two", "three", "four", "five")),))
    assert '-- "one<br/>two<br/>three<br/>2 more labels" -->' in graph_mermaid(graph)


@given(st.text(min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_any_name_stays_a_name(name: str) -> None:
    """In the flowchart no quote, bracket, tag or line break comes out of it; in the drawing no element."""
    graph = Graph((Node("a", name, told=name), Node("b", "B")), (Edge("a", "b", (name,)),))
    lines = graph_mermaid(graph).split("\n")
    assert 4 == len(lines)
    assert not re.search(r'["\[\]<>`]|#(?!\d+;)', re.sub(r'\["|"\]|-- "|" -->|<br/>', "", "".join(lines[1:])))
    tags = [one.tag for one in ET.fromstring(graph_svg(graph)).iter()]
    assert tags == [one.tag for one in ET.fromstring(graph_svg(_plain(graph))).iter()]


def _plain(graph: Graph) -> Graph:
    return Graph((Node("a", "A", told="A"), graph.nodes[1]), (Edge("a", "b", ("A",)),))
