"""Which counts a plan hangs on, and what the answers do to it."""

from dataclasses import replace

import pytest
from engine.situation import CHOICE, GROUPS, STAGE, addresses, desired, live, planned

from cvpctl.engine import questions
from cvpctl.model import Address, Body, Count, Plan, Severity

TWO: Body = {**CHOICE, "options": [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]}
ONE: Body = {**CHOICE, "options": [{"value": "a", "label": "A"}]}
OPTION = Address.parse(f"{STAGE}/options/b")


def without_option(count: Count | None = None, *, allow: tuple[str, ...] = ()) -> Plan:
    state = live({**GROUPS, STAGE: TWO})
    if count:
        state = replace(state, counts={OPTION: count})
    return planned(desired({**GROUPS, STAGE: ONE}, removed=[str(OPTION)]), state, drift="overwrite", allow=allow)


def test_a_removed_option_asks_for_the_records_that_hold_it() -> None:
    """The engine only says what it needs to know."""
    assert questions(without_option()) == (OPTION,)


def test_a_changed_type_asks_for_the_records_that_have_the_property() -> None:
    """The finding is about a field, the question about the property."""
    number: Body = {"label": "Stage", "type": "number", "fieldType": "number", "groupName": "value"}
    plan = planned(desired({**GROUPS, STAGE: ONE}), live({**GROUPS, STAGE: number}), drift="overwrite")
    assert questions(plan) == (Address.parse(STAGE),)


def test_a_plan_that_costs_nothing_asks_nothing() -> None:
    """No call is made for a label."""
    plan = planned(desired({**GROUPS, STAGE: {**ONE, "label": "New"}}), live({**GROUPS, STAGE: ONE}))
    assert questions(plan) == ()


@pytest.mark.parametrize(
    ("count", "said", "records"),
    [
        (Count(1_204), "1,204 records hold it", 1_204),
        (Count(1), "1 record holds it", 1),
        (Count(at_most=70), "at most 70 records can hold it, so it counts as in use", None),
        (Count(why="no scope"), "how many records hold it is unknown (no scope), so it counts as in use", None),
    ],
)
def test_what_records_hold_blocks_and_says_how_many(count: Count, said: str, records: int | None) -> None:
    """Unknown counts as in use."""
    plan = without_option(count)
    (finding,) = plan.blocked[0].findings
    assert (Severity.ERROR, records) == (finding.severity, finding.records)
    assert finding.message.endswith(f"; {said}")


@pytest.mark.parametrize("count", [Count(0), Count(at_most=0)])
def test_what_no_record_holds_goes_without_a_word(count: Count) -> None:
    """It is told, and stops nothing."""
    plan = without_option(count)
    (finding,) = plan.changes[0].findings
    assert (Severity.WARNING, 0) == (finding.severity, finding.records)
    assert finding.message.endswith("; no record holds it")


def test_an_allowed_loss_keeps_its_number() -> None:
    """Whoever allowed it sees what it costs."""
    plan = without_option(Count(7), allow=(f"OPTION_REMOVED:{OPTION}",))
    assert addresses(plan.changes) == [STAGE]
    assert [7] == [finding.records for finding in plan.changes[0].findings]
