"""From two words to a comparison, and to the patch where one is wanted: file and words are judged before any portal."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cvpctl.cli.compare_patch import write_patch
from cvpctl.cli.compare_sides import read_sides
from cvpctl.cli.compare_words import word_of
from cvpctl.engine.comparing import compared
from cvpctl.errors import UsageProblem
from cvpctl.model.comparison import Comparison
from cvpctl.project.source import shown_path


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says."""

    a: str
    b: str
    variables: tuple[tuple[str, str], ...] = ()
    include_hubspot_defined: bool = False
    patch: Path | None = None


def compare(asked: Asked) -> Comparison:
    """Compare, and write the patch; raises UsageProblem for words that mean nothing and a file that is there."""
    words = word_of(asked.a), word_of(asked.b)
    if asked.patch is not None and asked.patch.exists():
        raise UsageProblem(
            f"{shown_path(asked.patch)} is there already", help="a patch overwrites nothing; name another"
        )
    a, b = read_sides(*words, asked.variables)
    comparison = compared(a, b, include_hubspot_defined=asked.include_hubspot_defined)
    if asked.patch is not None:
        write_patch(asked.patch, comparison)
    return comparison
