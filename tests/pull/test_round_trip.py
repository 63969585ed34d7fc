"""From a portal to files and back to another portal."""

from __future__ import annotations

from pathlib import Path

import pytest
from pull_harness import desired_of, opened, plan_of, provision, pull_into, remaining, texts_in
from shipped import copy_part

from cvpctl.blueprint.fmt import formatted
from cvpctl.emulator.server import Emulator
from cvpctl.model import Address

pytestmark = pytest.mark.long  # the same in many shapes; the short suite has one of each sort

SECOND = "token-of-the-second-portal"


@pytest.fixture
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_part(tmp_path_factory.mktemp("library"))


def test_a_provisioned_portal_pulls_into_files_that_plan_empty(
    emulator: Emulator, tmp_path: Path, library: Path
) -> None:
    """All that the library created is stated by the pull, validates without a finding and leaves nothing to plan."""
    desired = desired_of(library)
    with opened(emulator) as portal:
        provision(portal, desired)
        state = pull_into(tmp_path, portal)

    pulled = desired_of(tmp_path)

    assert set(desired.resources) == set(pulled.resources)
    assert [] == remaining(plan_of(pulled, state))


def test_two_portals_of_one_pull_are_pulled_alike(emulator: Emulator, tmp_path: Path, library: Path) -> None:
    """Applied to a second empty portal and pulled again, the two pulls are the same bytes."""
    first, second = tmp_path / "first", tmp_path / "second"
    with opened(emulator) as portal, opened(emulator, SECOND) as other:
        provision(portal, desired_of(library))
        pull_into(first, portal)
        provision(other, desired_of(first))
        pull_into(second, other)

    assert 9 == len(texts_in(first))
    assert texts_in(first) == texts_in(second)


def test_what_pull_writes_is_what_fmt_writes(emulator: Emulator, tmp_path: Path, library: Path) -> None:
    """Pull and fmt agree on the one form of a file."""
    with opened(emulator) as portal:
        provision(portal, desired_of(library))
        pull_into(tmp_path, portal, include_hubspot_defined=True)

    assert [] == [name for name, text in texts_in(tmp_path).items() if text != formatted(text)]


def test_a_new_portal_has_nothing_of_its_own(emulator: Emulator, tmp_path: Path) -> None:
    """HubSpot's groups, properties and untouched pipelines are not pulled unless asked for."""
    with opened(emulator) as portal:
        pull_into(tmp_path, portal)

    assert {} == texts_in(tmp_path)


def test_hubspots_own_things_are_pulled_on_request(emulator: Emulator, tmp_path: Path) -> None:
    """Its groups and what it lets be changed are stated, the rest observed; nothing is left to plan."""
    with opened(emulator) as portal:
        state = pull_into(tmp_path, portal, include_hubspot_defined=True)

    pulled = desired_of(tmp_path)

    assert 24 == len(texts_in(tmp_path))
    assert Address("property", ("contacts",), "annualrevenue") in pulled.resources
    assert "  - property.contacts.email  # HubSpot keeps its definition" in texts_in(tmp_path)["contacts.yaml"]
    assert [] == remaining(plan_of(pulled, state))


@pytest.mark.parametrize("level", ["sensitive", "highly_sensitive"])
def test_sensitive_properties_are_pulled(emulator: Emulator, tmp_path: Path, level: str) -> None:
    """They hide from the plain list and come with their sensitivity."""
    text = f"""\
objects:
  contacts:
    groups: {{health: {{label: Health}}}}
    properties:
      blood: {{label: Blood, groupName: health, type: string, fieldType: text, dataSensitivity: {level}}}
"""
    (tmp_path / "blueprint.yaml").write_text(text)
    with opened(emulator) as portal:
        provision(portal, desired_of(tmp_path))
        pull_into(tmp_path / "pulled", portal, ["contacts"])

    blood = desired_of(tmp_path / "pulled").resources[Address("property", ("contacts",), "blood")]

    assert level == blood.body["dataSensitivity"]


def test_a_customised_pipeline_of_hubspots_is_the_portals_own(emulator: Emulator, tmp_path: Path) -> None:
    """Once somebody renames a stage of the default pipeline, the pipeline is pulled."""
    text = "objects: {deals: {pipelines: {default: {stages: {contractsent: {label: Agreement Sent}}}}}}\n"
    (tmp_path / "blueprint.yaml").write_text(text)
    with opened(emulator) as portal:
        provision(portal, desired_of(tmp_path))
        pull_into(tmp_path / "pulled", portal, ["deals"])

    stages = desired_of(tmp_path / "pulled").resources[Address("pipeline", ("deals",), "default")].body["stages"]

    assert {"label": "Agreement Sent", "metadata": {"probability": 0.9}} == stages["contractsent"]
    assert 7 == len(stages)
