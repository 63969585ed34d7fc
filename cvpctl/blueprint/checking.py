"""The line of this room: files -> layers -> values -> claims -> findings, and the desired state where none stops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cvpctl.blueprint.claims import claims_of
from cvpctl.blueprint.compile import compiled
from cvpctl.blueprint.files import read_sources
from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.layers import layers_of
from cvpctl.blueprint.load import gc_paused
from cvpctl.blueprint.shelf import EmptyShelf, Shelf
from cvpctl.blueprint.statements import said_in
from cvpctl.blueprint.substitution import Substitution
from cvpctl.blueprint.validate import validate
from cvpctl.blueprint.variables import Given, check_use, variables_of
from cvpctl.errors import BlueprintInvalid
from cvpctl.model import Desired, Finding

NO_LIBRARIES = EmptyShelf()
NOTHING_GIVEN: Mapping[str, Given] = {}


@dataclass(frozen=True, slots=True)
class Checked:
    """What blueprints say (None where an error stops) and all that is to be told; `sources` maps names to texts."""

    desired: Desired | None
    findings: tuple[Finding, ...]
    sources: Mapping[str, str] = field(default_factory=dict)


def check(
    paths: Sequence[Path], *, root: Path, shelf: Shelf = NO_LIBRARIES, given: Mapping[str, Given] = NOTHING_GIVEN
) -> Checked:
    """Read the blueprints that `paths` name and all they extend; whatever they hold, this returns."""
    found = Findings()
    with gc_paused():
        return _checked(read_sources(paths, root, found), root, shelf, given, found)


def check_sources(sources: Sequence[Source], *, root: Path, shelf: Shelf = NO_LIBRARIES) -> Checked:
    """Do the same for texts that stand in no file."""
    return _checked(sources, root, shelf, NOTHING_GIVEN, Findings())


def _checked(
    sources: Sequence[Source], root: Path, shelf: Shelf, given: Mapping[str, Given], found: Findings
) -> Checked:
    used = set[str]()
    with gc_paused():
        layers = layers_of(sources, root, shelf, found)
        variables = variables_of(layers, given, found)
        said = [
            said_in(layer.root, Substitution(layer.source, variables, used, found), found) for layer in layers.order
        ]
        check_use(variables, used, found)
        claims = claims_of(said, layers, found)
        validate(claims, found)
        desired = None if found.stop else compiled(claims)
    return Checked(desired, found.ordered(), {source.name: source.text for source in layers.sources})


def load_desired(
    paths: Sequence[Path], *, root: Path, shelf: Shelf = NO_LIBRARIES, given: Mapping[str, Given] = NOTHING_GIVEN
) -> tuple[Desired, tuple[Finding, ...]]:
    """Return the desired state with its warnings; raises `BlueprintInvalid` with every finding of the run."""
    checked = check(paths, root=root, shelf=shelf, given=given)
    if checked.desired is None:
        raise BlueprintInvalid(checked.findings)
    return checked.desired, checked.findings
