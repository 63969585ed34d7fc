"""Layers: what stands when files build on one another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from blueprint.shelves import shelf_of

from cvpctl.blueprint import Checked, check
from cvpctl.model import Address, Desired, Place

Checking = Callable[..., Checked]

STAGE = Address("property", ("contacts",), "stage")
PIPELINE = Address("pipeline", ("deals",), "path")
BASE = """\
objects:
  contacts:
    groups: {ours: {label: Ours}}
    properties:
      stage:
        label: Stage
        groupName: ours
        type: enumeration
        fieldType: radio
        options: [One, {value: two, label: Two, description: The second}, Three]
  deals:
    pipelines:
      path:
        label: Path
        stages:
          first: {label: First, metadata: {probability: 0.1}}
          won: {label: Won, metadata: {probability: 1.0}}
"""


def layer(options: str = "[]", stages: str = "{first: {}}", *, extends: str = "./base.yaml") -> str:
    return f"""\
extends: [{extends}]
objects:
  CONTACT:
    properties:
      stage:
        options: {options}
  0-3:
    pipelines:
      path: {{stages: {stages}}}
"""


def desired(checked: Checked) -> Desired:
    assert checked.findings == ()
    assert checked.desired is not None
    return checked.desired


def options(checked: Checked) -> list[str]:
    return [option["value"] for option in desired(checked).resources[STAGE].body["options"]]


def test_a_later_layer_says_what_it_changes_and_no_more(checking: Checking) -> None:
    """Mappings merge by key, options and stages by identity; what nobody restates stays."""
    upper = layer("[{value: two, hidden: true}, Four]", "{first: {metadata: {probability: 0.2}}}")
    resources = desired(checking(upper, **{"base.yaml": BASE})).resources
    stage = resources[STAGE].body
    assert {"value": "two", "label": "Two", "description": "The second", "hidden": True} == stage["options"][1]
    assert ["One", "two", "Three", "Four"] == [option["value"] for option in stage["options"]]
    assert ("Stage", "radio") == (stage["label"], stage["fieldType"])
    assert {"label": "First", "metadata": {"probability": 0.2}} == resources[PIPELINE].body["stages"]["first"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("[{value: new, label: New, after: One}]", ["One", "new", "two", "Three"]),
        ("[{value: new, label: New, before: One}]", ["new", "One", "two", "Three"]),
        ("[{value: Three, before: two}]", ["One", "Three", "two"]),
        ("[{value: a, label: A, after: One}, {value: b, label: B, after: a}]", ["One", "a", "b", "two", "Three"]),
        ("[{replace: true}, Three, Four]", ["Three", "Four"]),
    ],
)
def test_new_ones_go_last_unless_told_otherwise(checking: Checking, said: str, expected: list[str]) -> None:
    """`after` and `before` place a child, `replace: true` restates the list whole."""
    assert expected == options(checking(layer(said), **{"base.yaml": BASE}))


def test_stages_are_placed_and_replaced_likewise(checking: Checking) -> None:
    """A mapping of stages takes the same words; a stage may still be called replace."""
    for said, expected in (
        ("{mid: {label: Mid, metadata: {probability: 0.5}, before: won}}", ["first", "mid", "won"]),
        ("{replace: true, won: {label: Won, metadata: {probability: 1}}}", ["won"]),
        ("{replace: {label: Replace, metadata: {probability: 1}}}", ["first", "won", "replace"]),
    ):
        found = desired(checking(layer(stages=said), **{"base.yaml": BASE})).resources[PIPELINE]
        assert expected == list(found.body["stages"])


def test_each_field_knows_the_line_it_came_from(checking: Checking) -> None:
    """The last layer that says a field is its place; a replaced child has none."""
    upper = layer("[{replace: true}, {value: two, label: Zwei}]")
    resource = desired(checking(upper, **{"base.yaml": BASE})).resources[STAGE]
    assert Place("1.yaml", 5, 7) == resource.place
    assert Place("base.yaml", 6, 9) == resource.places["label",]
    assert Place("1.yaml", 6, 49) == resource.places["options", "two", "label"]
    assert ("options", "One") not in resource.places


def test_nesting_of_extends_does_not_matter(checking: Checking) -> None:
    """A chain of three says what the last one says that extends the others side by side."""
    middle = "[{value: new, label: New, after: One}, {value: two, label: Zwei}]"
    top = "[{value: Three, before: new}, {value: last, label: Last}]"
    chain = {"base.yaml": BASE, "middle.yaml": layer(middle), "top.yaml": layer(top, extends="./middle.yaml")}
    flat = {
        "base.yaml": BASE,
        "middle.yaml": layer(middle).replace("extends: [./base.yaml]", ""),
        "top.yaml": layer(top, extends="./base.yaml, ./middle.yaml"),
    }
    assert desired(checking(**chain)).digest == desired(checking(**flat)).digest


def test_a_file_that_several_extend_speaks_once(checking: Checking) -> None:
    """Two files may build on one and each change another part of it."""
    one = "extends: [./base.yaml]\nobjects: {contacts: {groups: {ours: {label: Theirs}}}}\n"
    found = desired(checking(one, layer("[Four]"), **{"base.yaml": BASE}))
    assert "Theirs" == found.resources[Address("group", ("contacts",), "ours")].body["label"]
    assert "Four" == found.resources[STAGE].body["options"][-1]["value"]


def test_two_roots_may_not_change_the_same_thing(checking: Checking) -> None:
    """Neither builds on the other, so nobody has the last word; both places are told."""
    (finding,) = checking(
        layer("[Four]"), layer("[Five]", "{won: {}}").split("  0-3")[0], **{"base.yaml": BASE}
    ).findings
    assert "DUPLICATE_ADDRESS" == finding.code
    assert "property.contacts.stage is stated twice; first at 1.yaml:5:7" == finding.message
    assert Place("2.yaml", 5, 7) == finding.place


def test_what_no_layer_says_is_missing(checking: Checking) -> None:
    """A layer may leave out what another says, not what none does."""
    (finding,) = checking(layer("[{value: new}]"), **{"base.yaml": BASE}).findings
    assert ("FIELD_MISSING", "no layer says the label of this") == (finding.code, finding.message)
    assert Place("1.yaml", 6, 19) == finding.place


def test_rules_of_a_kind_hold_for_what_layers_say_together(checking: Checking) -> None:
    """A label that another layer gave to another option is found, at the line that came last."""
    (finding,) = checking(layer("[{value: new, label: One}]"), **{"base.yaml": BASE}).findings
    assert ("DUPLICATE_OPTION_LABEL", Place("1.yaml", 6, 39)) == (finding.code, finding.place)


def test_omitted_things_are_gone_and_the_portal_is_not_told_to_remove_them(checking: Checking) -> None:
    """Addresses in any spelling, globs and parts; a statement of one's own stays."""
    top = """\
extends: [./base.yaml]
omit: [property.contact.stage/options/two, "pipeline.0-3.*"]
objects: {deals: {groups: {ours: {label: Ours}}}}
"""
    found = desired(checking(top, **{"base.yaml": BASE}))
    assert ["group.contacts.ours", "property.contacts.stage", "group.deals.ours"] == list(map(str, found.resources))
    assert ["One", "Three"] == [option["value"] for option in found.resources[STAGE].body["options"]]
    assert {} == found.removed


def test_an_inherited_tombstone_can_be_omitted(checking: Checking) -> None:
    """A layer that wants to keep what a lower one removes omits the removal."""
    base = "removed: [{address: property.contacts.stage}]\n"
    top = "extends: [./lower.yaml]\nomit: [property.contacts.stage]\n"
    found = desired(checking(BASE + "extends: [./top.yaml]\n", **{"lower.yaml": base, "top.yaml": top}))
    assert {} == found.removed
    assert STAGE in found.resources


def test_fields_left_to_the_portal_and_observed_things(checking: Checking) -> None:
    """Both reach the desired state under canonical addresses; the digest knows what is left."""
    top = "extends: [./base.yaml]\nportalOwns: [property.CONTACT.stage#options]\nobserved: [property.0-3.amount]\n"
    plain, found = desired(checking(BASE)), desired(checking(top, **{"1.yaml": top, "base.yaml": BASE}))
    assert {STAGE: frozenset({"options"})} == found.portal_owns
    assert {Address("property", ("deals",), "amount")} == found.observed
    assert plain.digest != found.digest


def test_parts_of_another_custom_object_compile_like_any(checking: Checking) -> None:
    """Its name is the scope; layers, references and pipelines work as on native objects."""
    text = """\
existingObjects:
  inspection:
    properties:
      passed: {label: Passed, groupName: inspection_information, type: bool, fieldType: booleancheckbox}
    pipelines:
      rounds: {label: Rounds, stages: {one: {label: One}}}
omit: []
"""
    checked = checking(text)
    assert ["EXISTING_OBJECT"] == [finding.code for finding in checked.findings]
    assert checked.desired is not None
    expected = ["property.inspection.passed", "pipeline.inspection.rounds"]
    assert expected == [str(address) for address in checked.desired.resources]


@pytest.mark.parametrize(
    "top",
    ["extends: [./one.yaml]\n", "extends: [./deep/]\n", "extends: [./deep/two.yaml]\n"],
)
def test_paths_are_relative_to_the_file(checking: Checking, top: str) -> None:
    """A path names a file or a folder, seen from the file that extends it."""
    files = {"one.yaml": "extends: [deep/two.yaml]\n", "deep/two.yaml": BASE}
    assert desired(checking(BASE)).digest == desired(checking(top, **{"1.yaml": top, **files})).digest


def test_a_chain_without_end_is_bounded(checking: Checking) -> None:
    """Hundreds of files on one another are a finding, not a crash."""
    files: dict[str, Any] = {f"{n:03}.yaml": f"extends: [./{n + 1:03}.yaml]\n" for n in range(300)}
    checked = checking(**files, **{"300.yaml": BASE})
    assert {"EXTENDS_TOO_DEEP"} == {finding.code for finding in checked.findings}


MANY = "objects: {contacts: {groups: {" + ", ".join(f"g{n}: {{label: G{n}}}" for n in range(5)) + "}}}\n"
FEW = "objects: {contacts: {groups: {g0: {label: G0}}}}\n"


@pytest.mark.parametrize(
    ("objects", "told"), [(MANY, ["5 things are stated here and in"]), (FEW, ["group.contacts.g0 is stated twice"])]
)
def test_a_layer_that_says_what_a_file_of_ones_own_says(tmp_path: Path, objects: str, told: list[str]) -> None:
    """Many addresses make one finding; it stands in one's own file, whichever is read first, and says so."""
    layer = f"blueprint: agency/base\n{objects}"
    shelf = shelf_of(agency={"base.yaml": layer})
    for extending, own in (("a.yaml", "z.yaml"), ("z.yaml", "a.yaml")):
        (tmp_path / extending).write_text("extends: [agency]\n", encoding="utf-8")
        (tmp_path / own).write_text(objects, encoding="utf-8")

        findings = check([tmp_path], root=tmp_path, shelf=shelf).findings

        assert told == [one.message[: len(words)] for one, words in zip(findings, told, strict=True)]
        assert ["DUPLICATE_ADDRESS"] == [one.code for one in findings]
        assert own == (findings[0].place.path if findings[0].place else "")
        assert "agency:base.yaml" in findings[0].message
        assert f"from {own}, or let it extend agency/base" in findings[0].help
