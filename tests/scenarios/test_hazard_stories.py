"""Every story of `hazards/` goes as it is written down, through the command line and over real HTTP."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from desk import Desk
from scenarios.hazard_stories import STORIES, make_before, portal_after, said, settings, typed

from cvpctl.cli.wishes import HAZARDS_OF_ALL_KINDS
from cvpctl.kinds import KINDS

ALL = sorted(path for path in STORIES.iterdir() if path.is_dir())
GOLDEN = os.environ.get("CVPCTL_GOLDEN") == "1"
TOLD_ELSEWHERE = {
    "LIMIT_EXCEEDED": "test_preflight.py",
    "MIGRATE": "test_migrations.py",
    "RULE_STAYS": "tests/kinds/test_validations.py: a tombstone of a rule is a step for a person before it is a change",
}


@pytest.mark.parametrize("story", ALL, ids=lambda path: path.name)
def test_a_story_goes_as_it_is_told(story: Path, fresh: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said, and what the portal holds afterwards."""
    before = said(story, "before.yaml")
    make_before(fresh, before)
    if "scopes" in before:
        fresh.emulator.add_token("narrow", scopes=before["scopes"])
        monkeypatch.setenv("ACME_TOKEN", "narrow")
    project = fresh.read("cvpctl.yaml")
    fresh.write("cvpctl.yaml", project.replace("drift: hold}", "drift: " + _drift(before) + settings(before) + "}"))
    fresh.write("blueprints/portal.yaml", (story / "blueprint.yaml").read_text(encoding="utf-8"))

    told = {
        "output.txt": typed(fresh, (story / "commands.txt").read_text(encoding="utf-8")),
        "after.yaml": portal_after(fresh, before),
    }

    for name, text in told.items():
        if GOLDEN:
            (story / name).write_text(text, encoding="utf-8")
        assert (story / name).read_text(encoding="utf-8") == text


def _drift(before: dict[str, str]) -> str:
    return str(before.get("drift", "overwrite"))


def test_every_hazard_has_a_story() -> None:
    """One folder per code that a plan may stop or warn with for what records could lose."""
    codes = {hazard.code for kind in KINDS.values() for hazard in kind.hazards} | {*HAZARDS_OF_ALL_KINDS, "STILL_USED"}
    assert codes - set(TOLD_ELSEWHERE) <= {path.name.upper().partition("-")[0] for path in ALL}


@pytest.mark.parametrize("story", ALL, ids=lambda path: path.name)
def test_a_story_is_told_to_people(story: Path) -> None:
    """It begins with a heading and says in a few lines who wants what and why."""
    lines = (story / "story.md").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert 3 <= len(lines) <= 25
