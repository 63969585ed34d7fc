"""`plan --base`: a reviewer sees what this pull request does, what waits since earlier merges, what moved by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from repository import committed, git

BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {value_path: {label: Value}}
    properties:
      tier:
        label: Tier
        description: How much they trust us.
        groupName: value_path
        type: enumeration
        fieldType: select
        options: [{value: gold, label: Gold}, {value: tin, label: Tin}]
      region: {label: Region, groupName: value_path, type: string, fieldType: text}
"""
FILE = "blueprints/portal.yaml"
TIER, REGION = "property.contacts.tier", "property.contacts.region"
CRM = "/crm/properties/2026-09/contacts"
HEADINGS = ("This pull request", "Pending from earlier merges", "Moved in the portal")


@pytest.fixture
def reviewed(fresh: Desk) -> Desk:
    """A repository whose main is one merge ahead of the portal, and whose branch is one change ahead of main."""
    fresh.write(FILE, BLUEPRINT)
    committed(fresh.folder)
    assert 0 == fresh.run("apply", "--yes").code
    merged = BLUEPRINT.replace("label: Tier\n", "label: Trust\n").replace("label: Region,", "label: Country,")
    fresh.write(FILE, merged)
    committed(fresh.folder, "merged, and its apply failed")
    fresh.write(FILE, merged.replace("How much they trust us.", "How much trust there is."))
    return fresh


def planned(desk: Desk, *words: str) -> Any:
    ended = desk.run("plan", "--format", "json", *words)
    assert ended.code in (0, 2, 4), ended.told
    return json.loads(ended.said)


def test_each_field_stands_with_whoever_it_belongs_to(reviewed: Desk) -> None:
    """A change with fields of two groups is in both, each time with its own fields."""
    reviewed.ask("PATCH", f"{CRM}/region", {"fieldType": "textarea"})

    groups = planned(reviewed, "--base", "main")["run"]["base"]["groups"]

    assert {TIER: [["description"]]} == groups["pullRequest"]
    assert {TIER: [["label"]], REGION: [["label"]]} == groups["pending"]
    assert {REGION: [["fieldType"]]} == groups["moved"]


def test_a_base_only_sorts(reviewed: Desk) -> None:
    """Digest, changes and calls are the same with and without it; nothing of the repository moves."""
    before = (git(reviewed.folder, "status", "--porcelain"), git(reviewed.folder, "stash", "list"))

    without, sorted_ = planned(reviewed), planned(reviewed, "--base", "main")

    del without["run"], sorted_["run"]
    assert without == sorted_
    assert before == (git(reviewed.folder, "status", "--porcelain"), git(reviewed.folder, "stash", "list"))


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_people_read_the_groups_under_their_headings(reviewed: Desk, form: str) -> None:
    """What the pull request does stands first, then what is pending; each line under its own heading."""
    said = reviewed.run("plan", "--base", "main", "--format", form).said

    ours, pending = said.index(HEADINGS[0]), said.index(HEADINGS[1])
    assert HEADINGS[2] not in said
    assert "How much trust there is." in said[ours:pending]
    assert "Country" not in said[ours:pending]
    assert "Country" in said[pending:]
    assert "Trust" in said[pending:]


def test_an_edit_that_would_be_overwritten_is_no_ones_pull_request(reviewed: Desk) -> None:
    """With --take blueprint it is written, and still stands under what moved in the portal."""
    reviewed.ask("PATCH", f"{CRM}/region", {"fieldType": "textarea"})

    said = reviewed.run("plan", "--base", "main", "--take", "blueprint").said

    assert said.index(HEADINGS[1]) < said.index(HEADINGS[2]) < said.index("textarea")


def test_options_and_new_things_are_compared_part_by_part(reviewed: Desk) -> None:
    """A new option and a new property are the pull request's; their neighbours stay pending."""
    text = reviewed.read(FILE).replace("label: Tin}", "label: Tin}, {value: wood, label: Wood}")
    reviewed.write(FILE, text + "      grade: {label: Grade, groupName: value_path, type: string, fieldType: text}\n")

    groups = planned(reviewed, "--base", "main")["run"]["base"]["groups"]

    assert [["description"], ["options", "wood"]] == sorted(groups["pullRequest"][TIER])
    assert ["label"] in groups["pullRequest"]["property.contacts.grade"]
    assert [["label"]] == groups["pending"][TIER]


def test_a_tombstone_of_an_earlier_merge_is_pending(reviewed: Desk) -> None:
    """What goes by a line that main has already is not this pull request's; a new line is."""
    reviewed.write("blueprints/gone.yaml", "removed:\n  - {address: property.contacts.tier/options/tin}\n")
    text = reviewed.read(FILE).replace(", {value: tin, label: Tin}", "")
    reviewed.write(FILE, text)
    ours = planned(reviewed, "--base", "main")["run"]["base"]["groups"]
    committed(reviewed.folder)

    theirs = planned(reviewed, "--base", "main")["run"]["base"]["groups"]

    assert ["options", "tin"] in ours["pullRequest"][TIER]
    assert ["options", "tin"] in theirs["pending"][TIER]
    assert {} == theirs["pullRequest"]


def test_variables_count_as_they_were(reviewed: Desk) -> None:
    """A field whose variable has another value in cvpctl.yaml at the base is this pull request's."""
    settings = reviewed.read("cvpctl.yaml")
    reviewed.write(
        FILE, reviewed.read(FILE).replace("version: 1.0.0\n", "version: 1.0.0\nvariables: {area: {type: string}}\n")
    )
    reviewed.write(FILE, reviewed.read(FILE).replace("label: Country,", 'label: "${var.area}",'))
    reviewed.write("cvpctl.yaml", settings.replace("drift: hold", "drift: hold, variables: {area: Country}"))
    committed(reviewed.folder)
    reviewed.write("cvpctl.yaml", settings.replace("drift: hold", "drift: hold, variables: {area: Land}"))

    groups = planned(reviewed, "--base", "main")["run"]["base"]["groups"]

    assert {REGION: [["label"]]} == groups["pullRequest"]


def test_a_base_that_is_invalid_makes_all_this_pull_requests(reviewed: Desk) -> None:
    """What cannot be compared is told, in the plan and beside it, and nothing is called pending."""
    good = reviewed.read(FILE)
    reviewed.write(FILE, "objects: [nonsense]\n")
    committed(reviewed.folder)
    reviewed.write(FILE, good)

    ended = reviewed.run("plan", "--base", "main")

    assert 0 == ended.code
    assert "all counts as this pull request" in ended.told
    assert "cannot be compared" in ended.said
    assert HEADINGS[0] in ended.said
    assert HEADINGS[1] not in ended.said


def test_a_project_that_begins_with_the_pull_request_is_all_its(fresh: Desk) -> None:
    """Where the base had no blueprints, there is nothing pending, and that is no fault."""
    fresh.write("cvpctl.yaml.txt", "")
    git(fresh.folder, "init", "--quiet", "--initial-branch", "main")
    git(fresh.folder, "commit", "--quiet", "--allow-empty", "-m", "nothing yet")
    fresh.write(FILE, BLUEPRINT)

    ended = fresh.run("plan", "--base", "main", "--format", "json")

    base = json.loads(ended.said)["run"]["base"]
    assert {} == base["groups"]["pending"]
    assert {TIER, REGION, "group.contacts.value_path"} == set(base["groups"]["pullRequest"])
    assert "incomparable" not in base


@pytest.mark.parametrize("ref", ["nobody/knows", "--upload-pack=touch", "HEAD:blueprints"])
def test_a_ref_that_git_does_not_know_is_said(reviewed: Desk, ref: str) -> None:
    """Exit 64 with what a shallow clone has to do."""
    ended = reviewed.run("plan", f"--base={ref}")

    assert 64 == ended.code
    assert "git knows no such commit" in ended.told
    assert "fetch-depth" in ended.told


def test_without_a_repository_there_is_no_base(fresh: Desk) -> None:
    """Exit 64, in words."""
    ended = fresh.run("plan", "--base", "main")

    assert 64 == ended.code
    assert "no git repository" in ended.told


def test_a_shallow_detached_clone_with_its_base_is_enough(
    reviewed: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A CI job has two commits and no branch."""
    committed(reviewed.folder, "the pull request")
    clone = tmp_path / "ci"
    git(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{reviewed.folder}", str(clone))
    git(clone, "checkout", "--quiet", "--detach")
    (clone / "applied").mkdir()
    (clone / "applied" / "acme.json").write_text(reviewed.read("applied/acme.json"))
    monkeypatch.chdir(clone)

    groups = planned(reviewed, "--base", "HEAD^")["run"]["base"]["groups"]

    assert {TIER: [["description"]]} == groups["pullRequest"]
    assert {TIER: [["label"]], REGION: [["label"]]} == groups["pending"]


def test_a_saved_plan_keeps_its_groups(reviewed: Desk) -> None:
    """What was sorted for the reviewer is shown sorted again from the file."""
    reviewed.run("plan", "--base", "main", "-o", "plan.json")

    assert HEADINGS[1] in reviewed.run("show", "plan.json").said
