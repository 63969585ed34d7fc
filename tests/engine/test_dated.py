"""What moved since a moment, by the times that HubSpot tells of whole things."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cvpctl.engine.dated import drift_since
from cvpctl.model import Action, Address, Body, Cause, Change, FieldChange, Finding, Resource, Severity, State, Touch
from cvpctl.model.drift import Drift

SINCE = datetime(2026, 5, 4, tzinfo=UTC)
BEFORE, AFTER = "2026-05-03T23:59:59.999Z", "2026-05-04T00:00:00Z"
TIER = Address.parse("property.contacts.tier")


def moved(action: Action = Action.UPDATE, touched: Touch | None = None) -> Change:
    return Change(TIER, action, Cause.DRIFT, (FieldChange(("label",), "a", "b", Cause.DRIFT),), touched=touched)


def live(**body: str) -> State:
    return State({TIER: Resource(TIER, dict(body))})


def where(drift: Drift, state: State) -> str:
    """Tell into which heap the one thing went that moved."""
    found = drift_since(drift, SINCE, state)
    heaps = {"since": found.moved + found.new, "undated": found.undated + found.undated_new}
    return next((name for name, heap in heaps.items() if heap), f"{found.earlier} earlier")


@pytest.mark.parametrize(
    ("body", "heap"),
    [
        ({"updatedAt": AFTER}, "since"),
        ({"updatedAt": BEFORE}, "1 earlier"),
        ({"updatedAt": BEFORE, "createdAt": AFTER}, "since"),
        ({}, "undated"),
        ({"updatedAt": ""}, "undated"),
        ({"updatedAt": "yesterday"}, "undated"),
        ({"updatedAt": "2026-05-04T01:30:00+02:00"}, "1 earlier"),
        ({"updatedAt": "2026-05-04T00:00:00"}, "since"),
    ],
)
def test_the_time_of_the_whole_thing_counts(body: Body, heap: str) -> None:
    """The moment itself is included; what has no time that could be read is never taken for old."""
    assert heap == where(Drift(moved=(moved(),)), live(**body))


def test_what_an_audit_told_counts_more() -> None:
    """A stage has a story of its own, beside that of its pipeline."""
    drift = Drift(moved=(moved(touched=Touch("2002", BEFORE)),))
    assert "1 earlier" == where(drift, live(updatedAt=AFTER))
    assert "since" == where(Drift(moved=(moved(touched=Touch("2002", "")),)), live(updatedAt=AFTER))


@pytest.mark.parametrize(("at", "heap"), [(AFTER, "since"), (BEFORE, "1 earlier"), ("", "undated")])
def test_what_went_went_when_it_was_archived(at: str, heap: str) -> None:
    """What is gone for good has no time at all."""
    state = State(archived={TIER: Resource(TIER, {"archivedAt": at})})
    assert heap == where(Drift(moved=(moved(Action.CREATE),)), state)
    assert "undated" == where(Drift(moved=(moved(Action.CREATE),)), State())


@pytest.mark.parametrize("part", ["property.contacts.tier", "property.contacts.tier/options/extra"])
def test_a_new_thing_is_as_young_as_what_it_is_part_of(part: str) -> None:
    """An option has no time of its own."""
    drift = Drift(new=(Finding("NEW_UNMANAGED", Severity.INFO, "made since", address=Address.parse(part)),))

    assert "since" == where(drift, live(createdAt=AFTER))
    assert "1 earlier" == where(drift, live(createdAt=BEFORE))
    assert "undated" == where(drift, State())


def test_the_rest_stays_as_it_is() -> None:
    """What is pending, known or said of the baseline has nothing to do with when it moved; the moment is told."""
    remark = Finding("BASELINE_EXPIRED", Severity.WARNING, "over")
    found = drift_since(Drift(pending=(moved(),), remarks=(remark,)), SINCE, State())

    assert ((moved(),), (remark,), "2026-05-04T00:00:00Z") == (found.pending, found.remarks, found.since)
