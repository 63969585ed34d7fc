"""Somebody adds an option to a list that is stated whole: it is held and told until a person decides."""

from __future__ import annotations

from desk import Desk

BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {value: {label: Value}}
    properties:
      tier:
        label: Tier
        groupName: value
        type: enumeration
        fieldType: select
        options: [{value: gold, label: Gold}, {value: tin, label: Tin}]
        exclusive: true
"""
TIER = "/crm/properties/2026-09/contacts/tier"
ADDRESS = "property.contacts.tier"


def test_an_added_option_waits_for_a_word(fresh: Desk) -> None:
    """Another apply neither takes it out nor learns it by heart; `--take blueprint` takes it out."""
    fresh.write("blueprints/portal.yaml", BLUEPRINT)
    assert 0 == fresh.run("apply", "--yes").code
    options = fresh.ask("GET", TIER)["options"]
    fresh.ask("PATCH", TIER, {"options": [*options, {"value": "iron", "label": "Iron", "displayOrder": 9}]})

    drift, ended, again = fresh.run("drift"), fresh.run("apply", "--yes"), fresh.run("drift")
    there = [one["value"] for one in fresh.ask("GET", TIER)["options"]]
    taken = fresh.run("apply", "--yes", "--take", f"blueprint:{ADDRESS}")

    assert (2, 0, 2) == (drift.code, ended.code, again.code), ended.said + ended.told
    assert (True, False, False) == tuple(one in drift.said for one in ("iron", "Pending", "no drift")), drift.said
    assert drift.said == again.said
    assert ["gold", "tin", "iron"] == there
    assert (0, ["gold", "tin"]) == (taken.code, [one["value"] for one in fresh.ask("GET", TIER)["options"]])
