"""What a sound blueprint becomes."""

from __future__ import annotations

from collections.abc import Callable

from cvpctl.blueprint import Checked
from cvpctl.model import Address, Desired, Place

Checking = Callable[..., Checked]

CONTACTS = """\
blueprint: acme/customer-org
version: 1.10
objects:
  CONTACT:
    groups:
      value_path: {label: Value Path}
    properties:
      value_path_stage:
        label: Value Path Stage
        groupName: value_path
        type: enumeration
        fieldType: radio
        options:
          - no
          - {value: 007, label: 1.10}
"""
DEALS = """\
objects:
  0-3:
    pipelines:
      path_to_value:
        label: Path to Value
        stages:
          discover: {label: Discover, metadata: {probability: 0.2}}
          build: {label: Build, metadata: {probability: 0.6}}
removed:
  - {address: property.contact.legacy_score/options/low}
"""
STAGE = Address("property", ("contacts",), "value_path_stage")
PIPELINE = Address("pipeline", ("deals",), "path_to_value")


def desired(checked: Checked) -> Desired:
    assert checked.findings == ()
    assert checked.desired is not None
    return checked.desired


def test_short_options_are_written_out_and_text_stays_as_written(checking: Checking) -> None:
    """`no`, `007` and `1.10` are texts where the schema says string; a short option is value and label at once."""
    options = desired(checking(CONTACTS)).resources[STAGE].body["options"]
    assert options == [{"value": "no", "label": "no"}, {"value": "007", "label": "1.10"}]


def test_numbers_and_stage_order_survive(checking: Checking) -> None:
    """Stages stay a mapping in the order written; metadata are YAML 1.2 scalars."""
    stages = desired(checking(DEALS)).resources[PIPELINE].body["stages"]
    assert list(stages) == ["discover", "build"]
    assert stages["discover"]["metadata"] == {"probability": 0.2}


def test_any_spelling_of_an_object_gives_its_canonical_address(checking: Checking) -> None:
    """CONTACT, contact and 0-3 never reach an address."""
    found = desired(checking(CONTACTS, DEALS))
    addresses = ["group.contacts.value_path", "property.contacts.value_path_stage", "pipeline.deals.path_to_value"]
    assert addresses == [str(address) for address in found.resources]
    assert [str(address) for address in found.removed] == ["property.contacts.legacy_score/options/low"]


def test_places_are_told_for_resource_field_option_and_stage(checking: Checking) -> None:
    """Options are found by value although the file has a list."""
    resources = desired(checking(CONTACTS, DEALS)).resources
    places = resources[STAGE].places
    assert Place("1.yaml", 8, 7) == resources[STAGE].place
    assert Place("1.yaml", 12, 9) == places["fieldType",]
    assert Place("1.yaml", 14, 13) == places["options", "no"]
    assert Place("1.yaml", 15, 26) == places["options", "007", "label"]
    assert Place("2.yaml", 8, 11) == resources[PIPELINE].places["stages", "build"]
    assert ("options", "yes") not in places
    assert ("options", "007") in list(places)
    assert len(list(places)) == len(places)


def test_digest_is_of_content_alone(checking: Checking) -> None:
    """Layout, file names and the order of keys do not count; the order of stages does."""
    one = desired(checking(CONTACTS, DEALS)).digest
    assert one == desired(checking(**{"1.yaml": DEALS, "2.yaml": "# moved\n\n" + CONTACTS})).digest
    lines = DEALS.splitlines(keepends=True)
    swapped = "".join([*lines[:6], lines[7], lines[6], *lines[8:]])
    assert one != desired(checking(**{"1.yaml": swapped, "2.yaml": CONTACTS})).digest
    assert one != desired(checking(**{"1.yaml": DEALS.replace("0.6", "0.7"), "2.yaml": CONTACTS})).digest


def test_observed_things_may_be_referred_to(checking: Checking) -> None:
    """A group and a property that are live and not ours are no findings."""
    text = """\
observed: [group.contacts.finance, property.0-1.hs_score]
objects:
  contacts:
    properties:
      double_score:
        label: Double
        groupName: finance
        type: number
        fieldType: calculation_equation
        calculationFormula: hs_score * 2
"""
    assert [Address("property", ("contacts",), "double_score")] == list(desired(checking(text)).resources)


def test_anchors_may_be_used(checking: Checking) -> None:
    """An alias is written once and stands twice."""
    text = "objects: {contacts: {groups: &g {one: {label: One}}}, companies: {groups: *g}}"
    assert [address.scope[0] for address in desired(checking(text)).resources] == ["contacts", "companies"]
