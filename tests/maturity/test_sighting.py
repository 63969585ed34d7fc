"""There, missing, or not to be known: how looks go together."""

from __future__ import annotations

from cvpctl.maturity.sighting import Sighting, each, either
from cvpctl.model import Address
from cvpctl.model.maturity import Hit

HIT = Hit(Address("property", ("deals",), "value_promised"))
OTHER = Hit(Address("property", ("services",), "value_realized"))
SERVICES, PROJECTS = ("property", ("services",)), ("property", ("projects",))
THERE, ALSO_THERE, MISSING = Sighting((HIT,)), Sighting((OTHER,)), Sighting()
DARK, DARKER = Sighting(unread=(SERVICES,)), Sighting(unread=(SERVICES, PROJECTS))


def test_one_of_them_is_enough() -> None:
    """What could not be read besides takes nothing away; without a hit it leaves the question open."""
    assert Sighting((HIT,)) == either(MISSING, THERE, DARK)
    assert Sighting((HIT, OTHER)) == either(THERE, ALSO_THERE, THERE)
    assert Sighting(unread=(SERVICES, PROJECTS)) == either(MISSING, DARK, DARKER)
    assert MISSING == either(MISSING, MISSING)


def test_all_are_needed() -> None:
    """One that is missing for certain decides, however dark the rest is."""
    assert Sighting((HIT, OTHER)) == each(THERE, ALSO_THERE)
    assert MISSING == each(THERE, MISSING)
    assert MISSING == each(DARK, MISSING)
    assert Sighting(unread=(SERVICES,)) == each(THERE, DARK)
