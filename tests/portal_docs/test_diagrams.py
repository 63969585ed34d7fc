"""The Value Path and pipelines drawn: which stage leads where, and that no name of a stranger breaks a diagram."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from portal_docs.made_up_portal import BODIES, DEAL, HOSTILE, PATH, STAGES, documented, hostile

from cvpctl.model import Address
from cvpctl.render.docs_chain import Chain, pipeline_chain, value_paths
from cvpctl.render.docs_chain_svg import chain_svg
from cvpctl.render.docs_mermaid import MOST_EDGES, MOST_TEXT, chain_mermaid, drawable, escaped
from cvpctl.render.graph import Edge, Graph, Node
from cvpctl.render.graph_mermaid import graph_mermaid

SVG = "{http://www.w3.org/2000/svg}"
NODE = re.compile(r'\s*[nsh]\d+(\["[^"]*"\]|\(\["[^"]*"\]\))')
LINE = re.compile(r'\s*[ns]\d+ (-- "[^"]*" -->|-->|-\.->|---) [ns]\d+')
PLAIN = re.compile(
    r"\s*(flowchart LR|end|subgraph h\d+\[\"[^\"]*\"\]|classDef custom stroke-dasharray: 4 3|class [n\d,]+ custom)"
)
TEXT = re.compile(r"(?:#\d+;|<br/>|\w|[ ,/'.:;()+&-])*")
"""What may stand between quotes: letters, digits, harmless signs, entities and our own line break."""


def pipeline(stages: Mapping[str, Mapping[str, object]], object_name: str = "deals") -> Chain:
    found = documented({f"pipeline.{object_name}.path": {"label": "Path", "stages": stages}}).dictionary.objects[0]
    return pipeline_chain(found.pipelines[0], found.label)


def is_sound(text: str) -> bool:
    """Tell whether each line is one that Mermaid reads, and each quoted text one that cannot break out."""
    lines = text.splitlines()
    inside = [quoted for line in lines for quoted in re.findall(r'"([^"]*)"', line)]
    return all(any(form.fullmatch(line) for form in (NODE, LINE, PLAIN)) for line in lines) and all(
        TEXT.fullmatch(one) for one in inside
    )


def test_the_path_has_two_halves() -> None:
    """The eight stages in their order, TO and OF apart, each leading to the next."""
    (chain,) = value_paths(documented().dictionary)

    assert ("Value Path of Contacts", "value-path") == (chain.title, chain.name)
    assert [("Path TO Value", 4), ("Path OF Value", 4)] == [
        (half, sum(step.half == half for step in chain.steps)) for half in dict.fromkeys(s.half for s in chain.steps)
    ]
    assert tuple(pairwise(range(len(STAGES)))) == chain.arrows


def test_objects_with_one_path_share_a_diagram() -> None:
    """Where stages or their labels differ each has its own."""
    same = {**BODIES, "property.companies.value_path_stage": PATH}
    other = {**same, "property.companies.value_path_stage": {**PATH, "options": {"buyer": {"label": "Buying"}}}}

    assert ["Value Path of Contacts and Companies"] == [one.title for one in value_paths(documented(same).dictionary)]
    assert ["value-path-1", "value-path-2"] == [one.name for one in value_paths(documented(other).dictionary)]
    assert [] == list(value_paths(documented({"pipeline.deals.path": DEAL}).dictionary))


@pytest.mark.parametrize(
    ("object_name", "closed"),
    [
        ("deals", {"metadata": {"probability": "0.0"}}),
        ("deals", {"metadata": {"probability": "1"}}),
        ("tickets", {"metadata": {"ticketState": "CLOSED"}}),
        ("deliverable", {"metadata": {"state": "CLOSED"}}),
    ],
)
def test_a_stage_that_closes_leads_nowhere(object_name: str, closed: dict[str, object]) -> None:
    """What comes after it hangs on the last open stage, with a dashed line."""
    chain = pipeline({"a": {"label": "A"}, "b": {"label": "B", **closed}, "c": {"label": "C"}}, object_name)

    assert ((0, 2), (2, 1)) == chain.arrows
    assert "    s2 -.-> s1" in chain_mermaid(chain).splitlines()


def test_an_order_is_no_way() -> None:
    """Where nothing says which stages close a record, lines have no heads."""
    chain = pipeline({"a": {"label": "Completed"}, "b": {"label": "Canceled"}}, "orders")

    assert "    s0 --- s1" in chain_mermaid(chain).splitlines()
    assert 1 == len(ET.fromstring(chain_svg(chain)).findall(f".//{SVG}path"))


def test_a_stage_says_what_it_means() -> None:
    """In people's words, without what only follows from it."""
    chain = pipeline({"a": {"label": "A", "metadata": {"ticketState": "OPEN", "isClosed": "false"}}}, "tickets")

    assert "open" == chain.steps[0].told


def test_no_name_breaks_a_diagram() -> None:
    """Quotes, brackets, tags, entities, lists and keywords of a stranger arrive as letters."""
    found = hostile().dictionary
    (path,) = value_paths(found)
    deals = next(one for one in found.objects if one.name == "deals")

    for text in (
        chain_mermaid(path),
        chain_mermaid(pipeline_chain(deals.pipelines[0], HOSTILE)),
        drawable(found.graph),
    ):
        assert is_sound(text), text
    assert is_sound(chain_mermaid(next(value_paths(documented().dictionary))))
    assert "#160;" == escaped("")


@pytest.mark.parametrize("text", ['"', "]", "`", "<br>", "#35;", "1. x", "- x", "end\nsubgraph", "a_b_c", "&lt;"])
def test_an_escaped_text_is_harmless(text: str) -> None:
    """Whatever it holds, only letters, entities and harmless signs are left, and no list begins."""
    assert re.fullmatch(r"(?:#\d+;|[^\W_]|[ ,/'-])*", escaped(text))
    assert not re.match(r"[-+*]|\d+[.)]", escaped(text))


def test_a_picture_is_sound_and_holds_no_tag_of_a_stranger() -> None:
    """SVG that parses; every stage is in it, as text, and the picture stays within its frame."""
    (chain,) = value_paths(hostile().dictionary)
    root = ET.fromstring(chain_svg(chain))
    whole = ET.fromstring(chain_svg(next(value_paths(documented().dictionary))))

    assert {f"{SVG}{name}" for name in ("svg", "title", "desc", "style", "g", "path", "rect", "text")} >= {
        one.tag for one in root.iter()
    }
    assert {"Audience", "Champion", "Path TO Value", "Path OF Value"} <= {one.text for one in whole.iter(f"{SVG}text")}
    width, height = (float(whole.attrib[name]) for name in ("width", "height"))
    for box in whole.iter(f"{SVG}rect"):
        assert float(box.attrib["x"]) + float(box.attrib["width"]) < width
        assert float(box.attrib["y"]) + float(box.attrib["height"]) < height


def test_boxes_of_a_long_pipeline_do_not_cover_each_other() -> None:
    """A hundred stages, closed ones among them, each have a place of their own."""
    stages = {
        f"s{n}": {"label": f"S{n}", "metadata": {"probability": "0.0" if n % 7 == 0 else "0.5"}} for n in range(100)
    }

    boxes = list(ET.fromstring(chain_svg(pipeline(stages))).iter(f"{SVG}rect"))

    assert 100 == len({(box.attrib["x"], box.attrib["y"]) for box in boxes}) == len(boxes)


def test_a_graph_that_github_would_not_draw_is_left_to_the_picture() -> None:
    """More edges, or more text, than Mermaid's own limits."""
    nodes = tuple(Node(f"o{n}", f"Object {n}") for n in range(40))
    edges = tuple(Edge(f"o{a}", f"o{b}", ("x",)) for a in range(40) for b in range(a))
    small = Graph(nodes, edges[:MOST_EDGES])

    assert graph_mermaid(small) == drawable(small)
    assert "" == drawable(Graph(nodes, edges))
    assert "" == drawable(Graph(nodes, tuple(Edge("o0", "o1", ("x" * 60,) * 3) for _ in range(MOST_TEXT // 150))))


def test_addresses_of_the_story_are_what_they_seem() -> None:
    """The made-up portal holds an object for each of its addresses."""
    names = {name for text in BODIES for name in Address.parse(text).scope}

    assert names == {one.name for one in documented().dictionary.objects}
