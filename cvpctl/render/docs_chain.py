"""What runs from stage to stage, as data: the Value Path and pipelines. Mermaid and SVG draw it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from cvpctl.render.dictionary import Definition, Dictionary, Value

VALUE_PATH = "value_path_stage"
"""The authors' own name of the property (valuefirstteam.com, Settler page)."""
HALVES = (
    ("Path TO Value", ("audience", "researcher", "hand_raiser", "buyer")),
    ("Path OF Value", ("value_creator", "adopter", "advocate", "champion")),
)
"""The two halves of the path (valuecreationprotocol.com/value-path)."""
_CLOSED = frozenset({"ticketState CLOSED", "state CLOSED", "isClosed true"})
_CHANCE = "probability "
_DERIVED = "isClosed "
_STATES = {"ticketState OPEN": "open", "ticketState CLOSED": "closed", "state OPEN": "open", "state CLOSED": "closed"}


@dataclass(frozen=True, slots=True)
class Step:
    """A stage: `told` a few words below its label, `ends` that nothing comes after it, `half` what it belongs to."""

    label: str
    told: str = ""
    ends: bool = False
    half: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """Stages in their order under a title; `name` is fit for a file."""

    title: str
    name: str
    steps: tuple[Step, ...]

    @property
    def runs(self) -> bool:
        """Whether anything says how it runs. Elsewhere the order is only that in which HubSpot shows the stages."""
        return any(step.ends or step.half for step in self.steps)

    @property
    def open(self) -> tuple[int, ...]:
        return tuple(number for number, step in enumerate(self.steps) if not step.ends)

    @property
    def arrows(self) -> tuple[tuple[int, int], ...]:
        """From stage to stage, and from the last one that is open to each that ends it."""
        run = self.open
        ends = [number for number, step in enumerate(self.steps) if step.ends]
        along = tuple(pairwise(run))
        return (*along, *((run[-1], end) for end in ends)) if run else ()


def value_paths(dictionary: Dictionary) -> Iterator[Chain]:
    """Yield the Value Path, once where objects have the same stages under the same labels."""
    found: dict[tuple[tuple[str, str], ...], list[tuple[str, str, Definition]]] = {}
    for entry in dictionary.objects:
        for one in entry.properties:
            if one.address.key == VALUE_PATH and one.values:
                stages = tuple((value.key, value.label) for value in one.values)
                found.setdefault(stages, []).append((entry.label, entry.name, one))
    for number, same in enumerate(found.values(), start=1):
        labels, _, paths = zip(*same, strict=True)
        name = "value-path" if len(found) == 1 else f"value-path-{number}"
        yield Chain(f"Value Path of {' and '.join(labels)}", name, tuple(map(_on_path, paths[0].values)))


def _on_path(value: Value) -> Step:
    half = next((title for title, keys in HALVES if value.key in keys), "")
    return Step(value.label, half=half)


def pipeline_chain(pipeline: Definition, label: str) -> Chain:
    """Return a pipeline of the object called `label`."""
    scope, key = pipeline.address.scope[0], pipeline.address.key
    return Chain(f"{pipeline.label} ({label})", f"{scope}-{key}", tuple(map(_stage, pipeline.values)))


def _stage(value: Value) -> Step:
    return Step(value.label, meaning(value), _ends(value))


def meaning(value: Value) -> str:
    """Return what a stage means to HubSpot, without what follows from it."""
    return ", ".join(_STATES.get(fact, fact) for fact in value.facts if not fact.startswith(_DERIVED))


def _ends(value: Value) -> bool:
    """Tell whether a stage closes its record; a deal's does at a probability of 0 or 1 (HubSpot's pipelines guide)."""
    if _CLOSED & {*value.facts}:
        return True
    chances = (fact.removeprefix(_CHANCE) for fact in value.facts if fact.startswith(_CHANCE))
    return any(chance in ("0", "0.0", "1", "1.0") for chance in chances)
