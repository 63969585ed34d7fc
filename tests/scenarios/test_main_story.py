"""The main job as a consultant lives it: plan, provision, drift, decide."""

from __future__ import annotations

import json

import pytest
from client_repository import Client

BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups:
      value_path: {label: Value Path}
    properties:
      value_path_stage:
        label: Value Path Stage
        groupName: value_path
        type: enumeration
        fieldType: radio
        description: Where this person is in the relationship.
        options:
          - {value: audience, label: Audience}
          - {value: researcher, label: Researcher}
          - {value: hand_raiser, label: Hand Raiser}
  deals:
    pipelines:
      path_to_value:
        label: Path to Value
        stages:
          discover_value: {label: Discover Value, metadata: {probability: 0.2}}
          value_activated: {label: Value Activated, metadata: {probability: 1}}
          not_now: {label: Not Now, metadata: {probability: 0}}
"""
STAGE = "/crm/properties/2026-09/contacts/value_path_stage"
PORTAL = ("--portal", "emulator")


def _provisioned(client: Client) -> None:
    client.write("blueprints/portal.yaml", BLUEPRINT)
    ended = client.run("apply", "--yes", *PORTAL)
    assert 0 == ended.returncode, ended.stdout + ended.stderr


def _rename_in_the_portal(client: Client, label: str) -> None:
    options = client.ask("GET", STAGE)["options"]
    edited = [{**option, "label": label} if option["value"] == "researcher" else option for option in options]
    client.ask("PATCH", STAGE, {"options": edited})


def test_a_second_apply_writes_nothing(client: Client) -> None:
    """After an apply, plan finds nothing and another apply makes no writing call."""
    _provisioned(client)
    writes = client.writes()

    again = client.run("apply", "--yes", *PORTAL)
    planned = client.run("plan", "--exit-code", *PORTAL)

    assert (0, 0) == (again.returncode, planned.returncode), again.stdout + planned.stdout
    assert writes == client.writes()
    assert "Nothing to do" in planned.stdout


def test_an_edit_in_the_portal_is_found_held_and_put_right_on_demand(client: Client) -> None:
    """Drift names the edit and exits 2; apply alone leaves it; apply --take blueprint puts it right."""
    _provisioned(client)
    _rename_in_the_portal(client, "Explorer")
    writes = client.writes()

    drifted = client.run("drift", *PORTAL)
    held = client.run("apply", "--yes", *PORTAL)

    assert 2 == drifted.returncode
    assert "Explorer" in drifted.stdout
    assert "value_path_stage" in drifted.stdout
    assert 0 == held.returncode
    assert writes == client.writes()

    taken = client.run("apply", "--yes", "--take", "blueprint", *PORTAL)

    assert 0 == taken.returncode, taken.stdout
    assert writes + 1 == client.writes()
    assert 0 == client.run("drift", *PORTAL).returncode


@pytest.mark.long
def test_a_blueprint_change_beside_a_held_edit_keeps_the_edit(client: Client) -> None:
    """A new option goes out although another's label is held; the list is sent with the portal's label in it."""
    _provisioned(client)
    _rename_in_the_portal(client, "Explorer")
    client.write(
        "blueprints/portal.yaml", BLUEPRINT.replace("  deals:", "          - {value: buyer, label: Buyer}\n  deals:")
    )

    ended = client.run("apply", "--yes", *PORTAL)

    labels = {option["value"]: option["label"] for option in client.ask("GET", STAGE)["options"]}
    assert 0 == ended.returncode, ended.stdout
    assert {"audience": "Audience", "researcher": "Explorer", "hand_raiser": "Hand Raiser", "buyer": "Buyer"} == labels
    assert 2 == client.run("drift", *PORTAL).returncode


@pytest.mark.long
def test_a_removed_option_waits_for_a_word(client: Client) -> None:
    """Removing an option that a record holds blocks with exit 4 until it is allowed by code and address."""
    _provisioned(client)
    client.ask("POST", "/crm/v3/objects/contacts", {"properties": {"value_path_stage": "hand_raiser"}})
    address = "property.contacts.value_path_stage/options/hand_raiser"
    shorter = BLUEPRINT.replace("          - {value: hand_raiser, label: Hand Raiser}\n", "")
    client.write("blueprints/portal.yaml", shorter + f"removed:\n  - {{address: {address}}}\n")

    blocked = client.run("apply", "--yes", *PORTAL)

    assert 4 == blocked.returncode
    assert f"--allow OPTION_REMOVED:{address}" in blocked.stdout
    assert "1 record holds it" in " ".join(blocked.stdout.split())
    assert 3 == len(client.ask("GET", STAGE)["options"])

    allowed = client.run("apply", "--yes", "--allow", f"OPTION_REMOVED:{address}", *PORTAL)

    assert 0 == allowed.returncode, allowed.stdout
    assert ["audience", "researcher"] == [option["value"] for option in client.ask("GET", STAGE)["options"]]


@pytest.mark.long
def test_what_no_record_holds_goes_without_a_word(client: Client) -> None:
    """The portal is asked before anybody is stopped."""
    _provisioned(client)
    address = "property.contacts.value_path_stage/options/hand_raiser"
    shorter = BLUEPRINT.replace("          - {value: hand_raiser, label: Hand Raiser}\n", "")
    client.write("blueprints/portal.yaml", shorter + f"removed:\n  - {{address: {address}}}\n")

    ended = client.run("apply", "--yes", *PORTAL)

    assert 0 == ended.returncode, ended.stdout
    assert "no record holds it" in " ".join(ended.stdout.split())
    assert ["audience", "researcher"] == [option["value"] for option in client.ask("GET", STAGE)["options"]]


@pytest.mark.long
def test_a_saved_plan_leaves_out_what_moved_since(client: Client) -> None:
    """Applying a saved plan after an edit in the portal refuses just that change and exits 5."""
    _provisioned(client)
    changed = BLUEPRINT.replace("label: Researcher", "label: Explorer").replace("label: Not Now", "label: Later")
    client.write("blueprints/portal.yaml", changed)
    assert 0 == client.run("plan", "-o", "plan.json", *PORTAL).returncode
    _rename_in_the_portal(client, "Somebody's Own")

    ended = client.run("apply", "plan.json", "--yes", *PORTAL)

    stages = client.ask("GET", "/crm/pipelines/2026-09/deals/path_to_value")["stages"]
    assert 5 == ended.returncode, ended.stdout + ended.stderr
    assert "property.contacts.value_path_stage" in ended.stdout
    assert "Later" in [stage["label"] for stage in stages]
    assert "Somebody's Own" in [option["label"] for option in client.ask("GET", STAGE)["options"]]


@pytest.mark.long
def test_a_saved_plan_sends_what_its_changes_say(client: Client) -> None:
    """Calls edited into a plan file are not sent: the approved changes are compiled anew."""
    client.write("blueprints/portal.yaml", BLUEPRINT)
    assert 0 == client.run("plan", "-o", "plan.json", *PORTAL).returncode
    plan = json.loads((client.folder / "plan.json").read_text())
    for call in plan["calls"]:
        for body in (call.get("body") or {}, *call.get("inputs", [])):
            body["label"] = "Not What Was Approved"
    client.write("plan.json", json.dumps(plan))

    ended = client.run("apply", "plan.json", "--yes", *PORTAL)

    assert 0 == ended.returncode, ended.stdout + ended.stderr
    assert "Value Path Stage" == client.ask("GET", STAGE)["label"]
    assert 0 == client.run("plan", "--exit-code", *PORTAL).returncode


@pytest.mark.long
def test_a_plan_says_the_same_in_the_same_bytes(client: Client) -> None:
    """Two plans of the same blueprint and portal are the same JSON, run aside."""
    client.write("blueprints/portal.yaml", BLUEPRINT)

    first, second = (json.loads(client.run("plan", "--format", "json", *PORTAL).stdout) for _ in range(2))

    assert first.pop("run")["callsTaken"] > 0
    second.pop("run")
    assert json.dumps(first) == json.dumps(second)
