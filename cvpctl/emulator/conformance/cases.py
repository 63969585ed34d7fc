"""A case: a claim with the operations it is about and how strong the emulator's evidence for it is today."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from cvpctl.emulator.areas import Evidence
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.operations import Operation, weakest

Steps = Callable[[Bench], None]


@dataclass(frozen=True, slots=True)
class Case:
    """One claim. Its name is `area/what-it-claims`."""

    area: str
    name: str
    title: str
    operations: tuple[Operation, ...]
    evidence: Evidence
    steps: Steps


def case(*operations: Operation, evidence: Evidence | None = None) -> Callable[[Steps], Case]:
    """Make a case of a function: its docstring is the claim, its module the area.

    The evidence is the weakest of the routes' unless the claim itself stands on something else.
    """

    def made(steps: Steps) -> Case:
        area = steps.__module__.rpartition(".")[2].replace("_", "-")
        title = inspect.cleandoc(steps.__doc__ or "").replace("\n", " ")
        name = f"{area}/{steps.__name__.replace('_', '-')}"
        return Case(area, name, title, operations, evidence or weakest(operations), steps)

    return made


def cases_of(module: ModuleType) -> tuple[Case, ...]:
    return tuple(one for one in vars(module).values() if isinstance(one, Case))
