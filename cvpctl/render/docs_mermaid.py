"""Chains as Mermaid flowcharts, and when a diagram is more than those who draw it take.

Mermaid reads a small HTML and a small Markdown of its own inside quotes, so all that is neither letter, digit nor a few
harmless signs goes in as an entity: no text of a stranger begins a list, ends a quote or becomes a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvpctl.render.docs_chain import Chain, Step
from cvpctl.render.graph import Graph
from cvpctl.render.graph_mermaid import graph_mermaid
from cvpctl.render.wording import middle, visible

LONGEST = 60
MOST_TEXT, MOST_EDGES = 45_000, 450
"""GitHub and GitLab keep Mermaid's own limits of 50,000 characters and 500 edges; some room is left."""

_ODD = re.compile(r"[^\w ,/'-]|_|^-")


def chain_mermaid(chain: Chain) -> str:
    """Return the diagram without a fence around it."""
    return "\n".join(_lines(chain))


def _lines(chain: Chain) -> Iterator[str]:
    yield "flowchart LR"
    half = ""
    for number, step in enumerate(chain.steps):
        if step.half != half:
            if half:
                yield "    end"
            if step.half:
                yield f'    subgraph h{number}["{escaped(step.half)}"]'
            half = step.half
        yield f"    {'    ' if half else ''}s{number}{_box(step)}"
    if half:
        yield "    end"
    for start, end in chain.arrows:
        yield f"    s{start} {_line(chain, end)} s{end}"


def _line(chain: Chain, end: int) -> str:
    return "-.->" if chain.steps[end].ends else "-->" if chain.runs else "---"


def _box(step: Step) -> str:
    told = f"<br/>{escaped(step.told)}" if step.told else ""
    text = f'"{escaped(step.label)}{told}"'
    return f"([{text}])" if step.ends else f"[{text}]"


def escaped(text: str) -> str:
    """Return a text with everything odd as an entity in Mermaid's spelling (`#35;` for `#`)."""
    return _ODD.sub(lambda found: f"#{ord(found.group())};", middle(visible(text), LONGEST)) or "#160;"


def drawable(graph: Graph) -> str:
    """Return the object graph as a diagram; empty where it is more than GitHub draws."""
    text = graph_mermaid(graph)
    return text if len(text) <= MOST_TEXT and len(graph.edges) <= MOST_EDGES else ""
