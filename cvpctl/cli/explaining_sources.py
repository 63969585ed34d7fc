"""The blueprints of a project read as far as they go: what each file states, line by line, although some are broken.

The line of `cvpctl.blueprint.check`, kept with all that it passes through: check returns what a plan needs, and those
who ask about one place, or complete a word while somebody is typing the file, need what came before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cvpctl.blueprint import Given, Shelf
from cvpctl.blueprint.claims import Claims, claims_of
from cvpctl.blueprint.compile import compiled
from cvpctl.blueprint.files import read_sources
from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.layers import Layer, Layers, layers_of
from cvpctl.blueprint.load import gc_paused, load
from cvpctl.blueprint.statement import Draft
from cvpctl.blueprint.statements import Mention, Said, said_in
from cvpctl.blueprint.substitution import Substitution
from cvpctl.blueprint.validate import validate
from cvpctl.blueprint.variables import Variable, check_use, variables_of
from cvpctl.model import Desired, Finding, Severity

MOST_TRIES = 20


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything the blueprints say; `desired` is None where an error stops, `cut` names files read in part."""

    layers: Layers
    said: tuple[Said, ...]
    variables: Mapping[str, Variable]
    claims: Claims
    findings: tuple[Finding, ...]
    desired: Desired | None
    cut: Mapping[str, int]

    def layer(self, name: str) -> Layer | None:
        return next((layer for layer in self.layers.order if layer.name == name), None)

    def draft(self, name: str, line: int, column: int) -> Draft | None:
        """Return the resource that a file states at this very place."""
        return next(
            (
                draft
                for one in self.said
                if one.source.name == name
                for draft in one.drafts
                if (draft.entry.line, draft.entry.column) == (line, column)
            ),
            None,
        )

    def mentions(self, name: str) -> Sequence[tuple[str, Mention]]:
        """Return the addresses that a file names, each with the key it stands under."""
        lists = (("removed", "removed"), ("observed", "observed"), ("omit", "omit"), ("portalOwns", "owned"))
        return [
            (key, mention)
            for one in self.said
            if one.source.name == name
            for key, attribute in lists
            for mention in getattr(one, attribute)
        ]


def read_sources_whole(paths: Sequence[Path], root: Path, shelf: Shelf, given: Mapping[str, Given]) -> Sources:
    """Read what `paths` name and all they extend; of a file with broken YAML, what stands above the break."""
    found = Findings()
    roots = read_sources(paths, root, found)
    whole = _read(roots, root, shelf, given, found)
    read = {layer.name for layer in whole.layers.order}
    cut = {
        source.name: line for source in roots if source.name not in read and (line := _break(source, whole.findings))
    }
    if not cut:
        return whole
    above = [_above(source, cut[source.name]) if source.name in cut else source for source in roots]
    part = _read(above, root, shelf, given, Findings())
    return Sources(part.layers, part.said, part.variables, part.claims, whole.findings, None, cut)


def _read(roots: Sequence[Source], root: Path, shelf: Shelf, given: Mapping[str, Given], found: Findings) -> Sources:
    used: set[str] = set()
    with gc_paused():
        layers = layers_of(roots, root, shelf, found)
        variables = variables_of(layers, given, found)
        said = tuple(
            said_in(layer.root, Substitution(layer.source, variables, used, found), found) for layer in layers.order
        )
        check_use(variables, used, found)
        claims = claims_of(said, layers, found)
        validate(claims, found)
        desired = None if found.stop else compiled(claims)
    return Sources(layers, said, variables, claims, found.ordered(), desired, {})


def _break(source: Source, findings: Sequence[Finding]) -> int:
    """Return the line above which a file can be read, or 0: what is open there may have been opened a bit before."""
    lines = [
        finding.place.line
        for finding in findings
        if finding.place and finding.place.path == source.name and finding.severity is Severity.ERROR
    ]
    if not lines:
        return 0
    tries = (max(lines), min(lines), *range(max(lines) - 1, max(lines) - MOST_TRIES, -1))
    return next((line for line in tries if line > 1 and load(_above(source, line), Findings())), 0)


def _above(source: Source, line: int) -> Source:
    return Source(source.name, "\n".join(source.lines[: line - 1]))
