"""A held difference that nobody can take over, and a write that replaces nothing, in every rendering."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cvpctl.model import ABSENT, Action, Address, Cause, Change, FieldChange, Finding, Plan, Severity
from cvpctl.render.drift_text import drift_markdown, drift_text
from cvpctl.render.plan_markdown import plan_markdown
from cvpctl.render.plan_text import plan_text

STATUS = Address("property", ("contacts",), "hs_lead_status")
LABEL = FieldChange(("label",), "Lead Status", "Where it stands", Cause.UNATTRIBUTED)
MORE = FieldChange(("options", "fan"), ABSENT, {"label": "Fan"}, Cause.UNATTRIBUTED)
HELD = Change(STATUS, Action.UPDATE, Cause.UNATTRIBUTED, (LABEL,), "Lead Status")
TAKE = f"--take blueprint:{STATUS}"


def every_way(plan: Plan) -> list[str]:
    texts = (one(plan, color=False, width=100) for one in (plan_text, drift_text))
    return [*texts, plan_markdown(plan), drift_markdown(plan)]


def stopping(*, allowable: bool) -> Finding:
    return Finding("READ_ONLY_DEFINITION", Severity.ERROR, "HubSpot keeps it", "", STATUS, allowable=allowable)


@pytest.mark.parametrize(
    ("findings", "offered", "told"),
    [
        ((), True, False),
        ((stopping(allowable=True),), True, True),
        ((stopping(allowable=False),), False, True),
    ],
)
def test_a_way_that_would_be_refused_is_not_offered(
    findings: tuple[Finding, ...], *, offered: bool, told: bool
) -> None:
    """What stops it is said instead; what a word lets pass is offered with that word."""
    plan = Plan(1, "", held=(replace(HELD, findings=findings),))
    texts = every_way(plan)
    assert [offered] * 4 == [TAKE in text for text in texts]
    assert [told] * 4 == ["READ_ONLY_DEFINITION" in text.replace("\\", "") for text in texts]


@pytest.mark.parametrize(("edit", "said"), [(LABEL, True), (MORE, False), (replace(MORE, cause=Cause.DRIFT), False)])
def test_an_addition_replaces_nothing(edit: FieldChange, *, said: bool) -> None:
    """Nobody's word is in the way of an option that the portal does not have; one that went is put back."""
    plan = Plan(1, "", changes=(Change(STATUS, Action.UPDATE, edit.cause, (edit,), "Lead Status"),))
    texts = (plan_text(plan, color=False, width=100), plan_markdown(plan))
    assert [said] * 2 == ["replaces what the portal holds" in text for text in texts]
