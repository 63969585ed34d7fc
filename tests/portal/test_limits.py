"""How many pipelines a portal may have, and one portal seen through several bindings."""

from __future__ import annotations

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.server import Emulator
from cvpctl.model import Address, Unknown, Unseen
from cvpctl.portal import Portal

TICKETS = Address("pipeline", ("tickets",), "reactive_only")


def test_each_object_with_a_limit_of_its_own_is_named(portal: Portal, emulator: Emulator) -> None:
    """By its canonical name; one read, and no write."""
    emulator.log.clear()

    assert {"deals": 100, "tickets": 100, "orders": 50} == portal.most_pipelines()
    assert (["/crm/limits/2026-09/pipelines"], 0) == (
        [one.path for one in emulator.log.entries],
        emulator.log.writes,
    )


def test_a_token_that_may_not_know_is_no_limit(portal: Portal, emulator: Emulator) -> None:
    """What cannot be read is unknown, with what the portal said."""
    emulator.faults.add(Fault("status", status=403, route="/limits/", times=1))
    told = portal.most_pipelines()

    assert isinstance(told, Unknown)
    assert Unseen.FORBIDDEN is told.why


def test_one_portal_is_seen_through_other_bindings(portal: Portal) -> None:
    """Each view has its own names; they share the connection and its count of calls."""
    scope = ("pipeline", ("tickets",))
    bound = portal.bound_to({TICKETS: "0"})

    assert TICKETS in bound.fetch([scope]).resources
    assert TICKETS not in portal.fetch([scope]).resources
    assert 2 == portal.calls.by_operation["pipelines.list"]
