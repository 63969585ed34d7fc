"""What nobody claims, for a terminal and for a comment on GitHub."""

from __future__ import annotations

from typing import Any

import pytest

from cvpctl.model import Plan
from cvpctl.render.markdown import LIMIT
from cvpctl.render.plan_markdown import plan_markdown
from cvpctl.render.plan_text import plan_text

HOSTILE = "@all ````<img> \x1b[31m"


def plan(told: Any) -> Plan:
    return Plan(1, "", run={"unmanaged": told})


def test_strangers_words_stay_words() -> None:
    """A label notifies nobody, colours nothing and ends no fence."""
    told = {"found": [{"address": "property.contacts.x", "label": HOSTILE}], "adopt": f"````\nlabel: {HOSTILE}\n"}

    text, markdown = plan_text(plan(told), color=False, width=80), plan_markdown(plan(told))

    assert "\x1b" not in text + markdown
    assert "<img>" not in markdown.partition("To adopt it")[0]
    assert ["````yaml", "````"] == [line for line in markdown.splitlines() if line.startswith("````")]


def test_a_long_list_fits_into_a_comment() -> None:
    """The lines to paste go first; the list of addresses stays."""
    found = [{"address": f"property.contacts.stray_{number}", "label": "Stray"} for number in range(300)]
    told = {"found": found, "adopt": "".join(f"      stray_{number}: {{label: Stray}}\n" for number in range(9_000))}

    markdown = plan_markdown(plan(told))

    assert len(markdown.encode()) < LIMIT
    assert "property.contacts.stray_299" in markdown
    assert "stray_8999:" not in markdown
    assert "more, for want of room" in markdown


def test_what_cannot_be_stated_says_why() -> None:
    """It is listed with the reason, since the file can only observe it."""
    told = {"found": [{"address": "property.contacts.x", "why": "it is odd"}], "adopt": "observed: []\n"}

    assert "cannot be stated: it is odd" in plan_text(plan(told), color=False, width=80)


@pytest.mark.parametrize("told", [{}, [], {"found": "x"}, {"found": [1], "adopt": 2}])
def test_a_plan_file_may_hold_anything_here(told: Any) -> None:
    """`run` is outside the digest, so what stands in it may be damaged; it never ends in a traceback."""
    assert "Unmanaged: nothing" in plan_text(plan(told), color=False, width=80)
    assert "Unmanaged: nothing" in plan_markdown(plan(told))
