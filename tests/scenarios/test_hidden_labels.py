"""Association labels between two runs, while HubSpot hides what it calls them."""

from __future__ import annotations

import json

import pytest
from client_repository import Client
from desk import Desk
from scenarios.older_portal import LABELS, SCHEMAS, bind, edit, pasted

from cvpctl.emulator.switches import Switches

LABEL_ONLY = """\
blueprint: acme/labels
version: 1.0.0
associations:
  - from: deals
    to: contacts
    labels:
      sponsor: {label: Sponsor, inverseLabel: Sponsors}
"""


def _renamed(desk: Desk, old: str, new: dict[str, str]) -> None:
    """Change a label's texts as a person in the portal's settings would."""
    rows = desk.ask("GET", LABELS)["results"]
    (type_id,) = [row["typeId"] for row in rows if row["label"] == old]
    desk.ask("PUT", LABELS, {"associationTypeId": type_id, **new})


@pytest.mark.long
def test_a_label_is_found_again_by_another_process_while_hubspot_hides_its_name(fresh: Desk) -> None:
    """By the type ids in the record: equal at first, and drift once somebody renamed it, never another create."""
    fresh.write("blueprints/portal.yaml", LABEL_ONLY)
    fresh.emulator.use_switches(Switches(schema_reads="lagging"))
    client = Client(fresh.folder)
    applied = client.run("apply", "--yes")
    assert 0 == applied.returncode, applied.stdout + applied.stderr
    named = [row["name"] for row in fresh.ask("GET", SCHEMAS + "/contacts")["associations"]]
    assert "deals_contacts_sponsor" not in named

    equal = client.run("plan", "--exit-code")
    _renamed(fresh, "Sponsor", {"label": "Payer", "inverseLabel": "Pays for"})
    drifted = client.run("plan", "--format", "json")

    assert 0 == equal.returncode, equal.stdout + equal.stderr
    plan = json.loads(drifted.stdout)
    (held,) = plan["held"]
    assert ([], [], "label.deals.contacts.sponsor") == (plan["changes"], plan["blocked"], held["address"])
    assert {"label": "drift", "inverseLabel": "drift"} == {edit["path"][0]: edit["class"] for edit in held["fields"]}


def test_a_saved_plan_knows_labels_by_the_record_too(fresh: Desk) -> None:
    """What is rechecked before it writes is read with the same knowledge."""
    fresh.write("blueprints/portal.yaml", LABEL_ONLY)
    fresh.emulator.use_switches(Switches(schema_reads="lagging"))
    assert 0 == fresh.run("apply", "--yes").code
    edit(fresh, "{label: Sponsor,", "{label: Payer,")
    fresh.run("plan", "-o", "plan.json")

    applied = fresh.run("apply", "plan.json", "--yes")

    assert 0 == applied.code, applied.said + applied.told
    assert "Payer" in {row["label"] for row in fresh.ask("GET", LABELS)["results"]}


def test_a_label_that_nobody_can_tell_is_bound_by_the_line_to_paste(fresh: Desk) -> None:
    """With name hidden and record lost a label has nothing but its ids; its text stops a second one."""
    fresh.write("blueprints/portal.yaml", LABEL_ONLY)
    fresh.emulator.use_switches(Switches(schema_reads="lagging"))
    assert 0 == fresh.run("apply", "--yes").code
    (record,) = fresh.folder.rglob("applied/*.json")
    record.unlink()

    blocked = fresh.run("plan", "--format", "json")
    lines = pasted(blocked.said)
    bind(fresh, lines)

    assert (4, ["label.deals.contacts.sponsor"]) == (blocked.code, list(lines))
    assert 0 == fresh.run("plan", "--exit-code").code
