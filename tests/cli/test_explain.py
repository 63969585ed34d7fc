"""`cvpctl explain`: lines of sound and of broken files, addresses, codes, settings, and the portal's side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from client_repository import ROOT
from desk import PROJECT, Desk

from cvpctl.cli.exits import exit_code
from cvpctl.cli.explaining_codes import meanings
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator

LIBRARY = """\
blueprint: agency/base
version: 1.0.0
variables:
  edition: {type: string, default: First}
objects:
  contacts:
    groups: {agency: {label: "${var.edition} Edition"}}
    properties:
      tier: {label: Tier, groupName: agency, type: enumeration, fieldType: select, options: [Gold, Silver]}
      old: {label: Old, groupName: agency, type: string, fieldType: text}
"""
BLUEPRINT = """\
extends: [agency@1]
omit: [property.contacts.old]
objects:
  contact:
    properties:

      # what we promise
      tier:
        label: Level
        description: >-
          How much we do
          for them.
        options:
          - {value: Bronze, label: Bronze, before: Gold}
    validations:
      tier:
        - ruleType: ALPHANUMERIC
removed:
  - address: property.contacts.older
"""
FILE = "blueprints/portal.yaml"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    folder = tmp_path.resolve()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / ".state"))
    with Emulator(limits=Limits.off()) as portal:
        monkeypatch.setenv("ACME_TOKEN", portal.token)
        made = Desk(folder, portal, capsys)
        made.write("cvpctl.yaml", PROJECT.format(portal=portal.portal_id, url=portal.base_url))
        made.write("cvpctl.yaml", made.read("cvpctl.yaml") + "libraries: {agency: agency}\n")
        made.write("agency/base.yaml", LIBRARY)
        made.write(FILE, BLUEPRINT)
        yield made


def _line(text: str, start: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if line.lstrip(" -").startswith(start))


def _section(said: str, title: str) -> list[str]:
    """Return the lines below a heading."""
    found = re.search(rf"^{re.escape(title)}[^\n]*:\n((?:  .*\n?)*)", said, re.MULTILINE)
    assert found, said
    return found[1].splitlines()


@pytest.mark.parametrize(
    ("line", "column", "named"),
    [
        (5, 0, "objects.contact.properties"),
        (6, 0, "objects.contact.properties"),
        (7, 0, "objects.contact.properties"),
        (8, 0, "property.contacts.tier"),
        (9, 0, "property.contacts.tier#label"),
        (12, 0, "property.contacts.tier#description"),
        (14, 0, "property.contacts.tier/options/Bronze"),
        (14, 29, "property.contacts.tier/options/Bronze#label"),
        (16, 0, "validation.contacts.tier"),
        (17, 0, "validation.contacts.tier/rules/ALPHANUMERIC"),
        (17, 12, "validation.contacts.tier/rules/ALPHANUMERIC#ruleType"),
        (19, 0, "removed.0"),
    ],
)
def test_what_stands_at_a_line(desk: Desk, line: int, column: int, named: str) -> None:
    """A line names its first thing, a column the innermost; a blank line or a comment, the mapping it stands in."""
    ended = desk.run("explain", f"{FILE}:{line}" + (f":{column}" if column else ""))

    assert 0 == ended.code, ended.told
    assert named in ended.said.splitlines()[0].split()


def test_each_layer_with_its_line(desk: Desk) -> None:
    """A field shows what is compiled, and the line of each file that says it, as it is written there."""
    said = desk.run("explain", f"{FILE}:9").said

    assert [f'  label  "Level"  {FILE}:9:9'] == _section(said, "comes to")
    (lower, upper) = _section(said, "said by")
    assert lower.startswith("  agency/base.yaml:9:14")
    assert "label: Tier" in lower
    assert upper.split() == [f"{FILE}:9:9", "label:", "Level"]


def test_the_library_s_own_line_says_the_same(desk: Desk) -> None:
    """A line of a library that the project builds on is explained with what the project makes of it."""
    said = desk.run("explain", "agency/base.yaml:9").said
    omitted = desk.run("explain", "agency/base.yaml:10").said

    assert any('"Level"' in line for line in _section(said, "comes to"))
    assert "omits it" in _section(omitted, "in the blueprints")[0]


def test_what_is_omitted_is_told_with_the_line(desk: Desk) -> None:
    """A thing by its address, and an option below its owner and by its own."""
    text = desk.read(FILE)
    desk.write(FILE, text.replace("contacts.old]", "contacts.old, property.contacts.tier/options/Silver]"))

    whole = desk.run("explain", "property.contacts.old")
    owner, part = (desk.run("explain", f"property.contacts.tier{part}").said for part in ("", "/options/Silver"))

    assert 0 == whole.code, whole.told
    assert f"omit: property.contacts.old at {FILE}:2:8" in " ".join(_section(whole.said, "in the blueprints"))
    row = f"  property.contacts.tier/options/Silver  omit: property.contacts.tier/options/Silver  {FILE}:2:31"
    assert [row] == _section(owner, "left out") == _section(part, "left out")
    assert ["  property.contacts.old"] == _section(desk.run("explain", f"{FILE}:2:10").said, "leaves out")


def test_why_a_thing_is_there_is_told(desk: Desk) -> None:
    """What the blueprints say for readers stands in explain and in show."""
    said = "nativeConsidered: HubSpot has none, filledBy: [person, agent], source: example.com/tiers"
    desk.write("agency/base.yaml", desk.read("agency/base.yaml").replace("label: Tier,", f"label: Tier, {said},"))
    told = ["filled by: person or agent", "instead of HubSpot's own: HubSpot has none", "source: example.com/tiers"]

    explained = desk.run("explain", "property.contacts.tier").said
    shown = desk.run("show", "property.contacts.tier", "--portal", "acme").said

    assert [f"  {line}" for line in told] == _section(explained, "why it is there")
    assert told == shown.splitlines()[2:5]


def test_what_the_kinds_know(desk: Desk) -> None:
    """Meaning, rules, references both ways, the verb that removes and where it is documented."""
    said = desk.run("explain", "property.contact.tier").said
    unique = desk.run("explain", "property.contact.tier#hasUniqueValue").said

    assert "A field of a HubSpot object." in said
    assert ["  group.contacts.agency  agency/base.yaml:7:14"] == _section(said, "refers to")
    assert [f"  validation.contacts.tier  {FILE}:16:7"] == _section(said, "referred to by")
    assert "--allow PROPERTY_ARCHIVED:property.contacts.tier" in " ".join(_section(said, "to remove it"))
    assert "https://developers.hubspot.com/" in said
    assert "Fixed at creation" in unique
    assert "that counts as false" in unique


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("group.contacts.agency", "deletes it for good"),
        ("property.contacts.tier/options/Gold", "--allow OPTION_REMOVED:property.contacts.tier/options/Gold"),
        ("validation.contacts.tier", "API cannot remove it"),
    ],
)
def test_how_a_thing_would_go(desk: Desk, address: str, words: str) -> None:
    """Removing is archived, for good, or impossible by API; what it needs to be allowed is spelt out."""
    assert words in " ".join(_section(desk.run("explain", address).said, "to remove it"))


def test_a_finding_is_explained_where_it_stands(desk: Desk) -> None:
    """A line with a mistake shows its finding, and what the table of diagnostics says of the code."""
    desk.write(FILE, BLUEPRINT.replace("        label: Level\n", "        groupName: agenc\n"))

    ended = desk.run("explain", f"{FILE}:9")

    assert 0 == ended.code
    assert "property.contacts.tier#groupName" in ended.said
    assert "error UNKNOWN_GROUP" in ended.said
    assert f"means: {meanings()['UNKNOWN_GROUP'].means}" in ended.said


def test_a_broken_file_is_explained_above_the_break(desk: Desk) -> None:
    """Broken YAML ends nothing above it; the broken line shows why; below it nothing can be told and the exit is 3."""
    desk.write(FILE, BLUEPRINT + "  - [unclosed\n\n")
    broken = _line(desk.read(FILE), "[unclosed")

    above, at_it, below = (desk.run("explain", f"{FILE}:{line}") for line in (9, broken, broken + 1))

    assert (0, True) == (above.code, "property.contacts.tier#label" in above.said)
    assert (0, True) == (at_it.code, "YAML_SYNTAX" in at_it.said)
    assert (3, True) == (below.code, "YAML_SYNTAX" in below.told)
    assert f"{FILE} cannot be read from line {broken} on" in above.said


@pytest.mark.parametrize(
    "words",
    [
        "nowhere.yaml:1",
        f"{FILE}:99",
        f"{FILE}:0",
        FILE,
        "agency:1",
        "nothing",
        "property.contacts.tierr",
        "NO_CODE",
        "x.y.z",
    ],
)
def test_words_that_name_nothing(desk: Desk, words: str) -> None:
    """Words that are no place, address or code end with 64 and a sentence."""
    ended = desk.run("explain", words)

    assert (64, "") == (ended.code, ended.said)
    assert ended.told.startswith("error: ")


def test_a_code(desk: Desk) -> None:
    """A code alone is looked up in the table of diagnostics; a misspelt one is guessed at."""
    assert meanings()["LOOKS_LIKE_LIVE"].means in " ".join(desk.run("explain", "LOOKS_LIKE_LIVE").said.split())
    assert "did you mean UNKNOWN_GROUP?" in desk.run("explain", "UNKNOWN_GROP").told


def test_the_table_of_codes_is_the_document() -> None:
    """Every row of docs/diagnostics.md can be asked for."""
    rows = re.findall(r"^\| `([A-Z0-9_]+)` \|", (ROOT / "docs" / "diagnostics.md").read_text(), re.MULTILINE)
    assert sorted(rows) == sorted(meanings())


def test_settings_and_never_a_token(desk: Desk) -> None:
    """A line of cvpctl.yaml shows the setting's meaning and what it comes to; of a token, only where it is found."""
    text = desk.read("cvpctl.yaml")
    portal, library = (desk.run("explain", f"cvpctl.yaml:{_line(text, word)}") for word in ("acme:", "libraries:"))
    token = desk.run("explain", f"cvpctl.yaml:{_line(text, 'acme:')}:{text.splitlines()[2].index('token') + 1}")

    assert "One HubSpot account." in portal.said
    assert ["drift", "hold"] in [line.split() for line in _section(portal.said, "comes to")]
    assert ["  agency  agency"] == _section(library.said, "comes to")
    assert ["  token  the environment variable ACME_TOKEN, set here"] == _section(token.said, "comes to")
    assert desk.emulator.token not in portal.said + token.said


def test_a_broken_setting(desk: Desk) -> None:
    """A setting that is wrong shows its finding; a line with a token in it is told without the token."""
    desk.write("cvpctl.yaml", "project: acme\nportals:\n  acme:\n    token: pat-na1-abcd-1234\n")

    ended = desk.run("explain", "cvpctl.yaml:4")

    assert (0, True) == (ended.code, "TOKEN_LITERAL" in ended.said)
    assert "abcd" not in ended.said + ended.told


def test_both_sides_and_the_class(desk: Desk) -> None:
    """With a portal a field is to be created, then in sync, then held as drift; nothing is ever written."""
    words = ("explain", f"{FILE}:9", "--portal", "acme")
    new = desk.run(*words)
    assert 0 == desk.run("apply", "--yes", "--portal", "acme").code
    same = desk.run(*words)
    desk.ask("PATCH", "/crm/properties/2026-09/contacts/tier", {"label": "Rank"})
    before = desk.ask("GET", "/_emulator/log")
    moved, other = desk.run(*words), desk.run("explain", f"{FILE}:10", "--portal", "acme")
    after = desk.ask("GET", "/_emulator/log")

    assert "class: create" in new.said
    assert "in sync" in same.said
    assert ['  live    "Rank"', '  record  "Level"'] == _section(moved.said, "in the portal acme")
    assert "a plan would hold it" in moved.said
    assert "drift" in moved.said
    assert "in sync" in other.said
    assert 0 == after["writes"] - before["writes"]
    assert after["total"] - before["total"] <= 14


def test_what_only_the_portal_has(desk: Desk) -> None:
    """An address that no blueprint states is explained by what is live."""
    said = desk.run("explain", "property.contacts.firstname", "--portal", "acme").said

    assert "No blueprint states it." in said
    assert any('"First Name"' in line for line in _section(said, "in the portal acme"))


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests" / "blueprint" / "broken").glob("*.y*ml")), ids=lambda one: one.stem
)
def test_no_broken_file_is_too_much(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Any line of any broken blueprint is explained, or refused with the findings that stand in the way."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / path.name).write_bytes(path.read_bytes())
    lines = max(len(path.read_bytes().splitlines()), 1)

    codes = {exit_code(["explain", f"{path.name}:{line}"]) for line in {1, lines // 2 or 1, lines}}

    assert codes <= {0, 3}
    assert 3 not in codes or "error" in capsys.readouterr().err
