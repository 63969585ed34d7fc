"""High-level blocks: a word for shipped blueprints that a file then builds on."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvpctl.blueprint import check
from cvpctl.model import Address, Desired
from cvpctl.project import Shelf
from cvpctl.render.compiled import compiled_yaml


def codes(folder: Path, text: str) -> list[tuple[str, str]]:
    (folder / "a.yaml").write_text("blueprint: acme/a\n" + text, encoding="utf-8")
    found = check([folder / "a.yaml"], root=folder, shelf=Shelf.of(None)).findings
    return [(one.code, str(one.place)) for one in found]


def desired(folder: Path, text: str) -> Desired:
    assert [] == codes(folder, text)
    made = check([folder / "a.yaml"], root=folder, shelf=Shelf.of(None)).desired
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("on", "objects"),
    [("contacts", {"contacts"}), ("0-2", {"companies"}), ("contact, COMPANY", {"contacts", "companies"})],
)
def test_the_value_path_lies_where_it_is_said(tmp_path: Path, on: str, objects: set[str]) -> None:
    """Each object that is named gets the eight stages, and no other one anything."""
    made = desired(tmp_path, f"valuePath: {{on: [{on}]}}\n")

    assert objects == {address.scope[0] for address in made.resources}
    stages = {len(one.body["options"]) for one in made.resources.values() if one.address.key == "value_path_stage"}
    assert {8} == stages


def test_a_block_is_refined_in_the_file_that_says_it(tmp_path: Path) -> None:
    """What stands under objects: is the later layer; the listing tells the block's line and the field's."""
    refined = "objects: {contacts: {properties: {value_path_stage: {description: Ours.}}}}\n"
    made = desired(tmp_path, "valuePath: {on: [contacts]}\n" + refined)

    stage = made.resources[Address("property", ("contacts",), "value_path_stage")]
    listed = compiled_yaml(made)
    assert "Ours." == stage.body["description"]
    assert ", by valuePath at a.yaml:2:1" in listed
    assert 'description: "Ours."  # a.yaml:3:' in listed


@pytest.mark.parametrize(("record", "kept"), [("interest", True), ("lead", False), ("none", False)])
def test_the_record_of_signals_is_chosen(tmp_path: Path, record: str, kept: bool) -> None:  # noqa: FBT001
    """Interest brings the custom object; the other choices bring none."""
    made = desired(tmp_path, f"signals: {{observations: native, record: {record}}}\n")

    assert kept == (Address("schema", (), "interest") in made.resources)
    assert (record == "lead") == any(address.scope == ("leads",) for address in made.resources)


@pytest.mark.parametrize(
    ("record", "extends"),
    [("none", "value-first"), ("lead", "value-first"), ("none", "value-first/custom-objects")],
)
def test_another_record_leaves_interest_out(tmp_path: Path, record: str, extends: str) -> None:
    """Whoever brought it: the object, its parts, its labels on either end and its source of truth."""
    made = desired(tmp_path, f"extends: [{extends}]\nsignals: {{record: {record}}}\n")

    assert Address("schema", (), "deliverable") in made.resources
    assert [] == [one for one in made.resources if one.key == "interest" or "interest" in one.scope]
    assert "interest" not in made.sources_of_truth
    assert {"schema.interest", "label.interest.contacts.interested"} <= set(map(str, made.omitted))


@pytest.mark.parametrize("record", ["interest", "none"])
def test_another_record_leaves_the_lead_out(tmp_path: Path, record: str) -> None:
    """All that the shipped alternative states goes with its steps; what a client says of leads stays."""
    own = "blueprint: acme/own\nobjects: {leads: {groups: {ours: {label: Ours}}}}\n"
    (tmp_path / "own.yaml").write_text(own + "runbook: [{step: Ask them, object: leads}]\n", encoding="utf-8")
    extends = "extends: [value-first-alternatives/lead, ./own.yaml]\n"
    made = desired(tmp_path, f"{extends}signals: {{record: {record}}}\n")
    chosen = desired(tmp_path, f"{extends}signals: {{record: lead}}\n")

    assert ["ours"] == [one.key for one in made.resources if one.scope == ("leads",)]
    assert ["ask-them"] == [step.key for step in made.runbook if step.object == "leads"]
    assert {"ask-them", "show-leads-as-signals", "start-in-signals"} < {step.key for step in chosen.runbook}


def test_a_step_about_what_is_left_out_is_left_out(tmp_path: Path) -> None:
    """Nobody is asked to lay out an object that is not made; the file's own step stays."""
    lower = "blueprint: acme/lower\nextends: [value-first/interest]\nrunbook: [{step: Lay it out, object: interest}]\n"
    (tmp_path / "lower.yaml").write_text(lower, encoding="utf-8")
    own = "runbook: [{step: Archive the old ones, object: interest}]\n"
    made = desired(tmp_path, "extends: [./lower.yaml]\nsignals: {record: none}\n" + own)

    keys = {step.key for step in made.runbook}
    assert ("archive-the-old-ones" in keys, "lay-it-out" in keys) == (True, False)


@pytest.mark.parametrize("view", ["UCV", "URV", "UBC", "UTE"])
def test_a_view_brings_what_it_needs(tmp_path: Path, view: str) -> None:
    """Each view is a shipped blueprint, whole with those it builds on: the Value Path is in all of them."""
    made = desired(tmp_path, f"views: [{view}]\n")

    assert Address("property", ("contacts",), "value_path_stage") in made.resources


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("valuePath: {on: [contacts, deals]}\n", "VALUE_PATH_OBJECT", "a.yaml:2:28"),
        ("valuePath: {}\n", "FIELD_MISSING", "a.yaml:2:1"),
        ("signals: {record: leads}\n", "BAD_VALUE", "a.yaml:2:19"),
        ("views: [CRM]\n", "BAD_VALUE", "a.yaml:2:9"),
        ("sourceOfTruth: {ordrs: HubSpot}\n", "OBJECT_UNKNOWN", "a.yaml:2:17"),
        ("sourceOfTruth: {ordrs: HubSpot, deals: []}\n", "OBJECT_UNKNOWN", "a.yaml:2:17"),
        ("sourceOfTruth: {order: HubSpot, orders: Ledger}\n", "TWO_TRUTHS", "a.yaml:2:33"),
        ("sourceOfTruth: {order: HubSpot, 0-123: HubSpot}\n", "TWO_TRUTHS", "a.yaml:2:33"),
        ("roles: {ordrs: What was committed to.}\n", "OBJECT_UNKNOWN", "a.yaml:2:9"),
        ("roles: {order: Committed., orders: Truth.}\n", "TWO_MEANINGS", "a.yaml:2:28"),
        ("lifecycle: {adoptor: [customer]}\n", "UNKNOWN_KEY", "a.yaml:2:13"),
        ("lifecycle: {adopter: []}\n", "BAD_VALUE", "a.yaml:2:22"),
        ("views: [UCV, URV, UCV]\n", "SAID_TWICE", "a.yaml:2:19"),
        ("valuePath: {on: [contacts, 0-1]}\n", "SAID_TWICE", "a.yaml:2:28"),
    ],
)
def test_a_block_that_cannot_be_read(tmp_path: Path, text: str, code: str, place: str) -> None:
    """It is told once, at its place."""
    assert (code, place) in codes(tmp_path, text)
    assert 1 == len([one for one in codes(tmp_path, text) if one[0] == code])


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("valuePath: [contacts]", "{on: [contacts, companies]}"),
        ("valuePath: contacts", "{on: [contacts, companies]}"),
        ("signals: lead", "{record: interest}"),
        ("views: UCV", "[UCV, URV]"),
        ("sourceOfTruth: HubSpot", "{orders: HubSpot}"),
        ("roles: [orders]", "{orders: What was committed to.}"),
        ("lifecycle: customer", "{value_creator: [customer]}"),
    ],
)
def test_a_block_of_another_shape_is_shown_the_right_one(tmp_path: Path, text: str, example: str) -> None:
    """The help is an example, and what it shows is sound."""
    (tmp_path / "a.yaml").write_text(f"blueprint: acme/a\n{text}\n", encoding="utf-8")

    (finding,) = check([tmp_path / "a.yaml"], root=tmp_path, shelf=Shelf.of(None)).findings

    assert ("BAD_TYPE", f"write it like this: {example}") == (finding.code, finding.help)
    assert [] == codes(tmp_path, f"{text.partition(':')[0]}: {example}\n")


def test_two_sources_of_truth(tmp_path: Path) -> None:
    """Two files that do not know each other may not name two systems; one that builds on the other may."""
    (tmp_path / "b.yaml").write_text("blueprint: acme/b\nsourceOfTruth: {orders: Ledger}\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_text("blueprint: acme/a\nsourceOfTruth: {orders: HubSpot}\n", encoding="utf-8")
    found = check([tmp_path], root=tmp_path).findings
    assert [("TWO_TRUTHS", "b.yaml:2:17")] == [(one.code, str(one.place)) for one in found]

    layered = desired(tmp_path, "extends: [./b.yaml]\nsourceOfTruth: {orders: HubSpot}\n")
    assert {"orders": "HubSpot"} == layered.sources_of_truth


def test_what_readers_are_told_is_layered_and_in_no_digest(tmp_path: Path) -> None:
    """A file wins over those it builds on, two that do not know each other may not differ, and nothing is sent."""
    said = "roles: {order: %s}\nlifecycle: {adopter: [%s]}\n"
    (tmp_path / "b.yaml").write_text("blueprint: acme/b\n" + said % ("Base.", "customer"), encoding="utf-8")
    layered = desired(tmp_path, "extends: [./b.yaml]\n" + said % ("Ours.", "customer, other"))
    assert ({"orders": "Ours."}, {"adopter": ("customer", "other")}) == (layered.roles, layered.lifecycle)
    assert (desired(tmp_path, "objects: {}\n").digest, {}) == (layered.digest, dict(layered.resources))

    (tmp_path / "a.yaml").write_text("blueprint: acme/a\n" + said % ("Ours.", "other"), encoding="utf-8")
    found = check([tmp_path], root=tmp_path).findings
    assert [("TWO_MEANINGS", "b.yaml:2:9"), ("TWO_MEANINGS", "b.yaml:3:13")] == [
        (one.code, str(one.place)) for one in found
    ]
