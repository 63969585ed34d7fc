"""Who moved it: what waits or would be overwritten names whoever edited last, as far as HubSpot tells it."""

from __future__ import annotations

import json
from typing import Any
from urllib.request import Request, urlopen

import pytest
from desk import Desk

BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {value_path: {label: Value}}
    properties:
      region: {label: Region, groupName: value_path, type: string, fieldType: text}
      county: {label: County, groupName: value_path, type: string, fieldType: text}
  tickets:
    pipelines:
      care:
        label: Care
        stages:
          asked: {label: Asked, metadata: {ticketState: OPEN}}
          solved: {label: Solved, metadata: {ticketState: CLOSED}}
"""
FILE = "blueprints/portal.yaml"
REGION = "/crm/properties/2026-09/contacts/region"
COUNTY = "/crm/properties/2026-09/contacts/county"
PIPELINE = "/crm/pipelines/2026-09/tickets/care"
WHOLE = "the whole property was last edited by"
SCOPES = ("crm.objects.contacts.read", "crm.schemas.contacts.read", "crm.schemas.contacts.write", "tickets")


@pytest.fixture
def provisioned(fresh: Desk) -> Desk:
    fresh.write(FILE, BLUEPRINT)
    assert 0 == fresh.run("apply", "--yes").code
    fresh.emulator.add_token("another-fictional-token", user_id="2002")
    fresh.emulator.add_owner("robin@client.example", "Robin", "Example", user_id=2002)
    return fresh


def by_hand(desk: Desk, path: str, body: Any) -> None:
    """Edit the portal as somebody who is not cvpctl."""
    headers = {"Authorization": "Bearer another-fictional-token", "Content-Type": "application/json"}
    with urlopen(Request(desk.emulator.base_url + path, json.dumps(body).encode(), headers, method="PATCH")):
        pass


def says(desk: Desk, setting: str) -> None:
    desk.write("cvpctl.yaml", desk.read("cvpctl.yaml").replace("drift: hold", f"drift: hold, {setting}"))


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("command", ["plan", "drift"])
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_held_drift_names_the_last_editor_of_the_whole_property(provisioned: Desk, command: str, form: str) -> None:
    """By user id, with the moment, and that HubSpot tells it of the property, not of the field."""
    by_hand(provisioned, REGION, {"label": "Country"})

    said = flat(provisioned.run(command, "--format", form).said)

    assert f"{WHOLE} user 2002 on 20" in said
    assert "HubSpot does not tell it field by field" in said


def test_it_costs_no_call_for_properties_and_nothing_where_nothing_moved(provisioned: Desk) -> None:
    """The list that is read anyway tells it."""
    calm = json.loads(provisioned.run("plan", "--format", "json").said)
    by_hand(provisioned, REGION, {"label": "Country"})

    moved = json.loads(provisioned.run("plan", "--format", "json").said)

    assert calm["run"]["callsTaken"] == moved["run"]["callsTaken"]
    assert "2002" == moved["held"][0]["touched"]["by"]
    assert "touched" not in json.dumps(calm)


def test_a_program_reads_it_from_drift(provisioned: Desk) -> None:
    """The JSON of drift has it beside the fields."""
    by_hand(provisioned, REGION, {"label": "Country"})

    drift = json.loads(provisioned.run("drift", "--format", "json").said)["drift"]

    assert "2002" == drift[0]["touched"]["by"]
    assert drift[0]["touched"]["at"].endswith("Z")


def test_names_are_told_where_they_are_asked_for(provisioned: Desk) -> None:
    """attribution: name turns ids into the names of owners, with one call more however many things moved."""
    by_hand(provisioned, REGION, {"label": "Country"})
    by_hand(provisioned, COUNTY, {"label": "Shire"})
    by_id = json.loads(provisioned.run("plan", "--format", "json").said)["run"]["callsTaken"]
    says(provisioned, "attribution: name")

    told = provisioned.run("plan", "--format", "json")

    assert {"Robin Example"} == {one["touched"]["by"] for one in json.loads(told.said)["held"]}
    assert by_id + 1 == json.loads(told.said)["run"]["callsTaken"]


def test_nothing_is_told_where_nothing_is_wanted(provisioned: Desk) -> None:
    """attribution: none names nobody."""
    by_hand(provisioned, REGION, {"label": "Country"})
    says(provisioned, "attribution: none")

    assert "last edited" not in provisioned.run("plan").said


def test_a_pipeline_is_told_by_its_audit(provisioned: Desk) -> None:
    """A label of the pipeline, and a label of one stage, each by its own list: one call apiece."""
    by_hand(provisioned, PIPELINE, {"label": "Support"})
    whole = flat(provisioned.run("plan").said)
    by_hand(provisioned, PIPELINE, {"label": "Care"})
    by_hand(provisioned, f"{PIPELINE}/stages/asked", {"label": "Called", "metadata": {"ticketState": "OPEN"}})

    stage = flat(provisioned.run("plan").said)

    assert "the whole pipeline was last edited by user 2002" in whole
    assert "the whole stage was last edited by user 2002" in stage
    audits = [route for route in provisioned.ask("GET", "/_emulator/log")["counts"].items() if "audit" in route[0]]
    assert [1, 1] == [number for _, number in audits]


def test_an_edit_that_is_overwritten_is_named_as_well(provisioned: Desk) -> None:
    """Whoever takes the blueprint's side sees whose edit goes."""
    by_hand(provisioned, REGION, {"label": "Country"})

    assert f"{WHOLE} user 2002" in flat(provisioned.run("plan", "--take", "blueprint").said)


def test_what_cannot_be_read_is_left_out_with_one_note(provisioned: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token without a sight of owners still tells ids."""
    by_hand(provisioned, REGION, {"label": "Country"})
    by_hand(provisioned, COUNTY, {"label": "Shire"})
    says(provisioned, "attribution: name")
    provisioned.emulator.add_token("narrow-fictional-token", scopes=SCOPES)
    monkeypatch.setenv("ACME_TOKEN", "narrow-fictional-token")

    ended = provisioned.run("plan")

    assert 0 == ended.code, ended.told
    assert f"{WHOLE} user 2002" in flat(ended.said)
    assert 1 == ended.told.count("may not read owners")


def test_a_stale_plan_says_who_moved_the_portal(provisioned: Desk) -> None:
    """Exactly the change whose basis moved is left out, with who moved it; the other one goes."""
    changed = BLUEPRINT.replace("label: Region", "label: Country").replace("label: County", "label: Shire")
    provisioned.write(FILE, changed)
    assert 0 == provisioned.run("plan", "-o", "plan.json").code
    by_hand(provisioned, REGION, {"label": "Land"})

    ended = provisioned.run("apply", "plan.json", "--yes")

    assert 5 == ended.code
    left_out = flat(ended.said[ended.said.index("not written") :])
    assert f"property.contacts.region {WHOLE} user 2002" in left_out
    assert "property.contacts.county" not in left_out
    assert ("Land", "Shire") == tuple(provisioned.ask("GET", path)["label"] for path in (REGION, COUNTY))
