"""Real portals, as somebody recorded them, pull into blueprints that hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pull_harness import Recorded, plan_of, pull_into, remaining, texts_in
from real.recordings import ABSENT, portal_in, recordings

from cvpctl.blueprint import check
from cvpctl.model import Severity

FOUND: list[Any] = recordings() or [pytest.param(Path(), marks=pytest.mark.skip(reason=ABSENT), id="none")]


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_a_recorded_portal_pulls_validates_and_plans_empty(path: Path, tmp_path: Path) -> None:
    """Each thing in it is stated or observed, nothing is an error, and nothing is left to plan."""
    portal = portal_in(path)
    names = sorted({name for address in portal.resources for name in address.scope})

    live = pull_into(tmp_path, Recorded(portal), names, include_hubspot_defined=True)
    checked = check([tmp_path], root=tmp_path)

    assert len(portal.resources) == len(live.resources) > 0
    assert [f"{name}.yaml" for name in names] == list(texts_in(tmp_path))
    assert [] == [finding for finding in checked.findings if finding.severity is Severity.ERROR]
    assert checked.desired is not None
    assert [] == remaining(plan_of(checked.desired, live))
    assert set(portal.resources) == set(checked.desired.resources) | checked.desired.observed
