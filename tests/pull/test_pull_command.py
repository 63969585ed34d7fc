"""`cvpctl pull` into an empty directory."""

from __future__ import annotations

from typing import Any

import pytest
from desk import Desk

from cvpctl.emulator.faults import Fault

GROUPS = "/crm/properties/2026-09/contacts/groups"
PROPERTIES = "/crm/properties/2026-09/contacts"
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
    """Any spelling of an object will do, and the others cost no call."""
    _made(desk)
    desk.emulator.log.clear()

    ended = desk.run("pull", "-o", "pulled", "--objects", "CONTACT,0-7")

    assert 0 == ended.code
    assert {"0-1", "0-7"} == {entry.path.split("/")[4] for entry in desk.emulator.log.entries if "/crm/" in entry.path}


@pytest.mark.parametrize(("name", "code"), [("Gadgets!", 64), ("gadgets", 9)])
def test_an_object_that_is_not_there_is_told(desk: Desk, name: str, code: int) -> None:
    """What can be no name is a usage error; a custom object that the portal does not have could not be read."""
    _made(desk)

    ended = desk.run("pull", "-o", "pulled", "--objects", f"contacts,{name}")

    assert code == ended.code
    assert name in ended.told
    assert (code == 9) == (desk.folder / "pulled" / "contacts.yaml").exists()


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
