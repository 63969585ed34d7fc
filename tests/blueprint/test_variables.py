"""Variables: whose value wins, and what it becomes where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cvpctl.blueprint import Checked, Given
from cvpctl.model import Address, Place

Checking = Callable[..., Checked]
FIELD = Address("property", ("contacts",), "field")
BASE = """\
variables:
  name: {type: string, default: Base}
  order: {type: number, default: 7}
  shown: {type: boolean, default: true}
  size: {type: enum, values: [small, large], default: small}
  code: {type: string, default: 007}
objects:
  contacts:
    properties:
      field:
        label: "${var.name} of ${var.size}, ${var.order}"
        groupName: contactinformation
        type: string
        fieldType: text
        description: ${var.code}
        displayOrder: ${var.order}
        formField: ${var.shown}
"""


def body(checked: Checked) -> dict[str, Any]:
    assert checked.findings == ()
    assert checked.desired is not None
    return checked.desired.resources[FIELD].body


def test_a_scalar_alone_takes_the_typed_value(checking: Checking) -> None:
    """Numbers and booleans stay what they are; a text stays as written; within a text all become text."""
    found = body(checking(BASE))
    assert (7, True, "007") == (found["displayOrder"], found["formField"], found["description"])
    assert "Base of small, 7" == found["label"]


def test_a_number_in_a_text_field_is_its_literal_text(checking: Checking) -> None:
    """As `label: 1.10` is the text 1.10, so is a number that a variable holds."""
    text = BASE.replace("default: 7", "default: 1.10").replace(
        '"${var.name} of ${var.size}, ${var.order}"', "${var.order}"
    )
    text = text.replace("        displayOrder: ${var.order}\n", "").replace(
        "${var.code}", "${var.code}${var.name}${var.size}"
    )
    assert "1.10" == body(checking(text))["label"]


def test_the_last_to_say_a_value_wins(checking: Checking) -> None:
    """Default, then extender, then what is given from outside."""
    top = "extends: [./base.yaml]\nvariables: {name: Top, size: {default: large}}\n"
    given = {"order": Given("9", "--var order"), "name": Given("Given", "--var name")}
    assert "Top of large, 7" == body(checking(top, **{"base.yaml": BASE}))["label"]
    assert "Given of large, 9" == body(checking(top, given=given, **{"base.yaml": BASE}))["label"]


def test_escaped_patterns_are_plain_text(checking: Checking) -> None:
    """`$${` writes the characters themselves, beside real variables too."""
    text = BASE.replace('"${var.name} of', '"$${var.name} $${ ${var.name} of')
    assert "${var.name} ${ Base of small, 7" == body(checking(text))["label"]


def test_what_is_given_must_be_declared_and_fit(checking: Checking) -> None:
    """`--var` is refused; what a portal says is told at its place, a name nobody declares as a warning."""
    place = Place("cvpctl.yaml", 4, 20)
    given = {
        "nmae": Given("x", "--var nmae"),
        "territory": Given("x", "the variable territory", place),
        "order": Given("many", "--var order"),
    }
    found = [(str(f.place or ""), f.severity.value, f.code, f.help) for f in checking(BASE, given=given).findings]
    assert [
        ("", "error", "VARIABLE_UNKNOWN", "did you mean name?"),
        ("", "error", "VARIABLE_VALUE", "write a number"),
        ("cvpctl.yaml:4:20", "warning", "VARIABLE_UNKNOWN", "known here: name, order, shown, size, code"),
    ] == found


def test_two_roots_may_not_declare_one_variable(checking: Checking) -> None:
    """Both places are told."""
    one = "variables: {name: {type: string, default: A}}\nobjects: {deals: {groups: {a: {label: '${var.name}'}}}}\n"
    (finding,) = checking(one, one.replace("a: {label", "b: {label")).findings
    assert ("DUPLICATE_VARIABLE", Place("2.yaml", 1, 13)) == (finding.code, finding.place)


def test_children_of_lists_may_be_variables(checking: Checking) -> None:
    """A value that a variable gives is found by that value, in the body and among the places."""
    block = BASE.replace("type: string\n        fieldType: text", "type: enumeration\n        fieldType: radio")
    found = checking(block + '        options:\n          - {value: "${var.size}", label: Size}\n')
    assert [{"value": "small", "label": "Size"}] == body(found)["options"]
    assert found.desired is not None
    assert ("options", "small", "label") in found.desired.resources[FIELD].places


def test_a_variable_without_a_value_is_told_once(checking: Checking) -> None:
    """At its declaration, however often it is used."""
    text = BASE.replace("{type: string, default: Base}", "{type: string}")
    (finding,) = checking(text).findings
    assert ("VARIABLE_MISSING", Place("1.yaml", 2, 3)) == (finding.code, finding.place)
