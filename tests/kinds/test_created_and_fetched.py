"""What a blueprint can state is created through the portal, fetched again, and differs in nothing."""

from __future__ import annotations

import pytest
from engine.situation import addresses, codes, desired, planned

from cvpctl.apply import look
from cvpctl.engine.diff import compare
from cvpctl.kinds import KINDS
from cvpctl.kinds.property_rules import FIELD_TYPES_OF
from cvpctl.kinds.property_schema import NUMBER_HINTS, SENSITIVITIES, TEXT_HINTS
from cvpctl.model import Body, Desired, Settled
from cvpctl.portal import Portal

WITH_PIPELINES = (
    "deals", "tickets", "orders", "services", "appointments", "courses", "listings", "projects", "leads",
)  # fmt: skip


def whole(kind: str, shown: str, **more: object) -> Body:
    return {
        "label": f"Tried {kind} shown as {shown}",
        "groupName": "made_here",
        "type": kind,
        "fieldType": shown,
        **more,
    }


def pairs() -> dict[str, Body]:
    bodies = {}
    for kind, field_types in FIELD_TYPES_OF.items():
        for shown in field_types:
            options = {"options": ["One", {"value": "two", "label": "Two", "hidden": True}]}
            body = whole(kind, shown, **(options if kind == "enumeration" else {}))
            body |= {"calculationFormula": FORMULAS_OF[kind]} if shown == "calculation_equation" else {}
            bodies[f"property.contacts.{kind}_{shown}"] = body
    return bodies


FORMULAS_OF = {
    "number": "number_number*2.50 + 1",
    "bool": "IF number_number >= 1 THEN true ELSE false",
    "string": 'if number_number != 2 then "it\'s" else concatenate("a", string_text)',
    "enumeration": "if string_text = 'x' then 'One' else 'two'",
}


def further() -> dict[str, Body]:
    bodies = {
        "plain": whole("string", "text", description="Said.", displayOrder=3, hidden=True, formField=True),
        "unique": whole("string", "text", hasUniqueValue=True),
        "defaults": whole("string", "text", description="", displayOrder=-1, hidden=False, hasUniqueValue=False),
        "yes_no": whole("bool", "booleancheckbox"),
        "ja_nein": whole(
            "bool", "booleancheckbox", options=[{"value": "false", "label": "Nein"}, {"value": "true", "label": "Ja"}]
        ),
        "owner": whole("enumeration", "select", externalOptions=True, referencedObjectType="OWNER"),
        "odd_options": whole(
            "enumeration",
            "checkbox",
            options=[
                {"value": "__b", "label": "B"},
                {"value": "a/b.c", "label": "A", "description": "Help"},
                {"value": "007", "label": "Ä'\""},
            ],
        ),
        "money": whole(
            "number", "number", showCurrencySymbol=True, numberDisplayHint="currency", currencyPropertyName="plain"
        ),
        "calculated_of_calculated": whole(
            "number", "calculation_equation", calculationFormula="number_calculation_equation*1234567890123456"
        ),
        **{f"number_{hint}": whole("number", "number", numberDisplayHint=hint) for hint in NUMBER_HINTS},
        **{f"text_{hint}": whole("string", "text", textDisplayHint=hint) for hint in TEXT_HINTS},
        **{f"kept_{level}": whole("string", "text", dataSensitivity=level) for level in SENSITIVITIES},
    }
    return {f"property.contacts.{name}": body for name, body in bodies.items()}


def pipeline(object_name: str) -> Body:
    metadata = {"deals": ({"probability": 0.50}, {"probability": 1}), "tickets": ({}, {"ticketState": "CLOSED"})}
    first, last = metadata.get(object_name, ({}, {}))
    return {
        "label": "Path to Value",
        "displayOrder": 2,
        "stages": {
            f"{object_name}_start": {"label": "Start", "metadata": first},
            f"{object_name}_a.b/c": {"label": "Between", "metadata": first},
            f"{object_name}_end": {"label": "End", "metadata": last},
        },
    }


def carried_out(portal: Portal, wanted: Desired) -> None:
    plan = planned(wanted, look(portal, wanted), drift="overwrite")
    assert codes(plan.blocked) == []
    for call in plan.calls:
        refused = [one for one in portal.execute(call) if one.settled is not Settled.DONE]
        assert [] == refused, call.body or call.inputs


def remaining(portal: Portal, wanted: Desired) -> list[tuple[str, tuple[str, ...], object]]:
    state = look(portal, wanted)
    found = []
    for address, resource in wanted.resources.items():
        kind = KINDS[address.kind]
        edits = compare(
            kind, kind.normalise(address, resource.body), kind.normalise(address, state.resources[address].body)
        )
        found += [(str(address), edit.path, edit.before) for edit in edits if not kind.rule(edit.path[0]).rewritten]
    return found


def test_every_property_a_blueprint_can_state(portal: Portal) -> None:
    """Each type and field type, hint, level of sensitivity, formulas of formulas: all in one go, and none differs."""
    groups: dict[str, Body] = {"group.contacts.made_here": {"label": "Made here"}}
    wanted = desired({**groups, **pairs(), **further()})
    carried_out(portal, wanted)
    assert [] == remaining(portal, wanted)


def test_groups_with_and_without_a_place(portal: Portal) -> None:
    """A group's order is kept where stated and chosen by HubSpot where not."""
    wanted = desired(
        {
            "group.companies.placed": {"label": "Placed", "displayOrder": 5},
            "group.companies.appended": {"label": "Appended"},
            "group.companies.last": {"label": "Last", "displayOrder": -1},
        }
    )
    carried_out(portal, wanted)
    assert [] == addresses(planned(wanted, look(portal, wanted), drift="overwrite").changes)


@pytest.mark.parametrize("object_name", WITH_PIPELINES)
def test_a_pipeline_of_each_object(portal: Portal, object_name: str) -> None:
    """Ids are ours, metadata is per object, and a second plan is empty."""
    wanted = desired({f"pipeline.{object_name}.path_of_{object_name}": pipeline(object_name)})
    carried_out(portal, wanted)
    plan = planned(wanted, look(portal, wanted), drift="overwrite")
    assert ([], [], 1) == (addresses(plan.changes), addresses(plan.blocked), plan.unchanged)
