"""`cvpctl pull` into an empty directory."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from desk import Desk

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.identity import ALL_SCOPES

GROUPS = "/crm/properties/2026-09/contacts/groups"
PROPERTIES = "/crm/properties/2026-09/contacts"
SCHEMAS = "/crm-object-schemas/2026-09/schemas"
GADGET = {
    "name": "gadget",
    "labels": {"singular": "Gadget", "plural": "Gadgets"},
    "primaryDisplayProperty": "title",
    "properties": [{"name": "title", "label": "Title", "type": "string", "fieldType": "text"}],
}
GADGET_YAML = """
existingObjects:
  gadget:
    properties:
      title:
        label: Title
        groupName: gadget_information
        type: string
        fieldType: text
"""
OURS = {"name": "ours", "label": "Ours"}
TIER = {"name": "tier", "label": "Tier", "groupName": "ours", "type": "string", "fieldType": "text"}


def _made(desk: Desk, *properties: dict[str, Any]) -> None:
    desk.ask("POST", GROUPS, OURS)
    for body in properties or (TIER,):
        desk.ask("POST", PROPERTIES, body)


def test_a_pull_writes_files_that_an_editor_and_a_plan_understand(desk: Desk) -> None:
    """One file per object with a modeline that leads to a fresh schema, named after the project; the plan is empty."""
    _made(desk)

    ended = desk.run("pull", "-o", "pulled")
    planned = desk.run("plan", "pulled", "--exit-code")

    assert (0, "wrote pulled/contacts.yaml: 1 property group, 1 property\n") == (ended.code, ended.said)
    assert desk.read("pulled/contacts.yaml").startswith(
        "# yaml-language-server: $schema=../.cvpctl-schema/blueprint.schema.json\nblueprint: acme/contacts\n"
    )
    assert '"title": "cvpctl blueprint"' in desk.read(".cvpctl-schema/blueprint.schema.json")
    assert (0, 0) == (planned.code, desk.run("fmt", "--check", "pulled").code), planned.said


def test_only_the_objects_asked_for_are_read(desk: Desk) -> None:
    """Any spelling of an object will do; the others cost no call, and custom ones are not looked for."""
    _made(desk)
    desk.emulator.log.clear()

    ended = desk.run("pull", "-o", "pulled", "--objects", "CONTACT,0-7")

    assert 0 == ended.code
    paths = [entry.path for entry in desk.emulator.log.entries if entry.path.startswith("/crm")]
    assert "/crm/limits/2026-09/associations/labels" == paths.pop()
    assert {"0-1", "0-7"} == {path.split("/")[4] for path in paths}


@pytest.mark.parametrize(
    ("name", "help_"),
    [("contcts", "did you mean contacts?"), ("gagdet", "did you mean gadget?"), ("Zzz!", "it has contacts, companies")],
)
def test_an_object_that_is_not_there_is_a_usage_error(desk: Desk, name: str, help_: str) -> None:
    """A name that neither HubSpot nor this portal knows is told with the nearest one, and nothing is written."""
    _made(desk)
    desk.ask("POST", SCHEMAS, GADGET)

    ended = desk.run("pull", "-o", "pulled", "--objects", f"contacts,{name}")

    assert 64 == ended.code
    assert f"this portal has no object '{name}'" in ended.told
    assert help_ in ended.told
    assert not (desk.folder / "pulled").exists()


@pytest.mark.parametrize("said", ["gadget", "p11223344_gadget", "2-"])
def test_a_custom_object_goes_by_its_name(desk: Desk, said: str) -> None:
    """Whatever it was asked for by, its file has its name, its parts, and nothing of its schema."""
    made = desk.ask("POST", SCHEMAS, GADGET)
    word = made["objectTypeId"] if said == "2-" else said

    ended = desk.run("pull", "-o", "pulled", "--objects", word)

    assert (0, "wrote pulled/gadget.yaml: 1 property\n") == (ended.code, ended.said)
    assert GADGET_YAML in desk.read("pulled/gadget.yaml")
    assert 0 == desk.run("plan", "pulled", "--exit-code").code


def test_custom_objects_are_found_without_being_named(desk: Desk) -> None:
    """The three that blueprints may create come with their schema, others with their parts; calls are told."""
    desk.ask("POST", SCHEMAS, GADGET)
    desk.ask("POST", SCHEMAS, {**GADGET, "name": "interest"})

    ended = desk.run("pull", "-o", "pulled")

    assert "wrote pulled/interest.yaml: 1 custom object, 1 property\nwrote pulled/gadget.yaml: 1 property\n" in (
        ended.said,
        "\n".join(reversed(ended.said.splitlines())) + "\n",
    )
    assert "customObjects:\n  interest:\n    labels: {singular: Gadget, plural: Gadgets}\n" in desk.read(
        "pulled/interest.yaml"
    )
    assert f"Took {len(desk.emulator.log.entries) - 2} calls.\n" in ended.told
    assert 0 == desk.run("plan", "pulled", "--exit-code").code


def test_a_folder_that_the_project_names_may_be_missing(desk: Desk) -> None:
    """The first pull of a new project makes its blueprints folder; one that writes nothing leaves none."""
    (desk.folder / "blueprints").rmdir()

    empty = desk.run("pull", "-o", "blueprints")
    was_there = (desk.folder / "blueprints").exists()
    _made(desk)
    ended = desk.run("pull", "-o", "blueprints")

    assert (0, False, 0) == (empty.code, was_there, ended.code), empty.told + ended.told
    assert 0 == desk.run("plan", "--exit-code").code


def test_labels_that_cannot_be_found_cost_the_labels_only(desk: Desk) -> None:
    """Where the portal does not say which pairs have labels, the rest is written and the exit code is 9."""
    _made(desk)
    desk.emulator.faults.add(Fault("status", status=403, route="/associations/labels", times=0))

    ended = desk.run("pull", "-o", "pulled", "--objects", "contacts")

    assert 9 == ended.code
    assert "association labels could not be read (forbidden)" in ended.told
    assert (desk.folder / "pulled" / "contacts.yaml").exists()


def test_rules_that_cannot_be_read_cost_the_rules_only(desk: Desk) -> None:
    """Files are written without them, one sentence names the objects, and the exit code is 9."""
    _made(desk)
    desk.emulator.faults.add(Fault("status", status=403, route="/property-validations/", times=0))

    ended = desk.run("pull", "-o", "pulled", "--objects", "contacts,deals")

    assert 9 == ended.code
    assert "validations of contacts, deals could not be read (forbidden)" in ended.told
    assert (desk.folder / "pulled" / "contacts.yaml").exists()


def test_sensitive_lists_are_asked_for_where_the_token_may_see_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are two more lists per object, so scopes decide; where there are none the command says what that means."""
    _made(desk)
    granted = [scope for scope in ALL_SCOPES if "sensitive" not in scope]
    for token, scopes in (("none", granted), ("some", [*granted, "crm.objects.contacts.sensitive.read.v2"])):
        desk.emulator.add_token(f"token-for-{token}", scopes=scopes)
        desk.emulator.log.clear()
        monkeypatch.setenv("ACME_TOKEN", f"token-for-{token}")

        ended = desk.run("pull", "-o", token, "--objects", "contacts,deals")

        lists = Counter(entry.path for entry in desk.emulator.log.entries)
        assert (0, 1 + (token == "some"), 1) == (
            ended.code,
            *(lists[f"/crm/properties/2026-09/{one}"] for one in ("0-1", "0-3")),
        )
        assert (token == "none") == ("The token has no scope for sensitive data" in ended.told)


def test_a_portal_with_nothing_of_its_own_writes_nothing(desk: Desk) -> None:
    """No files, no schema, and a sentence that says why."""
    ended = desk.run("pull", "-o", "pulled")

    assert (0, "Nothing to pull: this portal has nothing of its own here.\n") == (ended.code, ended.said)
    assert not (desk.folder / "pulled").exists()


def test_an_object_read_in_part_gets_no_file(desk: Desk) -> None:
    """Where a list is refused, its object is left out, the rest is written and the exit code is 9."""
    _made(desk)
    desk.ask("POST", GROUPS.replace("contacts", "companies"), OURS)
    desk.emulator.faults.add(Fault("status", status=403, route="/0-2/groups", times=0))

    ended = desk.run("pull", "-o", "pulled")

    assert 9 == ended.code
    assert "groups of companies could not be read (forbidden)" in ended.told
    assert ["contacts.yaml"] == [path.name for path in (desk.folder / "pulled").iterdir()]


def test_nothing_is_written_when_the_portal_goes_silent(desk: Desk) -> None:
    """A portal that stops answering in the middle leaves no file behind."""
    _made(desk)
    desk.emulator.faults.add(Fault("status", status=401, route="/0-3", times=0))

    ended = desk.run("pull", "-o", "pulled")

    assert 8 == ended.code
    assert not (desk.folder / "pulled").exists()
