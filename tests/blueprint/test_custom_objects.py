"""Custom objects, association labels and validation rules: what they become, layered or alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cvpctl.blueprint import Checked, blueprint_schema
from cvpctl.model import Address, Desired, Place

Checking = Callable[..., Checked]

OBJECT = """\
customObjects:
  deliverable:
    labels: {singular: Deliverable, plural: Deliverables}
    primaryDisplayProperty: size
    secondaryDisplayProperties: [owed_on]
    justification: {nativesConsidered: [services], why: A service holds many.}
    properties:
      size:
        label: Size
        groupName: deliverable_information
        type: enumeration
        fieldType: select
        options: [Small, Large]
      owed_on: {label: Owed on, groupName: deliverable_information, type: date, fieldType: date}
"""
LABELS = """\
associations:
  - from: PROJECT
    to: 0-1
    labels:
      sponsor: {label: Sponsor, inverseLabel: Sponsored, maxToObjects: 1}
      stakeholder: {label: Stakeholder}
"""
RULES = """\
objects:
  contacts:
    properties: {vat: {label: VAT, groupName: contactinformation, type: string, fieldType: text}}
    validations:
      vat: [{ruleType: REGEX, ruleArguments: ["^A"]}, {ruleType: MAX_LENGTH, ruleArguments: ["9"]}]
"""
SCHEMA = Address("schema", (), "deliverable")
SPONSOR = Address("label", ("projects", "contacts"), "sponsor")
VAT = Address("validation", ("contacts",), "vat")


def desired(checked: Checked) -> Desired:
    assert checked.desired is not None, checked.findings
    assert [one for one in checked.findings if one.code != "EXISTING_OBJECT"] == []
    return checked.desired


def body(checked: Checked, address: Address) -> dict[str, Any]:
    return dict(desired(checked).resources[address].body)


def layered(base: str, own: str) -> dict[str, str]:
    return {"base.yaml": base, "own.yaml": f"extends: [./base.yaml]\n{own}"}


def test_a_schema_brings_its_primary_property(checking: Checking) -> None:
    """The body has the fields of the schema and the definition of the property it names, and no justification."""
    stated = desired(checking(OBJECT))
    options = [{"value": name, "label": name} for name in ("Small", "Large")]
    assert {
        "labels": {"singular": "Deliverable", "plural": "Deliverables"},
        "primaryDisplayProperty": "size",
        "secondaryDisplayProperties": ["owed_on"],
        "primaryProperty": {
            "label": "Size",
            "groupName": "deliverable_information",
            "type": "enumeration",
            "fieldType": "select",
            "options": options,
        },
    } == stated.resources[SCHEMA].body
    assert {"schema.deliverable", "property.deliverable.size", "property.deliverable.owed_on"} == set(
        map(str, stated.resources)
    )


def test_each_field_of_a_schema_knows_its_place(checking: Checking) -> None:
    """What the blueprint does not say about the schema itself has no place, and asking for all of them is safe."""
    resource = desired(checking(OBJECT)).resources[SCHEMA]
    assert Place("1.yaml", 2, 3) == resource.place
    assert Place("1.yaml", 4, 5) == resource.places[("primaryDisplayProperty",)]
    assert ("primaryProperty",) not in dict(resource.places)


def test_labels_go_by_the_names_of_their_objects(checking: Checking) -> None:
    """Both ends are canonical, in the order they are stated."""
    stated = desired(checking(LABELS))
    assert {"label.projects.contacts.sponsor", "label.projects.contacts.stakeholder"} == set(map(str, stated.resources))
    assert {"label": "Sponsor", "inverseLabel": "Sponsored", "maxToObjects": 1} == stated.resources[SPONSOR].body


def test_a_label_may_join_a_live_custom_object_of_another_file(checking: Checking) -> None:
    """What one file lists as live, another one may associate."""
    listed = "existingObjects: {inspection: {}}\n"
    stated = desired(checking(listed, "associations: [{from: deals, to: inspection, labels: {x: {label: X}}}]\n"))
    assert [Address("label", ("deals", "inspection"), "x")] == list(stated.resources)


def test_rules_stand_under_their_property(checking: Checking) -> None:
    """A validation is the list of its rules, each at its own place."""
    checked = checking(RULES)
    rules = [{"ruleType": "REGEX", "ruleArguments": ["^A"]}, {"ruleType": "MAX_LENGTH", "ruleArguments": ["9"]}]
    assert {"rules": rules} == body(checked, VAT)
    assert Place("1.yaml", 5, 55) == desired(checked).resources[VAT].places[("rules", "MAX_LENGTH")]


def test_layers_change_what_a_custom_object_says(checking: Checking) -> None:
    """An extender may state one text, a part, or nothing but a justification; its primary property follows."""
    base = OBJECT.replace("    justification: {nativesConsidered: [services], why: A service holds many.}\n", "")
    own = """\
customObjects:
  deliverable:
    labels: {plural: Promises}
    justification: {nativesConsidered: [services], why: None of them fits.}
    properties: {size: {label: How large}}
"""
    found = body(checking(**layered(base, own)), SCHEMA)
    assert {"singular": "Deliverable", "plural": "Promises"} == found["labels"]
    assert "How large" == found["primaryProperty"]["label"]


def test_layers_merge_labels_and_rules(checking: Checking) -> None:
    """Labels merge field by field, rules by their type."""
    own = "associations: [{from: projects, to: contacts, labels: {sponsor: {maxToObjects: 2}}}]\n"
    assert {"label": "Sponsor", "inverseLabel": "Sponsored", "maxToObjects": 2} == body(
        checking(**layered(LABELS, own)), SPONSOR
    )
    own = 'objects: {contacts: {validations: {vat: [{ruleType: REGEX, ruleArguments: ["^B"]}]}}}\n'
    rules = body(checking(**layered(RULES, own)), VAT)["rules"]
    assert [("REGEX", ["^B"]), ("MAX_LENGTH", ["9"])] == [(one["ruleType"], one["ruleArguments"]) for one in rules]


def test_parts_alone_do_not_restate_the_object(checking: Checking) -> None:
    """Beside a file that states the object, another file may add to it."""
    more = "customObjects: {deliverable: {groups: {more: {label: More}}}}\n"
    assert Address("group", ("deliverable",), "more") in desired(checking(OBJECT, more)).resources


def test_parts_of_an_object_that_nobody_states(codes: Callable[..., list[str]]) -> None:
    """They are warned about once, unless the object is observed."""
    parts = "customObjects: {deliverable: {groups: {more: {label: More}, less: {label: Less}}}}\n"
    assert ["REFERENCE_NOT_STATED"] == codes(parts)
    assert [] == codes(parts + "observed: [schema.deliverable]\n")


def test_an_object_without_justification_is_warned_about(codes: Callable[..., list[str]]) -> None:
    """It is created all the same."""
    assert ["JUSTIFICATION_MISSING"] == codes(OBJECT.replace("    justification", "#"))


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ('omit: ["label.project.*"]', {SCHEMA, VAT}),
        ("omit: [label.projects.contact.sponsor, label.projects.contacts.stakeholder]", {SCHEMA, VAT}),
        ("omit: [schema.deliverable]\nobserved: [schema.deliverable]", {VAT, SPONSOR}),
        ("omit: [validation.contact.vat]", {SCHEMA, SPONSOR}),
    ],
)
def test_what_is_inherited_can_be_omitted(checking: Checking, line: str, left: set[Address]) -> None:
    """Addresses and globs of these kinds go by any name of an object."""
    base = OBJECT + LABELS + RULES
    stated = desired(checking(**layered(base, line))).resources
    assert left == {SCHEMA, VAT, SPONSOR} & stated.keys()


def test_one_rule_can_be_omitted(checking: Checking) -> None:
    """Rules are children of a validation, as options are of a property."""
    found = body(checking(**layered(RULES, "omit: [validation.contacts.vat/rules/REGEX]")), VAT)
    assert ["MAX_LENGTH"] == [one["ruleType"] for one in found["rules"]]


def test_fields_can_be_left_to_the_portal(checking: Checking) -> None:
    """Each of these kinds has fields that a portal may own."""
    lines = (
        "portalOwns: [schema.deliverable#labels, label.project.contact.sponsor#label, validation.contacts.vat#rules]\n"
    )
    owned = desired(checking(OBJECT + LABELS + RULES + lines)).portal_owns
    assert {SCHEMA: {"labels"}, SPONSOR: {"label"}, VAT: {"rules"}} == owned


def test_tombstones_and_observed_things(checking: Checking) -> None:
    """Addresses with no, one and two objects are read, and their objects become canonical."""
    stated = desired(
        checking(
            "removed: [{address: schema.interest}, {address: validation.contact.vat/rules/REGEX}]\n"
            "observed: [label.project.contact.sponsor]\n"
        )
    )
    assert {"schema.interest", "validation.contacts.vat/rules/REGEX"} == set(map(str, stated.removed))
    assert {SPONSOR} == stated.observed


@pytest.mark.parametrize(
    ("document", "good"),
    [
        ({"customObjects": {"machine": {}}}, False),
        ({"customObjects": {"interest": {"labels": {"singular": "x", "plural": "y"}}}}, False),
        ({"customObjects": {"interest": {"groups": {"ours": {"label": "Ours"}}}}}, True),
        ({"extends": ["./a.yaml"], "customObjects": {"interest": {"labels": {"plural": "y"}}}}, True),
        ({"associations": [{"from": "deals", "to": "contacts", "labels": {"x": {}}}]}, False),
        ({"extends": ["./a.yaml"], "associations": [{"from": "deals", "to": "contacts", "labels": {"x": {}}}]}, True),
        ({"objects": {"contacts": {"validations": {"vat": [{"ruleType": "REGEXP"}]}}}}, False),
        ({"objects": {"contacts": {"validations": {"vat": [{"ruleType": "${var.rule}"}]}}}}, True),
    ],
)
def test_an_editor_knows_them(document: dict[str, Any], *, good: bool) -> None:
    """The published schema has the three objects, pairs of labels and rules, whole or layered."""
    assert good == Draft202012Validator(blueprint_schema()).is_valid(document)
