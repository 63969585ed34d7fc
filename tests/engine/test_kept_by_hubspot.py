"""A migration onto values that HubSpot keeps itself stops in the plan, before anything is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from engine.situation import GROUPS, STAGE, TEXT, desired, formula, live, planned

from cvpctl.model import Address, Count, Moved, Place, Plan, Severity

KEPT = "property.contacts.kept"
OURS = Address.parse(STAGE)
LINE = Place("blueprint.yaml", 7, 12)
MIGRATE = (f"MIGRATE:{STAGE}",)


def plan_onto(target: dict[str, Any], *, alive: bool = True, records: int = 12, allow: tuple[str, ...] = ()) -> Plan:
    wanted = replace(
        desired({KEPT: {"label": "Kept"} if alive else target, **GROUPS}, removed=[STAGE]),
        moved=(Moved(OURS, Address.parse(KEPT), LINE),),
    )
    state = live({STAGE: TEXT, **({KEPT: {**target, "label": "Kept"}} if alive else {}), **GROUPS})
    return planned(wanted, replace(state, counts={OURS: Count(records)}), allow=allow)


def taking(*, values: bool) -> dict[str, Any]:
    return {**TEXT, "hubspotDefined": True, "modificationMetadata": {"readOnlyValue": not values}}


@pytest.mark.parametrize("allow", [(), MIGRATE, ("*:*",)])
def test_nothing_goes_to_what_takes_no_values(allow: tuple[str, ...]) -> None:
    """No word lets it pass, the old property stays, and the plan has not a single call."""
    plan = plan_onto(taking(values=False), allow=allow)

    found = [one for change in plan.blocked for one in change.findings if one.severity is Severity.ERROR]
    assert {("VALUES_KEPT_BY_HUBSPOT", OURS, 12, LINE)} == {
        (one.code, one.address, one.records, one.place) for one in found
    }
    assert ((), ()) == (plan.calls, plan.migrations)
    assert "removed: alone" in found[0].help


def test_what_takes_values_is_migrated_as_ever() -> None:
    """The check looks at values, not at whose property it is."""
    plan = plan_onto(taking(values=True), allow=MIGRATE)

    assert ["records.migrate"] == [str(one.operation) for one in plan.calls if "records" in str(one.operation)]


def test_a_formula_that_is_only_coming_takes_no_values_either() -> None:
    """The new property is not live yet, and what it states already tells."""
    plan = plan_onto(formula("1 + 1"), alive=False, allow=MIGRATE)

    assert "VALUES_KEPT_BY_HUBSPOT" in {one.code for change in plan.blocked for one in change.findings}
    assert () == plan.migrations


def test_what_no_record_holds_goes_without_a_word() -> None:
    """Nothing would have to be taken along, so nothing stands in the way."""
    plan = plan_onto(taking(values=False), records=0)

    assert ((), ()) == (plan.blocked, plan.migrations)
    assert ["properties.archive"] == [str(one.operation) for one in plan.calls]
