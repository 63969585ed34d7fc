"""Moves against made-up portals: how far each has come, what the record makes of it, and what a migration plans."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from engine.situation import CHOICE, GROUP, GROUPS, STAGE, TEXT, VALUE, addresses, codes, desired, live, planned, record

from cvpctl.engine import Choices
from cvpctl.engine.migrations import new_text, overwritten
from cvpctl.engine.moves import Standing, aliases, followed, forgotten, memory, moves, names_of, remembered
from cvpctl.model import (
    Address,
    Count,
    Desired,
    Ending,
    Migration,
    Moved,
    Place,
    Plan,
    RecordValues,
    Severity,
    State,
)
from cvpctl.model.plan_json import digest_of, plan_from_json, plan_to_json

LEVEL = "property.contacts.level"
OLD, NEW = f"{STAGE}/options/old", f"{STAGE}/options/new"
LINE = Place("blueprint.yaml", 7, 12)
MIGRATE = f"MIGRATE:{OLD}"


def moved(wanted: Desired, *lines: tuple[str, str]) -> Desired:
    return replace(wanted, moved=tuple(Moved(Address.parse(a), Address.parse(b), LINE) for a, b in lines))


def choice(*options: str) -> dict[str, Any]:
    return {**CHOICE, "options": [{"value": one, "label": one.title(), "displayOrder": 1} for one in options]}


def counted(state: State, **records: int | None) -> State:
    counts = {Address.parse(f"{STAGE}/options/{name}"): Count(number) for name, number in records.items()}
    return replace(state, counts=counts)


@pytest.mark.parametrize(
    ("alive", "standing"),
    [
        ({STAGE: TEXT}, Standing.KNOWN),
        ({LEVEL: TEXT}, Standing.DONE),
        ({STAGE: TEXT, LEVEL: TEXT}, Standing.CLASH),
        ({}, Standing.NOWHERE),
    ],
)
def test_what_is_live_says_how_far_a_move_has_come(alive: dict[str, Any], standing: Standing) -> None:
    """A live thing under the old name alone is known by the new one."""
    (found,) = moves(moved(desired({LEVEL: TEXT}), (STAGE, LEVEL)), live(alive), Choices())

    assert standing is found.standing
    assert aliases([found]) == ({Address.parse(LEVEL): "stage"} if standing is Standing.KNOWN else {})


def test_an_unreadable_list_tells_nothing() -> None:
    """What cannot be read is not absent."""
    state = live({}, unknown=[("property", ("contacts",))])

    (found,) = moves(moved(desired({LEVEL: TEXT}), (STAGE, LEVEL)), state, Choices())

    assert Standing.NOWHERE is found.standing


def test_chains_and_owners_resolve() -> None:
    """Every old name leads to the last one, and parts stand below what their owner is called now."""
    lines = (
        ("pipeline.deals.a", "pipeline.deals.b"),
        ("pipeline.deals.b", "pipeline.deals.c"),
        ("pipeline.deals.a/stages/x", "pipeline.deals.c/stages/y"),
    )

    names = names_of(moved(desired(), *lines).moved)

    assert {"pipeline.deals.a": "pipeline.deals.c", "pipeline.deals.b": "pipeline.deals.c"} == {
        str(old): str(new) for old, new in names.items() if not old.subpath
    }
    assert "pipeline.deals.c/stages/y" == str(names[Address.parse("pipeline.deals.c/stages/x")])


def test_the_record_follows() -> None:
    """Entries, their options in their order, groups that properties name, and validation rules of a property."""
    bodies = {STAGE: choice("old", "tin"), VALUE: GROUP, "validation.contacts.stage": {"rules": []}}
    names = {
        Address.parse(STAGE): Address.parse(LEVEL),
        Address.parse(f"{LEVEL}/options/old"): Address.parse(f"{LEVEL}/options/new"),
        Address.parse(VALUE): Address.parse("group.contacts.worth"),
    }

    after = followed(record(bodies, bodies), names)

    entry = after.entries[Address.parse(LEVEL)]
    assert ["group.contacts.worth", LEVEL, "validation.contacts.level"] == sorted(map(str, after.entries))
    assert (["new", "tin"], "worth") == (list(entry.live["options"]), entry.stated["groupName"])


def test_what_was_recorded_under_the_new_name_wins() -> None:
    """Two entries for one thing: the later word stands."""
    bodies = {STAGE: TEXT, LEVEL: {**TEXT, "label": "Level"}}

    after = followed(record(bodies, bodies), {Address.parse(STAGE): Address.parse(LEVEL)})

    assert {LEVEL: "Level"} == {str(address): entry.stated["label"] for address, entry in after.entries.items()}


def test_the_record_remembers_and_forgets() -> None:
    """A memory moves on with its thing."""
    level, rank = Address.parse(LEVEL), Address.parse("property.contacts.rank")
    before = remembered(record({}, {}), {level: "stage"})

    after = followed(before, {level: rank})

    assert ({level: "stage"}, {rank: "stage"}, {}) == (memory(before), memory(after), memory(forgotten(after, [rank])))


def test_two_live_names_block() -> None:
    """Although nothing else differs."""
    plan = planned(moved(desired({LEVEL: TEXT, **GROUPS}), (STAGE, LEVEL)), live({STAGE: TEXT, LEVEL: TEXT, **GROUPS}))

    assert [(LEVEL, "BOTH_LIVE")] == codes(plan.blocked)


def option_plan(state: State, *, removed: bool = True, allow: tuple[str, ...] = ()) -> Plan:
    wanted = desired({STAGE: choice("new", "tin"), **GROUPS}, removed=[OLD] if removed else [])
    return planned(moved(wanted, (OLD, NEW)), state, allow=allow)


def test_a_tombstone_asks_for_a_word() -> None:
    """The only finding is the migration, with its place: what goes over is no option lost."""
    plan = option_plan(counted(live({STAGE: choice("old", "tin"), **GROUPS}), old=12))

    (change,) = plan.blocked
    assert [("MIGRATE", Severity.ERROR, 12, LINE)] == [
        (one.code, one.severity, one.records, one.place) for one in change.findings
    ]
    assert ((), ()) == (plan.migrations, plan.calls)


def test_the_order_is_new_then_records_then_old() -> None:
    """Three calls, each after the one before; a list of options is replaced whole, so the old one is in the first."""
    plan = option_plan(counted(live({STAGE: choice("old", "tin"), **GROUPS}), old=12), allow=(MIGRATE,))

    assert ["properties.update", "records.migrate", "properties.update"] == [str(one.operation) for one in plan.calls]
    assert [1, 2, 3] == [one.wave for one in plan.calls]
    sent = [[one["value"] for one in (call.body or {}).get("options", [])] for call in plan.calls]
    assert [{"old", "new", "tin"}, set(), {"new", "tin"}] == [set(one) for one in sent]
    assert [(12, Ending.REMOVED)] == [(one.records, one.ending) for one in plan.migrations]
    assert plan == plan_from_json(plan_to_json(plan))


def test_what_no_record_holds_needs_no_migration() -> None:
    """Nor anybody's word."""
    plan = option_plan(counted(live({STAGE: choice("old", "tin"), **GROUPS}), old=0))

    assert ((), 1) == (plan.migrations, len(plan.calls))


def test_a_migration_under_way_goes_on() -> None:
    """Both are live, the old one hidden: only records are left, and they are asked about."""
    hidden = choice("old", "new", "tin")
    hidden["options"][0]["hidden"] = True
    state = counted(live({STAGE: hidden, **GROUPS}), old=5)

    plan = option_plan(state, removed=False, allow=(MIGRATE,))

    assert [] == addresses(plan.changes)
    assert ["records.migrate"] == [str(one.operation) for one in plan.calls]


def test_equal_labels_stand_side_by_side_for_a_while() -> None:
    """HubSpot takes no two options of one label, so the old one is told apart."""
    old = {"value": "old", "label": "New", "displayOrder": 1}
    state = counted(live({STAGE: {**CHOICE, "options": [old]}, **GROUPS}), old=5)
    wanted = moved(desired({STAGE: choice("new"), **GROUPS}), (OLD, NEW))

    plan = planned(wanted, state, allow=[MIGRATE])

    assert [("old", "New (old)"), ("new", "New")] == sorted(
        ((one["value"], one["label"]) for one in (plan.calls[0].body or {})["options"]), reverse=True
    )


def test_the_digest_binds_what_goes_over() -> None:
    """Approving the changes alone would approve no migration."""
    state = counted(live({STAGE: choice("old", "tin"), **GROUPS}), old=12)
    plan = option_plan(state, allow=(MIGRATE,))

    assert digest_of(replace(plan, migrations=())) != plan.digest == digest_of(plan)


@pytest.mark.parametrize(
    ("held", "expected"),
    [("old", "new"), ("tin;old", "tin;new"), ("old;new", "new"), ("tin", None), ("", None), ("older", None)],
)
def test_the_value_of_an_option(held: str, expected: str | None) -> None:
    """Other choices stay, and none is there twice."""
    migration = Migration(Address.parse(OLD), Address.parse(NEW), Ending.HIDDEN)

    assert expected == new_text(migration, RecordValues("1", held, held))


@pytest.mark.parametrize(("old", "own", "expected"), [("Ulm", "", "Ulm"), ("Ulm", "Bonn", None), ("", "", None)])
def test_the_value_of_a_property(old: str, own: str, expected: str | None) -> None:
    """A value of its own stays."""
    migration = Migration(Address.parse(STAGE), Address.parse(LEVEL), Ending.HIDDEN)

    assert expected == new_text(migration, RecordValues("1", old, own))


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        (["new", "old"], None),
        (["new", "tin", "old"], "tin"),
        (["new", "new", "tin", "old"], "tin"),
        (["gold", "new", "tin", "old"], None),
        (["new"], None),
        ([], None),
    ],
)
def test_what_ours_replaced_is_found_in_the_past(past: list[str], expected: str | None) -> None:
    """What came after ours stands by itself."""
    assert expected == overwritten(past, "new", "old")
