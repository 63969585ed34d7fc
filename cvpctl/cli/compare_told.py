"""How a comparison is said here, and the exit code it speaks for."""

from __future__ import annotations

from cvpctl.cli.output import colored, width
from cvpctl.errors import LOOKED_IN_PART, PENDING, worst
from cvpctl.model.comparison import Comparison
from cvpctl.render.compare_json import compare_json
from cvpctl.render.compare_markdown import compare_markdown
from cvpctl.render.compare_text import compare_text


def told(comparison: Comparison, form: str) -> str:
    if form == "json":
        return compare_json(comparison)
    if form == "markdown":
        return compare_markdown(comparison)
    return compare_text(comparison, color=colored(), width=width())


def ends_with(comparison: Comparison) -> int:
    """Return 2 where the sides differ, and 9 where a list was not compared."""
    return worst([PENDING] * bool(comparison.differences) + [LOOKED_IN_PART] * bool(comparison.unread))
