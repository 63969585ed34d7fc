"""Pulling custom objects, association labels and validation rules into blueprints that a person keeps."""

from __future__ import annotations

import difflib
from typing import Any

import pytest
from desk import Desk

from cvpctl.emulator.identity import DEFAULT_PORTAL_ID

pytestmark = pytest.mark.long

SCHEMAS = "/crm-object-schemas/2026-09/schemas"
LABELS = "/crm/associations/2026-09/{}/labels"
OWN = f"p{DEFAULT_PORTAL_ID}_"
RULES = "/crm/property-validations/2026-09/companies"
BLUEPRINT = """\
blueprint: acme/promises   # ours
version: "1.0"
variables:
  buyer: {type: string, default: Buyer}

customObjects:
  deliverable:
    # As the client calls it.
    labels: {singular: Deliverable, plural: 'Deliverables'}   # two words
    primaryDisplayProperty: title
    requiredProperties: [title, reference]
    searchableProperties:
      - title   # what people type
      # and what invoices say
      - reference
    justification: {nativesConsidered: [services], why: It is kept or not.}
    groups: {promise: {label: Promise}}
    properties:
      title: {label: Title, groupName: promise, type: string, fieldType: text}
      reference: {label: Reference, groupName: promise, type: string, fieldType: text}
      owed_to: {label: Owed To, groupName: promise, type: string, fieldType: text}
objects:
  companies:
    groups: {ours: {label: Ours}}
    properties:
      vat_number: {label: VAT Number, groupName: ours, type: string, fieldType: text}
    validations:
      vat_number:
        # letters first
        - {ruleType: REGEX, ruleArguments: ["^[A-Z]{2}"]}

associations:
  # the other way round than a pull would write it
  - from: contact
    to: DEAL
    labels:
      buyer: {label: "${var.buyer}", inverseLabel: Bought}
      payer: {label: Payer, inverseLabel: "Paid", maxToObjects: 2}   # who pays
  - from: deliverable
    to: contacts
    labels: {recipient: {label: Recipient}}
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


def _changed(desk: Desk, name: str = "blueprints/portal.yaml") -> list[str]:
    """Return the lines that went and came, without the rest."""
    found = difflib.unified_diff(BLUEPRINT.splitlines(), desk.read(name).splitlines(), n=0, lineterm="")
    return [line for line in list(found)[2:] if line[0] in "+-"]


def _relabel(desk: Desk, was: str, *, label: str, inverse: str) -> None:
    rows: list[Any] = desk.ask("GET", LABELS.format("contacts/deals"))["results"]
    type_id = next(row["typeId"] for row in rows if row["label"] == was)
    said = {"associationTypeId": type_id, "label": label, "inverseLabel": inverse}
    desk.ask("PUT", LABELS.format("contacts/deals"), said)


def _deliverable(desk: Desk, **said: Any) -> None:
    desk.ask("PATCH", f"{SCHEMAS}/{OWN}deliverable", said)


def test_nothing_moved_nothing_written(provisioned: Desk) -> None:
    """Right after an apply every byte stays, and the command says how much it compared."""
    assert "Nothing was written: 11 resources equal the portal's.\n" == _pull(provisioned)
    assert [] == _changed(provisioned)


def test_what_moved_is_changed_and_nothing_else(provisioned: Desk) -> None:
    """Texts of a label and of a custom object, lists with their comments, a rule: each at its place."""
    _relabel(provisioned, "Payer", label="Invoice Goes To", inverse="Pays For")
    _deliverable(
        provisioned,
        labels={"singular": "Promise", "plural": "Promises"},
        requiredProperties=["title"],
        searchableProperties=["reference", "owed_to"],
    )
    provisioned.ask("PUT", f"{RULES}/vat_number/rule-type/REGEX", {"ruleArguments": ["^[A-Z]{2}[0-9]+$", "x"]})

    said = _pull(provisioned)

    assert [
        "-    labels: {singular: Deliverable, plural: 'Deliverables'}   # two words",
        "+    labels: {singular: Promise, plural: Promises}   # two words",
        "-    requiredProperties: [title, reference]",
        "+    requiredProperties: [title]",
        "-      - title   # what people type",
        "+      - owed_to",
        '-        - {ruleType: REGEX, ruleArguments: ["^[A-Z]{2}"]}',
        '+        - {ruleType: REGEX, ruleArguments: ["^[A-Z]{2}[0-9]+$", x]}',
        '-      payer: {label: Payer, inverseLabel: "Paid", maxToObjects: 2}   # who pays',
        "+      payer: {label: Invoice Goes To, inverseLabel: Pays For, maxToObjects: 2}   # who pays",
    ] == _changed(provisioned)
    assert "7 changes taken over from the portal" in said
    assert 0 == provisioned.run("plan", "--exit-code").code


def test_a_variable_in_a_label_is_never_written_over(provisioned: Desk) -> None:
    """What it says stays, and is told where the portal moved; the rest of the label is taken over."""
    _relabel(provisioned, "Buyer", label="Customer", inverse="Purchase")

    said = _pull(provisioned)

    assert [
        '-      buyer: {label: "${var.buyer}", inverseLabel: Bought}',
        '+      buyer: {label: "${var.buyer}", inverseLabel: Purchase}',
    ] == _changed(provisioned)
    assert (
        "left as it is: label.contacts.deals.buyer#label (it is said by a variable (${var.buyer}); change that)" in said
    )


def test_new_things_are_named_and_added_only_when_asked(provisioned: Desk) -> None:
    """Labels go beside those of their pair, or as a new pair; rules beside those of their property."""
    for pair, name, label in (
        ("deals/contacts", "checker", "Checks It"),
        (f"contacts/{OWN}deliverable", "signs_off", "Signs Off"),
        (f"companies/{OWN}deliverable", "site", "Site"),
    ):
        provisioned.ask("POST", LABELS.format(pair), {"name": name, "label": label, "inverseLabel": f"{label} (back)"})
    provisioned.ask("PUT", f"{RULES}/vat_number/rule-type/MAX_LENGTH", {"ruleArguments": ["14"]})
    provisioned.ask("PUT", f"{RULES}/domain/rule-type/DOMAIN", {"ruleArguments": []})

    told = _pull(provisioned)
    assert [] == _changed(provisioned)
    said = _pull(provisioned, "--new")

    names = [
        *("validation.companies.domain", "validation.companies.vat_number/rules/MAX_LENGTH"),
        *("label.deliverable.companies.site", "label.deliverable.contacts.signs_off", "label.contacts.deals.checker"),
    ]
    assert f"in the portal and in no file: {', '.join(names)}" in told
    assert f"new in the files: {', '.join(names)}" in said
    assert [
        '+        - {ruleType: MAX_LENGTH, ruleArguments: ["14"]}',
        "+      domain:",
        "+        - {ruleType: DOMAIN}",
        "+      checker: {label: Checks It (back), inverseLabel: Checks It}",
        "-    labels: {recipient: {label: Recipient}}",
        "+    labels: {recipient: {label: Recipient}, signs_off: {label: Signs Off (back), inverseLabel: Signs Off}}",
        "+  - from: deliverable",
        "+    to: companies",
        "+    labels:",
        "+      site: {label: Site (back), inverseLabel: Site}",
        "+",
        "+observed:",
        "+  - property.companies.domain",
    ] == _changed(provisioned)
    assert 0 == provisioned.run("plan", "--exit-code").code
    assert "Nothing was written: 15 resources equal the portal's.\n" == _pull(provisioned, "--new")


def test_a_custom_object_of_no_file_gets_its_own(provisioned: Desk) -> None:
    """With --new its file states the object, its parts, and its labels to objects that were read."""
    made = {
        "name": "interest",
        "labels": {"singular": "Interest", "plural": "Interests"},
        "primaryDisplayProperty": "topic",
        "properties": [{"name": "topic", "label": "Topic", "type": "string", "fieldType": "text"}],
    }
    provisioned.ask("POST", SCHEMAS, made)
    provisioned.ask("POST", LABELS.format(f"{OWN}interest/contacts"), {"name": "curious", "label": "Curious"})

    _pull(provisioned, "--objects", "interest,contacts", "--new")

    text = provisioned.read("blueprints/interest.yaml")
    assert "customObjects:\n  interest:\n    labels: {singular: Interest, plural: Interests}\n" in text
    assert "associations:\n  - from: interest\n    to: contacts\n    labels:\n      curious: {label: Curious}\n" in text
    assert [] == _changed(provisioned)
    assert 0 == provisioned.run("plan", "--exit-code").code


def test_what_is_gone_is_named_and_stays(provisioned: Desk) -> None:
    """A label that was deleted in the portal is told; the file keeps it."""
    rows: list[Any] = provisioned.ask("GET", LABELS.format("contacts/deals"))["results"]
    type_id = next(row["typeId"] for row in rows if row["label"] == "Payer")
    provisioned.ask("DELETE", f"{LABELS.format('contacts/deals')}/{type_id}")

    said = _pull(provisioned)

    assert "not in the portal any more: label.contacts.deals.payer" in said
    assert "Nothing was written: 10 resources equal the portal's, 1 not in the portal.\n" in said
    assert [] == _changed(provisioned)


def test_labels_of_a_file_without_objects_are_compared(desk: Desk) -> None:
    """A file of labels alone is about its pairs: their other labels are new, other things of the objects are not."""
    text = "associations:\n  - from: deals\n    to: contacts\n    labels:\n      buyer: {label: Buyer}\n"
    desk.write("blueprints/labels.yaml", text)
    assert 0 == desk.run("apply", "--yes").code
    desk.ask("POST", LABELS.format("deals/contacts"), {"name": "payer", "label": "Payer"})
    desk.ask("POST", "/crm/properties/2026-09/deals/groups", {"name": "ours", "label": "Ours"})

    told = _pull(desk)
    _pull(desk, "--new")

    assert "in the portal and in no file: label.deals.contacts.payer\n" in told
    assert f"{text}      payer: {{label: Payer}}\n" == desk.read("blueprints/labels.yaml")
