"""What a build server and a forge read of `validate`, `plan` and `show`, from wherever the command was started."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from desk import PROJECT, Desk
from repository import committed

from cvpctl.emulator.server import Emulator

FILE = "clients/acme/blueprints/portal.yaml"
BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
extends: [../../../shared/layer.yaml]
objects:
  contacts:
    properties:
      region: {label: Region, groupName: value, type: string, fieldType: text}
"""
LAYER = "blueprint: agency/layer\nversion: 1.0.0\nobjects: {contacts: {groups: {value: {label: Value}}}}\n"
BROKEN = BLUEPRINT.replace("label: Region", "lable: Region")
BASE = "https://git.example/acme/portal/blob/main"


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with Emulator() as server:
        yield server


@pytest.fixture
def desk(
    running: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """Somebody in the folder of one client of a repository with several."""
    running.reset()
    monkeypatch.setenv("ACME_TOKEN", running.token)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    desk = Desk(tmp_path.resolve(), running, capsys)
    desk.write("cvpctl-workspace.yaml", "clients: [clients/acme]\n")
    desk.write("shared/layer.yaml", LAYER)
    desk.write("clients/acme/cvpctl.yaml", PROJECT.format(portal=running.portal_id, url=running.base_url))
    desk.write(FILE, BLUEPRINT)
    committed(desk.folder)
    monkeypatch.chdir(desk.folder / "clients" / "acme")
    return desk


def sarif(desk: Desk, *words: str) -> Any:
    (run,) = json.loads(desk.run(*words, "--format", "sarif").said)["runs"]
    return run


def places(run: Any) -> list[tuple[str, int]]:
    found = (one["locations"][0]["physicalLocation"] for one in run["results"])
    return [(one["artifactLocation"]["uri"], one["region"]["startLine"]) for one in found]


def test_code_scanning_finds_the_file(desk: Desk) -> None:
    """By what the repository calls it, not by what it is called from here; with what the code means."""
    desk.write(FILE, BROKEN)
    run = sarif(desk, "validate")

    assert (FILE, 7) in places(run)
    rule = next(one for one in run["tool"]["driver"]["rules"] if one["id"] == "UNKNOWN_KEY")
    assert rule["shortDescription"]["text"] != "UNKNOWN_KEY"


def test_annotations_stand_beside_the_lines(desk: Desk) -> None:
    """In the pull request's view of the file."""
    desk.write(FILE, BROKEN)

    assert f"::error file={FILE},line=7," in desk.run("validate", "--format", "github").said


def test_a_build_server_counts_what_fails(desk: Desk) -> None:
    """Exit code and report agree."""
    well = desk.run("validate", "--format", "junit")
    desk.write(FILE, BROKEN)
    ill = desk.run("validate", "--format", "junit")

    assert (0, "0") == (well.code, ET.fromstring(well.said).attrib["failures"])
    assert 3 == ill.code
    assert int(ET.fromstring(ill.said).attrib["failures"]) > 1


@pytest.mark.parametrize("form", ["json", "github", "sarif", "junit"])
def test_a_project_file_that_cannot_be_read_is_told_like_everything_else(desk: Desk, form: str) -> None:
    """Programs get their format on standard output, and exit 3."""
    desk.write("clients/acme/cvpctl.yaml", "project: acme\nportal: {}\n")
    ended = desk.run("validate", "--format", form)

    assert 3 == ended.code
    assert "UNKNOWN_KEY" in ended.said
    assert "cvpctl.yaml" in ended.said


def test_a_finding_without_a_line_hangs_on_the_project_file(desk: Desk) -> None:
    """As the repository calls it."""
    desk.write(FILE, BLUEPRINT + "runbook: [{step: Put the layout in order, key: layout}]\n")
    assert 0 == desk.run("plan", "-o", "plan.json").code
    run = sarif(desk, "show", "plan.json")

    assert f"cvpctl/plan/{desk.emulator.portal_id}/" == run["automationDetails"]["id"]
    assert {FILE} == {path for path, _ in places(run)}


def test_a_plan_is_looked_at_once_and_told_in_many_ways(desk: Desk) -> None:
    """A saved plan shows as what `plan` itself would have said."""
    forms = ("text", "markdown", "github", "sarif", "junit", "html")
    saved = desk.run("plan", "-o", "plan.json", "--format", "json")
    shown = {form: desk.run("show", "plan.json", "--format", form) for form in ("json", *forms)}

    assert saved.said == shown["json"].said
    assert [0] * 7 == [one.code for one in shown.values()]
    assert "create property property.contacts.region" in shown["junit"].said
    assert "## Plan for acme" in shown["markdown"].said


def test_links_lead_to_the_repository_s_files(desk: Desk) -> None:
    """Those of the client and those of the layer that it shares."""
    desk.run("plan", "-o", "plan.json")
    said = desk.run("show", "plan.json", "--format", "markdown", "--links", BASE).said

    assert f"[`region`]({BASE}/{FILE}#L7)" in said
    assert f"[`value`]({BASE}/shared/layer.yaml#L3)" in said


def test_only_a_plan_has_formats(desk: Desk) -> None:
    """An address is text."""
    ended = desk.run("show", "property.contacts.region", "--format", "markdown")

    assert 64 == ended.code
    assert "only a saved plan" in ended.told


def test_a_pull_for_others_to_look_at_leaves_the_record_alone(desk: Desk) -> None:
    """It is drift until somebody merges it; without the word it counts as agreed."""
    assert 0 == desk.run("apply", "--yes").code
    desk.ask("PATCH", "/crm/properties/2026-09/contacts/region", {"label": "Land"})
    before = desk.read("clients/acme/applied/acme.json")
    assert 0 == desk.run("pull", "-o", "blueprints", "--no-record").code
    left = desk.read("clients/acme/applied/acme.json")
    desk.ask("PATCH", "/crm/properties/2026-09/contacts/region", {"label": "Gegend"})
    assert 0 == desk.run("pull", "-o", "blueprints").code

    assert before == left
    assert "Gegend" in desk.read(FILE)
    assert "Gegend" in desk.read("clients/acme/applied/acme.json")


def test_a_token_that_can_only_read_is_enough_to_settle(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is left to write, an apply brings the record up to date and needs no more."""
    assert 0 == desk.run("apply", "--yes").code
    desk.ask("PATCH", "/crm/properties/2026-09/contacts/region", {"label": "Land"})
    desk.write(FILE, BLUEPRINT.replace("label: Region", "label: Land"))
    desk.emulator.add_token("fictional-reader", scopes=("crm.schemas.contacts.read", "crm.objects.contacts.read"))
    monkeypatch.setenv("ACME_TOKEN", "fictional-reader")
    desk.run("plan", "-o", "plan.json")
    digest = json.loads(desk.read("clients/acme/plan.json"))["digest"]
    ended = desk.run("apply", "--approve", digest)

    assert 0 == ended.code, ended.told
    assert "Land" in desk.read("clients/acme/applied/acme.json")
