"""What the library promises of the four views and of the one record of value."""

from __future__ import annotations

import pytest
from library.contents import LIBRARY, ROOT, SHELF, File

from cvpctl.blueprint import compiled_library
from cvpctl.maturity import assess
from cvpctl.model import State
from cvpctl.model.maturity import Answers, Verdict

PAIRS = [("urv", "ucv"), ("ubc", "urv"), ("ute", "ubc")]
"""The views are built in this order, each on the one before (valuecreationprotocol.com/unified-views)."""


@pytest.mark.parametrize(("view", "below"), PAIRS)
def test_each_view_builds_on_the_one_before(view: str, below: str) -> None:
    """The order of building is the order of extending, and the first builds on none."""
    extended = {one: File.at(LIBRARY / "views" / f"{one}.yaml").says["extends"] for one in (view, below)}

    assert [one for one in extended[view] if below in one] != []
    assert [one for one in extended[below] if f"/{view}" in one] == []


@pytest.mark.parametrize(("view", "below"), PAIRS)
def test_a_view_keeps_all_that_the_one_before_states(view: str, below: str) -> None:
    """Nobody who goes on to the next view loses something of this one."""
    wide, narrow = (compiled_library([f"value-first/views/{one}"], root=ROOT, shelf=SHELF) for one in (view, below))

    assert wide.desired is not None
    assert narrow.desired is not None
    assert narrow.desired.resources.keys() <= wide.desired.resources.keys()


def test_the_record_of_value_is_found_before_and_after_the_sale() -> None:
    """The signs of maturity see the library's record of value: one continuous story, and where it came from."""
    checked = compiled_library(["value-first"], root=ROOT, shelf=SHELF)
    assert checked.desired is not None
    seen = assess(Answers(), State(checked.desired.resources)).dimensions
    there = {one.dimension.id: sum(trace.verdict is Verdict.THERE for trace in one.traces) for one in seen}

    assert {"narrative": 3, "timing": 3, "discovery_source": 5, "content_integration": 3} == {
        name: there[name] for name in ("narrative", "timing", "discovery_source", "content_integration")
    }
