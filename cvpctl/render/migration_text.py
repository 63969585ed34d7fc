"""Migrations of record values in words: what a plan says of them beforehand, and how fast they go."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.text import Text

from cvpctl.model import Address, Ending, Migration, Plan
from cvpctl.render.terminal import BLANK, FAINT, line, wrapped
from cvpctl.render.wording import counted, visible

EXPLANATION = "record values go over, 1, 10, then 100 at a time"
BIN = "records in the recycle bin are neither counted nor changed: restored, they hold what they held"
SHOWN = 5
_ENDINGS = {
    Ending.REMOVED: "afterwards the old one is taken out, as removed: says",
    Ending.HIDDEN: "afterwards the old one is kept and hidden; removed: would take it out",
}


def migrations_text(plan: Plan, width: int) -> Iterator[Text]:
    """Yield the section of a plan that is about record values."""
    if not plan.migrations:
        return
    yield BLANK
    title = f"Migrations ({len(plan.migrations)})"
    yield line((title, "bold underline"), (f"  {EXPLANATION}", FAINT))
    for one in plan.migrations:
        yield line(("> ", "yellow"), (head(one), "bold"), indent=2)
        for sentence in sentences(one):
            yield from wrapped(sentence, indent=6, width=width)


def head(migration: Migration) -> str:
    records = "an unknown number of records" if migration.records is None else counted(migration.records, "record")
    return f"{migration.source} → {_short(migration.target)}: {records}"


def sentences(migration: Migration) -> Iterator[str]:
    """Yield what somebody should know before they say yes."""
    if migration.watchers:
        yield f"watched by {_listed(migration.watchers)}: they will see these records change"
    if migration.unread:
        unread = ", ".join(map(visible, migration.unread))
        yield f"not readable, so nobody knows whether they watch it: {unread}"
    if not migration.watchers and not migration.unread:
        yield "no workflow, list or form was found that watches it"
    yield _ENDINGS[migration.ending]
    yield BIN


class Pace:
    """How fast each migration goes, told with what is left."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began: dict[Address, tuple[float, int]] = {}

    def text(self, migration: Migration, done: int, total: int) -> str:
        now = self._clock()
        # Records that an earlier run moved say nothing about the speed of this one.
        began, first = self._began.setdefault(migration.target, (now, done))
        head = f"{migration.source}: {done:,} of {counted(total, 'record')}"
        rate = (done - first) / (now - began) if now > began else 0.0
        if not rate:
            return head
        left = (total - done) / rate
        return f"{head}, {rate:,.0f} a second, {_duration(left)} left"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(max(seconds, 0)), 60)
    return f"{minutes:,} min {rest} s" if minutes else f"{rest} s"


def _short(address: Address) -> str:
    return visible(address.subpath[-1] if address.subpath else address.key)


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""
    return ", ".join(map(visible, names[:SHOWN])) + more


def migrations_markdown(migrations: Iterable[Migration], plain: Callable[[str], str]) -> list[str]:
    """Return one item per migration, for a pull request."""
    return [
        "\n".join([f"- **{plain(head(one))}**", *(f"  - {plain(sentence)}" for sentence in sentences(one))])
        for one in migrations
    ]
