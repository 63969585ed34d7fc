"""`audit --fill-rate`: how many records hold each property of the portal's own, a budget of searches at a time.

Numbers are kept with their day, so a second run goes on where the first stopped; what is older than a week is counted
again, the oldest first. An object without records costs one search and says nothing about its properties.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from cvpctl.cli.output import tell
from cvpctl.cli.session import Session
from cvpctl.model import Address, Count
from cvpctl.model.audit import Counted
from cvpctl.policy import Fill
from cvpctl.portal.counting import APART_SECONDS
from cvpctl.portal.fills import one_by_one
from cvpctl.project.fill_counts import FillCount, load_fills, save_fills
from cvpctl.render.wording import counted

FRESH = timedelta(days=7)
KEPT_EVERY = 25


def fills(
    session: Session, properties: Iterable[Address], budget: int, today: date
) -> tuple[Mapping[Address, Fill], Counted]:
    """Count what the budget allows, and return all numbers there are now."""
    path = session.places.fills(session.settings.name, session.identity.portal_id)
    wanted = tuple(sorted(properties))
    work = Work(wanted, load_fills(path, session.identity.portal_id), today)
    _announce(session, work, budget)
    try:
        for address, count in islice(one_by_one(session.portal, work.addresses()), budget):
            work.take(address, count)
            if work.searches % KEPT_EVERY == 0:
                save_fills(path, session.identity.portal_id, work.kept)
    finally:
        # A run that is interrupted keeps what it counted.
        if work.searches:
            save_fills(path, session.identity.portal_id, work.kept)
    return work.fills(), work.counted()


def _announce(session: Session, work: Work, budget: int) -> None:
    most = min(budget, work.stale)
    pace = "" if session.portal.on_this_machine else f", about {counted(round(most * APART_SECONDS), 'second')}"
    if most:
        tell(f"Counting records with up to {counted(most, 'search', 'searches')}{pace}.")


@dataclass(slots=True)
class Work:
    """The numbers there are, and those that are still wanted; `searches` were made in this run."""

    properties: tuple[Address, ...]
    kept: dict[Address, FillCount]
    today: date
    searches: int = 0
    unreadable: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = {*self.properties, *map(records_of, self.properties)}
        self.kept = {address: count for address, count in self.kept.items() if address in known}

    @property
    def stale(self) -> int:
        """How many searches would bring all numbers up to date, at most."""
        return sum(map(self._is_stale, {*self.properties, *map(records_of, self.properties)}))

    def addresses(self) -> Iterator[Address]:
        """Yield what to count next, looking at what came back in between."""
        yield from filter(self._is_stale, dict.fromkeys(map(records_of, self.properties)))
        for address in sorted(filter(self._is_stale, self.properties), key=self._urgency):
            if self._records(address):
                yield address

    def take(self, address: Address, count: Count) -> None:
        self.searches += 1
        if count.records is None:
            self.unreadable[address.key if address.kind == "schema" else str(address)] = count.why
        else:
            self.kept[address] = FillCount(count.records, self.today)

    def fills(self) -> dict[Address, Fill]:
        """Return the numbers by property; where an object has no records, none of its properties holds any."""
        found: dict[Address, Fill] = {}
        for address in self.properties:
            records = self._records(address)
            if records == 0:
                found[address] = Fill(0, 0)
            elif records is not None and address in self.kept:
                found[address] = Fill(self.kept[address].records, records)
        return found

    def counted(self) -> Counted:
        known = self.fills()
        days = sorted(self.kept[one].day for one in {*known, *map(records_of, known)} if one in self.kept)
        oldest, newest = (days[0], days[-1]) if days else (None, None)
        totals = {one.scope[0]: self._records(one) for one in self.properties}
        records = {name: total for name, total in sorted(totals.items()) if total is not None}
        return Counted(len(known), len(self.properties), self.searches, oldest, newest, self.unreadable, records)

    def _records(self, address: Address) -> int | None:
        total = self.kept.get(records_of(address))
        return total.records if total else None

    def _is_stale(self, address: Address) -> bool:
        return address not in self.kept or self.today - self.kept[address].day >= FRESH

    def _urgency(self, address: Address) -> tuple[date, Address]:
        return (self.kept[address].day if address in self.kept else date.min), address


def records_of(address: Address) -> Address:
    """Return the address that stands for all records of a property's object."""
    return Address("schema", (), address.scope[0])
