"""Building on libraries with the real command: extend, pin, refuse, upgrade; and what layers leave to a portal."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from client_repository import Client

pytestmark = pytest.mark.long  # many real processes; the short suite has one of each sort


EMULATOR = ("--portal", "emulator")
AGENCY = """\
blueprint: agency/base
version: 1.0.0
variables:
  edition: {type: string, default: First}
objects:
  contacts:
    groups: {agency: {label: "${var.edition} Edition"}}
    properties:
      tier: {label: Tier, groupName: agency, type: enumeration, fieldType: select, options: [Gold, Silver]}
      old_code: {label: Old code, groupName: agency, type: string, fieldType: text}
"""
NEWER = (
    AGENCY.replace("1.0.0", "1.1.0")
    .replace("[Gold, Silver]", "[Silver, Gold, Bronze]")
    .replace("old_code: {label: Old code", "new_code: {label: New code")
    .replace("label: Tier", "label: Level")
)
PROJECT = """\
project: acme
portals:
  emulator: {drift: hold}
libraries: {agency: agency}
"""
PORTAL = "extends: [agency@1]\n"


@pytest.fixture
def built(tmp_path: Path) -> Client:
    """A client that builds on a library beside its blueprints, with no portal served."""
    client = Client(tmp_path.resolve())
    client.write("cvpctl.yaml", PROJECT)
    client.write("agency/base.yaml", AGENCY)
    client.write("blueprints/portal.yaml", PORTAL)
    return client


def test_a_library_is_pinned_and_a_change_of_it_refused(built: Client) -> None:
    """Without a lock it counts as found; with one, a changed library stops every command until it is upgraded."""
    assert 0 == built.run("validate").returncode
    assert 0 == built.run("library", "upgrade", "--yes").returncode
    built.write("agency/base.yaml", NEWER)

    refused = built.run("validate")

    assert 3 == refused.returncode
    assert "blueprints/portal.yaml:1:11: error LIBRARY_CHANGED" in refused.stdout
    assert "cvpctl library upgrade" in refused.stdout


def test_an_upgrade_shows_what_changes_before_it_pins(built: Client) -> None:
    """Every thing and field that differs is listed; nothing is pinned without a yes; afterwards all is well."""
    built.run("library", "upgrade", "--yes")
    before = (built.folder / "cvpctl.lock").read_text()
    built.write("agency/base.yaml", NEWER)

    asked = built.run("library", "upgrade")

    assert 64 == asked.returncode
    assert "--yes" in asked.stderr
    assert asked.stdout == (
        "acme: agency from agency becomes agency from agency\n"
        '  + property.contacts.new_code  "New code"\n'
        "  - property.contacts.old_code  no longer stated; the portal keeps it\n"
        "  ~ property.contacts.tier\n"
        '      label: "Tier" → "Level"\n'
        '      options/Bronze: "Bronze"\n'
        '      options/order: "Gold, Silver" → "Silver, Gold"\n'
    )
    assert before == (built.folder / "cvpctl.lock").read_text()
    assert 0 == built.run("library", "upgrade", "--yes").returncode
    assert 0 == built.run("validate").returncode
    assert "nothing to do" in built.run("library", "upgrade").stdout


def test_an_upgrade_says_when_the_old_content_is_gone(built: Client) -> None:
    """On another machine the pinned content may be nowhere: that is said, and one may still pin."""
    built.run("library", "upgrade", "--yes")
    shutil.rmtree(built.folder / ".cvpctl")
    built.write("agency/base.yaml", NEWER)

    ended = built.run("library", "upgrade", "--yes")

    assert 0 == ended.returncode
    assert "cannot be shown" in ended.stdout
    assert "is not on this machine any more" in ended.stdout


def test_an_upgrade_that_would_break_blueprints_pins_nothing(built: Client) -> None:
    """Findings of the new library are told, and the lock stays."""
    built.run("library", "upgrade", "--yes")
    before = (built.folder / "cvpctl.lock").read_text()
    built.write("agency/base.yaml", NEWER.replace("fieldType: text", "fieldType: txt"))

    ended = built.run("library", "upgrade", "--yes")

    assert 3 == ended.returncode
    assert "agency/base.yaml:10:" in ended.stderr
    assert before == (built.folder / "cvpctl.lock").read_text()


def test_list_and_show(built: Client) -> None:
    """Libraries with versions and pins, their blueprints, and what one of them states."""
    built.run("library", "upgrade", "--yes")
    listed = built.run("library", "list").stdout.splitlines()
    assert "agency  1.0.0  1 blueprint  from agency  pinned" == listed[0]
    assert any(line.startswith("value-first  ") and line.endswith("not pinned") for line in listed)

    shown = built.run("library", "show", "agency/base").stdout.splitlines()
    assert "  variable edition: string, default 'First'" in shown
    assert "  property.contacts.tier  Tier" in shown
    assert "did you mean agency?" in built.run("library", "show", "agenci").stderr


def test_every_client_of_a_workspace_is_upgraded(tmp_path: Path) -> None:
    """At the root of a workspace each client gets its own difference and its own lock."""
    workspace = Client(tmp_path.resolve())
    workspace.write("cvpctl-workspace.yaml", "clients: [clients/acme, clients/globex]\n")
    workspace.write("shared/base.yaml", AGENCY)
    for name in ("acme", "globex"):
        project = f"project: {name}\nlibraries: {{agency: ../../shared}}\n"
        workspace.write(f"clients/{name}/cvpctl.yaml", project)
        workspace.write(f"clients/{name}/blueprints/portal.yaml", PORTAL)

    ended = workspace.run("library", "upgrade", "--yes")

    assert 0 == ended.returncode, ended.stderr
    assert ["acme", "globex"] == [line.partition(":")[0] for line in ended.stdout.splitlines() if "pinned" in line]
    locks = [json.loads((tmp_path / "clients" / name / "cvpctl.lock").read_text()) for name in ("acme", "globex")]
    assert [["agency"], ["agency"]] == [list(lock["libraries"]) for lock in locks]
    client = Client(tmp_path.resolve() / "clients" / "acme")
    assert "shared/base.yaml:7:" in client.run("show", "--compiled").stdout


def test_values_come_from_the_portal_and_then_from_the_command(built: Client) -> None:
    """`--var` beats cvpctl.yaml, which beats the default; each command that reads blueprints takes it."""
    built.write("cvpctl.yaml", PROJECT.replace("{drift: hold}", "{drift: hold, variables: {edition: Second}}"))
    assert '"Second Edition"' in built.run("show", "--compiled").stdout
    assert '"Third Edition"' in built.run("show", "--compiled", "--var", "edition=Third").stdout
    assert "Second Edition" in built.run("plan", *EMULATOR).stdout
    assert "Fourth Edition" in built.run("plan", *EMULATOR, "--var", "edition=Fourth").stdout

    unknown = built.run("validate", "--var", "editon=x")
    assert (3, True) == (unknown.returncode, "did you mean edition?" in unknown.stdout)
    assert 64 == built.run("plan", *EMULATOR, "--var", "edition").returncode


def test_validate_reads_with_the_values_of_each_portal(built: Client) -> None:
    """Where portals differ, a value that does not fit is found whichever portal says it."""
    portals = "portals:\n  north: {variables: {seats: 3}}\n  south: {variables: {seats: few}}\n"
    built.write("cvpctl.yaml", f"project: acme\n{portals}")
    group = "objects: {contacts: {groups: {ours: {label: Ours, displayOrder: '${var.seats}'}}}}\n"
    built.write("blueprints/portal.yaml", "variables: {seats: {type: number}}\n" + group)

    ended = built.run("validate")

    assert 3 == ended.returncode
    assert "cvpctl.yaml:4:30: error VARIABLE_VALUE" in ended.stdout
    assert 0 == built.run("validate", "--portal", "north").returncode


def test_what_is_left_to_the_portal_is_written_once(client: Client) -> None:
    """A field under portalOwns is set at creation; an edit of it is neither drift nor written over."""
    client.write("blueprints/agency.yaml", AGENCY + "portalOwns: [property.contacts.tier#options]\n")
    assert 0 == client.run("apply", "--yes", *EMULATOR).returncode
    path = "/crm/properties/2026-09/contacts/tier"
    assert ["Gold", "Silver"] == [option["value"] for option in client.ask("GET", path)["options"]]

    edited = [{"value": "Platinum", "label": "Platinum", "displayOrder": 0}]
    client.ask("PATCH", path, {"options": edited, "label": "Level"})

    assert "options" not in client.run("plan", *EMULATOR).stdout
    client.run("apply", "--yes", "--take", "blueprint", *EMULATOR)
    live = client.ask("GET", path)
    assert ("Tier", ["Platinum"]) == (live["label"], [option["value"] for option in live["options"]])
    assert 0 == client.run("drift", *EMULATOR).returncode


def test_a_layered_blueprint_provisions_a_portal(client: Client) -> None:
    """The packaged library with a client's own layer is applied, and a second plan is empty."""
    client.write(
        "blueprints/portal.yaml",
        """\
extends: [value-first@0.1]
objects:
  contacts:
    properties:
      value_path_stage:
        options:
          - {value: champion, after: audience}
          - {value: former, label: Former, hidden: true}
omit: ["*.appointments.*", "*.services.*", "*.projects.*", "*.orders.*"]
""",
    )
    ended = client.run("apply", "--yes", *EMULATOR)
    assert 0 == ended.returncode, ended.stdout + ended.stderr
    assert 0 == client.run("plan", "--exit-code", *EMULATOR).returncode
    found = client.ask("GET", "/crm/properties/2026-09/contacts/value_path_stage")["options"]
    values = [option["value"] for option in sorted(found, key=lambda option: int(option["displayOrder"]))]
    assert ["audience", "champion", "researcher"] == values[:3]
    assert "former" == values[-1]
