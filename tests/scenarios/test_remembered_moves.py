"""A rename that nobody says any more: the record remembers it, and every command that looks goes by that."""

from __future__ import annotations

import json
from typing import Any

import pytest
from desk import Desk
from scenarios.older_portal import planned
from scenarios.test_moves import AFTER, BEFORE, MOVED

ROOM = """\
project: acme
portals:
  acme:
    portalId: {portal}
    baseUrl: "{url}"
    token: {{env: ACME_TOKEN}}
    drift: hold
blueprints: [blueprints]
"""
BLUEPRINT = "blueprints/portal.yaml"


@pytest.fixture
def renamed(fresh: Desk) -> Desk:
    """Everything was applied under its old name, renamed, applied again, and the lines of `moved:` are deleted."""
    project = ROOM.format(portal=fresh.emulator.portal_id, url=fresh.emulator.base_url)
    fresh.write("cvpctl.yaml", project)
    for text in (BEFORE, AFTER + MOVED):
        fresh.write(BLUEPRINT, text)
        ended = fresh.run("apply", "--yes")
        assert 0 == ended.code, ended.said + ended.told
    fresh.write(BLUEPRINT, AFTER)
    return fresh


def _adoption(desk: Desk) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(desk.run("adopt", "--format", "json").said)
    return found


@pytest.mark.parametrize("words", [(), pytest.param(("--new",), marks=pytest.mark.long)], ids=["pull", "pull --new"])
def test_a_pull_finds_everything_under_its_new_name(renamed: Desk, words: tuple[str, ...]) -> None:
    """Nothing differs, nothing is gone, and nothing is new."""
    ended = renamed.run("pull", "-o", "blueprints", *words)

    assert 0 == ended.code, ended.said + ended.told
    assert "Nothing was written: 3 resources equal the portal's." in ended.said
    assert AFTER == renamed.read(BLUEPRINT)


@pytest.mark.long
def test_a_pull_takes_an_edit_under_the_new_name(renamed: Desk) -> None:
    """What somebody edited in the portal goes to the line that means the same thing."""
    renamed.ask("PATCH", "/crm/properties/2026-09/contacts/old_tier", {"label": "Level"})

    ended = renamed.run("pull", "-o", "blueprints")

    assert 0 == ended.code, ended.said + ended.told
    assert AFTER.replace("label: Tier", "label: Level") == renamed.read(BLUEPRINT)


@pytest.mark.long
def test_a_pull_goes_by_old_names_that_are_stated_again(renamed: Desk) -> None:
    """A rename taken back in the blueprint is none: the old names mean the live things, and only the label differs."""
    renamed.write(BLUEPRINT, BEFORE)

    ended = renamed.run("pull", "-o", "blueprints", "--new")

    assert 0 == ended.code, ended.said + ended.told
    assert BEFORE.replace("label: MQL", "label: Researcher") == renamed.read(BLUEPRINT)


def test_adopt_offers_the_bindings_that_the_record_remembers(renamed: Desk) -> None:
    """By what was said then, not by a label; an option cannot be bound, and does not differ all the same."""
    proposals = {one["address"]: one for one in _adoption(renamed)["proposals"]}

    assert {
        "group.contacts.new_group": "old_group",
        "property.contacts.new_tier": "old_tier",
        "pipeline.deals.new_path": "old_path",
        "pipeline.deals.new_path/stages/new_call": "old_call",
    } == {address: one["identity"] for address, one in proposals.items()}
    assert {"remembered"} == {one["reason"] for one in proposals.values()}
    assert [] == [one["address"] for one in proposals.values() if one["differences"]]


@pytest.mark.long
def test_adopt_writes_them_and_nothing_is_left_to_do(renamed: Desk) -> None:
    """With the bindings in `cvpctl.yaml` the plan is empty, and it is without the record as well."""
    ended = renamed.run("adopt", "--yes")
    after = renamed.run("plan", "--exit-code")

    assert (0, 0) == (ended.code, after.code), ended.said + ended.told + after.said
    assert "property.contacts.new_tier: old_tier" in renamed.read("cvpctl.yaml")
    assert [] == _adoption(renamed)["proposals"]


@pytest.mark.long
def test_adopt_goes_by_labels_that_changed_since(renamed: Desk) -> None:
    """Relabelled in the blueprint and not applied yet, a renamed thing is still the one that was renamed."""
    renamed.write(
        BLUEPRINT, AFTER.replace("label: Tier", "label: Something else").replace("label: Sales", "label: Way")
    )

    adoption = _adoption(renamed)

    found = {one["address"]: (one["reason"], one["differences"]) for one in adoption["proposals"]}
    assert ("remembered", ["label"]) == found["property.contacts.new_tier"]
    assert ("remembered", ["label"]) == found["pipeline.deals.new_path"]
    assert [] == adoption["fresh"]


@pytest.mark.long
def test_adopt_forgets_a_rename_that_is_taken_back(renamed: Desk) -> None:
    """The old names, stated again, are live under themselves."""
    renamed.write(BLUEPRINT, BEFORE)

    adoption = _adoption(renamed)
    ended = renamed.run("adopt", "--yes")

    assert ([], []) == (adoption["proposals"], adoption["fresh"])
    assert 0 == ended.code, ended.said + ended.told
    assert ["update"] == [one["action"] for one in planned(renamed)["changes"]]
