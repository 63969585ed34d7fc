"""The mark that says which project provisions a portal."""

from __future__ import annotations

import pytest
from engine.situation import desired, live, planned

from cvpctl.engine.stamp import foreign_stamp, stamped
from cvpctl.kinds.natives import STAMP
from cvpctl.model import Action

OURS = {str(STAMP): {"label": "Managed by cvpctl: acme"}}


def test_the_stamp_is_a_change_like_any_other() -> None:
    """It is created by the first apply, stands in the plan, and is then equal."""
    wanted = stamped(desired(), "acme")

    (change,) = planned(wanted, live()).changes
    assert (STAMP, Action.CREATE) == (change.address, change.action)
    assert () == planned(wanted, live(OURS)).changes


def test_giving_a_portal_up_wins() -> None:
    """A tombstone for the stamp is not contradicted by the setting."""
    wanted = desired(removed=[str(STAMP)])

    assert wanted == stamped(wanted, "acme")


@pytest.mark.parametrize(
    ("label", "project", "words"),
    [
        ("Managed by cvpctl: acme", "acme", ""),
        ("Managed by cvpctl: globex", "acme", "'globex'"),
        ("Managed by cvpctl: acme", "", "no cvpctl.yaml"),
        ("Something else", "acme", "'Something else'"),
        ("Managed by cvpctl: ", "", "somebody else"),
    ],
)
def test_a_foreign_stamp_stops_everything(label: str, project: str, words: str) -> None:
    """Another project's, one that nobody can read, or any where no project is at hand; nobody can allow it."""
    found = list(foreign_stamp(live({str(STAMP): {"label": label}}), project))

    assert bool(words) == bool(found)
    assert all(words in one.message and not one.allowable and one.severity == "error" for one in found)


def test_no_stamp_is_no_obstacle() -> None:
    """A portal that nobody stamped is anybody's."""
    assert [] == list(foreign_stamp(live(), "acme"))
