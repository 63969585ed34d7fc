"""A chain as SVG: boxes along rows that read like lines of text, what ends it below.

Built as an element tree, so no text of a stranger can become a tag; it looks like the object graph.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from cvpctl.render.docs_chain import Chain, Step
from cvpctl.render.graph_svg import NAMESPACE, STYLE
from cvpctl.render.wording import counted, middle, visible

COLUMNS = 4
WIDE, HIGH = 168, 46
ACROSS, DOWN = 48, 40
MARGIN, TOP = 14, 34
LONGEST = 24

Corner = tuple[int, int]


def chain_svg(chain: Chain) -> str:
    """Return the picture, with its colours in it."""
    corners = _corners(chain)
    width = max((x for x, _ in corners.values()), default=0) + WIDE + MARGIN
    height = max((y for _, y in corners.values()), default=0) + HIGH + MARGIN
    box = {"viewBox": f"0 0 {width} {height}", "width": str(width), "height": str(height)}
    named = {"class": "graph", "role": "img", "aria-labelledby": "title told"}
    root = ET.Element("svg", {"xmlns": NAMESPACE, **named, **box})
    _text(root, "title", chain.title, id="title")
    _text(root, "desc", f"{counted(len(chain.steps), 'stage')}: {_told(chain)}", id="told")
    ET.SubElement(root, "style").text = STYLE.read_text(encoding="utf-8")
    lines = ET.SubElement(root, "g", {"class": "lines"})
    for start, end in chain.arrows:
        dashed = {"stroke-dasharray": "5 4"} if chain.steps[end].ends else {}
        along, head = _arrow(corners[start], corners[end])
        ET.SubElement(lines, "path", {"d": along, **dashed})
        if chain.runs:
            ET.SubElement(lines, "path", {"d": head})
    for number, step in enumerate(chain.steps):
        _box(root, step, corners[number])
    _halves(root, chain, corners)
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode") + "\n"


def _told(chain: Chain) -> str:
    return ", ".join(step.label for step in chain.steps)


def _corners(chain: Chain) -> Mapping[int, Corner]:
    """Return where boxes stand: a half begins a row of its own, and what ends the chain stands in the last rows."""
    rows: list[list[int]] = []
    before = ""
    for number in chain.open:
        half = chain.steps[number].half
        if not rows or len(rows[-1]) == COLUMNS or half != before:
            rows.append([])
        rows[-1].append(number)
        before = half
    ends = [number for number, step in enumerate(chain.steps) if step.ends]
    rows += [ends[first : first + COLUMNS] for first in range(0, len(ends), COLUMNS)]
    top = TOP if any(step.half for step in chain.steps) else MARGIN
    return {
        number: (MARGIN + column * (WIDE + ACROSS), top + line * (HIGH + DOWN))
        for line, row in enumerate(rows)
        for column, number in enumerate(row)
    }


def _arrow(start: Corner, end: Corner) -> tuple[str, str]:
    """Return a line and its head: from side to side within a row, from below to above between rows."""
    (x, y), (right, low) = start, end
    if y == low:
        level = y + HIGH // 2
        head = f"M{right - 7} {level - 5}L{right} {level}L{right - 7} {level + 5}"
        return f"M{x + WIDE} {level}L{right} {level}", head
    left, under, half = x + WIDE // 2, right + WIDE // 2, (y + HIGH + low) // 2
    head = f"M{under - 5} {low - 7}L{under} {low}L{under + 5} {low - 7}"
    return f"M{left} {y + HIGH}L{left} {half}L{under} {half}L{under} {low}", head


def _box(above: ET.Element, step: Step, corner: Corner) -> None:
    group = ET.SubElement(above, "g", {"class": "box"})
    _text(group, "title", "; ".join(filter(None, (step.label, step.told))))
    x, y = corner
    size = {"x": str(x), "y": str(y), "width": str(WIDE), "height": str(HIGH), "rx": "22" if step.ends else "6"}
    ET.SubElement(group, "rect", size)
    across = str(x + WIDE // 2)
    _text(group, "text", middle(step.label, LONGEST), x=across, y=str(y + (20 if step.told else 28)))
    if step.told:
        _text(group, "text", middle(step.told, LONGEST + 6), **{"class": "told", "x": across, "y": str(y + 36)})


def _halves(above: ET.Element, chain: Chain, corners: Mapping[int, Corner]) -> None:
    """Write the name of each half over the first of its boxes."""
    seen: set[str] = set()
    for number, step in enumerate(chain.steps):
        if step.half and step.half not in seen and number in corners:
            x, y = corners[number]
            told = {"class": "told", "x": str(x), "y": str(y - 6), "text-anchor": "start"}
            _text(above, "text", step.half, **told)
            seen.add(step.half)


def _text(above: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(above, tag, attributes).text = visible(text)
