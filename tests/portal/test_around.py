"""What is asked around a plan: scopes, room and switches, each with one call, and what cannot be told."""

from __future__ import annotations

import pytest

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.server import Emulator
from cvpctl.errors import NotAuthorised
from cvpctl.model import Unknown, Unseen
from cvpctl.model.surroundings import Quota, Room, Surroundings, Wanted
from cvpctl.portal import Portal

ALL = Wanted(scopes=True, library=True, quotas=tuple(Quota), objects=("contacts", "deals"), pair=("contacts", "deals"))


def test_nothing_wanted_is_nothing_asked(portal: Portal, emulator: Emulator) -> None:
    """Not one call."""
    emulator.log.clear()

    assert Surroundings() == portal.surroundings(Wanted())
    assert 0 == emulator.log.total


def test_everything_takes_eight_calls(portal: Portal, emulator: Emulator) -> None:
    """And no write; room comes by object and by pair."""
    emulator.log.clear()
    around = portal.surroundings(ALL)

    assert (8, 0) == (emulator.log.total, emulator.log.writes)
    assert isinstance(around.scopes, frozenset)
    assert "crm.schemas.contacts.write" in around.scopes
    assert {"services": True, "courses": True, "listings": True, "appointments": True, "projects": True} == (
        around.switched_on
    )
    assert {
        Quota.CUSTOM_OBJECTS: {(): Room(20, 0)},
        Quota.PROPERTIES: {(): Room(10_000, 0), ("contacts",): Room(1_000, 0), ("deals",): Room(1_000, 0)},
        Quota.CALCULATED: {(): Room(200, 0)},
        Quota.PIPELINES: {(): Room(100, 0), ("deals",): Room(100, 0)},
        Quota.LABELS: {("contacts", "deals"): Room(50, 0)},
    } == around.rooms
    assert {"contacts": "0-1", "deals": "0-3"} == around.type_ids


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (Fault("status", status=403, route="/", times=99), Unseen.FORBIDDEN),
        (Fault("status", status=404, route="/", times=99), Unseen.UNREACHABLE),
    ],
)
def test_what_is_refused_is_unknown(portal: Portal, emulator: Emulator, fault: Fault, why: Unseen) -> None:
    """Each by itself, with what was said."""
    emulator.faults.add(fault)
    around = portal.surroundings(ALL)

    told = [around.scopes, around.switched_on, *around.rooms.values()]
    assert [why] * 7 == [one.why for one in told if isinstance(one, Unknown)]


def test_a_token_that_is_refused_altogether_ends_the_run(portal: Portal, emulator: Emulator) -> None:
    """Nothing else would be answered either."""
    emulator.expire_token(emulator.token)
    with pytest.raises(NotAuthorised):
        portal.surroundings(ALL)
    emulator.add_token(emulator.token)


def test_a_missing_scope_is_told_as_such(emulator: Emulator) -> None:
    """Limits need the right to reach some records."""
    emulator.add_token("schemas-only", scopes=["crm.schemas.contacts.read"])
    with Portal.open(emulator.base_url, "schemas-only", read_only=True) as poor:
        rooms = poor.surroundings(Wanted(quotas=(Quota.PROPERTIES,))).rooms[Quota.PROPERTIES]

    assert isinstance(rooms, Unknown)
    assert Unseen.FORBIDDEN is rooms.why
