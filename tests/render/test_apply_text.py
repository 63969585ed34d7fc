"""How an apply ended, told so that a person knows what to do next."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cvpctl.model import ABSENT, Address, FieldChange, Outcome, Settled
from cvpctl.model.report import Report
from cvpctl.render.apply_text import outcome_text

Golden = Callable[[str, str], None]
STAGE = Address("property", ("contacts",), "value_path_stage")
GROUP_STEP = "group.contacts.value_path:create"
FAILED = Outcome(
    GROUP_STEP, Settled.FAILED, "A property group named 'value_path' exists.", "OBJECT_ALREADY_EXISTS", "c0ffee-12"
)
SKIPPED = tuple(
    Outcome(f"property.contacts.p{n}:create", Settled.SKIPPED, "needs group.contacts.value_path, which did not succeed")
    for n in range(14)
)
FURTHER = Outcome(
    "property.contacts.formula:create", Settled.SKIPPED, "needs property.contacts.p3, which did not succeed"
)
STOPPED = Outcome("pipeline.deals.path_to_value/stages/won:create", Settled.SKIPPED, "the run had stopped")
DOUBT = Outcome("pipeline.deals.renewal:update", Settled.IN_DOUBT, "the connection broke after the request was sent")
DONE = tuple(Outcome(f"property.companies.p{n}:create", Settled.DONE) for n in range(12))
KEPT = (STAGE, FieldChange(("hasUniqueValue",), before=False, after=True))
REMAINS = (STAGE, FieldChange(("options", "mql"), {"label": "MQL"}, ABSENT))
MISSING = (STAGE, FieldChange(("description",), ABSENT, "Where this person is."))


def test_in_part(golden: Golden) -> None:
    """Failures with HubSpot's words and what they took with them, doubts, stale and not converged fields."""
    outcomes = (*DONE, FAILED, *SKIPPED, FURTHER, DOUBT, STOPPED)
    report = Report(outcomes, (KEPT, REMAINS, MISSING), (Address("group", ("deals",), "moved"),), 6, 19, 12.345)
    golden("apply_in_part.txt", outcome_text(report, color=False, width=100))


def test_pending_is_told_apart() -> None:
    """A field that may still come to read as written is no field that was ignored, and neither is what nobody read."""
    moved = (STAGE, FieldChange(("label",), "Stage", "Phase"))
    label = Address("label", ("deals", "contacts"), "payer")
    report = Report(
        DONE, (KEPT,), calls_read=2, calls_written=1, pending=(moved,), unread={label: "a scope is missing"}
    )

    assert outcome_text(report, color=False, width=110).splitlines() == [
        "1 field not converged: accepted, and still different when read back.",
        "  property.contacts.value_path_stage hasUniqueValue",
        "    the portal answered 200 and kept false instead of true",
        "1 field pending: accepted, and the portal may still come to show it.",
        "  property.contacts.value_path_stage label",
        '    read "Stage" when the reading back ended; written was "Phase"',
        "1 resource could not be read back: a scope is missing",
        "    label.deals.contacts.payer",
        "",
        "Apply: 12 resources in 1 call, 1 field not converged, 1 field pending, 1 not read back",
        "Written, but not verified: the portal may need more time, or ignores these fields. Plan again to see.",
        "Read back in 2 calls; 0.0 s.",
    ]


@pytest.mark.parametrize(
    "report",
    [
        Report(DONE, pending=((STAGE, FieldChange(("label",), "Stage", "Phase")),)),
        Report(DONE, unread={STAGE: "the day's calls are used up"}),
    ],
    ids=["pending", "unread"],
)
def test_what_nobody_saw_is_not_verified(report: Report) -> None:
    """Where anything was not seen as written, that word does not stand."""
    text = outcome_text(report, color=False, width=110)

    assert "Verified" not in text
    assert "Written, but not verified. Plan again to see" in text


def test_all_done() -> None:
    """An apply that went well takes three lines."""
    report = Report(DONE, calls_read=2, calls_written=1, seconds=0.44)

    assert outcome_text(report, color=False, width=100).splitlines() == [
        "Apply: 12 resources in 1 call",
        "Verified: everything written reads back as written.",
        "Read back in 2 calls; 0.4 s.",
    ]


def test_resources_are_counted_not_their_steps() -> None:
    """A pipeline with its stages is one resource, as it is in the plan, and ends as the worst of its steps."""
    steps = ("pipeline.deals.renewal:update", "pipeline.deals.renewal/stages/won:create")
    ends = (Outcome(steps[0], Settled.DONE), Outcome(steps[1], Settled.FAILED, "no"))
    done = tuple(Outcome(step, Settled.DONE) for step in steps)

    assert outcome_text(Report(done, calls_written=2), color=False, width=100).startswith(
        "Apply: 1 resource in 2 calls\n"
    )
    assert "Apply: 1 of 2 resources in 3 calls, 1 failed\n" in outcome_text(
        Report((*ends, DONE[0]), calls_written=3), color=False, width=100
    )


def test_what_a_failure_took_with_it_stands_below_it() -> None:
    """A step that waited for something skipped belongs to the failure at the root of it."""
    text = outcome_text(Report((FAILED, *SKIPPED, FURTHER)), color=False, width=100)

    assert "skipped because of it, 15 steps:" in text
    assert "skipped 1 step" not in text


def test_likeness_is_no_relation() -> None:
    """A step is not blamed on one whose name merely begins alike."""
    alike = Outcome("x:create", Settled.SKIPPED, "needs group.contacts.value_path_two, which did not succeed")
    text = outcome_text(Report((FAILED, alike)), color=False, width=100)

    assert "skipped because of it" not in text
    assert "skipped 1 step: needs group.contacts.value_path_two" in text


@pytest.mark.parametrize(
    ("report", "verdict"),
    [
        (Report(), "Nothing was written."),
        (Report(stale=(STAGE,)), "Nothing was written."),
        (Report(DONE, (KEPT,)), "Written, but not verified"),
        (Report(DONE, stale=(STAGE,)), "Verified, as far as it was written."),
        (Report((*DONE, DOUBT)), "Applied in part. Run the same apply again"),
        (Report((FAILED, *SKIPPED)), "Nothing was applied. HubSpot says why; mend that first"),
        (Report((FAILED, DOUBT)), "What was applied is in doubt. Run the same apply again"),
        (Report((DOUBT, STOPPED)), "What was applied is in doubt. Run the same apply again"),
        (Report((*DONE, FAILED), (KEPT,), (STAGE,)), "Applied in part. HubSpot says why; mend that first"),
    ],
)
def test_verdict(report: Report, verdict: str) -> None:
    """The verdict names the worst that happened."""
    assert f"\n{verdict}" in outcome_text(report, color=False, width=100)


def test_words_of_the_portal_are_not_obeyed() -> None:
    """Escapes in HubSpot's message reach nobody's terminal."""
    report = Report((Outcome(GROUP_STEP, Settled.FAILED, "\x1b[2Jgone [bold]x"),))

    assert "\\x1b[2Jgone [bold]x" in outcome_text(report, color=False, width=100)
    assert "\x1b[2J" not in outcome_text(report, color=True, width=100)
