"""The object graph as a Mermaid flowchart, which GitHub and GitLab draw where they show Markdown.

Mermaid reads a small HTML of its own inside quotes, so strangers' words go in as entities: no quote, bracket, backtick
or tag of theirs arrives as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvpctl.render.graph import Edge, Graph, Node
from cvpctl.render.wording import counted, middle, visible

LONGEST = 60
MOST = 3
"""Labels written on one line between two objects; how many more there are is said."""

_ODD = re.compile(r"[^\w .,;:/()+&'-]")


def graph_mermaid(graph: Graph) -> str:
    """Return the diagram without a fence around it."""
    return "\n".join(_lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    ids = {node.name: f"n{number}" for number, node in enumerate(graph.nodes)}
    yield "flowchart LR"
    for node in graph.nodes:
        yield f"    {ids[node.name]}{_box(node)}"
    for edge in graph.edges:
        yield f'    {ids[edge.source]} -- "{_on(edge)}" --> {ids[edge.target]}'
    customs = [ids[node.name] for node in graph.nodes if node.custom]
    if customs:
        yield "    classDef custom stroke-dasharray: 4 3"
        yield f"    class {','.join(customs)} custom"


def _box(node: Node) -> str:
    told = f"<br/>{_escaped(node.told)}" if node.told else ""
    text = f'"{_escaped(node.label)}{told}"'
    return f"([{text}])" if node.custom else f"[{text}]"


def _on(edge: Edge) -> str:
    shown = [_escaped(label) for label in edge.labels[:MOST]]
    left = len(edge.labels) - MOST
    return "<br/>".join([*shown, counted(left, "more label")] if left > 0 else shown)


def _escaped(text: str) -> str:
    """Return a text with everything odd as an entity in Mermaid's spelling (`#35;` for `#`)."""
    return _ODD.sub(lambda found: f"#{ord(found.group())};", middle(visible(text), LONGEST))
