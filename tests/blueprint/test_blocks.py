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
    ],
)
def test_a_block_that_cannot_be_read(tmp_path: Path, text: str, code: str, place: str) -> None:
    """It is told once, at its place."""
    assert (code, place) in codes(tmp_path, text)
    assert 1 == len([one for one in codes(tmp_path, text) if one[0] == code])


def test_two_sources_of_truth(tmp_path: Path) -> None:
    """Two files that do not know each other may not name two systems; one that builds on the other may."""
    (tmp_path / "b.yaml").write_text("blueprint: acme/b\nsourceOfTruth: {orders: Ledger}\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_text("blueprint: acme/a\nsourceOfTruth: {orders: HubSpot}\n", encoding="utf-8")
    found = check([tmp_path], root=tmp_path).findings
    assert [("TWO_TRUTHS", "b.yaml:2:17")] == [(one.code, str(one.place)) for one in found]

    layered = desired(tmp_path, "extends: [./b.yaml]\nsourceOfTruth: {orders: HubSpot}\n")
    assert {"orders": "HubSpot"} == layered.sources_of_truth
