"""`moved:` before a live portal: the thing stays what it is, and is known under its new address from then on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from desk import Desk
from scenarios.older_portal import planned, seen, writes

BEFORE = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {old_group: {label: Value}}
    properties:
      old_tier:
        label: Tier
        groupName: old_group
        type: enumeration
        fieldType: select
        options: [{value: mql, label: MQL}, {value: tin, label: Tin}]
  deals:
    pipelines:
      old_path:
        label: Sales
        stages:
          old_call: {label: First call, metadata: {probability: 0.2}}
          signed: {label: Signed, metadata: {probability: 0.9}}
"""
AFTER = (
    BEFORE.replace("old_group", "new_group")
    .replace("old_tier", "new_tier")
    .replace("{value: mql, label: MQL}", "{value: researcher, label: Researcher}")
    .replace("old_path", "new_path")
    .replace("old_call", "new_call")
)
MOVED = """\
moved:
  - {from: group.contacts.old_group, to: group.contacts.new_group}
  - {from: property.contacts.old_tier, to: property.contacts.new_tier}
  - {from: property.contacts.new_tier/options/mql, to: property.contacts.new_tier/options/researcher}
  - {from: pipeline.deals.old_path, to: pipeline.deals.new_path}
  - {from: pipeline.deals.new_path/stages/old_call, to: pipeline.deals.new_path/stages/new_call}
"""
TIER = "/crm/properties/2026-09/contacts/old_tier"


@pytest.fixture
def applied(fresh: Desk) -> Desk:
    """The portal has everything under its old names, and the record knows that it is ours."""
    fresh.write("blueprints/portal.yaml", BEFORE)
    ended = fresh.run("apply", "--yes")
    assert 0 == ended.code, ended.said + ended.told
    return fresh


def written(desk: Desk, before: int) -> list[str]:
    """Return the calls that wrote; introspection is a POST that reads."""
    return [call for call in writes(desk, before) if not call.startswith("POST /oauth")]


def notices(plan: dict[str, Any]) -> dict[str, str]:
    return {one["address"]: one.get("paste", "") for one in plan.get("notices", []) if one["code"] == "MOVED"}


def test_a_rename_writes_its_new_label_and_nothing_else(applied: Desk) -> None:
    """Group, property, pipeline, stage and option keep what the portal calls them; only a label is said anew."""
    applied.write("blueprints/portal.yaml", AFTER + MOVED)
    before = seen(applied)

    plan = planned(applied)
    ended = applied.run("apply", "--yes")

    assert 0 == ended.code, ended.said + ended.told
    assert ["property.contacts.new_tier"] == [one["address"] for one in plan["changes"]]
    assert [["options", "researcher", "label"]] == [one["path"] for one in plan["changes"][0]["fields"]]
    assert ["PATCH /crm/properties/2026-09/0-1/old_tier"] == written(applied, before)
    options = applied.ask("GET", TIER)["options"]
    assert [("mql", "Researcher"), ("tin", "Tin")] == [(one["value"], one["label"]) for one in options]


def test_each_rename_comes_with_the_binding_to_paste(applied: Desk) -> None:
    """With the bindings pasted, `moved:` and the record may go, and there is nothing to do; options keep their line."""
    applied.write("blueprints/portal.yaml", AFTER + MOVED)
    assert 0 == applied.run("apply", "--yes").code

    lines = notices(planned(applied))
    pasted = ", ".join(line for line in lines.values() if line)
    option = next(line for line in MOVED.splitlines() if "options" in line)
    project = applied.read("cvpctl.yaml").replace("drift: hold}", f"drift: hold, bindings: {{{pasted}}}}}")
    applied.write("cvpctl.yaml", project)
    applied.write("blueprints/portal.yaml", f"{AFTER}moved:\n{option}\n")
    for path in applied.folder.rglob("applied/*.json"):
        path.unlink()

    ended = applied.run("plan", "--exit-code")

    assert "" == lines["property.contacts.new_tier/options/researcher"]
    assert "pipeline.deals.new_path: old_path" == lines["pipeline.deals.new_path"]
    assert 0 == ended.code, ended.said + ended.told


def test_the_record_remembers_without_the_line(applied: Desk) -> None:
    """Once applied, a rename holds although nobody says it any more: no second look, nothing to do."""
    applied.write("blueprints/portal.yaml", AFTER + MOVED)
    assert 0 == applied.run("apply", "--yes").code
    applied.write("blueprints/portal.yaml", AFTER)

    ended = applied.run("plan", "--exit-code")

    assert 0 == ended.code, ended.said + ended.told
    (path,) = applied.folder.rglob("applied/*.json")
    entries = json.loads(path.read_text())["entries"]
    assert "old_tier" == entries["property.contacts.new_tier#moved"]["identity"]
    assert not [name for name in entries if name.startswith(("property.contacts.old", "group.contacts.old"))]


def test_a_rename_taken_back_is_taken_back(applied: Desk) -> None:
    """The old names stated again mean the same live things, and nothing is created beside them."""
    applied.write("blueprints/portal.yaml", AFTER + MOVED)
    assert 0 == applied.run("apply", "--yes").code
    applied.write("blueprints/portal.yaml", BEFORE)

    plan = planned(applied)

    assert [("property.contacts.old_tier", "update")] == [(one["address"], one["action"]) for one in plan["changes"]]


def test_drift_is_still_attributed_after_a_rename(applied: Desk) -> None:
    """Record entries follow the address: an edit made in the portal is held, not taken for news."""
    applied.ask("PATCH", TIER, {"label": "Level"})
    applied.write("blueprints/portal.yaml", AFTER + MOVED)

    plan = planned(applied)

    assert [("property.contacts.new_tier", "drift")] == [(one["address"], one["class"]) for one in plan["held"]]


def test_a_binding_of_the_old_address_counts_for_the_new_one(older: Desk) -> None:
    """What the portal calls something else again keeps that name."""
    assert 0 == older.run("apply", "--yes").code
    text = (
        older.read("blueprints/portal.yaml").replace("      tier:", "      level:").replace("path_to_value:", "path:")
    )
    moved = "moved:\n  - {from: property.contacts.tier, to: property.contacts.level}\n"
    moved += "  - {from: pipeline.deals.path_to_value, to: pipeline.deals.path}\n"
    older.write("blueprints/portal.yaml", text + moved)
    before = seen(older)

    plan = planned(older)
    ended = older.run("apply", "--yes")

    assert (0, []) == (ended.code, written(older, before)), ended.said + ended.told
    assert [] == plan["changes"] + plan["held"] + plan["blocked"]
    assert "property.contacts.level: customer_tier" in notices(plan).values()


def test_chains_lead_to_the_last_name(applied: Desk) -> None:
    """Two renames between two applies are one."""
    chain = "moved:\n  - {from: group.contacts.old_group, to: group.contacts.mid}\n"
    chain += "  - {from: group.contacts.mid, to: group.contacts.new_group}\n"
    applied.write("blueprints/portal.yaml", BEFORE.replace("old_group", "new_group") + chain)

    ended = applied.run("plan", "--exit-code")

    assert 0 == ended.code, ended.said + ended.told


def test_a_saved_plan_knows_what_moved(applied: Desk) -> None:
    """It writes to the live name, and the record learns the new address from it."""
    applied.write("blueprints/portal.yaml", AFTER + MOVED)
    assert 0 == applied.run("plan", "-o", "plan.json").code
    before = seen(applied)

    ended = applied.run("apply", "plan.json", "--yes")

    assert 0 == ended.code, ended.said + ended.told
    assert ["PATCH /crm/properties/2026-09/0-1/old_tier"] == written(applied, before)
    assert 0 == applied.run("plan", "--exit-code").code


def test_two_live_things_are_no_rename(applied: Desk) -> None:
    """Where both names are live somebody has to say what is meant."""
    group = {"name": "new_group", "label": "Other"}
    applied.ask("POST", "/crm/properties/2026-09/contacts/groups", group)
    moved = "moved: [{from: group.contacts.old_group, to: group.contacts.new_group}]\n"
    applied.write("blueprints/portal.yaml", BEFORE.replace("old_group", "new_group") + moved)

    plan = planned(applied)

    found = {(one["address"], finding["code"]) for one in plan["blocked"] for finding in one["findings"]}
    assert ("group.contacts.new_group", "BOTH_LIVE") in found


def test_what_has_moved_is_said_to_be_through(fresh: Desk) -> None:
    """Where only the new name is live the line has done its work."""
    moved = "moved: [{from: group.contacts.ancient, to: group.contacts.old_group}]\n"
    fresh.write("blueprints/portal.yaml", BEFORE + moved)
    assert 0 == fresh.run("apply", "--yes").code

    (notice,) = [one for one in planned(fresh)["notices"] if one["code"] == "MOVED"]

    assert ("group.contacts.old_group", "the line can go") == (notice["address"], notice["help"])
