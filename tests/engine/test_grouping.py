"""Sorting a plan for a reviewer, touches put where they belong, and what cannot come back: pure, without any portal."""

from __future__ import annotations

from dataclasses import replace

from cvpctl.engine import build_plan
from cvpctl.engine.grouping import grouped
from cvpctl.engine.irrevocable import irrevocable
from cvpctl.engine.touching import moved_by_hand, told_by, with_touches
from cvpctl.model import (
    ABSENT,
    Action,
    Address,
    Body,
    Cause,
    Change,
    Desired,
    FieldChange,
    Finding,
    Plan,
    Removal,
    Resource,
    Severity,
    State,
    Touch,
)

CARE = Address("pipeline", ("tickets",), "care")
TIER = Address("property", ("contacts",), "tier")
STAGES = ("asked", "waiting", "solved")


def pipeline(*stages: str, label: str = "Care") -> Body:
    return {"label": label, "stages": {one: {"label": one, "metadata": {"ticketState": "OPEN"}} for one in stages}}


def says(body: Body | None, **more: object) -> Desired:
    resources = {CARE: Resource(CARE, body)} if body else {}
    return Desired(resources, **more)  # type: ignore[arg-type]


def live(body: Body) -> State:
    stages = [{**one, "id": name, "displayOrder": n} for n, (name, one) in enumerate(body["stages"].items())]
    return State({CARE: Resource(CARE, {**body, "id": "care", "displayOrder": 0, "stages": stages})})


def groups(now: Desired, base: Desired, portal: Body) -> dict[str, list[list[str]]]:
    plan = build_plan(now, live(portal), None, portal_id=1)
    found = grouped(plan, now, base)
    return {group: paths[str(CARE)] for group, paths in found.items() if str(CARE) in paths}


def test_a_new_order_is_the_pull_requests_and_an_old_one_pending() -> None:
    """Orders are compared among what both sides name."""
    ours, theirs = pipeline(*STAGES), pipeline(*reversed(STAGES))
    change = Change(
        CARE, Action.UPDATE, Cause.CHANGE, (FieldChange(("stagesOrder",), list(reversed(STAGES)), list(STAGES)),)
    )
    plan = Plan(1, "", changes=(change,))

    assert {str(CARE): [["stagesOrder"]]} == grouped(plan, says(ours), says(theirs))["pullRequest"]
    assert {str(CARE): [["stagesOrder"]]} == grouped(plan, says(ours), says(pipeline(*STAGES, "more")))["pending"]


def test_without_a_record_a_difference_is_somebodys_in_the_portal() -> None:
    """Unattributed is no pull request's, whatever the base said; a new stage is."""
    now, base = says(pipeline(*STAGES, "gone", label="Help")), says(pipeline(*STAGES))

    found = groups(now, base, pipeline(*STAGES))

    assert [["label"]] == found["moved"]
    assert [["stages", "gone"]] == found["pullRequest"]


def test_a_tombstone_is_pending_where_the_base_had_it() -> None:
    """The same for a whole thing that goes."""
    gone = {CARE: Removal(CARE)}
    plan = build_plan(Desired(removed=gone), live(pipeline(*STAGES)), None, portal_id=1)
    plan = replace(plan, changes=(*plan.changes, *plan.blocked), blocked=())

    assert str(CARE) in grouped(plan, Desired(removed=gone), Desired(removed=gone))["pending"]
    assert str(CARE) in grouped(plan, Desired(removed=gone), says(pipeline(*STAGES)))["pullRequest"]


def test_each_field_of_a_plan_is_in_exactly_one_group() -> None:
    """Nothing falls between the headings, and nothing stands under two."""
    now = says(pipeline(*STAGES, "more", label="Help"))
    plan = build_plan(now, live(pipeline(*STAGES)), None, portal_id=1)
    wanted = [(str(one.address), list(edit.path)) for one in (*plan.changes, *plan.held) for edit in one.fields]

    for base in (None, Desired(), now, says(pipeline(*STAGES))):
        found = grouped(plan, now, base)
        sorted_ = [(at, path) for group in found.values() for at, paths in group.items() for path in paths]
        assert sorted(wanted) == sorted(sorted_)


def moved(*paths: tuple[str, ...], address: Address = CARE, action: Action = Action.UPDATE) -> Change:
    edits = tuple(FieldChange(path, "before", "after", Cause.DRIFT) for path in paths)
    return Change(address, action, Cause.DRIFT, edits)


def test_only_what_moved_is_asked_about_once() -> None:
    """A change of ours, and something that is gone, have no last editor worth a call."""
    ours = Change(TIER, Action.UPDATE, Cause.CHANGE, (FieldChange(("label",), "a", "b"),))
    plan = Plan(1, "", held=(moved(("label",)), moved(("label",), action=Action.CREATE)), changes=(ours, moved(("x",))))

    assert (CARE,) == moved_by_hand(plan)
    touched = with_touches(plan, {CARE: Touch("1"), TIER: Touch("2")})
    assert [Touch("1"), None] == [one.touched for one in touched.held]
    assert [None, Touch("1")] == [one.touched for one in touched.changes]


def test_one_stage_is_asked_about_and_two_are_their_pipelines() -> None:
    """What moved in one stage alone has that stage's audit."""
    one, two = moved(("stages", "a", "label")), moved(("stages", "a", "label"), ("stages", "b", "label"))

    assert (CARE.child("stages", "a"),) == moved_by_hand(Plan(1, "", held=(one,)))
    assert (CARE,) == moved_by_hand(Plan(1, "", held=(two,)))


def test_a_resource_tells_what_it_has() -> None:
    """Properties name a user, pipelines only a moment, groups nothing."""
    assert Touch("7", "2026-05-04T10:12:00Z") == told_by({"updatedUserId": "7", "updatedAt": "2026-05-04T10:12:00Z"})
    assert Touch("", "2026-05-04T10:12:00Z") == told_by({"updatedAt": "2026-05-04T10:12:00Z"})
    assert Touch() == told_by({"label": "Value"})


def test_what_cannot_come_back_is_counted_once_each() -> None:
    """Deletions by their verb, stages that go, lossy conversions that hit records; archiving comes back."""
    group, label = Address("group", ("contacts",), "value"), Address("label", ("deals", "contacts"), "sponsor")
    lossy = Finding("TYPE_CHANGED", Severity.WARNING, "values are lost", address=TIER, records=3)
    harmless = replace(lossy, records=0)

    def change(address: Address, action: Action, *edits: FieldChange, findings: tuple[Finding, ...] = ()) -> Change:
        return Change(address, action, Cause.CHANGE, edits, findings=findings)

    plan = Plan(
        1,
        "",
        changes=(
            change(group, Action.REMOVE),
            change(label, Action.REMOVE),
            change(CARE, Action.UPDATE, FieldChange(("stages", "waiting"), {}, ABSENT)),
            change(TIER, Action.UPDATE, FieldChange(("type",), "string", "number"), findings=(lossy, lossy)),
            change(replace(TIER, key="calm"), Action.UPDATE, findings=(harmless,)),
            change(replace(TIER, key="archived"), Action.REMOVE),
            change(replace(CARE, key="new"), Action.CREATE),
        ),
    )

    assert (group, label, CARE.child("stages", "waiting"), TIER) == irrevocable(plan)
