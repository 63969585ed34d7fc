"""`manages:` and `exclusive:` as blueprints say them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from cvpctl.blueprint import Checked, blueprint_schema, check
from cvpctl.model import Address, Desired, Place, Selector

Checking = Callable[..., Checked]
TIER = """\
objects:
  contacts:
    groups:
      value: {label: Value}
    properties:
      tier: {label: Tier, groupName: value, type: enumeration, fieldType: select, options: [a, b], exclusive: WORD}
"""
OPTIONS = Address("property", ("contacts",), "tier", ("options",))


def desired(checked: Checked) -> Desired:
    assert checked.desired is not None, checked.findings
    return checked.desired


def test_a_namespace_is_compiled_with_its_place(checking: Checking) -> None:
    """Objects are canonical; without a kind it holds properties, or labels where pairs are named."""
    text = """\
manages:
  - {objects: [CONTACT, 0-3], groups: [value], prefix: acme_}
  - {pairs: [{from: contact, to: deals}]}
  - kind: group
    objects: [deliverable]
"""
    assert (
        Selector("property", ("contacts", "deals"), ("value",), "acme_", (), Place("1.yaml", 2, 5)),
        Selector("label", pairs=(("contacts", "deals"),), place=Place("1.yaml", 3, 5)),
        Selector("group", ("deliverable",), place=Place("1.yaml", 4, 5)),
    ) == desired(checking(text)).manages


@pytest.mark.parametrize(("word", "lists"), [("true", {OPTIONS}), ("false", set())])
def test_an_exclusive_list_is_an_address(checking: Checking, word: str, lists: set[Address]) -> None:
    """The word stands beside the list and never reaches the body that is sent."""
    found = desired(checking(TIER.replace("WORD", word)))

    assert lists == found.exclusive
    assert "exclusive" not in found.resources[OPTIONS.owner].body


def test_stages_are_exclusive_too(checking: Checking) -> None:
    """`exclusive: true` beside `stages`."""
    text = """\
objects:
  deals:
    pipelines:
      path:
        label: Path
        stages: {one: {label: One, metadata: {probability: 0.5}}}
        exclusive: true
"""
    assert {Address("pipeline", ("deals",), "path", ("stages",))} == desired(checking(text)).exclusive


def test_both_are_part_of_what_is_applied(checking: Checking) -> None:
    """The digest of the blueprints tells a whole list from an open one, and a namespace from none."""
    texts = (TIER.replace("WORD", "true"), TIER.replace("WORD", "false"))
    manages = "manages: [{objects: [contacts], groups: [value]}]\n"

    digests = {desired(checking(text + more)).digest for text in texts for more in ("", manages)}

    assert 4 == len(digests)


def test_what_is_omitted_is_known_to_be(checking: Checking) -> None:
    """Nobody touches it, so nobody may take it for a stranger."""
    base = TIER.replace("exclusive: WORD", "description: x")
    over = "extends: [./base.yaml]\nomit: [property.contacts.tier]\n"

    found = desired(checking(**{"base.yaml": base, "over.yaml": over}))

    assert {OPTIONS.owner} == found.omitted


def test_only_a_file_that_was_named_owns_a_namespace(tmp_path: Path) -> None:
    """The same file is refused below another one, and taken where it is named itself."""
    manages = "objects: {contacts: {groups: {value: {label: Value}}}}\nmanages: [{objects: [contacts], prefix: a_}]\n"
    (tmp_path / "base.yaml").write_text(manages)
    over = tmp_path / "over.yaml"
    over.write_text("extends: [./base.yaml]\n")

    below = check([over], root=tmp_path)

    assert ["MANAGES_IN_LIBRARY"] == [finding.code for finding in below.findings]
    assert 1 == len(desired(check([tmp_path], root=tmp_path)).manages)


@pytest.mark.parametrize("extends", ["", "extends: [./base.yaml]\n"])
def test_an_editor_knows_both(extends: str) -> None:
    """Whole files and layers; a misspelt word is red."""
    judge = Draft202012Validator(blueprint_schema())
    good = f"{extends}{TIER.replace('WORD', 'true')}manages: [{{objects: [contacts], prefix: a_}}]\n"

    assert judge.is_valid(yaml.safe_load(good))
    assert not judge.is_valid(yaml.safe_load(good.replace("exclusive", "exclusiv")))
    assert not judge.is_valid(yaml.safe_load(good.replace("prefix", "prefx")))
