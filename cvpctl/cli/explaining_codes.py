"""What each code of a finding means: the rows of docs/diagnostics.md, which a test keeps equal to the codes there are.

Rules of an audit say it themselves. For everything else the document is the table. A package carries a copy of it
beside its code; a checkout has it where it is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import cvpctl
from cvpctl.cli.output import colored, width
from cvpctl.errors import CvpError, UsageProblem
from cvpctl.policy.table import BY_CODE
from cvpctl.project.reading import nearest
from cvpctl.render.audit_rule_text import rule_text
from cvpctl.render.explain_text import Meaning, code_text

NAME = "diagnostics.md"
CODE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
_ROW = re.compile(r"^\| `([A-Z0-9_]+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


@cache
def meanings() -> Mapping[str, Meaning]:
    """Return the rows by code; none where this installation has no copy of the document."""
    package = Path(cvpctl.__file__).parent
    places = (package / NAME, package.parent / "docs" / NAME)
    path = next((place for place in places if place.is_file()), None)
    rows = _ROW.findall(path.read_text(encoding="utf-8")) if path else []
    return {code: Meaning(code, _LINK.sub(r"\1", means), _LINK.sub(r"\1", do)) for code, means, do in rows}


def told_of_code(code: str) -> str:
    """Return what is to be said of a code; raises UsageProblem for one that no finding has."""
    if code in BY_CODE:
        return rule_text(BY_CODE[code].card, color=colored(), width=width())
    return code_text(meaning_of(code), color=colored())


def meaning_of(code: str) -> Meaning:
    """Return what a code means; raises UsageProblem for one that no finding has."""
    known = meanings()
    if code in known:
        return known[code]
    if not known:
        raise CvpError(f"this installation has no copy of {NAME}", help="look it up in the repository, under docs")
    near = nearest(code, [*known, *BY_CODE])
    help_ = f"did you mean {near}?" if near else f"docs/{NAME} and docs/audit.md list them"
    raise UsageProblem(f"no finding has the code {code}", help=help_)
