"""Recorded portals of others: what only sounds like value is taken for none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from real.recordings import ABSENT, portal_in, recordings

from cvpctl.maturity.objects import EVERYWHERE
from cvpctl.maturity.setup import Setup
from cvpctl.maturity.wording import RECORDS_OF_VALUE

NONE: list[Any] = [pytest.param(Path(), marks=pytest.mark.skip(reason=ABSENT), id="none")]
FOUND: list[Any] = recordings() or NONE


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_a_recorded_portal_records_no_value(path: Path) -> None:
    """None of these portals was made for it; their hundreds of properties were read by hand."""
    portal = portal_in(path)
    assert portal.resources
    assert () == Setup.of(portal).fields(EVERYWHERE, *RECORDS_OF_VALUE).hits
