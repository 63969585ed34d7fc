"""The number of records of an object instead of a search: one call, and never more than can be true."""

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.server import Emulator
from cvpctl.model import Address, Count
from cvpctl.portal import Portal

TIER, PATH = Address.parse("property.contacts.tier"), Address.parse("pipeline.deals.default/stages/closedwon")


def test_one_call_bounds_them_all(emulator: Emulator, reader: Portal) -> None:
    """However many there are; a label has no records of its own."""
    emulator.add_records("contacts", [{}, {}])
    label = Address.parse("label.deals.contacts.buyer")
    found = reader.count([TIER, PATH, label], how="limits")
    unknown = Count(why="HubSpot has no way to count by label")
    assert {TIER: Count(at_most=2), PATH: Count(at_most=0), label: unknown} == found
    assert 1 == reader.calls.total


def test_what_hubspot_does_not_tell_is_unknown(reader: Portal) -> None:
    """Custom objects nobody has seen are none of the listed ones."""
    investment = Address.parse("property.investment.amount")
    assert [True] == [bool(one.why) for one in reader.count([investment], how="limits").values()]


def test_a_refusal_is_no_zero(emulator: Emulator, reader: Portal) -> None:
    """It is told with the reason."""
    emulator.faults.add(Fault("status", status=403, route="/limits"))
    assert [(None, True)] == [(one.at_most, bool(one.why)) for one in reader.count([TIER], how="limits").values()]


def test_off_asks_nobody(reader: Portal) -> None:
    """What is not counted counts as in use."""
    assert {TIER: Count(why="counts: off in cvpctl.yaml")} == reader.count([TIER], how="off")
    assert 0 == reader.calls.total
