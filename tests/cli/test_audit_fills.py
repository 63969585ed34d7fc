"""What `audit --fill-rate` counts next, which numbers are too old, and how they are kept."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from cvpctl.cli.auditing_fills import FRESH, Work, records_of
from cvpctl.errors import CvpError
from cvpctl.model import Address, Count
from cvpctl.policy import Fill
from cvpctl.project.fill_counts import FillCount, load_fills, save_fills

TODAY = date(2026, 11, 1)
OLD, OLDER = TODAY - FRESH, TODAY - 2 * FRESH
TIER, ZONE, SEATS = (
    Address.parse(f"property.{name}") for name in ("contacts.tier", "companies.zone", "contacts.seats")
)
CONTACTS, COMPANIES = records_of(TIER), records_of(ZONE)
PORTAL = 1234567


def counted(records: int, day: date = TODAY) -> FillCount:
    return FillCount(records, day)


def work(kept: dict[Address, FillCount] | None = None, *properties: Address) -> Work:
    return Work(properties or (ZONE, SEATS, TIER), kept or {}, TODAY)


def done(found: Work, answers: dict[Address, int]) -> list[Address]:
    """Answer whatever is asked, and return it; what has no answer cannot be counted."""
    asked = []
    for address in found.addresses():
        asked.append(address)
        found.take(address, Count(answers.get(address), why="" if address in answers else "refused"))
    return asked


def test_objects_are_counted_before_their_properties() -> None:
    """An object without records costs one search, and none of its properties holds anything."""
    found = work()
    assert [COMPANIES, CONTACTS, SEATS, TIER] == done(found, {COMPANIES: 0, CONTACTS: 9, SEATS: 9, TIER: 0})
    assert {ZONE: Fill(0, 0), SEATS: Fill(9, 9), TIER: Fill(0, 9)} == found.fills()
    told = found.counted()
    assert (3, 3, 4, TODAY, TODAY) == (told.properties, told.of, told.searches, told.oldest, told.newest)


def test_a_number_is_good_for_a_week() -> None:
    """Then it is counted again, the oldest first, after what was never counted."""
    young = {CONTACTS: counted(9), COMPANIES: counted(9, OLD + timedelta(days=1))}
    kept = young | {TIER: counted(1, OLD), ZONE: counted(1, OLDER)}
    found = work(kept)
    assert 3 == found.stale
    assert [SEATS, ZONE, TIER] == done(found, dict.fromkeys((TIER, ZONE, SEATS), 2))


def test_old_numbers_stand_until_they_are_counted_again() -> None:
    """The audit tells of which days they are."""
    found = work({CONTACTS: counted(9), TIER: counted(1, OLDER)}, TIER)
    assert {TIER: Fill(1, 9)} == found.fills()
    assert (OLDER, TODAY) == (found.counted().oldest, found.counted().newest)


def test_what_cannot_be_counted_is_told_and_its_properties_are_not_asked_for() -> None:
    """A property that HubSpot does not search by is told by its address."""
    found = work()
    assert [COMPANIES, CONTACTS, SEATS, TIER] == done(found, {CONTACTS: 9, SEATS: 1})
    assert {"companies": "refused", "property.contacts.tier": "refused"} == dict(found.counted().unreadable)
    assert {SEATS: Fill(1, 9)} == found.fills()


def test_numbers_of_what_is_gone_are_forgotten() -> None:
    """The file does not grow with every property that ever was."""
    found = work({TIER: counted(1), CONTACTS: counted(9), ZONE: counted(1), COMPANIES: counted(1)}, TIER)
    assert {TIER, CONTACTS} == found.kept.keys()


def test_numbers_are_kept_with_their_day(tmp_path: Path) -> None:
    """What is written reads back."""
    kept = {TIER: counted(1, OLD), CONTACTS: counted(9)}
    save_fills(tmp_path / "fills" / "acme.json", PORTAL, kept)
    assert kept == load_fills(tmp_path / "fills" / "acme.json", PORTAL)


DAMAGED = ["", "{", "[]", "[" * 100_000, '{"format": "cvpctl.fills/1", "portalId": 1234567, "counts": {"x": 1}}']


@pytest.mark.parametrize("text", DAMAGED, ids=lambda text: text[:12] or "empty")
def test_damaged_numbers_are_none(tmp_path: Path, text: str) -> None:
    """They cost searches, and nothing else hangs on them."""
    (tmp_path / "acme.json").write_text(text)
    assert {} == load_fills(tmp_path / "acme.json", PORTAL)


def test_numbers_of_another_portal_are_none(tmp_path: Path) -> None:
    """A name that means another portal now begins anew."""
    save_fills(tmp_path / "acme.json", PORTAL, {TIER: counted(1)})
    assert {} == load_fills(tmp_path / "acme.json", PORTAL + 1)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """Counting for nothing would be worse."""
    (tmp_path / "fills").write_text("a file")
    with pytest.raises(CvpError, match="could not be written"):
        save_fills(tmp_path / "fills" / "acme.json", PORTAL, {})
