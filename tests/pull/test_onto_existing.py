"""Pulling into blueprints that a person keeps: their comments and layout stay, only what moved is changed."""

from __future__ import annotations

import difflib
from typing import Any

import pytest
from desk import Desk

PROPERTIES = "/crm/properties/2026-09/contacts"
DEALS = "/crm/pipelines/2026-09/deals"
BLUEPRINT = """\
blueprint: acme/portal   # ours
version: "1.0"

objects:
  CONTACT:
    groups: {value_path: {label: "Value Path"}}
    properties:

      # The one that matters.
      value_path_stage:
        label:   Value Path Stage    # as they call it
        groupName: value_path
        type: enumeration
        fieldType: radio
        description: >-
          Where this person is
          in the relationship.
        options:
          - Audience            # short, since both are the same
          - {value: researcher, label: Researcher}
          # the one to wait for
          - value: hand_raiser
            label: 'Hand Raiser'
      next_step: {label: Next Step, groupName: value_path, type: string, fieldType: text}   # one line

  deals:
    pipelines:
      path_to_value:
        label: Path to Value
        stages:
          # begins here
          discover_value: {label: Discover Value, metadata: {probability: 0.2}}
          value_activated: {label: Value Activated, metadata: {probability: 1}}
          not_now: {label: Not Now, metadata: {probability: 0}}
# the end
"""


@pytest.fixture
def provisioned(desk: Desk) -> Desk:
    desk.write("blueprints/portal.yaml", BLUEPRINT)
    ended = desk.run("apply", "--yes")
    assert 0 == ended.code, ended.said + ended.told
    return desk


def _pull(desk: Desk, *words: str) -> str:
    ended = desk.run("pull", "-o", "blueprints", *words)
    assert 0 == ended.code, ended.said + ended.told
    return ended.said


def _changed(desk: Desk) -> list[str]:
    """Return the lines that went and came, without the rest."""
    after = desk.read("blueprints/portal.yaml")
    found = difflib.unified_diff(BLUEPRINT.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in list(found)[2:] if line[0] in "+-"]


def _options(desk: Desk) -> list[Any]:
    options: list[Any] = desk.ask("GET", f"{PROPERTIES}/value_path_stage")["options"]
    return options


def test_nothing_moved_nothing_written(provisioned: Desk) -> None:
    """A pull right after an apply leaves every byte."""
    said = _pull(provisioned)

    assert "Nothing was written" in said
    assert [] == _changed(provisioned)


def test_what_moved_is_changed_and_nothing_else(provisioned: Desk) -> None:
    """Labels, a description, a probability: each at its place, comments, spaces and the other lines untouched."""
    options = [
        {**one, "label": f"{one['label']}!"} if one["value"] == "Audience" else one for one in _options(provisioned)
    ]
    edits = {"label": "Path: Stage", "description": "no", "options": options}
    provisioned.ask("PATCH", f"{PROPERTIES}/value_path_stage", edits)
    stage = {"label": "Discover, Value", "metadata": {"probability": "0.25"}}
    provisioned.ask("PATCH", f"{DEALS}/path_to_value/stages/discover_value", stage)

    said = _pull(provisioned)

    assert [
        "-        label:   Value Path Stage    # as they call it",
        '+        label:   "Path: Stage"    # as they call it',
        "-        description: >-",
        "-          Where this person is",
        "-          in the relationship.",
        '+        description: "no"',
        "-          - Audience            # short, since both are the same",
        '+          - {value: Audience, label: "Audience!"}            # short, since both are the same',
        "-          discover_value: {label: Discover Value, metadata: {probability: 0.2}}",
        '+          discover_value: {label: "Discover, Value", metadata: {probability: 0.25}}',
    ] == _changed(provisioned)
    assert "blueprints/portal.yaml: 5 changes taken over from the portal" in said
    assert 0 == provisioned.run("plan", "--exit-code").code


def test_an_order_moves_with_its_comments(provisioned: Desk) -> None:
    """The portal's order of options comes into the file, each with the comment above it."""
    last, first, middle = sorted(_options(provisioned), key=lambda one: str(one["value"]))
    moved = [{**one, "displayOrder": n} for n, one in enumerate((first, middle, last))]
    provisioned.ask("PATCH", f"{PROPERTIES}/value_path_stage", {"options": moved})

    _pull(provisioned)

    assert """\
        options:
          # the one to wait for
          - value: hand_raiser
            label: 'Hand Raiser'
          - {value: researcher, label: Researcher}
          - Audience            # short, since both are the same
      next_step:""" in provisioned.read("blueprints/portal.yaml")
    assert 0 == provisioned.run("plan", "--exit-code").code


def test_an_edit_of_the_file_is_not_taken_back(provisioned: Desk) -> None:
    """What a person changed in the file since the last apply is theirs; pull says so and leaves it."""
    provisioned.write("blueprints/portal.yaml", BLUEPRINT.replace("label: Next Step", "label: Next Move"))

    said = _pull(provisioned)

    assert "label: Next Move" in provisioned.read("blueprints/portal.yaml")
    assert "left as it is: property.contacts.next_step#label" in said


def test_what_is_gone_is_named_and_stays(provisioned: Desk) -> None:
    """An archived property and a deleted stage are told; the file keeps them."""
    provisioned.ask("DELETE", f"{PROPERTIES}/next_step")
    provisioned.ask("DELETE", f"{DEALS}/path_to_value/stages/not_now")

    said = _pull(provisioned)

    assert "not in the portal any more: property.contacts.next_step" in said
    assert "left as it is: pipeline.deals.path_to_value/stages#not_now" in said
    assert [] == _changed(provisioned)


def test_new_things_are_named_and_added_only_when_asked(provisioned: Desk) -> None:
    """A new property, option and stage are told; --new puts each behind what it follows, and then nothing is new."""
    new = {
        "name": "birthday",
        "label": "Birthday",
        "groupName": "contact_activity",
        "type": "date",
        "fieldType": "date",
    }
    provisioned.ask("POST", PROPERTIES, new)
    explorer = {"value": "explorer", "label": "Explorer", "displayOrder": 1}
    options = [*_options(provisioned), explorer]
    numbered = [{**one, "displayOrder": n} for n, one in enumerate(sorted(options, key=_by_order))]
    provisioned.ask("PATCH", f"{PROPERTIES}/value_path_stage", {"options": numbered})
    later = {"stageId": "later", "label": "Later", "displayOrder": 9, "metadata": {"probability": "0.1"}}
    provisioned.ask("POST", f"{DEALS}/path_to_value/stages", later)

    told = _pull(provisioned)
    assert [] == _changed(provisioned)
    said = _pull(provisioned, "--new")

    names = "property.contacts.birthday, property.contacts.value_path_stage/options/explorer"
    assert f"in the portal and in no file: {names}" in told
    assert f"new in the files: {names}" in said
    assert [
        "+          - {value: explorer, label: Explorer}",
        "+      birthday:",
        "+        label: Birthday",
        "+        groupName: contact_activity",
        "+        type: date",
        "+        fieldType: date",
        "+          later: {label: Later, metadata: {probability: 0.1}}",
        "+",
        "+observed:",
        "+  - group.contacts.contact_activity",
    ] == _changed(provisioned)
    assert 0 == provisioned.run("plan", "--exit-code").code
    assert "Nothing was written" in _pull(provisioned, "--new")


def _by_order(option: Any) -> tuple[int, bool]:
    return (int(option["displayOrder"]), option["value"] == "explorer")


def test_a_file_that_would_not_validate_is_not_written(provisioned: Desk) -> None:
    """Where the portal holds what a blueprint cannot say, pull exits 3 and every byte stays."""
    options = [{**one, "label": one["label"].upper() + "é"} for one in _options(provisioned)]
    options[1]["label"] = options[0]["label"].lower()
    provisioned.ask("PATCH", f"{PROPERTIES}/value_path_stage", {"options": options, "label": "Moved"})

    ended = provisioned.run("pull", "-o", "blueprints")

    assert 3 == ended.code, ended.said + ended.told
    assert [] == _changed(provisioned)


def test_an_object_of_no_file_gets_its_own(provisioned: Desk) -> None:
    """With --new and an object that no file speaks of, a fresh file appears beside the others."""
    group = {"name": "ours", "label": "Ours"}
    provisioned.ask("POST", "/crm/properties/2026-09/companies/groups", group)

    _pull(provisioned, "--objects", "companies", "--new")

    assert "ours: {label: Ours" in provisioned.read("blueprints/companies.yaml")
    assert [] == _changed(provisioned)


def test_a_file_of_that_name_that_speaks_of_other_things_is_left_alone(provisioned: Desk) -> None:
    """A fresh file takes a free name; tombstones, comments and planned things of the other one stay."""
    kept = """\
# what goes
blueprint: acme/gone
removed:
  - {address: property.contacts.gone_long_ago}
"""
    provisioned.write("blueprints/companies.yaml", kept)
    group = {"name": "ours", "label": "Ours"}
    provisioned.ask("POST", "/crm/properties/2026-09/companies/groups", group)

    _pull(provisioned, "--objects", "companies", "--new")

    assert kept == provisioned.read("blueprints/companies.yaml")
    assert "ours: {label: Ours" in provisioned.read("blueprints/companies-2.yaml")
    assert "Nothing was written" in _pull(provisioned, "--objects", "companies", "--new")


def test_a_variable_is_never_written_over(desk: Desk) -> None:
    """A value that a variable says stays where the portal agrees, and is told where it does not."""
    text = BLUEPRINT.replace("objects:", "variables:\n  next: {type: string, default: Next Step}\n\nobjects:")
    text = text.replace("label: Next Step", 'label: "${var.next}"')
    desk.write("blueprints/portal.yaml", text)
    assert 0 == desk.run("apply", "--yes").code

    assert "Nothing was written" in _pull(desk)
    desk.ask("PATCH", f"{PROPERTIES}/next_step", {"label": "What Comes Next"})
    said = _pull(desk)

    assert text == desk.read("blueprints/portal.yaml")
    assert (
        "left as it is: property.contacts.next_step#label (it is said by a variable (${var.next}); change that)" in said
    )


def test_each_layer_keeps_what_it_says(desk: Desk) -> None:
    """A field is changed in the layer that says it; a layer outside the directory is named and left."""
    lower = (
        "objects: {contacts: {groups: {ours: {label: Ours}}, properties: {tier: {label: Tier, description: Old}}}}\n"
    )
    upper = """\
extends: [../shared/base.yaml, ./lower.yaml]
objects:
  contacts:
    properties:
      tier: {groupName: ours, type: string, fieldType: text}   # ours
"""
    base = "objects: {contacts: {properties: {tier: {hidden: false}}}}\n"
    files = {"shared/base.yaml": base, "blueprints/lower.yaml": lower, "blueprints/upper.yaml": upper}
    for name, text in files.items():
        desk.write(name, text)
    ended = desk.run("apply", "--yes")
    assert 0 == ended.code, ended.said + ended.told
    desk.ask("PATCH", f"{PROPERTIES}/tier", {"description": "New", "fieldType": "textarea", "hidden": True})

    said = _pull(desk)

    assert lower.replace("Old", "New") == desk.read("blueprints/lower.yaml")
    assert upper.replace("fieldType: text}", "fieldType: textarea}") == desk.read("blueprints/upper.yaml")
    assert base == desk.read("shared/base.yaml")
    assert "left as it is: property.contacts.tier#hidden (it is said in shared/base.yaml)" in said
