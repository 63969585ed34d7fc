"""Where along its line a label is written: the first place in which it covers neither a box nor another label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cvpctl.render.graph import Edge, Graph
from cvpctl.render.graph_layout import BOX, LOOP, Drawing, Point
from cvpctl.render.wording import middle

LONGEST = 26
WIDE, HIGH = 5.8, 13.0
"""Of a letter, about: fonts differ, and a little room is left."""
TRIES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)

Frame = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A text and the middle of its lower edge."""

    text: str
    x: float
    y: float

    @property
    def frame(self) -> Frame:
        half = len(self.text) * WIDE / 2
        return self.x - half, self.y - HIGH, self.x + half, self.y


def spots(graph: Graph, plan: Drawing) -> Iterator[Spot]:
    """Yield one text per edge; where everything is taken it stands in the middle all the same."""
    taken: list[Frame] = [(x, y, x + BOX[0], y + BOX[1]) for x, y in plan.corners.values()]
    for edge, route in zip(graph.edges, plan.routes, strict=True):
        candidates = list(_candidates(_short(edge), route))
        chosen = next((one for one in candidates if not _covers(one.frame, taken)), candidates[0])
        taken.append(chosen.frame)
        yield chosen


def _short(edge: Edge) -> str:
    """Return the first label, one way, and how many there are beside it."""
    more = f" +{len(edge.labels) - 1}" if len(edge.labels) > 1 else ""
    return middle(edge.labels[0].partition(" / ")[0], LONGEST - len(more)) + more


def _candidates(text: str, route: Sequence[Point]) -> Iterator[Spot]:
    if route[0][0] == route[-1][0]:
        yield Spot(text, route[0][0] + LOOP + len(text) * WIDE / 2, route[1][1] + 4)
        return
    pieces = list(pairwise(route))
    for (x, y), (right, low) in reversed(pieces):
        for share in TRIES:
            # The same curve that is drawn: level at both ends, steepest in its middle.
            ease = 3 * share**2 - 2 * share**3
            along = x + (right - x) * (1.5 * share * (1 - share) + share**3)
            yield Spot(text, along, y + (low - y) * ease + 4)


def _covers(frame: Frame, taken: Sequence[Frame]) -> bool:
    left, top, right, bottom = frame
    return any(left < r and x < right and top < b and y < bottom for x, y, r, b in taken)
