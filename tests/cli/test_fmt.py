"""`cvpctl fmt`: one form, the same meaning, nobody's comments lost."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from client_repository import ROOT

from cvpctl.blueprint import check
from cvpctl.blueprint.fmt import formatted
from cvpctl.blueprint.layout import Keyed, at, laid_out, walk
from cvpctl.blueprint.layout_edit import LayoutRefused, Revision
from cvpctl.cli.exits import exit_code

LIBRARY = [
    path
    for path in sorted((ROOT / "blueprints").rglob("*.yaml"))
    if "\nextends:" not in path.read_text(encoding="utf-8")
]
SCRAMBLED = """\
# ours
version: 1.0
blueprint: acme/portal
objects:
  contacts:
    properties:
      tier:
        # why a list
        type: enumeration
        fieldType: select   # as they asked
        options:
          - label: Gold
            value: gold
          - {label: Silver, value: silver}
        groupName: ours
        label: Tier   \n\
    groups: {ours: {displayOrder: 1, label: Ours}}
"""
FORMED = """\
# yaml-language-server: $schema=../.cvpctl-schema/blueprint.schema.json
# ours
blueprint: acme/portal
version: 1.0
objects:
  contacts:
    groups: {ours: {label: Ours, displayOrder: 1}}
    properties:
      tier:
        label: Tier
        groupName: ours
        # why a list
        type: enumeration
        fieldType: select   # as they asked
        options:
          - value: gold
            label: Gold
          - {value: silver, label: Silver}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A client's repository with one file that nobody formatted."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cvpctl.yaml").write_text("project: acme\nblueprints: [blueprints]\n")
    (tmp_path / "blueprints").mkdir()
    (tmp_path / "blueprints" / "portal.yaml").write_text(SCRAMBLED)
    return tmp_path


def _texts(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_gets_its_form(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Keys in the language's order, comments with what they are about, a modeline that leads to a fresh schema."""
    assert 0 == exit_code(["fmt"])

    assert FORMED == (folder / "blueprints" / "portal.yaml").read_text()
    assert "wrote blueprints/portal.yaml" in capsys.readouterr().out
    assert '"title": "cvpctl blueprint"' in (folder / ".cvpctl-schema" / "blueprint.schema.json").read_text()
    assert (folder / ".cvpctl-schema" / "project.schema.json").is_file()


def test_a_second_time_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Formatted files stay the same bytes, and --check has nothing to say."""
    exit_code(["fmt"])
    before = _texts(folder)
    capsys.readouterr()

    assert (0, 0) == (exit_code(["fmt"]), exit_code(["fmt", "--check"]))
    assert before == _texts(folder)
    assert "" == capsys.readouterr().out


def test_check_names_what_would_change_and_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2 says that changes are pending, as plan and drift do."""
    before = _texts(folder)

    assert 2 == exit_code(["fmt", "--check", "blueprints"])

    assert before == _texts(folder)
    assert "would change blueprints/portal.yaml\n" in capsys.readouterr().out


def test_a_stale_schema_is_refreshed(folder: Path) -> None:
    """The copies that editors read follow the version that formats."""
    exit_code(["fmt"])
    copy = folder / ".cvpctl-schema" / "blueprint.schema.json"
    fresh = copy.read_text()
    copy.write_text("{}\n")

    assert (2, 0) == (exit_code(["fmt", "--check"]), exit_code(["fmt"]))
    assert fresh == copy.read_text()


def test_a_broken_file_stops_all_of_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no YAML is told at its place with exit 3, and nothing is written."""
    (folder / "blueprints" / "broken.yaml").write_text("objects: {contacts: [\n")
    before = _texts(folder)

    assert 3 == exit_code(["fmt"])

    assert before == _texts(folder)
    assert "blueprints/broken.yaml:2:" in capsys.readouterr().err


def test_a_modeline_that_leads_somewhere_is_its_authors_wish(folder: Path) -> None:
    """A schema that is there, or one of another server, is kept; one that is gone is replaced."""
    file = folder / "blueprints" / "portal.yaml"
    (folder / "mine.json").write_text("{}")
    for said, kept in (("../mine.json", True), ("https://example.com/schema.json", True), ("../gone.json", False)):
        file.write_text(f"# yaml-language-server: $schema={said}\nblueprint: acme/x\n")
        exit_code(["fmt"])
        assert kept == (f"$schema={said}\n" in file.read_text())


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("words", [["fmt"], ["fmt", "--check"]])
def test_nothing_to_do_is_said(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    """Silence would leave open whether any file was found."""
    exit_code(["fmt"])
    capsys.readouterr()

    assert 0 == exit_code(words)

    assert ("", "1 file, nothing to do\n") == capsys.readouterr()


def test_outside_of_a_project_no_schema_is_spread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lone file is put into order and nothing appears beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lone.yaml").write_text("version: 1.0\nblueprint: acme/x\n")

    assert 0 == exit_code(["fmt", "lone.yaml"])

    assert {"lone.yaml": b"blueprint: acme/x\nversion: 1.0\n"} == _texts(tmp_path)


def test_line_ends_and_the_mark_of_windows_go(folder: Path) -> None:
    """CRLF, a byte order mark and spaces at the ends of lines are no part of the form; texts keep their spaces."""
    file = folder / "blueprints" / "portal.yaml"
    text = "blueprint: acme/x  \nversion: '1.0'\nmethodology:\n  edition: |\n    two  \n    lines\n"
    file.write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())

    assert 0 == exit_code(["fmt"])

    body = file.read_bytes().partition(b"\n")[2]
    assert b"blueprint: acme/x\nversion: '1.0'\nmethodology:\n  edition: |\n    two  \n    lines\n" == body


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_the_library_is_in_its_form(path: Path) -> None:
    """What we ship needs no formatting."""
    text = path.read_text(encoding="utf-8")
    assert text == formatted(text)


def _scrambled(text: str, chance: random.Random) -> str:
    """Return the text with the language's own keys in any order, where the layout allows it."""
    revision = Revision(text)
    for trail in _with_known_keys(text):
        inside = at(revision.top, trail)
        assert isinstance(inside, Keyed)
        order = list(range(len(inside.pairs)))
        chance.shuffle(order)
        try:
            revision.arrange({trail: order})
        except LayoutRefused:
            continue
    return revision.text


def _with_known_keys(text: str) -> Iterator[tuple[Any, ...]]:
    for trail, _, value in walk(laid_out(text)):
        keys = {key.text for key, _ in value.pairs} if isinstance(value, Keyed) else set()
        if keys & {"label", "groups", "properties", "pipelines"}:
            yield trail


@pytest.mark.long
@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_any_order_formats_to_one_and_means_the_same(path: Path, tmp_path: Path) -> None:
    """Scrambled, a file of the library compiles to the same digest, keeps every line, and formats back to itself."""
    text = path.read_text(encoding="utf-8")
    chance = random.Random(path.stem)
    digests = set()
    for number in range(5):
        scrambled = _scrambled(text, chance)
        assert sorted(text.split()) == sorted(formatted(scrambled).split())
        assert yaml.safe_load(text) == yaml.safe_load(formatted(scrambled))
        assert formatted(scrambled) == formatted(formatted(scrambled))
        (tmp_path / "x.yaml").write_text(formatted(scrambled) if number else text, encoding="utf-8")
        checked = check([tmp_path], root=tmp_path)
        digests.add(checked.desired.digest if checked.desired else "")
    assert 1 == len(digests)
    assert "" not in digests


def test_a_form_that_would_change_the_meaning_is_refused() -> None:
    """An alias cannot stand before its anchor, so that file keeps its order."""
    text = "observed: [&one group.contacts.a]\nobjects: {contacts: {}}\nblueprint: *one\n"
    assert text == formatted(text)


@pytest.mark.parametrize("style", ["|", "|+", "|-", ">", ">+"])
def test_spaces_that_a_text_means_stay(style: str) -> None:
    """The lines of a text keep their ends, the blank ones behind it too; the lines around it do not."""
    text = f"blueprint: a/b   \nmethodology:\n  edition: {style}\n    two  \n    lines \n       \n   \nversion: '1'  \n"
    assert yaml.safe_load(text) == yaml.safe_load(formatted(text))
    assert "  edition: " + style + "\n    two  \n    lines \n       \n   \n" in formatted(text)
    assert "blueprint: a/b\n" in formatted(text)
