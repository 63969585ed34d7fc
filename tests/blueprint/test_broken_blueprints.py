"""Each file of `broken/` holds one sort of mistake; its `.txt` is every word a person reads about it.

`CVPCTL_GOLDEN=1 pytest tests/blueprint/test_broken_blueprints.py` rewrites the texts; read the diff before committing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from blueprint.shelves import shelf_in

from cvpctl.blueprint import check
from cvpctl.model import Finding

BROKEN = Path(__file__).parent / "broken"
SHELF = shelf_in(BROKEN / "libraries")
FILES = sorted(BROKEN.glob("*.yaml"))


def drawn(findings: Iterable[Finding]) -> str:
    return "".join(drawn_one(finding) for finding in findings)


def drawn_one(finding: Finding) -> str:
    lines = [f"{finding.place}: {finding.severity} {finding.code}: {finding.message}"]
    if finding.place and finding.excerpt:
        lines += [f"  | {finding.excerpt}", f"  | {' ' * (finding.place.column - 1)}^"]
    return "\n".join([*lines, *([f"  = {finding.help}"] if finding.help else []), "\n"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_broken_blueprint_is_told_word_for_word(path: Path) -> None:
    """Place, code, message, source line, caret and help stay what they are until somebody reads the difference."""
    checked = check([path], root=BROKEN, shelf=SHELF)
    golden = path.with_suffix(".txt")
    if os.environ.get("CVPCTL_GOLDEN") == "1":
        golden.write_text(drawn(checked.findings), encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == drawn(checked.findings)
    assert checked.desired is None


def test_there_are_more_than_twenty() -> None:
    """The mission asks for twenty broken blueprints; a lost directory must not pass as an empty test."""
    assert len(FILES) > 20


def test_every_finding_says_where_and_what() -> None:
    """No finding of the broken blueprints lacks a place, and codes are stable upper-case words."""
    findings = [finding for path in FILES for finding in check([path], root=BROKEN, shelf=SHELF).findings]
    assert [finding for finding in findings if finding.place is None] == []
    assert [finding.code for finding in findings if not finding.code.replace("_", "").isupper()] == []
