"""A repository on a GitHub of this machine, and the portal it is about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from ci.client import BLUEPRINT, FILE, SETTINGS, Client
from ci.fake_github import REPOSITORY, TOKEN, GitHubHere, github_here
from ci.forge import forge_here
from desk import Desk

from cvpctl.blueprint.schema import schema_text
from cvpctl.emulator.server import Emulator
from cvpctl.project import init_files


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHubHere]:
    with github_here() as here:
        monkeypatch.setenv("GITHUB_API_URL", here.url)
        monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
        monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
        yield here


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
