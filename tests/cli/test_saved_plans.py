"""A saved plan is taken as it is, and never for a blueprint."""

from __future__ import annotations

import json

import pytest
from client_repository import Client

pytestmark = pytest.mark.long  # many real processes; the short suite has one of each sort


BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {mine: {label: Mine}}
"""
PORTAL = ("--portal", "emulator")


@pytest.fixture
def saved(client: Client) -> Client:
    """A repository with a plan saved under two names."""
    client.write("blueprints/portal.yaml", BLUEPRINT)
    assert 0 == client.run("plan", "-o", "plan.json", *PORTAL).returncode
    client.write("approved", (client.folder / "plan.json").read_text())
    return client


@pytest.mark.parametrize(
    "more",
    [
        ("--target", "group.contacts.mine"),
        ("--exclude", "group.contacts.mine"),
        ("--take", "blueprint"),
        ("--allow", "GROUP_DELETED:group.contacts.mine"),
        ("--var", "tier=Gold"),
        ("blueprints",),
    ],
    ids=" ".join,
)
def test_nothing_is_passed_over_beside_a_saved_plan(saved: Client, more: tuple[str, ...]) -> None:
    """Options that shape a plan, and further paths, are refused beside a saved one."""
    writes = saved.writes()

    ended = saved.run("apply", "plan.json", *more, "--yes", *PORTAL)

    assert 64 == ended.returncode, ended.stdout + ended.stderr
    assert "taken as it is" in ended.stderr
    assert more[0] in ended.stderr
    assert writes == saved.writes()


def test_a_saved_plan_is_known_by_what_it_says(saved: Client) -> None:
    """A plan saved without .json can be shown and applied."""
    assert "1 to create" in saved.run("show", "approved").stdout
    assert 0 == saved.run("apply", "approved", "--yes", *PORTAL).returncode


@pytest.mark.parametrize("command", ["plan", "validate", "drift"])
def test_a_saved_plan_is_no_blueprint(saved: Client, command: str) -> None:
    """Commands that read blueprints say what a saved plan is for, instead of what is wrong with it as a blueprint."""
    ended = saved.run(command, "plan.json")

    assert 64 == ended.returncode, ended.stdout + ended.stderr
    assert "cvpctl apply plan.json" in ended.stderr


@pytest.mark.parametrize("command", [("apply", "--yes", *PORTAL), ("show",)], ids=["apply", "show"])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "there is no saved plan broken.json"),
        ("{", "broken.json is not a saved plan, or was cut short"),
        ("[1]", "broken.json: "),
        ('{"format": "cvpctl.plan/99"}', "broken.json: "),
        ('{"format": "cvpctl.plan/1"}', "broken.json: the plan file is damaged"),
        ("[" * 100_000, "broken.json is not a saved plan, or was cut short"),
    ],
    ids=["missing", "cut", "foreign", "newer", "damaged", "deep"],
)
def test_no_plan_is_said_in_words(client: Client, command: tuple[str, ...], content: str | None, words: str) -> None:
    """A file that is missing, cut, foreign, newer or damaged exits 64 and says how to make another."""
    if content is not None:
        client.write("broken.json", content)

    ended = client.run(command[0], "broken.json", *command[1:])

    assert 64 == ended.returncode, ended.stdout + ended.stderr
    assert words in ended.stderr
    assert "cvpctl plan -o plan.json" in ended.stderr


def test_bytes_are_no_plan(client: Client) -> None:
    """A file that is not text, and a folder, are refused in words as well."""
    (client.folder / "bytes.json").write_bytes(b"\xff\xfe\x00")
    (client.folder / "folder.json").mkdir()

    for name in ("bytes.json", "folder.json"):
        ended = client.run("apply", name, "--yes", *PORTAL)
        assert 64 == ended.returncode, ended.stderr
        assert name in ended.stderr


def test_an_edited_plan_is_refused(saved: Client) -> None:
    """A plan whose changes do not give its digest exits 64 before anything is written."""
    plan = json.loads((saved.folder / "plan.json").read_text())
    plan["changes"][0]["fields"][0]["after"] = "Not What Was Approved"
    saved.write("plan.json", json.dumps(plan))
    writes = saved.writes()

    ended = saved.run("apply", "plan.json", "--yes", *PORTAL)

    assert 64 == ended.returncode
    assert "digest" in ended.stderr
    assert writes == saved.writes()
