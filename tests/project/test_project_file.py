from collections.abc import Callable
from pathlib import Path

import pytest

from cvpctl.errors import CvpError, UsageProblem
from cvpctl.model import Address, Place
from cvpctl.project import (
    Binding,
    EnvToken,
    FileToken,
    KeyringToken,
    NoToken,
    PortalSettings,
    Project,
    find_project,
    load_project,
    two_owners,
)

Load = Callable[[str], Project]

FULL = """\
project: acme
portals:
  production:
    portalId: 111
    accountType: STANDARD
    tier: professional
    baseUrl: https://API.hubapi.com/
    token:
      read: {env: ACME_READ}
      write: {file: secrets/write-token}
    drift: overwrite
    protected: false
    allow: ["OPTION_REMOVED:property.contacts.value_path_stage"]
    apiVersion: {properties: 2026-03}
  sandbox:
    token: {keyring: acme-sandbox}
    apiVersion: v3
  emulator:
    drift: hold
blueprints: [blueprints]
"""


def test_every_setting_is_read(load: Load, tmp_path: Path) -> None:
    """A file that uses every key becomes the settings it states."""
    project = load(FULL)

    assert project.name == "acme"
    assert project.root == tmp_path
    assert project.blueprints == (tmp_path / "blueprints",)
    assert project.portals["production"] == PortalSettings(
        "production",
        portal_id=111,
        account_type="STANDARD",
        tier="professional",
        base_url="https://api.hubapi.com",
        read_token=EnvToken("ACME_READ"),
        write_token=FileToken(tmp_path / "secrets/write-token"),
        drift="overwrite",
        protected=False,
        allow=("OPTION_REMOVED:property.contacts.value_path_stage",),
        versions={"properties": "2026-03"},
    )
    assert project.portals["sandbox"].read_token == KeyringToken("acme-sandbox")
    assert project.portals["sandbox"].versions == {"*": "v3"}
    assert project.portals["emulator"].drift == "hold"
    assert project.portals["emulator"].embedded


def test_what_is_left_out_has_a_default(load: Load, tmp_path: Path) -> None:
    """HubSpot's host, HUBSPOT_ACCESS_TOKEN and the folder blueprints need not be said."""
    project = load("project: acme\nportals: {production: {portalId: 111}}\n")

    expected = PortalSettings("production", portal_id=111)
    assert project.portals["production"] == expected
    assert expected.base_url == "https://api.hubapi.com"
    assert expected.read_token == expected.write_token == EnvToken("HUBSPOT_ACCESS_TOKEN")
    assert project.blueprints == (tmp_path / "blueprints",)


def test_one_source_serves_reading_and_writing(load: Load) -> None:
    """A token without read and write is used for both."""
    portal = load("project: a\nportals: {p: {token: {env: T}}}\n").portals["p"]

    assert portal.read_token == portal.write_token == EnvToken("T")


def test_a_read_source_alone_cannot_write(load: Load) -> None:
    """A portal with only a reading token has no writing one, and says so."""
    portal = load("project: a\nportals: {p: {token: {read: {env: T}}}}\n").portals["p"]

    assert portal.read_token == EnvToken("T")
    assert portal.write_token == NoToken("portals.p.token has no write source: this portal can only be read")


BOUND = """\
project: acme
portals:
  production:
    bindings:  # what acme called things before
      pipeline.deals.path_to_value: default
      pipeline.deals.path_to_value/stages/discover_value: "1186754"
      pipeline.deal.path_to_value/stages/activated: 007
      pipeline.tickets.path_to_value: default
      group.CONTACT.value_path: customer_value
      property.contacts.tier: no
      schema.deliverable: 2-1234567
      property.deliverable.due: due_on
      label.projects.contact.sponsor: 12/13
      label.projects.contacts.payer: 14/15
      label.contacts.contacts.peer: 16/16
  emulator:
    bindings: {property.contacts.tier: customer_tier}
"""


def test_bindings_are_read_as_they_are_written(load: Load) -> None:
    """Objects have their canonical names, identities YAML's literal text, and each knows its place."""
    portals = load(BOUND).portals

    told = {str(address): binding.identity for address, binding in portals["production"].bindings.items()}
    assert told == {
        "pipeline.deals.path_to_value": "default",
        "pipeline.deals.path_to_value/stages/discover_value": "1186754",
        "pipeline.deals.path_to_value/stages/activated": "007",
        "pipeline.tickets.path_to_value": "default",
        "group.contacts.value_path": "customer_value",
        "property.contacts.tier": "no",
        "schema.deliverable": "2-1234567",
        "property.deliverable.due": "due_on",
        "label.projects.contacts.sponsor": "12/13",
        "label.projects.contacts.payer": "14/15",
        "label.contacts.contacts.peer": "16/16",
    }
    place = Place("cvpctl.yaml", 17, 40)
    tier = Address("property", ("contacts",), "tier")
    assert portals["emulator"].bindings == {tier: Binding("customer_tier", place)}


def test_what_a_binding_gave_away_is_found(load: Load) -> None:
    """A live name that one address has is not free for the thing that is called so in the blueprints."""
    bindings = load(BOUND).portals["production"].bindings
    tier, no = (Address("property", ("contacts",), key) for key in ("tier", "no"))
    taken = Address("pipeline", ("deals",), "path_to_value", ("stages", "1186754"))

    found = list(two_owners(bindings, [tier, no, taken, Address("property", ("deals",), "no")]))

    stage = Address("pipeline", ("deals",), "path_to_value", ("stages", "discover_value"))
    assert [(one.address, f"{one.place} {one.code}") for one in found] == [
        (stage, "cvpctl.yaml:6:59 BOUND_AND_STATED"),
        (tier, "cvpctl.yaml:10:31 BOUND_AND_STATED"),
    ]
    assert found[1].help == "bind property.contacts.no as well, or correct this line"


def test_a_token_file_may_be_in_the_home_folder(load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A leading ~/ is the home folder."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    portal = load("project: a\nportals: {p: {token: {file: ~/.acme-token}}}\n").portals["p"]

    assert portal.read_token == FileToken(tmp_path / "home" / ".acme-token")


def test_text_stays_as_it_was_written(load: Load) -> None:
    """Words that YAML 1.1 takes for other things are names here."""
    assert load("project: no\nportals: {on: {}}\n").name == "no"


def test_the_project_is_found_from_a_folder_below(load: Load, tmp_path: Path) -> None:
    """The nearest file upwards counts."""
    load("project: acme\n")
    (tmp_path / "blueprints" / "deep").mkdir()

    found = find_project(tmp_path / "blueprints" / "deep")

    assert found is not None
    assert found.root == tmp_path


def test_the_search_ends_with_the_repository(load: Load, tmp_path: Path) -> None:
    """A project file above another repository is somebody else's."""
    load("project: acme\n")
    (tmp_path / "other" / ".git").mkdir(parents=True)
    (tmp_path / "other" / "below").mkdir()

    assert find_project(tmp_path / "other" / "below") is None


def test_the_search_ends_with_the_home_folder(load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing above the home folder is looked at."""
    load("project: acme\n")
    (tmp_path / "home" / "work").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    assert find_project(tmp_path / "home" / "work") is None


def test_a_misspelt_file_name_is_not_passed_over(tmp_path: Path) -> None:
    """cvpctl.yml would leave a command to the portal of the environment, so it is named."""
    (tmp_path / "cvpctl.yml").write_text("project: acme\n")

    with pytest.raises(UsageProblem, match=r"cvpctl\.yml is not read"):
        find_project(tmp_path)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A missing file is an error with its name, not a traceback."""
    with pytest.raises(CvpError, match=r"nothing\.yaml cannot be read: No such file"):
        load_project(tmp_path / "nothing.yaml")
