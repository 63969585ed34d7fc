"""One migration under way: records read afresh, written, read back, and counted until the numbers agree.

HubSpot has no write that depends on what a record holds. So what somebody wrote between our reading and our writing is
found in the past of the property, and written again; nothing is forgotten before the last count agrees.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat

from cvpctl.apply.moving_words import came_since, still_held, summary
from cvpctl.apply.old_values import OldValues
from cvpctl.apply.provider import Records, RecordWatcher
from cvpctl.engine.migrations import new_text, overwritten
from cvpctl.errors import CvpError
from cvpctl.model import Ending, Migration, RecordValues

FIRST = (1, 10)
MOST = 100
PASSES = 3
"""Records may come to hold the old value while others are written; so often we look for those again."""
REPAIRS = 5
PAUSES = (0.25, 0.5, 1.0, 2.0)
SETTLING = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Reads follow writes within a second, counts of a search within half a minute or so (third-party observation)."""


class Halted(CvpError):
    """A migration left off; what it did stays, and what it read is kept."""


@dataclass(frozen=True, slots=True)
class Means:
    """What every migration of a run is carried out with."""

    records: Records
    watcher: RecordWatcher
    sleep: Callable[[float], None]


@dataclass(slots=True)
class Moving:
    """One migration under way. `own` are records that keep a value of their own."""

    means: Means
    announce: Callable[[int, int, int], None]
    migration: Migration
    kept: OldValues
    stopped: Callable[[], bool]
    own: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def moved(self) -> str:
        """Move everything, and return what to tell of it."""
        if not self.kept.begun:
            self.kept.begin(self.migration, self.counts())
        self.settle(self.kept.doubtful)
        self.seen |= self.kept.checked
        # A property that stays is gone through again when it is hidden.
        for _ in range(1 if self.stays and not self.migration.of_options else PASSES):
            if not self.one_pass():
                break
        elsewhere = self.confirmed()
        if not self.stays:
            self.kept.forget()
        return summary(self.migration, self.kept, len(self.own), elsewhere)

    def moved_since(self) -> str:
        """Move what came to the old one since the last pass, and return what to tell of it."""
        self.seen |= self.kept.checked
        written = 0
        for _ in range(PASSES):
            found = self.one_pass()
            written += found
            if not found:
                break
        self.confirmed()
        self.kept.forget()
        return came_since(self.migration, written) if written else ""

    def finished(self) -> None:
        """Settle what a run was killed over, where nothing holds the old one any more."""
        self.settle(self.kept.doubtful)
        self.confirmed(pauses=())
        self.kept.forget()

    @property
    def stays(self) -> bool:
        return self.migration.ending is Ending.HIDDEN

    def settle(self, doubtful: Mapping[str, str]) -> None:
        """Find out what became of the last writes of a run that was killed, and mend what it was about to mend."""
        mending = {one: text for one, text in doubtful.items() if self.kept.bases[one] != self.first_base(one)}
        now = self.means.records.values(self.migration, mending, past=True) if mending else {}
        unwritten = {
            one: mending[one]
            for one, record in now.items()
            # Mended, and then set back by somebody, it would have both in its past.
            if record.target == self.kept.bases[one] and record.past[1:3] != (mending[one], self.kept.bases[one])
        }
        if unwritten:
            self.means.records.write_values(self.migration, unwritten)
        self.check(doubtful, pauses=())
        self.kept.confirm(doubtful)

    def first_base(self, one: str) -> str:
        """Return what the target of a record held before anything was written."""
        return self.kept.texts.get(one, "") if self.migration.of_options else ""

    @property
    def total(self) -> int:
        return max(self.kept.before["source"], len(self.seen))

    def one_pass(self) -> int:
        """Go through all that hold the source, by id, and return how many were written."""
        after, written = "0", 0
        for size in chain(FIRST, repeat(MOST)):
            if self.stopped():
                message = f"stopped after {len(self.kept.checked):,} of {self.total:,} records"
                raise Halted(f"{message}; the same apply goes on from there")
            ids = self.means.records.holders(self.migration, after=after, most=size)
            if not ids:
                return written
            after = ids[-1]
            written += self.batch(ids)
            self.seen.update(ids)
            self.means.watcher.records(self.migration, len(self.seen), self.total)
        return written

    def batch(self, ids: Sequence[str]) -> int:
        """Read records afresh, since an index lags behind, and write those that still need it."""
        held = self.means.records.values(self.migration, ids)
        texts = {one: text for one, record in held.items() if (text := self.due(record)) is not None}
        self.own |= {one for one, record in held.items() if one not in texts and self.has_own(record)}
        if texts:
            both = [one for one in texts if self.holds_target(held[one]) and one not in self.kept.sent]
            read = {one: held[one].source for one in texts}
            self.write(texts, read, {one: held[one].target for one in texts}, both)
        return len(texts)

    def due(self, record: RecordValues) -> str | None:
        """Return what a record should hold and does not: also where the old property was edited after its copy."""
        text = new_text(self.migration, record)
        if text is None and self.is_outdated(record, self.kept.sent.get(record.id, "")):
            return record.source
        return text

    def write(
        self, texts: Mapping[str, str], read: Mapping[str, str], bases: Mapping[str, str], both: Collection[str] = ()
    ) -> None:
        self.announce(len(texts), len(self.kept.checked), self.total)
        self.kept.read(read, texts, bases, both)
        gone = self.means.records.write_values(self.migration, texts)
        self.check({one: text for one, text in texts.items() if one not in gone})
        self.kept.confirm(texts)

    def check(self, sent: Mapping[str, str], *, pauses: Sequence[float] = PAUSES) -> None:
        """Read back what was written; what somebody else wrote before it, and lost by it, is written again."""
        for _ in range(REPAIRS):
            lost = dict(self.lost(sent, pauses)) if sent else {}
            if not lost:
                return
            self.kept.read({}, lost, {one: sent[one] for one in lost}, self.own & lost.keys())
            gone = self.means.records.write_values(self.migration, lost)
            sent = {one: text for one, text in lost.items() if one not in gone}
        raise Halted(f"record {next(iter(sent))} changes faster than it can be written; try when it is quiet")

    def lost(self, sent: Mapping[str, str], pauses: Sequence[float]) -> Iterator[tuple[str, str]]:
        """Yield what records should hold instead of what we wrote."""
        for one, record in self.visible(sent, pauses).items():
            theirs = overwritten(record.past, sent[one], self.kept.bases[one])
            if theirs is not None:
                yield one, self.restored(one, theirs)
            elif self.is_outdated(record, sent[one]):
                yield one, record.source

    def restored(self, one: str, theirs: str) -> str:
        """Return what somebody wrote, without the old option; in a new property it is a value of its own."""
        if not self.migration.of_options:
            self.own.add(one)
            return theirs
        text = new_text(self.migration, RecordValues(one, theirs, theirs))
        return theirs if text is None else text

    def is_outdated(self, record: RecordValues, wrote: str) -> bool:
        """Tell whether the old property was edited since it was copied: its newer value goes over as well."""
        copied = not self.migration.of_options and record.id not in self.kept.held_both | self.own
        return copied and bool(record.source) and record.target == wrote != record.source

    def visible(self, sent: Mapping[str, str], pauses: Sequence[float]) -> dict[str, RecordValues]:
        """Return the records, after a while without waiting for those that still read as before."""
        found: dict[str, RecordValues] = {}
        for pause in (*pauses, 0.0):
            waiting = [one for one in sent if one not in found or found[one].target == self.kept.bases[one]]
            now = self.means.records.values(self.migration, waiting, past=True)
            found |= now
            late = [one for one in now if now[one].target == self.kept.bases[one] != sent[one]]
            if not late or not pause:
                break
            self.means.sleep(pause)
        return found

    def confirmed(self, pauses: Sequence[float] = SETTLING) -> int:
        """Count until the numbers agree, and return how many records hold something else by now; else raise."""
        moved = self.kept.sent.keys() - self.kept.held_both
        expected = self.kept.before["target"] + len(moved)
        for pause in (*pauses, 0.0):
            now = self.counts()
            left = now["source"] if self.migration.of_options else 0
            if not left and now["target"] == expected:
                return 0
            self.means.sleep(pause)
        if left:
            raise Halted(still_held(self.migration, left))
        held = self.means.records.values(self.migration, sorted(self.kept.sent))
        elsewhere = sum(1 for one in moved if one not in held or not self.holds_target(held[one]))
        if now["target"] + elsewhere < expected:
            message = f"{expected:,} records should hold {self.migration.target} now, and {now['target']:,} do"
            raise Halted(f"{message}; what they held is kept in {self.kept.path.name} beside the journals")
        return elsewhere

    def counts(self) -> dict[str, int]:
        ends = {"source": self.migration.source, "target": self.migration.target}
        found = self.means.records.count(ends.values())
        for address in ends.values():
            if found[address].records is None:
                raise Halted(f"how many records hold {address} could not be counted: {found[address].why}")
        return {end: found[address].records or 0 for end, address in ends.items()}

    def holds_target(self, record: RecordValues) -> bool:
        if not self.migration.of_options:
            return bool(record.target)
        return self.migration.target.subpath[-1] in record.target.split(";")

    def has_own(self, record: RecordValues) -> bool:
        return not self.migration.of_options and bool(record.target) and record.target != record.source
