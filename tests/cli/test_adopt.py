"""`cvpctl adopt` as a command: what it asks for, what it refuses, what it writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from desk import Desk
from filelock import FileLock

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator

BLOCK = """\
project: acme
portals:
  production:
    portalId: {portal}
    baseUrl: {url}
    token: {{env: ACME_TOKEN}}
    drift: hold
blueprints: [blueprints]
"""
FLOW = """\
project: acme
portals:
  production: {{portalId: {portal}, baseUrl: "{url}", token: {{env: ACME_TOKEN}}, drift: hold}}
blueprints: [blueprints]
"""
BLUEPRINT = """\
blueprint: acme/contacts
version: 1.0.0
objects:
  contacts:
    groups:
      value_path: {label: Value Path}
    properties:
      priority: {label: Account Priority, groupName: value_path, type: string, fieldType: text}
      seats: {label: Seats, groupName: value_path, type: number, fieldType: number}
"""
PROPERTIES = "/crm/properties/2026-09/contacts"
GROUP = {"name": "old_path", "label": "Value Path"}
PRIORITY = {
    "name": "prio_2",
    "label": "Acount Priority",
    "groupName": "old_path",
    "type": "string",
    "fieldType": "text",
}
SEATS = {"name": "licences", "label": "Seats", "groupName": "old_path", "type": "number", "fieldType": "number"}
ACCEPTED = ("--accept", "property.contact.priority=prio_2")


class Terminal(StringIO):
    """A person who types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with Emulator(limits=Limits.off()) as emulator:
        yield emulator


@pytest.fixture
def desk(
    running: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A portal that has the group and both properties under other names; one label is misspelt."""
    running.reset()
    running.faults.clear()
    folder = tmp_path.resolve()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ACME_TOKEN", running.token)
    made = Desk(folder, running, capsys)
    made.write("cvpctl.yaml", BLOCK.format(portal=running.portal_id, url=running.base_url))
    made.write("blueprints/contacts.yaml", BLUEPRINT)
    made.ask("POST", f"{PROPERTIES}/groups", GROUP)
    for body in (PRIORITY, SEATS):
        made.ask("POST", PROPERTIES, body)
    running.log.clear()
    return made


def types(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("".join(f"{line}\n" for line in lines)))


def bindings(desk: Desk) -> list[str]:
    """Return the lines below `bindings:`."""
    _, found, after = desk.read("cvpctl.yaml").partition("    bindings:\n")
    return [line.strip() for line in after.partition("blueprints:")[0].splitlines()] if found else []


def test_what_is_sure_is_written_and_what_is_near_waits(desk: Desk) -> None:
    """Exit 4 says that a person is needed; the words to accept it are printed, and plan blocks until then."""
    ended = desk.run("adopt", "--yes")

    assert 4 == ended.code
    assert ["group.contacts.value_path: old_path", "property.contacts.seats: licences"] == bindings(desk)
    assert "--accept property.contacts.priority=prio_2" in ended.said
    assert "Wrote 2 bindings to cvpctl.yaml. Read again: 2 equal, 2 newly recorded as applied." in ended.said
    assert 4 == desk.run("plan").code
    assert 0 == desk.emulator.log.writes


def test_what_is_accepted_by_name_is_written(desk: Desk) -> None:
    """Any spelling of an object will do; how it differs is said, and held by plan."""
    ended = desk.run("adopt", "--yes", *ACCEPTED)

    assert 0 == ended.code, ended.told
    assert "property.contacts.priority: prio_2" in bindings(desk)
    assert 'property.contacts.priority → prio_2  "Acount Priority"  your choice' in ended.said
    assert "A plan now shows 1 held." in ended.said
    assert "1 held; 2 unchanged" in desk.run("plan").said


def test_nobody_to_ask_is_said_after_everything_was_shown(desk: Desk) -> None:
    """Without --yes and without a terminal nothing is written."""
    before = desk.read("cvpctl.yaml")
    ended = desk.run("adopt")

    assert (64, before) == (ended.code, desk.read("cvpctl.yaml"))
    assert "Adoption: 2 to bind, 1 near" in ended.said
    assert "nobody is here to ask" in ended.told
    assert not (desk.folder / "applied").exists()


def test_a_person_is_asked_about_each_near_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then about all of it together."""
    types(monkeypatch, "y", "y")
    ended = desk.run("adopt")

    assert 0 == ended.code, ended.told
    assert "Bind property.contacts.priority to prio_2 ('Acount Priority')?" in ended.told
    assert "Write 3 bindings of production to cvpctl.yaml?" in ended.told
    assert 3 == len(bindings(desk))


def test_no_is_no(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file stays, and nothing is recorded."""
    types(monkeypatch, "n", "n")
    ended = desk.run("adopt")

    assert (4, []) == (ended.code, bindings(desk))
    assert "not adopted: you said no" in ended.told
    assert not (desk.folder / "applied").exists()


def test_json_looks_unless_told_to_write(desk: Desk) -> None:
    """One document on standard output; what was written is a remark."""
    looked = desk.run("adopt", "--format", "json")
    told = json.loads(looked.said)
    before = bindings(desk)
    written = desk.run("adopt", "--format", "json", "--yes")

    assert ("cvpctl.adoption/1", 4, []) == (told["format"], looked.code, before)
    assert {
        "address": "property.contacts.priority",
        "identity": "prio_2",
        "reason": "near label",
        "sure": False,
        "liveLabel": "Acount Priority",
        "differences": [],
        "source": "blueprints/contacts.yaml:8:7",
    } in told["proposals"]
    assert told["undecided"] == json.loads(written.said)["undecided"] == []
    assert "Wrote 2 bindings" in written.told


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("property.contacts.prioritty=prio_2", "did you mean property.contacts.priority?"),
        ("property.contacts.priority=nowhere", "this portal has no property called nowhere"),
        ("property.contacts.priority=seats", "the blueprints state property.contacts.seats itself"),
        ("property.contacts.priority", "write ADDRESS=IDENTITY"),
        ("priority=prio_2", "is not an address"),
    ],
)
def test_a_word_that_fits_nothing_is_refused(desk: Desk, words: str, message: str) -> None:
    """With what was meant, where that can be told."""
    ended = desk.run("adopt", "--yes", "--accept", words)

    assert (64, []) == (ended.code, bindings(desk)), ended.told
    assert message in ended.told


def test_what_is_bound_already_is_changed_in_the_file(desk: Desk) -> None:
    """A second word about it would leave two lines."""
    desk.run("adopt", "--yes", *ACCEPTED)
    ended = desk.run("adopt", "--yes", "--accept", "property.contacts.priority=licences")

    assert 64 == ended.code
    assert "property.contacts.priority is bound already, at cvpctl.yaml:10:" in ended.told


def test_a_layout_without_room_is_left_alone(desk: Desk) -> None:
    """The lines to paste are printed with the place, and nothing is recorded."""
    text = FLOW.format(portal=desk.emulator.portal_id, url=desk.emulator.base_url)
    desk.write("cvpctl.yaml", text)
    ended = desk.run("adopt", "--yes")

    assert (4, text) == (ended.code, desk.read("cvpctl.yaml"))
    assert "cvpctl.yaml:3:15: the bindings were not written" in ended.told
    assert "      property.contacts.seats: licences" in ended.told
    assert not (desk.folder / "applied").exists()


def test_the_embedded_portal_gets_a_section_of_its_own(desk: Desk) -> None:
    """It exists without being named; on a new one nothing but the record is written."""
    text = desk.read("cvpctl.yaml")
    ended = desk.run("adopt", "--yes", "--portal", "emulator")

    assert (0, text) == (ended.code, desk.read("cvpctl.yaml"))
    assert "Contacts\n  create  3: group.contacts.value_path" in ended.said
    assert "No binding to write. Read again: 0 equal" in ended.said


def test_without_a_project_file_there_is_nowhere_to_write(desk: Desk) -> None:
    """Usage, with what to do."""
    (desk.folder / "cvpctl.yaml").unlink()
    ended = desk.run("adopt", "--yes", "--portal", "emulator")

    assert 64 == ended.code
    assert "there is no cvpctl.yaml here" in ended.told
    assert "cvpctl init" in ended.told


def test_the_portal_of_the_environment_has_no_section(desk: Desk) -> None:
    """It is another one tomorrow."""
    ended = desk.run("adopt", "--yes", "--portal", "env")

    assert 64 == ended.code
    assert "has no section in cvpctl.yaml" in ended.told


def test_an_apply_under_way_keeps_it_out(desk: Desk) -> None:
    """Both write the record."""
    (desk.folder / ".cvpctl").mkdir()
    with FileLock(desk.folder / ".cvpctl" / "production.lock"):
        ended = desk.run("adopt", "--yes")

    assert (1, []) == (ended.code, bindings(desk))
    assert "another apply is writing" in ended.told


def test_a_list_that_cannot_be_read_ends_with_nine(desk: Desk) -> None:
    """What stands there is neither bound nor said to be created."""
    desk.emulator.faults.add(Fault("status", status=403, route="/0-1/groups", times=0))
    ended = desk.run("adopt", "--yes")

    assert 9 == ended.code
    assert "Property groups of Contacts" in ended.said
    assert ["property.contacts.seats: licences"] == bindings(desk)
