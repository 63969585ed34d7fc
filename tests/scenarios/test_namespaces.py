"""A portal with more in it than its blueprint: what is told, what goes on request, and what never goes."""

from __future__ import annotations

import json
from typing import Any

from desk import Desk

BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups:
      value_path: {label: Value Path}
    properties:
      tier:
        label: Tier
        groupName: value_path
        type: enumeration
        fieldType: select
        options:
          - {value: gold, label: Gold}
          - {value: silver, label: Silver}
"""
MANAGES = """\
manages:
  - {objects: [contacts], groups: [value_path]}
"""
PROPERTIES = "/crm/properties/2026-09/contacts"
TIER, STRAY = "property.contacts.tier", "property.contacts.stray"


def applied(desk: Desk, blueprint: str = BLUEPRINT) -> None:
    desk.write("blueprints/portal.yaml", blueprint)
    ended = desk.run("apply", "--yes")
    assert 0 == ended.code, ended.said + ended.told


def made_by_hand(desk: Desk, name: str = "stray", **more: Any) -> None:
    body = {"name": name, "label": "Stray", "groupName": "value_path", "type": "string", "fieldType": "text"}
    desk.ask("POST", PROPERTIES, {**body, **more})


def with_an_option(desk: Desk, value: str) -> None:
    options = desk.ask("GET", f"{PROPERTIES}/tier")["options"]
    desk.ask("PATCH", f"{PROPERTIES}/tier", {"options": [*options, {"value": value, "label": value.title()}]})


def names(desk: Desk) -> set[str]:
    return {one["name"] for one in desk.ask("GET", PROPERTIES)["results"] if one["groupName"] == "value_path"}


def options(desk: Desk) -> list[str]:
    return [one["value"] for one in desk.ask("GET", f"{PROPERTIES}/tier")["options"]]


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_namespace_tells_what_is_in_it_and_keeps_it(fresh: Desk) -> None:
    """Plan and drift name it under a heading of its own; an apply without --prune leaves it."""
    applied(fresh, BLUEPRINT + MANAGES)
    made_by_hand(fresh)

    planned, drifted, again = fresh.run("plan", "--exit-code"), fresh.run("drift"), fresh.run("apply", "--yes")

    for ended in (planned, drifted):
        assert "Unmanaged in a managed namespace (1)" in ended.said
        assert STRAY in ended.said
    assert (0, 0, 0) == (planned.code, drifted.code, again.code)
    assert {"tier", "stray"} == names(fresh)


def test_a_saved_plan_carries_what_prune_takes_out(fresh: Desk) -> None:
    """The removal stands in the plan, in its digest and in the file; applying the file takes it out, and no more."""
    applied(fresh, BLUEPRINT + MANAGES)
    made_by_hand(fresh)
    without = json.loads(fresh.run("plan", "--format", "json").said)

    planned = fresh.run("plan", "--prune", "-o", "plan.json")
    made_by_hand(fresh, "later")
    saved = json.loads(fresh.read("plan.json"))
    ended = fresh.run("apply", "plan.json", "--yes")

    assert 0 == planned.code
    assert "1 to remove" in planned.said
    assert [STRAY] == [change["address"] for change in saved["changes"]]
    assert without["digest"] != saved["digest"]
    assert 0 == ended.code, ended.said + ended.told
    assert {"tier", "later"} == names(fresh)


def test_yes_is_no_word_for_what_nobody_saw(fresh: Desk) -> None:
    """--prune --yes is refused as soon as something would go; the digest of a plan is a word for it."""
    applied(fresh, BLUEPRINT + MANAGES)
    nothing = fresh.run("apply", "--prune", "--yes")
    made_by_hand(fresh)

    refused = fresh.run("apply", "--prune", "--yes")

    digest = json.loads(fresh.run("plan", "--prune", "--format", "json").said)["digest"]
    assert 0 == nothing.code
    assert 64 == refused.code
    assert STRAY in refused.told
    assert "plan --prune -o plan.json" in refused.told
    assert {"tier", "stray"} == names(fresh)
    assert 0 == fresh.run("apply", "--prune", "--approve", digest).code
    assert {"tier"} == names(fresh)


def test_prune_asks_for_a_word_where_records_hold_something(fresh: Desk) -> None:
    """The hazard has the count, blocks the plan, and passes by code and address."""
    applied(fresh, BLUEPRINT + MANAGES)
    made_by_hand(fresh)
    fresh.ask("POST", "/crm/v3/objects/contacts", {"properties": {"stray": "kept"}})

    blocked = fresh.run("plan", "--prune")
    allowed = fresh.run("plan", "--prune", "--allow", f"PROPERTY_ARCHIVED:{STRAY}", "-o", "plan.json")

    assert 4 == blocked.code
    assert "1 record holds it" in flat(blocked.said)
    assert 0 == allowed.code
    assert 0 == fresh.run("apply", "plan.json", "--yes").code
    assert {"tier"} == names(fresh)


def test_prune_may_be_aimed(fresh: Desk) -> None:
    """--exclude takes an address that no blueprint states, since the namespace is where it lives; a slip is refused."""
    applied(fresh, BLUEPRINT + MANAGES)
    made_by_hand(fresh)
    made_by_hand(fresh, "kept")

    planned = fresh.run("plan", "--prune", "--exclude", "property.contacts.kept", "--format", "json")

    assert [STRAY] == [change["address"] for change in json.loads(planned.said)["changes"]]
    assert 64 == fresh.run("plan", "--prune", "--exclude", "property.companies.kept").code
    assert 64 == fresh.run("plan", "--exclude", "property.contacts.kept").code


def test_a_library_owns_no_namespace(fresh: Desk) -> None:
    """`manages:` in a file that others build on is refused with its place."""
    fresh.write("libraries/agency/base.yaml", "blueprint: agency/base\nversion: 1.0.0\n" + MANAGES)
    project = fresh.read("cvpctl.yaml")
    fresh.write("cvpctl.yaml", project + "libraries: {agency: libraries/agency}\n")
    fresh.write("blueprints/portal.yaml", BLUEPRINT.replace("objects:", "extends: [agency/base]\nobjects:", 1))

    ended = fresh.run("validate")

    assert 3 == ended.code
    assert "MANAGES_IN_LIBRARY" in ended.said + ended.told


def test_an_exclusive_list_takes_out_what_somebody_added(fresh: Desk) -> None:
    """An option that no record holds goes once our side is taken; one that records hold waits for a word more."""
    exclusive = BLUEPRINT + "        exclusive: true\n"
    applied(fresh, exclusive)
    with_an_option(fresh, "bronze")

    taken = fresh.run("apply", "--yes", "--take", "blueprint")
    left = options(fresh)
    with_an_option(fresh, "iron")
    fresh.ask("POST", "/crm/v3/objects/contacts", {"properties": {"tier": "iron"}})
    held = fresh.run("apply", "--yes", "--take", "blueprint")

    assert 0 == taken.code, taken.said + taken.told
    assert ["gold", "silver"] == left
    assert 4 == held.code
    assert f"--allow OPTION_REMOVED:{TIER}/options/iron" in held.said
    assert "1 record holds it" in flat(held.said)
    assert ["gold", "silver", "iron"] == options(fresh)
    words = ("--take", "blueprint", "--allow", f"OPTION_REMOVED:{TIER}/options/iron")
    assert 0 == fresh.run("apply", "--yes", *words).code
    assert ["gold", "silver"] == options(fresh)


def test_a_later_layer_opens_a_list_again(fresh: Desk) -> None:
    """`exclusive: false` over an inherited true keeps what the portal has."""
    fresh.write("shared/base.yaml", BLUEPRINT.replace("acme/portal", "acme/base") + "        exclusive: true\n")
    over = "blueprint: acme/portal\nversion: 1.0.0\nextends: [../shared/base.yaml]\n"
    fresh.write("blueprints/portal.yaml", over)
    assert 0 == fresh.run("apply", "--yes").code
    with_an_option(fresh, "bronze")
    closed = fresh.run("plan", "--exit-code")
    open_again = over + "objects: {contacts: {properties: {tier: {exclusive: false}}}}\n"
    fresh.write("blueprints/portal.yaml", open_again)

    assert (2, 0) == (closed.code, fresh.run("plan", "--exit-code").code)


def test_what_was_ours_is_told_with_the_line_that_removes_it(fresh: Desk) -> None:
    """A property, an option, a stage and a label that leave the blueprint are each left behind, until pasted."""
    wide = """\
  deals:
    pipelines:
      path:
        label: Path
        stages:
          first: {label: First, metadata: {probability: 0.2}}
          won: {label: Won, metadata: {probability: 1}}
associations:
  - from: contacts
    to: deals
    labels:
      sponsor: {label: Sponsor, inverseLabel: Sponsored}
"""
    own = "      note: {label: Note, groupName: value_path, type: string, fieldType: text}\n"
    applied(fresh, BLUEPRINT + own + wide)
    narrow = BLUEPRINT.replace("          - {value: silver, label: Silver}\n", "")
    narrow += wide[: wide.index("associations:")].replace(
        "          first: {label: First, metadata: {probability: 0.2}}\n", ""
    )
    fresh.write("blueprints/portal.yaml", narrow)

    plan = json.loads(fresh.run("plan", "--format", "json").said)

    left = {one["address"]: one["paste"] for one in plan["notices"] if one["code"] == "LEFT_BEHIND"}
    gone = ["label.contacts.deals.sponsor", "pipeline.deals.path/stages/first", "property.contacts.note"]
    assert sorted([*gone, f"{TIER}/options/silver"]) == sorted(left)
    assert {f"removed: [{{address: {address}}}]" for address in left} == set(left.values())
    lines = "".join(f"  - {{address: {address}}}\n" for address in left)
    fresh.write("blueprints/portal.yaml", f"{narrow}removed:\n{lines}")
    ended = fresh.run("apply", "--yes", "--allow", "LABEL_DELETED:*")
    assert 0 == ended.code, ended.said + ended.told
    assert "LEFT_BEHIND" not in fresh.run("plan").said


def test_plan_lists_what_nobody_claims_with_the_lines_that_adopt_it(fresh: Desk) -> None:
    """Saved beside the blueprints as printed, the lines plan empty and leave nothing unmanaged."""
    applied(fresh)
    made_by_hand(fresh, label="Stray: yes #1")
    made_by_hand(fresh, "other", groupName="contactinformation")
    fresh.ask("POST", f"{PROPERTIES}/groups", {"name": "spare", "label": "Spare"})

    listed = fresh.run("plan", "--unmanaged")
    data = json.loads(fresh.run("plan", "--unmanaged", "--format", "json").said)["run"]["unmanaged"]
    markdown = fresh.run("plan", "--unmanaged", "--format", "markdown").said

    assert ["group.contacts.spare", "property.contacts.other", STRAY] == sorted(one["address"] for one in data["found"])
    assert "Unmanaged (3)" in listed.said
    assert "Unmanaged (3)" in markdown
    assert data["adopt"].rstrip("\n") in listed.said
    assert data["adopt"].rstrip("\n") in markdown
    fresh.write("blueprints/adopted.yaml", data["adopt"])
    after = fresh.run("plan", "--unmanaged", "--exit-code")
    assert 0 == after.code, after.said + after.told
    assert "Unmanaged: nothing" in after.said


def test_what_is_omitted_or_observed_is_no_stranger(fresh: Desk) -> None:
    """Neither is offered for adoption, nor is it in the way of a namespace; what is omitted is told to be live."""
    applied(fresh, BLUEPRINT + MANAGES)
    made_by_hand(fresh)
    made_by_hand(fresh, "inherited")
    extra = "      inherited: {label: Inherited, groupName: value_path, type: string, fieldType: text}\n"
    fresh.write("shared/base.yaml", BLUEPRINT.replace("acme/portal", "acme/base") + extra)
    fresh.write(
        "blueprints/portal.yaml",
        "blueprint: acme/portal\nversion: 1.0.0\nextends: [../shared/base.yaml]\n"
        f"omit: [property.contacts.inherited]\nobserved: [{STRAY}]\n{MANAGES}",
    )

    listed, planned = fresh.run("plan", "--unmanaged"), fresh.run("plan", "--prune", "--exit-code")

    assert "Unmanaged (1)" in listed.said
    assert "property.contacts.inherited  Stray; omit: leaves it out" in listed.said
    assert "To adopt it" not in listed.said
    assert 0 == planned.code, planned.said + planned.told


def test_what_is_omitted_after_an_apply_is_not_lost_sight_of(fresh: Desk) -> None:
    """One thing, an option, and all there is of another object: told with the lines to paste, until they are pasted."""
    more = """\
      note: {label: Note, groupName: value_path, type: string, fieldType: text}
  meetings:
    groups: {ours: {label: Ours}}
    properties:
      next_steps: {label: Next Steps, groupName: ours, type: string, fieldType: text}
"""
    fresh.write("shared/base.yaml", BLUEPRINT.replace("acme/portal", "acme/base") + more)
    own = "blueprint: acme/portal\nversion: 1.0.0\nextends: [../shared/base.yaml]\n"
    applied(fresh, own)
    omit = "omit: [property.contacts.note, property.contacts.tier/options/silver, '*.meetings.*']\n"
    fresh.write("blueprints/portal.yaml", own + omit)

    plan = json.loads(fresh.run("plan", "--unmanaged", "--format", "json").said)
    told = fresh.run("plan", "--unmanaged").said

    left = {one["address"]: one["paste"] for one in plan["notices"] if one["code"] == "LEFT_BEHIND"}
    meetings = ["group.meetings.ours", "property.meetings.next_steps"]
    assert [*meetings[:1], "property.contacts.note", f"{TIER}/options/silver", meetings[1]] == sorted(left)
    assert "omit:" in flat(next(one["message"] for one in plan["notices"] if one["code"] == "LEFT_BEHIND"))
    listed = {one["address"] for one in plan["run"]["unmanaged"]["found"] if one.get("omitted")}
    assert {*meetings, "property.contacts.note"} == listed
    assert "Unmanaged: nothing" not in told
    lines = "".join(f"  - {{address: {address}}}\n" for address in left)
    fresh.write("blueprints/portal.yaml", f"{own}{omit}removed:\n{lines}")
    ended = fresh.run("apply", "--yes", "--allow", "GROUP_DELETED:*")
    assert 0 == ended.code, ended.said + ended.told
    after = fresh.run("plan", "--unmanaged").said
    assert ("LEFT_BEHIND" in after, "Unmanaged: nothing" in after) == (False, True)


def test_drift_tells_what_is_new_since_the_last_apply(fresh: Desk) -> None:
    """A property and an option that somebody made are listed; they make exit 2 only where that is asked for."""
    made_by_hand(fresh, "older", groupName="contactinformation")
    applied(fresh)
    quiet = fresh.run("drift", "--strict")
    made_by_hand(fresh)
    with_an_option(fresh, "bronze")

    told, strict = fresh.run("drift"), fresh.run("drift", "--strict")
    data = json.loads(fresh.run("drift", "--format", "json").said)

    assert (0, 0, 2) == (quiet.code, told.code, strict.code), quiet.said
    assert "New and unmanaged (2)" in told.said
    assert "New and unmanaged" in fresh.run("drift", "--format", "markdown").said
    assert [STRAY, f"{TIER}/options/bronze"] == [one["address"] for one in data["new"]]
    assert "NEW_UNMANAGED" not in fresh.run("plan").said
    assert 0 == fresh.run("apply", "--yes").code
    assert 0 == fresh.run("drift", "--strict").code


def test_a_saved_plan_remembers_what_was_there_as_well(fresh: Desk) -> None:
    """CI applies saved plans: what lived in the lists they touch is known from then on."""
    made_by_hand(fresh, "older", groupName="contactinformation")
    fresh.write("blueprints/portal.yaml", BLUEPRINT)
    assert 0 == fresh.run("plan", "-o", "plan.json").code
    assert 0 == fresh.run("apply", "plan.json", "--yes").code
    made_by_hand(fresh)

    data = json.loads(fresh.run("drift", "--format", "json").said)

    assert [STRAY] == [one["address"] for one in data["new"]]
