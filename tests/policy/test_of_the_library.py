"""Our own library keeps the rules that it brings."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvpctl.blueprint import check
from cvpctl.model import Severity
from cvpctl.policy import Subject
from cvpctl.policy.judging import judge
from cvpctl.policy.table import RULES
from cvpctl.project import Shelf

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path for path in (ROOT / "blueprints").iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nothing_weighs_more_than_info(folder: Path) -> None:
    """By every rule, also by those that are shipped off."""
    checked = check([folder], root=ROOT, shelf=Shelf.of(None))
    assert checked.desired is not None
    report = judge(Subject.of_blueprints(checked.desired), {rule.code: rule.severity for rule in RULES})
    assert [] == [
        f"{one.code} {one.address}: {one.message}" for one in report.findings if one.severity is not Severity.INFO
    ]
