"""Runs that renamed, before and after other runs, and their rollbacks: the live thing is the same one all along."""

from __future__ import annotations

import json
from typing import Any

import pytest
from desk import Desk
from scenarios.test_moves import AFTER, BEFORE, MOVED
from scenarios.test_rollback import _configuration

from cvpctl.emulator.limits import Limits

MIDDLE = BEFORE.replace("old_tier", "mid_tier").replace("old_path", "mid_path").replace("label: Tier", "label: Level")
TO_MIDDLE = """\
moved:
  - {from: property.contacts.old_tier, to: property.contacts.mid_tier}
  - {from: pipeline.deals.old_path, to: pipeline.deals.mid_path}
"""
LAST = MIDDLE.replace("mid_tier", "last_tier").replace("mid_path", "last_path").replace("label: Level", "label: Grade")
TO_LAST = """\
  - {from: property.contacts.mid_tier, to: property.contacts.last_tier}
  - {from: pipeline.deals.mid_path, to: pipeline.deals.last_path}
"""
CHANGED = (
    ("{value: tin, label: Tin}", "{value: tin, label: Can}, {value: gold, label: Gold}"),
    ("label: Tier\n", "label: Level\n        description: How close.\n"),
    ("label: First call", "label: Call"),
    ("label: Sales", "label: Deals"),
    ("signed: {label: Signed", "offer: {label: Offer, metadata: {probability: 0.5}}\n          signed: {label: Signed"),
)


@pytest.fixture
def desk(fresh: Desk) -> Desk:
    fresh.emulator.set_limits(Limits.off())
    _applied(fresh, BEFORE)
    return fresh


def _applied(desk: Desk, blueprint: str) -> None:
    desk.write("blueprints/portal.yaml", blueprint)
    ended = desk.run("apply", "--yes")
    assert 0 == ended.code, ended.said + ended.told


def _entries(desk: Desk) -> Any:
    return json.loads(desk.read("applied/acme.json"))["entries"]


def _seen(desk: Desk) -> tuple[Any, Any]:
    """The portal, and what the record says of it."""
    return _configuration(desk), _entries(desk)


def _assert_back(desk: Desk, blueprint: str, before: tuple[Any, Any], *words: str) -> None:
    """After a rollback portal and record are as before, and the blueprint of that time has nothing to do."""
    ended = desk.run("rollback", "--yes", *words)
    assert 0 == ended.code, ended.said + ended.told
    portal, record = before
    assert portal == _configuration(desk), ended.said
    assert record is None or record == _entries(desk)
    desk.write("blueprints/portal.yaml", blueprint)
    planned = desk.run("plan", "--exit-code")
    assert 0 == planned.code, planned.said + planned.told


def _changed(blueprint: str) -> str:
    for old, new in CHANGED:
        assert old in blueprint, old
        blueprint = blueprint.replace(old, new)
    return blueprint


@pytest.mark.long
def test_a_rename_with_changes_goes_back(desk: Desk) -> None:
    """New labels, an option, a stage, and everything under another name, in one run: all of it as it was."""
    before = _seen(desk)
    _applied(desk, _changed(AFTER) + MOVED)
    assert before != _seen(desk)

    _assert_back(desk, BEFORE, before)


@pytest.mark.long
def test_two_renames_in_one_run_go_back(desk: Desk) -> None:
    """The chain ends at the last name, and leads back from there."""
    before = _seen(desk)
    _applied(desk, LAST + TO_MIDDLE + TO_LAST)

    _assert_back(desk, BEFORE, before)


@pytest.mark.long
def test_two_renames_in_two_runs_go_back_one_by_one(desk: Desk) -> None:
    """The last one first: then the middle name is meant, then the first."""
    before = _seen(desk)
    _applied(desk, MIDDLE + TO_MIDDLE)
    middle = _seen(desk)
    _applied(desk, LAST + TO_MIDDLE + TO_LAST)
    (second, first, _) = [one["id"] for one in json.loads(desk.run("history", "--format", "json").said)["runs"]]

    _assert_back(desk, MIDDLE + TO_MIDDLE, middle, second)
    _assert_back(desk, BEFORE, before, first)


@pytest.mark.long
def test_a_run_before_a_rename_goes_back(desk: Desk) -> None:
    """What the run wrote goes by another name since, and keeps that: it is the same live thing."""
    portal = _configuration(desk)
    _applied(desk, _changed(BEFORE))
    (run, *_) = [one["id"] for one in json.loads(desk.run("history", "--format", "json").said)["runs"]]
    new = (("old_tier", "mid_tier"), ("old_path", "mid_path"), ("old_group", "mid_group"), ("old_call", "mid_call"))
    text, moved = _changed(BEFORE), TO_MIDDLE + "  - {from: group.contacts.old_group, to: group.contacts.mid_group}\n"
    moved += "  - {from: pipeline.deals.mid_path/stages/old_call, to: pipeline.deals.mid_path/stages/mid_call}\n"
    for old, other in new:
        text = text.replace(old, other)
    _applied(desk, text + moved)

    back = BEFORE
    for old, other in new:
        back = back.replace(old, other)
    _assert_back(desk, back, (portal, None), run)
    assert all(old not in name for old, _ in new for name in _entries(desk))


@pytest.mark.long
def test_a_rollback_of_a_rename_is_rolled_back(desk: Desk) -> None:
    """Then the new name and its label stand again."""
    _applied(desk, MIDDLE + TO_MIDDLE)
    middle = _seen(desk)
    assert 0 == desk.run("rollback", "--yes").code

    _assert_back(desk, MIDDLE + TO_MIDDLE, middle)
