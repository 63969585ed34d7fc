"""The line of this room: files -> nodes -> statements -> claims -> findings, and the desired state where none stops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cvpctl.blueprint.claims import claims_of
from cvpctl.blueprint.compile import compiled
from cvpctl.blueprint.files import read_sources
from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.load import gc_paused, load
from cvpctl.blueprint.nodes import At, Scalar
from cvpctl.blueprint.statements import Said, said_in
from cvpctl.blueprint.validate import validate
from cvpctl.errors import BlueprintInvalid
from cvpctl.model import Desired, Finding, Severity


@dataclass(frozen=True, slots=True)
class Checked:
    """What blueprints say (None where an error stops) and all that is to be told; `sources` maps names to texts."""

    desired: Desired | None
    findings: tuple[Finding, ...]
    sources: Mapping[str, str] = field(default_factory=dict)


def check(paths: Sequence[Path], *, root: Path) -> Checked:
    """Read the blueprints that `paths` name; whatever they hold, this returns."""
    found = Findings()
    with gc_paused():
        sources = read_sources(paths, root, found)
        said = [_said(source, found) for source in sources]
        claims = claims_of(said, found)
        validate(claims, (statement for one in said for statement in one.statements), found)
        desired = None if found.stop else compiled(claims)
    return Checked(desired, found.ordered(), {source.name: source.text for source in sources})


def load_desired(paths: Sequence[Path], *, root: Path) -> tuple[Desired, tuple[Finding, ...]]:
    """Return the desired state with its warnings; raises `BlueprintInvalid` with every finding of the run."""
    checked = check(paths, root=root)
    if checked.desired is None:
        raise BlueprintInvalid(checked.findings)
    return checked.desired, checked.findings


def _said(source: Source, found: Findings) -> Said:
    before = len(found.noted)
    root = load(source, found)
    if root is not None and not (isinstance(root, Scalar) and root.is_nothing):
        return said_in(root, source, found)
    if len(found.noted) == before:
        at = (source, At(1, 1))
        found.note("EMPTY_FILE", f"{source.name} says nothing", "write objects:", at=at, severity=Severity.WARNING)
    return Said()
