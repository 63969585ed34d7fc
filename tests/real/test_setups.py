"""What three real projects create with scripts of their own, said as blueprints."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pull_harness import desired_of, opened, plan_of, provision, remaining
from real.recordings import ABSENT, read, setups
from real.setups import converted

from cvpctl.apply import look
from cvpctl.blueprint.write import document_text
from cvpctl.emulator.server import Emulator

FOUND: list[Any] = setups() or [pytest.param(Path(), marks=pytest.mark.skip(reason=ABSENT), id="none")]
NOT_SAID = {
    "govwin": [],
    "mit_xpro": ["property.contacts.highest_education: said twice"],
    "world_staffing_awards": [],
}
"""What of each set-up a blueprint cannot say: a property that its script creates twice, and nothing else."""
TAKEN_FOR_GRANTED = {"govwin": [], "mit_xpro": [], "world_staffing_awards": ["group.tickets.ticket_information"]}
"""Groups that a script relies on without creating them."""


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator() as running:
        yield running


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_a_real_set_up_provisions_a_portal_once(path: Path, emulator: Emulator, tmp_path: Path) -> None:
    """Its blueprints create everything it says, a second plan is empty, and what cannot be said is this list."""
    emulator.reset()
    setup = read(path)
    found = converted(setup)
    for name, content in found.contents.items():
        (tmp_path / f"{name}.yaml").write_text(document_text(f"{path.stem}/{name}", content, schema="-"))
    desired = desired_of(tmp_path)
    with opened(emulator) as portal:
        provision(portal, desired)
        again = plan_of(desired, look(portal, desired))

    for line in found.left_out:
        sys.stdout.write(f"{path.stem}: a blueprint cannot say {line}\n")
    assert [] == remaining(again)
    assert (NOT_SAID[path.stem], TAKEN_FOR_GRANTED[path.stem]) == (found.left_out, found.added)
    said = sum(len(bodies) for part in ("groups", "properties") for bodies in setup[part].values())
    assert said - len(found.left_out) + len(found.added) == len(desired.resources)
