"""Whose entry of a record may speak about what is live now."""

from __future__ import annotations

import pytest

from cvpctl.engine.witness import witnesses
from cvpctl.model import Address, Entry, Resource

TIER = Address("property", ("contacts",), "tier")
BUYER = Address("label", ("deals", "contacts"), "buyer")
OBJECT = Address("schema", (), "deliverable")
SEATS = Address("property", ("deliverable",), "seats")


def entry(identity: str = "") -> Entry:
    return Entry({"label": "A"}, {"label": "A"}, identity=identity)


@pytest.mark.parametrize(
    ("address", "was", "now", "trusted"),
    [
        (TIER, "", "", True),
        (TIER, "one", "one", True),
        (TIER, "one", "two", False),
        (TIER, "", "two", False),
        (TIER, "one", "", False),
        (TIER, "tier", "", True),
        (BUYER, "12/13", "12/13", True),
        (BUYER, "12", "12/13", True),
        (BUYER, "12/13", "14/15", False),
        (BUYER, "", "14/15", True),
    ],
)
def test_an_entry_speaks_of_the_thing_it_was_made_for(address: Address, was: str, now: str, *, trusted: bool) -> None:
    """A binding that was put right makes the old entry one of another thing."""
    kept = witnesses({address: entry(was)}, {address: Resource(address, {}, identity=now)})
    assert trusted == (address in kept)


def test_what_is_not_live_keeps_its_entry() -> None:
    """That it went is drift, and the entry is the only one who knows."""
    assert TIER in witnesses({TIER: entry("one")}, {})


def test_parts_of_another_custom_object_have_no_entry() -> None:
    """They were parts of the object that the address meant before."""
    entries = {OBJECT: entry("one"), SEATS: entry(), TIER: entry()}
    live = {
        OBJECT: Resource(OBJECT, {}, identity="two"),
        SEATS: Resource(SEATS, {}),
        TIER: Resource(TIER, {}),
    }
    assert {TIER} == set(witnesses(entries, live))
