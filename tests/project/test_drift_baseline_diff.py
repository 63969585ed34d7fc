"""What heads a plan when a pull request touches the baseline: whatever silences more than before."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvpctl.model import Finding
from cvpctl.project.drift_baseline import BASELINE_FILE
from cvpctl.project.drift_baseline_diff import accepted_since

LINE = """\
  - address: property.contacts.tier#label
    portal: acme
    reason: Agreed
    owner: Erin Example
    expires: 2027-03-31
    live: Platinum
"""
ONE = f"known:\n{LINE}"


def alarms(tmp_path: Path, before: str, now: str) -> list[Finding]:
    for folder, text in (("before", before), ("now", now)):
        (tmp_path / folder).mkdir()
        if text:
            (tmp_path / folder / BASELINE_FILE).write_text(text)
    return list(accepted_since(tmp_path / "before", tmp_path / "now", frozenset({"acme"}), "main"))


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("", ONE, "known drift of property.contacts.tier#label in acme is new: Agreed (until 2027-03-31) since main"),
        ("known: []\n", ONE, "is new: Agreed"),
        (ONE, ONE.replace("2027", "2030"), "holds until 2030-03-31, and did until 2027-03-31 since main"),
        (ONE, ONE.replace("Platinum", "Gold"), "covers another value of the portal now (until 2027-03-31)"),
        (ONE, ONE.replace("#label", ""), "known drift of property.contacts.tier in acme is new"),
        (ONE, ONE.replace("    portal: acme\n", ""), "known drift of property.contacts.tier#label is new"),
        ("knwon: []\n", ONE, "is new: Agreed"),
    ],
)
def test_what_silences_more_heads_the_plan(tmp_path: Path, before: str, now: str, told: str) -> None:
    """A new line, a longer word, another value, a wider address."""
    (found,) = alarms(tmp_path, before, now)

    assert told in found.message
    assert ("BASELINE_CHANGED", 2) == (found.code, found.place and found.place.line)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("", ""),
        (ONE, ""),
        (ONE, "known: []\n"),
        (ONE, ONE),
        (ONE, ONE.replace("2027", "2026")),
        (ONE, ONE.replace("Agreed", "Agreed in March").replace("Erin", "Robin")),
    ],
)
def test_what_silences_no_more_heads_nothing(tmp_path: Path, before: str, now: str) -> None:
    """A line that goes, a shorter word, or another wording."""
    assert [] == alarms(tmp_path, before, now)


def test_a_baseline_that_cannot_be_read_is_an_alarm(tmp_path: Path) -> None:
    """Nobody can tell what it silences; drift itself refuses it."""
    (found,) = alarms(tmp_path, ONE, "knwon: []\n")

    assert "cannot be read" in found.message
    assert (BASELINE_FILE, 1) == (found.place and Path(found.place.path).name, found.place and found.place.line)
