"""Random lives of a portal: whatever is asked of it, in whatever order, what is stored stays sound.

Requests go over real HTTP to a portal on a file, drawn from a small world, so that names clash and things are in use.
"""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from emulator.portal_machine import PortalMachine, ordered
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.tiers import Quotas

SHORT = settings(
    max_examples=6, stateful_step_count=30, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
LONG = settings(SHORT, max_examples=200, stateful_step_count=60, derandomize=False, print_blob=True)
TIGHT = Quotas(
    pipelines=3, order_pipelines=1, properties_per_object=4, unique_properties=1, options=3, custom_objects=1,
    association_labels=1, calculated_properties=2,
)  # fmt: skip


def _lives(db: Path, how: settings) -> None:
    with Emulator(db, deterministic=True, limits=Limits.off(), quotas=TIGHT) as served:
        with httpx.Client(base_url=served.base_url, headers={"Authorization": f"Bearer {served.token}"}) as client:

            class Life(PortalMachine):
                portal, http = served, client

            run_state_machine_as_test(Life, settings=how)
        left = ordered(served.state()["collections"])
    with Emulator(db, deterministic=True) as again:
        assert ordered(again.state()["collections"]) == left


@pytest.mark.long
def test_a_portal_stays_sound(tmp_path: Path) -> None:
    """After any operations the laws hold, refusals leave no trace, and the file reopened is the portal that closed."""
    _lives(tmp_path / "portal.db", SHORT)


@pytest.mark.long
def test_a_portal_stays_sound_over_many_lives(tmp_path: Path) -> None:
    """As above, in lives that nobody chose beforehand."""
    _lives(tmp_path / "portal.db", LONG)
