"""From references to waves and calls: what settles before what, and what one call carries."""

from __future__ import annotations

import pytest
from engine.situation import (
    GROUP,
    GROUPS,
    STAGE,
    TEXT,
    VALUE,
    addresses,
    desired,
    formula,
    live,
    planned,
)


def test_what_is_required_comes_first() -> None:
    """Group, property, calculated property: one wave each, batched where HubSpot batches."""
    wanted = {
        "property.contacts.sum": formula("amount + tax"),
        "property.contacts.amount": {**TEXT, "type": "number", "fieldType": "number"},
        "property.contacts.tax": {**TEXT, "type": "number", "fieldType": "number"},
        **GROUPS,
    }
    plan = planned(desired(wanted), live())
    assert [(call.wave, str(call.operation), [str(one) for one in call.addresses]) for call in plan.calls] == [
        (1, "properties.create_group", [VALUE]),
        (2, "properties.batch_create", ["property.contacts.amount", "property.contacts.tax"]),
        (3, "properties.batch_create", ["property.contacts.sum"]),
    ]
    assert [tuple(map(str, change.requires)) for change in plan.changes] == [
        (),
        (VALUE,),
        (VALUE, "property.contacts.amount", "property.contacts.tax"),
        (VALUE,),
    ]


def test_a_removal_waits_for_what_leaves_it() -> None:
    """A property moves out, another is archived, then their group goes."""
    state = live({VALUE: GROUP, "group.contacts.new": GROUP, STAGE: TEXT, "property.contacts.old": TEXT})
    wanted = desired({STAGE: {"groupName": "new"}}, removed=["property.contacts.old", VALUE])
    plan = planned(wanted, state, drift="overwrite", allow=["PROPERTY_ARCHIVED:*", "GROUP_DELETED:*"])
    waves = {str(call.addresses[0]): call.wave for call in plan.calls}
    assert waves == {STAGE: 1, "property.contacts.old": 1, VALUE: 2}


def test_a_removal_waits_for_a_formula_too() -> None:
    """HubSpot refuses to archive what a calculation uses."""
    state = live({"property.contacts.part": TEXT, "property.contacts.sum": formula("part")})
    wanted = desired(removed=["property.contacts.part", "property.contacts.sum"])
    plan = planned(wanted, state, allow=["PROPERTY_ARCHIVED:*"])
    assert [str(call.addresses[0]) for call in plan.calls] == ["property.contacts.sum", "property.contacts.part"]


def test_batches_carry_a_hundred() -> None:
    """201 creates of one object are three calls; another object has its own."""
    wanted = {f"property.contacts.p{n:03}": TEXT for n in range(201)} | {"property.deals.p": TEXT}
    plan = planned(desired(wanted), live({VALUE: GROUP, "group.deals.value": GROUP}))
    assert [len(call.inputs) for call in plan.calls] == [100, 100, 1, 1]
    assert [call.number for call in plan.calls] == [1, 2, 3, 4]
    for call in plan.calls:
        assert [address.key for address in call.addresses] == [body["name"] for body in call.inputs]
        assert call.covers == tuple(f"{address}:create" for address in call.addresses)


def test_a_cycle_is_refused_with_its_path() -> None:
    """Two formulas that use each other."""
    wanted = desired({**GROUPS, "property.contacts.a": formula("b + 1"), "property.contacts.b": formula("a + 1")})
    with pytest.raises(Exception, match="circle") as caught:
        planned(wanted, live())
    path = [str(address) for address in caught.value.path]  # type: ignore[attr-defined]
    assert (path[0], sorted(set(path)), caught.value.exit_code) == (  # type: ignore[attr-defined]
        path[-1],
        ["property.contacts.a", "property.contacts.b"],
        3,
    )


def test_a_formula_may_name_itself() -> None:
    """HubSpot decides; it is no cycle of ours."""
    plan = planned(desired({**GROUPS, "property.contacts.a": formula("a + 1")}), live())
    assert addresses(plan.changes) == [VALUE, "property.contacts.a"]
