"""How an adoption reads: object by object, what is sure apart from what a person has to decide."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from cvpctl.model import Address, Place, Unknown, Unseen
from cvpctl.model.adoption import (
    Adoption,
    After,
    Candidate,
    Found,
    Fresh,
    Obstacle,
    Proposal,
    Reason,
    Undecided,
)
from cvpctl.render.adopt_json import adopt_json
from cvpctl.render.adopt_text import OBSTACLES, REASONS, Seen, adopt_text, after_text

Golden = Callable[[str, str], None]
PATH = Address("pipeline", ("deals",), "path_to_value")


def _property(name: str) -> Address:
    return Address("property", ("contacts",), name)


def _line(address: Address, identity: str) -> str:
    return f"{address}: {identity}"


SEEN = Seen("production", 12345678, _line)
EVERYTHING = Adoption(
    proposals=(
        Proposal(Address("schema", (), "deliverable"), "leistung", Reason.SAME_LABEL, "Deliverable"),
        Proposal(_property("tier"), "customer_tier", Reason.CHOSEN, "Kundenstufe", ("label", "options/gold/label")),
        Proposal(
            _property("priority"), "prio_2", Reason.NEAR_LABEL, "Acount\u202e Priority", place=Place("a.yaml", 3, 5)
        ),
        Proposal(PATH, "default", Reason.ONLY_ONE, "Vertrieb", ("label",)),
        Proposal(PATH.child("stages", "discover"), "1186754", Reason.SAME_LABEL, "Discover value"),
    ),
    found=(
        Found(_property("stage")),
        Found(_property("region"), "area_code", ("description", *(f"options/{n}" for n in range(12)))),
    ),
    fresh=(
        Fresh(_property("seats"), "Seats", archived=True),
        Fresh(_property("note"), "Note"),
        Fresh(PATH.child("stages", "won"), "Won"),
    ),
    undecided=(
        Undecided(
            _property("size"),
            Obstacle.SEVERAL_LIVE,
            (Candidate("size_1", "Size", "number/number"), Candidate("size_2", "Size", "string/text")),
        ),
        Undecided(_property("kind"), Obstacle.OTHER_TYPE, (Candidate("kind_old", "Kind", "string/text"),)),
        Undecided(PATH.child("stages", "won"), Obstacle.BOUND_TO_NOTHING, (Candidate("99", ""),)),
        Undecided(Address("schema", (), "vehicle"), Obstacle.NOT_LIVE, (Candidate("fahrzeug", "Fahrzeug"),)),
    ),
    unknown=((("label", ("deals", "contacts")), Unknown(Unseen.FORBIDDEN, "a scope is missing")),),
)


def test_text(golden: Golden) -> None:
    """Every part of it, at 100 columns."""
    golden("adopt.txt", adopt_text(EVERYTHING, SEEN, color=False, width=100))


def test_json(golden: Golden) -> None:
    """Every list in full, for a program."""
    golden("adopt.json", adopt_json(EVERYTHING, SEEN))


def test_colours_change_no_word() -> None:
    """Without its colours it is the same text."""
    assert "\x1b[" in adopt_text(EVERYTHING, SEEN, color=True, width=100)
    assert "\x1b[" not in adopt_text(EVERYTHING, SEEN, color=False, width=100)


@pytest.mark.parametrize(
    ("seen", "note"),
    [
        (Seen("emulator", 1, _line, embedded=True), "embedded portal, not HubSpot"),
        (Seen("local", 1, _line, loopback=True), "a portal on this machine, not HubSpot"),
    ],
)
def test_what_is_not_hubspot_is_said(seen: Seen, note: str) -> None:
    """In the first line."""
    assert note in adopt_text(Adoption(), seen, color=False, width=100).split("\n")[0]


def test_what_apply_would_overwrite_is_said() -> None:
    """Where a portal is set to overwrite, differences are not held."""
    seen = Seen("test", 1, _line, holds=False)

    assert "3 differ and will be overwritten by apply" in adopt_text(EVERYTHING, seen, color=False, width=100)


def test_every_reason_and_obstacle_has_its_words() -> None:
    """Nobody reads the name of a constant."""
    assert (set(Reason), set(Obstacle)) == (set(REASONS), set(OBSTACLES))


def test_what_a_plan_will_show_is_said() -> None:
    """In numbers, leaving out what does not occur."""
    nothing = after_text(After(3, 3), 0)
    much = after_text(After(1200, 7, held=2, blocked=1, changes=4), 1)

    assert "No binding to write. Read again: 3 equal, 3 newly recorded as applied." in nothing
    assert nothing.endswith("A plan now shows nothing to do.")
    assert "Wrote 1 binding to cvpctl.yaml. Read again: 1,200 equal, 7 newly recorded as applied." in much
    assert much.endswith("A plan now shows 2 held, 4 to write, 1 blocked.")


def test_json_reads_back() -> None:
    """Labels keep their characters; nothing is spelt out for a terminal there."""
    labels = [one["liveLabel"] for one in json.loads(adopt_json(EVERYTHING, SEEN))["proposals"]]

    assert "Acount\u202e Priority" in labels
