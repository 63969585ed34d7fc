"""`cvpctl suggest` as a command: offline on blueprints, and on a portal's own lists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import PROJECT, Desk

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator

BLUEPRINT = """\
blueprint: acme/contacts
version: 1.0.0
objects:
  contacts:
    groups:
      acme: {label: Acme}
    properties:
      first_name: {label: First name, groupName: acme, type: string, fieldType: text}
      lead_origin:
        label: Lead source
        groupName: acme
        type: string
        fieldType: text
        nativeConsidered: hs_analytics_source tells the channel, this one the fair.
      jobtitle: {label: Job Title}
      region: {label: Sales Region, groupName: acme, type: string, fieldType: text}
  companies:
    groups:
      acme: {label: Acme}
    properties:
      region: {label: Sales Region, groupName: acme, type: number, fieldType: number}
"""
PROPERTIES = "/crm/properties/2026-09"
GROUPS = {"contacts": "contactinformation", "companies": "companyinformation"}


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with Emulator(limits=Limits.off()) as emulator:
        yield emulator


@pytest.fixture
def desk(
    running: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A project whose blueprints repeat what HubSpot has."""
    running.reset()
    running.faults.clear()
    folder = tmp_path.resolve()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ACME_TOKEN", running.token)
    made = Desk(folder, running, capsys)
    made.write("cvpctl.yaml", PROJECT.format(portal=running.portal_id, url=running.base_url))
    made.write("blueprints/contacts.yaml", BLUEPRINT)
    running.log.clear()
    return made


def add(desk: Desk, where: str, label: str) -> None:
    """Make a text property as a person in HubSpot does."""
    name, _, key = where.partition("/")
    body = {"name": key, "label": label, "type": "string", "fieldType": "text", "groupName": GROUPS[name]}
    desk.ask("POST", f"{PROPERTIES}/{name}", body)


def test_blueprints_are_judged_without_a_portal(desk: Desk) -> None:
    """What HubSpot has is told with its place and what to do; exit 0, since it is advice."""
    ended = desk.run("suggest")

    assert (0, "") == (ended.code, ended.told)
    assert 'property.contacts.first_name "First name"  blueprints/contacts.yaml:8:7' in ended.said
    assert 'HubSpot has firstname "First Name": equal name. The given name.' in ended.said
    assert "contacts: string  blueprints/contacts.yaml:16:7" in ended.said
    assert "5 properties looked at: " not in ended.said
    assert "4 properties looked at: 1 that HubSpot has already (1 same); 1 name with several types." in ended.said
    assert "1 not suggested, since nativeConsidered names HubSpot's own: property.contacts.lead_origin" in ended.said
    assert "1 stated that HubSpot defines already: property.contacts.jobtitle." in ended.said
    assert 0 == desk.emulator.log.total


def test_a_program_gets_every_list(desk: Desk) -> None:
    """JSON says why, how surely, what to do, and how well HubSpot's property is known."""
    told = json.loads(desk.run("suggest", "blueprints", "--format", "json").said)

    (reuse,) = told["reuse"]
    assert ("cvpctl.suggest/1", 4) == (told["format"], told["lookedAt"])
    assert ("property.contacts.first_name", "firstname") == (reuse["address"], reuse["native"]["name"])
    assert ("equal name", "same", "documented") == (reuse["why"], reuse["confidence"], reuse["evidence"])
    assert "blueprints/contacts.yaml:8:7" == reuse["source"]
    assert reuse["knownFrom"].startswith("https://knowledge.hubspot.com/")
    assert [{"address": "property.contacts.lead_origin", "native": "hs_analytics_source"}] == told["considered"]
    assert ["region"] == [clash["name"] for clash in told["clashes"]]


def test_a_portal_is_judged_by_its_own_list(desk: Desk) -> None:
    """Custom properties against HubSpot's that the portal lists; what blueprints considered is silent here too."""
    add(desk, "contacts/forename", "Given name")
    add(desk, "contacts/lead_origin", "Lead source")
    add(desk, "companies/shoes", "Shoe size")
    add(desk, "companies/shoe_size", "Shoe sizes")
    desk.emulator.log.clear()

    ended = desk.run("suggest", "--portal", "acme")

    assert 0 == ended.code, ended.told
    assert f"Suggestions for acme (portal {desk.emulator.portal_id})  a portal on this machine" in ended.said
    assert 'HubSpot has firstname "First Name": synonym. The given name.' in ended.said
    assert "state property.contacts.firstname and say moved: and removed: in a blueprint" in " ".join(
        ended.said.split()
    )
    assert "equal label: these read as one." in ended.said
    assert "4 properties looked at: 1 that HubSpot has already (1 likely); 1 group that reads alike." in ended.said
    assert "nativeConsidered names HubSpot's own: property.contacts.lead_origin (hs_analytics_source)." in ended.said
    assert 0 == desk.emulator.log.writes


def test_a_fresh_portal_has_nothing_to_suggest(desk: Desk) -> None:
    """HubSpot's own properties are not judged."""
    ended = desk.run("suggest", "--portal", "acme")

    assert (0, "0 properties looked at: nothing to suggest.") == (ended.code, ended.said.splitlines()[-1])


def test_a_list_that_cannot_be_read_is_said(desk: Desk) -> None:
    """Exit 9; what could be read is judged all the same."""
    add(desk, "companies/vat_id", "VAT ID")
    desk.emulator.faults.add(Fault("status", status=403, route="properties/2026-09/0-970", times=0))

    ended = desk.run("suggest", "--portal", "acme")

    assert 9 == ended.code, ended.said
    assert "Properties of Projects could not be read: forbidden" in ended.said
    assert "1 properties" not in ended.said
    assert "1 property looked at" in ended.said


def test_blueprints_that_are_not_sound_hide_no_portal(desk: Desk) -> None:
    """A portal is judged without them, and that is said; blueprints themselves cannot be, which is exit 3."""
    desk.write("blueprints/contacts.yaml", BLUEPRINT.replace("version: 1.0.0", "version: 1.0.0\nodd: 1"))

    assert 3 == desk.run("suggest").code
    ended = desk.run("suggest", "--portal", "acme")
    assert 0 == ended.code
    assert "what they have considered counts for nothing" in ended.told


def test_blueprints_or_a_portal(desk: Desk) -> None:
    """Both at once is a usage error, and so is a portal nobody knows."""
    assert 64 == desk.run("suggest", "blueprints", "--portal", "acme").code
    assert 64 == desk.run("suggest", "--portal", "nowhere").code


def test_a_label_that_a_terminal_would_obey_is_spelt_out(desk: Desk) -> None:
    """Signs that a terminal acts on are shown, not sent."""
    add(desk, "contacts/forename", "Given name\x1b[2J")

    ended = desk.run("suggest", "--portal", "acme")

    assert "\x1b" not in ended.said
    assert 0 == ended.code


FOLLOWED = """\
blueprint: acme/contacts
version: 1.0.0
objects:
  contacts:
    properties:
      notes_last_contacted: {label: Last Contacted}
moved: [{from: property.contacts.last_contact, to: property.contacts.notes_last_contacted}]
removed: [{address: property.contacts.last_contact}]
"""


def test_what_hubspot_keeps_itself_is_no_place_for_values(desk: Desk) -> None:
    """The advice moves nothing there; whoever does it all the same is stopped by the plan, and nothing is written."""
    add(desk, "contacts/last_contact", "Last contacted")
    record = {"properties": {"email": "ada@example.com", "last_contact": "last week"}}
    desk.ask("POST", "/crm/objects/2026-09/contacts", record)

    told = " ".join(desk.run("suggest", "--portal", "acme").said.split())
    assert "use notes_last_contacted; HubSpot keeps it by itself" in told
    assert "take yours out, by removed: property.contacts.last_contact in a blueprint" in told
    assert "say moved:" not in told

    desk.write("blueprints/contacts.yaml", FOLLOWED)
    desk.emulator.log.clear()
    ended = desk.run("apply", "--portal", "acme", "--yes", "--allow", "MIGRATE:*")
    assert 4 == ended.code, (ended.said, ended.told)
    assert "VALUES_KEPT_BY_HUBSPOT" in ended.said + ended.told
    assert 0 == desk.emulator.log.writes
