"""A client's portal that is older than its blueprint: ids and names of its own, bound in cvpctl.yaml."""

from __future__ import annotations

import json

import pytest
from desk import PROJECT, Desk
from scenarios.older_portal import CRM, SCHEMAS, TIER, edit, pasted, planned, seen, writes


def test_equal_bodies_under_other_names_are_equal(older: Desk) -> None:
    """Nothing to do, nothing held, nothing said of any binding; and nobody wrote."""
    before = seen(older)

    ended = older.run("plan", "--exit-code")

    assert (0, []) == (ended.code, writes(older, before)), ended.said + ended.told
    assert "Nothing to do" in ended.said
    assert "bound" not in ended.told


OWN_NAMES = ("customer_tier", "customer_value", "appointmentscheduled", "1186754", "1186756", "due_on", "work_item")
EDITS = [
    ("label: Sales", "label: Path", ["PATCH /crm/pipelines/2026-09/deals/default"]),
    (
        "{label: First call, ",
        "{label: Discover, ",
        ["PATCH /crm/pipelines/2026-09/deals/default/stages/appointmentscheduled"],
    ),
    ("label: Care", "label: Help", ["PATCH /crm/pipelines/2026-09/tickets/1186754"]),
    ("{label: Solved, ", "{label: Done, ", ["PATCH /crm/pipelines/2026-09/tickets/1186754/stages/1186756"]),
    ("label: Value}", "label: Value Path}", ["PATCH /crm/properties/2026-09/contacts/groups/customer_value"]),
    ("label: Tier", "label: Level", ["PATCH /crm/properties/2026-09/contacts/customer_tier"]),
    ("Tin}]", "Tin}, {value: new, label: New}]", ["PATCH /crm/properties/2026-09/contacts/customer_tier"]),
    ("{label: Due,", "{label: Owed,", ["PATCH /crm/properties/2026-09/{object}/due_on"]),
    ("singular: Work item,", "singular: Promise,", ["PATCH /crm-object-schemas/2026-09/schemas/{object}"]),
    ("{label: Payer,", "{label: Sponsor,", ["PUT /crm/associations/2026-09/deals/contacts/labels"]),
    (
        "{ticketState: CLOSED}}\n",
        "{ticketState: CLOSED}}\n          waiting: {label: Waiting, metadata: {ticketState: OPEN}}\n",
        ["POST /crm/pipelines/2026-09/tickets/1186754/stages"],
    ),
]


@pytest.mark.long
@pytest.mark.parametrize(("old", "new", "expected"), EDITS)
def test_one_changed_field_is_one_call_that_names_what_lives(
    older: Desk, old: str, new: str, expected: list[str]
) -> None:
    """A new stage is made in the live pipeline; plan and journal keep the blueprint's names throughout."""
    assert 0 == older.run("apply", "--yes").code
    edit(older, old, new)
    plan, before = planned(older), seen(older)

    applied = older.run("apply", "--yes")

    assert 0 == applied.code, applied.said + applied.told
    (type_id,) = [row["objectTypeId"] for row in older.ask("GET", SCHEMAS)["results"]]
    names = {"0-1": "contacts", "0-3": "deals", "0-5": "tickets", type_id: "{object}"}
    assert expected == ["/".join(names.get(part, part) for part in call.split("/")) for call in writes(older, before)]
    assert (len(expected), 1) == (len(plan["calls"]), len(plan["changes"]))
    journal = "".join(path.read_text() for path in older.folder.rglob("*.jsonl"))
    for text in (json.dumps(plan["changes"] + plan["calls"]), journal):
        assert [] == [name for name in OWN_NAMES if name in text]
    assert 0 == older.run("plan", "--exit-code").code


def test_the_record_has_the_blueprint_s_addresses(older: Desk) -> None:
    """What is live is kept beside them, as an identity."""
    assert 0 == older.run("apply", "--yes").code

    (path,) = older.folder.rglob("applied/*.json")
    entries = json.loads(path.read_text())["entries"]

    assert "customer_tier" == entries["property.contacts.tier"]["identity"]
    assert "default" == entries["pipeline.deals.path_to_value"]["identity"]
    assert ["discover_value", "contractsent"] == list(entries["pipeline.deals.path_to_value"]["stated"]["stages"])
    bodies = json.dumps([[entry["stated"], entry["live"]] for entry in entries.values()])
    assert [] == [name for name in OWN_NAMES if name in bodies]


def test_what_a_person_renamed_stays_bound(older: Desk) -> None:
    """The identity counts, not the label: an edit in the portal is drift."""
    assert 0 == older.run("apply", "--yes").code
    older.ask("PATCH", CRM.format("pipelines", "deals/default"), {"label": "Revenue"})

    plan = planned(older)

    assert ([], ["pipeline.deals.path_to_value"]) == (plan["changes"], [one["address"] for one in plan["held"]])


def test_a_binding_that_names_nothing_is_told(older: Desk) -> None:
    """So is one whose address nobody states, with the nearest one that somebody does; neither stops the plan."""
    text = older.read("cvpctl.yaml")
    text = text.replace("      property.contacts.tier: customer_tier", "      property.contacts.tier: customer_tiers")
    older.write("cvpctl.yaml", text.replace("contacts.value_path: customer", "contacts.value_paht: customer"))

    ended = older.run("plan")

    assert 4 == ended.code
    assert "property.contacts.tier is bound to customer_tiers, which this portal does not have" in ended.told
    assert "value_paht is bound, and no blueprint names it; did you mean group.contacts.value_path?" in ended.told


def test_one_live_thing_is_not_stated_twice(older: Desk) -> None:
    """A blueprint that has both names means two things; the finding stands at the binding."""
    edit(
        older,
        "      tier:\n",
        "      customer_tier: {label: T, groupName: value_path, type: string, fieldType: text}\n      tier:\n",
    )

    ended = older.run("plan")

    assert 3 == ended.code
    assert "cvpctl.yaml:15:31: error BOUND_AND_STATED" in ended.told


def test_what_is_live_already_is_bound_by_the_lines_to_paste(older: Desk) -> None:
    """Without bindings each thing that lives under another name stops its create; with the lines nothing is left."""
    older.write("cvpctl.yaml", PROJECT.format(portal=older.emulator.portal_id, url=older.emulator.base_url))

    blocked = older.run("plan", "--format", "json")
    lines = pasted(blocked.said)

    (type_id,) = [row["objectTypeId"] for row in older.ask("GET", SCHEMAS)["results"]]
    assert 4 == blocked.code
    assert (
        lines.items()
        >= {
            "property.contacts.tier": "customer_tier",
            "group.contacts.value_path": "customer_value",
            "pipeline.deals.path_to_value": "default",
            "pipeline.tickets.care": "1186754",
            "schema.deliverable": type_id,
        }.items()
    )


def test_a_new_stage_beside_a_live_one_of_its_label_is_blocked(older: Desk) -> None:
    """The line binds the stage; then it is the same stage, and there is nothing to do."""
    assert 0 == older.run("apply", "--yes").code
    text = older.read("cvpctl.yaml")
    stage = "pipeline.tickets.care/stages/waiting"
    older.ask(
        "POST",
        CRM.format("pipelines", "tickets/1186754/stages"),
        {"stageId": "1186757", "label": "Waiting", "displayOrder": 9, "metadata": {"ticketState": "OPEN"}},
    )
    new = "{ticketState: CLOSED}}\n          waiting: {label: Waiting, metadata: {ticketState: OPEN}}\n"
    edit(older, "{ticketState: CLOSED}}\n", new)

    blocked = older.run("plan", "--format", "json")
    older.write("cvpctl.yaml", text.replace("bindings:\n", f"bindings:\n      {stage}: 1186757\n"))

    assert (4, {stage: "1186757"}) == (blocked.code, pasted(blocked.said))
    assert 0 == older.run("plan", "--exit-code").code


def test_a_binding_put_right_trusts_nothing_of_the_thing_it_named_before(older: Desk) -> None:
    """The record tells of the other property, so a difference is nobody's and held, not written as a change."""
    assert 0 == older.run("apply", "--yes").code
    older.ask("POST", CRM.format("properties", "contacts"), {**TIER, "name": "second_tier"})
    right = older.read("cvpctl.yaml").replace(
        "property.contacts.tier: customer_tier", "property.contacts.tier: second_tier"
    )
    older.write("cvpctl.yaml", right)
    edit(older, "label: Tier", "label: Level")
    before = seen(older)

    applied = older.run("apply", "--yes")

    assert (0, []) == (applied.code, writes(older, before)), applied.said + applied.told
    assert ["property.contacts.tier"] == [change["address"] for change in planned(older)["held"]]
    assert "no record says who made the difference" in applied.said


def test_a_label_binding_taken_away_does_not_live_on_in_the_record(older: Desk) -> None:
    """Somebody unbound it, so it is a stranger again: its text stops a second one, and nothing is written to it."""
    assert 0 == older.run("apply", "--yes").code
    lines = older.read("cvpctl.yaml").splitlines(keepends=True)
    older.write("cvpctl.yaml", "".join(line for line in lines if "label.deals.contacts.sponsor" not in line))
    before = seen(older)

    blocked = older.run("apply", "--yes")

    assert (4, []) == (blocked.code, writes(older, before)), blocked.said + blocked.told
    assert "LOOKS_LIKE_LIVE" in blocked.said


def test_an_object_binding_taken_away_writes_nothing_to_what_it_named(older: Desk) -> None:
    """Neither to the object nor to its parts, whatever the record remembers; that they are gone is held."""
    assert 0 == older.run("apply", "--yes").code
    lines = older.read("cvpctl.yaml").splitlines(keepends=True)
    older.write("cvpctl.yaml", "".join(line for line in lines if "schema.deliverable" not in line))
    edit(older, "{label: Due,", "{label: Owed,")
    before = seen(older)

    applied = older.run("apply", "--yes")

    assert (0, []) == (applied.code, writes(older, before)), applied.said + applied.told
    assert "gone from the portal since the last apply" in applied.said
