"""What doctor says of what people have left to do."""

from __future__ import annotations

import pytest

from cvpctl.render.doctor_text import Health, open_steps


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "1 step for a person open: Step 1"),
        (3, "3 steps for a person open: Step 1; Step 2; Step 3"),
        (32, "32 steps for a person open: Step 1; Step 2; Step 3; and 29 more"),
    ],
)
def test_the_first_open_steps_are_named_and_where_the_rest_are(count: int, told: str) -> None:
    """A library brings dozens: three are named, and the command that lists all of them."""
    check = open_steps([f"Step {number}." for number in range(1, count + 1)])

    assert ("runbook", Health.WARNING, told) == (check.name, check.health, check.message)
    assert "cvpctl attest --list" in check.help
