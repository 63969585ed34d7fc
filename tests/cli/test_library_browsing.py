"""Browsing libraries before building on them: what each thing is for, and what two blueprints differ in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cvpctl.cli.exits import exit_code

OWN = """\
blueprint: acme/stakeholders
extends: [value-first/stakeholders]
omit: [label.projects.contacts.stakeholder]
associations:
  - {from: projects, to: contacts, labels: {sponsor: {label: Patron, inverseLabel: Sponsored Project}}}
"""
LIBRARY = """\
blueprint: agency/base
version: {version}
objects:
  contacts:
    groups: {{agency: {{label: Agency}}}}
    properties:
      tier: {{label: {label}, groupName: agency, type: string, fieldType: text, filledBy: person, source: ours}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(heard: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    heard.readouterr()
    code = exit_code(["library", *words])
    out, err = heard.readouterr()
    return code, out, err


@pytest.mark.usefixtures("folder")
def test_a_blueprint_is_shown_with_what_each_thing_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    """Label, description, who fills it, what HubSpot has instead, and the source stand under its address."""
    code, out, _ = said(capsys, "show", "value-first/contact")

    block = out.split("  property.contacts.key_context  ")[1].split("\n  property.")[0]
    assert 0 == code
    assert "Key Context" == block.splitlines()[0]
    assert ["filled by:", "instead of HubSpot's own:", "source:"] == [
        words for words in ("filled by:", "instead of HubSpot's own:", "source:") if words in block
    ]


def test_a_blueprint_that_builds_on_others_names_what_it_takes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it inherits is counted and named apart from what it states itself."""
    (folder / "cvpctl.yaml").write_text("project: acme\nlibraries: {mine: lib}\n")
    (folder / "lib").mkdir()
    (folder / "lib" / "a.yaml").write_text(OWN.replace("acme/", "mine/"))

    _, out, _ = said(capsys, "show", "mine/stakeholders")

    assert "  label.projects.contacts.sponsor  Patron, the other way Sponsored Project" in out.splitlines()
    lower = out.split("  and from the blueprints it builds on, ")[1].splitlines()
    (file,) = [line for line in lower if line.endswith(".yaml")]
    assert file.endswith("relationships/stakeholders.yaml")
    assert "      label.services.contacts.sponsor  Sponsor, the other way Sponsored Service" in lower


@pytest.mark.usefixtures("folder")
def test_a_blueprint_shows_its_shapes_its_steps_and_its_truths(capsys: pytest.CaptureFixture[str]) -> None:
    """Type and options, stages, what a person has to do and from which file, and which system is right."""
    _, service, _ = said(capsys, "show", "value-first/service")
    _, base, _ = said(capsys, "show", "value-first/base")
    _, layer, _ = said(capsys, "show", "value-first/customer-org")

    stages = service.split("  pipeline.services.value_delivery  ")[1].splitlines()[1]
    assert re.fullmatch(r"      \d+ stages: .+, …", stages)
    assert "string/textarea" in service
    assert "    switch-on-services: Switch on Services in HubSpot's object library." in base.splitlines()
    assert "    contacts: HubSpot" in base.split("right where two systems disagree:")[1].splitlines()
    assert "from " in layer.split("steps for people:")[1]


def test_two_blueprints_are_compared(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of one's own beside the blueprint it refines: what it changes and what it leaves out."""
    (folder / "own.yaml").write_text(OWN)

    code, out, _ = said(capsys, "diff", "value-first/stakeholders", "./own.yaml")

    assert (0, 3) == (code, len(out.splitlines()))
    assert '      label: "Sponsor" → "Patron"' in out.splitlines()
    assert "  - label.projects.contacts.stakeholder  only in value-first/stakeholders" in out.splitlines()


@pytest.mark.usefixtures("folder")
def test_a_blueprint_beside_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """The same blueprint differs in nothing."""
    assert (0, "They state the same.\n") == said(capsys, "diff", "value-first/deal", "value-first/deal")[:2]


def test_a_library_beside_what_is_pinned(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With one name, the library of now is compared with the one that the lock pins; nothing is pinned anew."""
    (folder / "cvpctl.yaml").write_text("project: acme\nlibraries: {agency: lib}\nblueprints: [own.yaml]\n")
    (folder / "own.yaml").write_text("blueprint: acme/own\nextends: [agency]\n")
    (folder / "lib").mkdir()
    (folder / "lib" / "base.yaml").write_text(LIBRARY.format(version="1.0.0", label="Tier"))
    assert 0 == said(capsys, "upgrade", "--yes")[0]
    lock = (folder / "cvpctl.lock").read_text()
    (folder / "lib" / "base.yaml").write_text(LIBRARY.format(version="1.1.0", label="Level"))

    code, out, _ = said(capsys, "diff", "agency")

    assert (0, ["  ~ property.contacts.tier", '      label: "Tier" → "Level"']) == (code, out.splitlines())
    assert lock == (folder / "cvpctl.lock").read_text()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("value-frst", "value-first"), 64, "did you mean value-first?"),
        (("value-first",), 64, "does not pin value-first"),
        (("value-first/cntact", "value-first/contact"), 3, "value-first/contact"),
        (("./nothing.yaml", "value-first"), 3, "./nothing.yaml does not exist"),
    ],
)
def test_a_name_that_nobody_knows(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int, told: str
) -> None:
    """It is refused with what to do."""
    ended, _, err = said(capsys, "diff", *words)

    assert (code, True) == (ended, told in err)


@pytest.mark.usefixtures("folder")
def test_a_library_counts_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    """What an overlay extends of another library is not counted as its own."""
    _, out, _ = said(capsys, "list")

    assert "overlay-field-services  0.1.0  1 blueprint  " in out
