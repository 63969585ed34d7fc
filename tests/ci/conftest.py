"""A repository on a GitHub of this machine, and the portal it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ci.fake_github import REPOSITORY, TOKEN, GitHubHere, github_here
from ci.forge import Forge, forge_here
from desk import Desk

from cvpctl.blueprint.schema import schema_text
from cvpctl.emulator.server import Emulator
from cvpctl.project import init_files

SETTINGS = """\
project: acme
portals:
  production: {{portalId: {portal}, baseUrl: "{url}", token: {{env: HUBSPOT_ACCESS_TOKEN}}, drift: hold}}
blueprints: [blueprints]
record: {{store: branch}}
"""
BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {value_path: {label: Value}}
    properties:
      region: {label: Region, groupName: value_path, type: string, fieldType: text}
"""
FILE = "blueprints/portal.yaml"
REGION = "/crm/properties/2026-09/contacts/region"


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHubHere]:
    with github_here() as here:
        monkeypatch.setenv("GITHUB_API_URL", here.url)
        monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
        monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
        yield here


@dataclass(slots=True)
class Client:
    """A client whose repository is on the forge: what `init` wrote, and a portal."""

    forge: Forge
    portal: Desk

    def state(self, label: str) -> None:
        """Let the blueprint say another label."""
        self.portal.write(FILE, BLUEPRINT.replace("label: Region", f"label: {label}"))

    def edit(self, **body: Any) -> None:
        """Change the property in the portal, as a person does."""
        self.portal.ask("PATCH", REGION, body)

    @property
    def label(self) -> str:
        return str(self.portal.ask("GET", REGION)["label"])


@pytest.fixture(scope="module")
def portal() -> Iterator[Emulator]:
    with Emulator() as server:
        yield server


@pytest.fixture
def client(portal: Emulator, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Client]:
    portal.reset()
    with forge_here(tmp_path.resolve()) as forge:
        init_files(forge.desk, name="acme", schemas={"blueprint.schema.json": schema_text()})
        desk = Desk(forge.desk, portal, capsys)
        desk.write("cvpctl.yaml", SETTINGS.format(portal=portal.portal_id, url=portal.base_url))
        desk.write(FILE, BLUEPRINT)
        forge.secrets["HUBSPOT_ACCESS_TOKEN"] = portal.token
        forge.variables["CVPCTL_SOURCE"] = "git+https://git.example/cvpctl@0123abc"
        forge.push("what init wrote")
        yield Client(forge, desk)
