"""Blueprints of libraries compiled by name, for people who look at them before they build on them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cvpctl.blueprint.checking import Checked, check_sources
from cvpctl.blueprint.findings import Source
from cvpctl.blueprint.shelf import Shelf

ASKED = "the blueprint asked for"


def compiled_library(names: Sequence[str], *, root: Path, shelf: Shelf) -> Checked:
    """Return what a file would say that did nothing but extend `names`: libraries, blueprints of theirs, or paths."""
    lines = "".join(f"  - {name!r}\n" for name in names)
    return check_sources([Source(ASKED, f"blueprint: asked-for\nextends:\n{lines}")], root=root, shelf=shelf)
