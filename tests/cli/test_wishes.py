"""What a person asks of a plan is met or refused: a filter that misses is never green."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from client_repository import ROOT, Client

from cvpctl.cli.wishes import HAZARDS_OF_ALL_KINDS

pytestmark = pytest.mark.long  # many real processes; the short suite has one of each sort


BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {mine: {label: Mine}}
    properties:
      level: {label: Level, groupName: mine, type: enumeration, fieldType: select, options: [Gold, Silver]}
"""
WITHOUT_SILVER = BLUEPRINT.replace("[Gold, Silver]", "[Gold]") + (
    "removed:\n  - {address: property.contacts.level/options/Silver}\n"
)
PORTAL = ("--portal", "emulator")
SILVER = "OPTION_REMOVED:property.contacts.level/options/Silver"


@pytest.fixture
def stated(client: Client) -> Client:
    client.write("blueprints/portal.yaml", BLUEPRINT)
    return client


@pytest.mark.parametrize(
    ("words", "named", "help_"),
    [
        (("--target", "property.contacts.levl"), "--target property.contacts.levl", "property.contacts.level?"),
        (("--target", "property.contcts.*"), "--target property.contcts.*", "property.contacts.*?"),
        (("--exclude", "group.deals.*"), "--exclude group.deals.*", "did you mean"),
        (("--exclude", "nothing"), "--exclude nothing", "show --compiled"),
        (("--take", "blueprint:property.contacts.lvel"), "blueprint:property.contacts.lvel", ".level?"),
        (("--take", "blueprint:property.contacts.level#lable"), "level#lable", "property.contacts.level#label?"),
        (("--take", "portal:property.contacts.level/options/Glod"), "Glod", "level/options/Gold?"),
        (("--allow", SILVER.replace("REMOVED", "REMOVD")), "OPTION_REMOVD", "OPTION_REMOVED?"),
        (("--allow", "IMMUTABLE_FIELD:property.contacts.level#type"), "no hazard that can be allowed", "those are"),
        (("--allow", "*"), "CODE:ADDRESS", "said in full"),
        (("--allow", "OPTION_REMOVED"), "CODE:ADDRESS", "said in full"),
        (("--allow", "*:*"), "no hazard that can be allowed", "OPTION_REMOVED"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_names_nothing_is_refused(stated: Client, words: tuple[str, ...], named: str, help_: str) -> None:
    """A glob, an address or a code that names nothing exits 64, with the nearest spelling."""
    ended = stated.run("plan", *PORTAL, *words)

    assert 64 == ended.returncode, ended.stdout + ended.stderr
    assert named in ended.stderr
    assert help_ in ended.stderr


def test_apply_refuses_it_before_it_writes(stated: Client) -> None:
    """An exclusion with a slip would let through what it was to hold back."""
    writes = stated.writes()

    ended = stated.run("apply", "--yes", *PORTAL, "--exclude", "property.contacts.levl")

    assert 64 == ended.returncode, ended.stdout + ended.stderr
    assert writes == stated.writes()


@pytest.mark.parametrize(
    "words",
    [
        ("--target", "property.contacts.level"),
        ("--target", "property.*", "--exclude", "group.contacts.mine"),
        ("--take", "blueprint:property.contacts.level/options/Gold#label"),
        ("--take", "blueprint:property.contacts.level#optionsOrder"),
        ("--take", "portal:property.contacts.level"),
    ],
    ids=" ".join,
)
def test_what_names_something_is_accepted(stated: Client, words: tuple[str, ...]) -> None:
    """Resources, their fields, children, orders of children, and globs that match are words like any other."""
    assert stated.run("plan", *PORTAL, *words).returncode in (0, 4)


def test_a_tombstone_can_be_targeted(stated: Client) -> None:
    """What goes is named by its address as well, although no blueprint states it any more."""
    assert 0 == stated.run("apply", "--yes", *PORTAL).returncode
    stated.write(
        "blueprints/portal.yaml", "blueprint: a/b\nversion: 1.0.0\nremoved: [{address: property.contacts.level}]\n"
    )

    ended = stated.run("plan", *PORTAL, "--target", "property.contacts.level")

    assert "PROPERTY_ARCHIVED" in ended.stdout, ended.stderr


def test_an_idle_allow_is_remarked(stated: Client) -> None:
    """An --allow that meets no finding is told on standard error; it stops nobody, since a second run has none."""
    ended = stated.run("plan", *PORTAL, "--allow", SILVER)

    assert 0 == ended.returncode
    assert f"note: --allow {SILVER} lets nothing pass" in ended.stderr


def test_an_object_goes_by_any_of_its_names(stated: Client) -> None:
    """Aliases and type ids work wherever an address is typed."""
    assert 0 == stated.run("apply", "--yes", *PORTAL).returncode
    stated.write("blueprints/portal.yaml", WITHOUT_SILVER)

    shown = stated.run("show", "property.contact.level", *PORTAL)
    targeted = stated.run("plan", *PORTAL, "--target", "property.0-1.*", "--take", "blueprint:property.CONTACT.level")
    allowed = stated.run("plan", *PORTAL, "--allow", SILVER.replace("contacts", "contact"))

    assert 0 == shown.returncode, shown.stderr
    assert "OPTION_REMOVED" in targeted.stdout, targeted.stderr
    assert 0 == allowed.returncode, allowed.stdout + allowed.stderr
    assert "lets nothing pass" not in allowed.stderr


def test_what_the_project_allows_goes_by_any_name_too(stated: Client) -> None:
    """`allow:` of cvpctl.yaml is read as --allow is."""
    assert 0 == stated.run("apply", "--yes", *PORTAL).returncode
    stated.write("blueprints/portal.yaml", WITHOUT_SILVER)
    allow = f"[{SILVER.replace('contacts', '0-1')}]"
    stated.write("cvpctl.yaml", f"project: acme\nportals: {{emulator: {{allow: {allow}}}}}\nblueprints: [blueprints]\n")

    assert 0 == stated.run("plan", *PORTAL).returncode


def _allowable_codes(room: Path) -> Iterator[str]:
    for path in room.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
                may = any(
                    word.arg == "allowable" and getattr(word.value, "value", False) is True for word in node.keywords
                )
                if may and isinstance(node.args[0], ast.Constant):
                    yield str(node.args[0].value)


def test_every_code_of_the_engine_that_may_be_allowed_is_known() -> None:
    """The command line knows each code that the engine lets people allow, beside those of the kinds."""
    assert set(_allowable_codes(ROOT / "cvpctl" / "engine")) <= set(HAZARDS_OF_ALL_KINDS)
