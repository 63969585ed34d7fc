"""Everything the repository ships, pulled from one portal by the command and moved to another."""

from __future__ import annotations

import shutil

import pytest
from client_repository import ROOT
from desk import Desk

from cvpctl.blueprint import check
from cvpctl.emulator.server import Emulator

LIBRARIES = ("value-first",)
PROJECT = """\
project: acme
portals:
  acme: {{portalId: {portal}, baseUrl: "{url}", token: {{env: ACME_TOKEN}}}}
  second: {{portalId: 22, baseUrl: "{url}", token: {{env: SECOND_TOKEN}}}}
blueprints: [blueprints]
"""
RULES = """
objects:
  companies:
    validations:
      domain: [{ruleType: DOMAIN}, {ruleType: REGEX, ruleArguments: ["^[a-z$${}]+,[0-9]{2}$"]}]
customObjects:
  interest:
    validations:
      interest_name: [{ruleType: MAX_LENGTH, ruleArguments: ["40"], shouldApplyNormalization: true}]
associations:
  - from: contacts
    to: contacts
    labels:
      mentor: {label: Mentor, inverseLabel: Mentee, inverseMaxToObjects: 3}
      peer: {label: Peer, maxToObjects: 5}
observed:
  - property.companies.domain
"""


@pytest.fixture
def two_portals(desk: Desk, emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("SECOND_TOKEN", "token-of-the-second-portal")
    desk.write("cvpctl.yaml", PROJECT.format(portal=emulator.portal_id, url=emulator.base_url))
    for name in LIBRARIES:
        shutil.copytree(ROOT / "blueprints" / name, desk.folder / "blueprints" / name)
    desk.write("blueprints/rules.yaml", "blueprint: acme/rules\nversion: 1.0.0\n" + RULES)
    return desk


def _done(desk: Desk, *words: str) -> str:
    ended = desk.run(*words)
    assert 0 == ended.code, ended.said + ended.told
    return ended.told


def _texts(desk: Desk, folder: str) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((desk.folder / folder).iterdir())}


@pytest.mark.long
def test_a_pull_of_everything_moves_to_another_portal(two_portals: Desk) -> None:
    """It validates, plans empty, is in its one form, and the portal made of it pulls the very same bytes."""
    desk = two_portals
    _done(desk, "apply", "--yes", "--portal", "acme")

    told = _done(desk, "pull", "-o", "pulled", "--portal", "acme")
    _done(desk, "validate", "pulled")
    _done(desk, "plan", "pulled", "--exit-code", "--portal", "acme")
    _done(desk, "fmt", "--check", "pulled")
    _done(desk, "apply", "pulled", "--yes", "--portal", "second")
    _done(desk, "pull", "-o", "again", "--portal", "second")

    library = check([desk.folder / "blueprints"], root=desk.folder).desired
    pulled = check([desk.folder / "pulled"], root=desk.folder).desired
    assert library is not None
    assert pulled is not None
    assert set(library.resources) == set(pulled.resources)
    assert _texts(desk, "pulled") == _texts(desk, "again")
    objects, pairs = 24 + 3, {address.scope for address in pulled.resources if address.kind == "label"}
    calls = int(told.split("Took ")[1].split(" calls")[0])
    assert calls <= 10 + 4 * objects + 2 * len(pairs)


@pytest.mark.long
def test_a_pull_onto_the_layers_has_nothing_to_say(two_portals: Desk) -> None:
    """Custom objects, labels and rules in files of several layers are compared, and equal."""
    _done(two_portals, "apply", "--yes", "--portal", "acme")

    ended = two_portals.run("pull", "-o", "blueprints", "--new", "--portal", "acme")

    assert 0 == ended.code, ended.said + ended.told
    stated = check([two_portals.folder / "blueprints"], root=two_portals.folder).desired
    assert stated is not None
    assert f"Nothing was written: {len(stated.resources)} resources equal the portal's.\n" == ended.said
