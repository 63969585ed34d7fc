"""A live pipeline and a wish for it: any that hypothesis finds, and the awkward ones by name."""

from __future__ import annotations

from dataclasses import dataclass

from engine.situation import desired
from hypothesis import strategies as st

from cvpctl.model import Body, Desired

KEYS = "abcdefg"
LABELS = ("Ask", "Bid", "Cut", "Do", "End", "Fix", "Go")


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its id, its label, its number where it is live, and whether a ticket there is closed."""

    key: str
    label: str
    slot: int = 0
    closed: bool = False

    def metadata(self, object_name: str) -> Body:
        if object_name == "deals":
            return {"probability": 1 if self.closed else 0.5}
        return {"ticketState": "CLOSED" if self.closed else "OPEN"}


@dataclass(frozen=True, slots=True)
class Case:
    """A live pipeline and a wish; `removed` are live stages with a tombstone, the other unnamed ones are unmanaged."""

    object_name: str
    live: tuple[Stage, ...]
    wanted: tuple[Stage, ...]
    removed: tuple[str, ...]

    @property
    def address(self) -> str:
        # Ids of pipelines are unique across deals and tickets.
        return f"pipeline.{self.object_name}.tried_{self.object_name}"

    @property
    def desired(self) -> Desired:
        stages = {
            stage.key: {"label": stage.label, "metadata": stage.metadata(self.object_name)} for stage in self.wanted
        }
        body = {"label": "Tried", "stages": stages}
        return desired({self.address: body}, removed=[f"{self.address}/stages/{key}" for key in self.removed])


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any live stages with gaps in their numbers, any wish that HubSpot's rules allow in the end."""
    object_name = draw(st.sampled_from(["deals", "tickets"]))
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=5, unique=True))
    slots = draw(st.lists(st.integers(0, 9), min_size=len(keys), max_size=len(keys), unique=True))
    closed = {draw(st.sampled_from(keys))}
    alive = tuple(
        Stage(key, label, slot, key in closed)
        for key, label, slot in zip(keys, draw(st.permutations(LABELS)), slots, strict=False)
    )
    unnamed = draw(st.sets(st.sampled_from(keys)))
    removed = draw(st.sets(st.sampled_from(sorted(unnamed)))) if unnamed else set()
    stays = {stage.label for stage in alive if stage.key in unnamed - removed}
    named = [key for key in keys if key not in unnamed]
    fresh = draw(st.sets(st.sampled_from([key for key in KEYS if key not in keys]), max_size=2))
    wanted = draw(st.permutations([*named, *sorted(fresh)]).filter(bool)) if named or fresh else ["z"]
    labels = draw(st.permutations([label for label in (*LABELS, "Last") if label not in stays]))
    closing = draw(st.sampled_from(wanted))
    return Case(
        object_name,
        alive,
        tuple(Stage(key, label, closed=key == closing) for key, label in zip(wanted, labels, strict=False)),
        tuple(sorted(removed)),
    )


SWAP = Case(
    "deals",
    (Stage("a", "Ask", 0), Stage("b", "Bid", 1, closed=True)),
    (Stage("a", "Bid"), Stage("b", "Ask", closed=True)),
    (),
)
CHAIN = Case(
    "deals",
    (Stage("a", "Ask", 0), Stage("b", "Bid", 1)),
    (Stage("a", "Bid"), Stage("b", "Cut")),
    (),
)
TAKEN_OVER = Case(
    "tickets",
    (Stage("a", "Ask", 0), Stage("b", "End", 1, closed=True)),
    (Stage("a", "End", closed=True),),
    ("b",),
)
ALL_NEW = Case(
    "tickets",
    (Stage("a", "Ask", 0), Stage("b", "End", 1, closed=True)),
    (Stage("c", "ask "), Stage("d", "END", closed=True)),
    ("a", "b"),
)
CLOSING_MOVES = Case(
    "tickets",
    (Stage("a", "Ask", 0, closed=True), Stage("b", "Bid", 1)),
    (Stage("a", "Ask"), Stage("b", "Bid", closed=True)),
    (),
)

CLOSING_MOVES_WITH_ITS_LABEL = Case(
    "tickets",
    (Stage("a", "Bid", 0, closed=True), Stage("b", "Cut", 1)),
    (Stage("b", "Bid", closed=True), Stage("a", "Ask")),
    (),
)
