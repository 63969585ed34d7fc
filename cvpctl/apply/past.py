"""Runs that were: a folder of journals read back, newest first or oldest first, and what each of them did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from cvpctl.apply.journal import SUFFIX, in_doubt, read_journal, unreadable
from cvpctl.apply.undo import Undo, read_undo, undo_path
from cvpctl.errors import DONE, INTERRUPTED, worst
from cvpctl.model import Address, AddressError, Body, Settled

Events = tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class PastRun:
    """One journal. `id` is the moment it began and the stem of its files."""

    path: Path
    events: Events

    @property
    def id(self) -> str:
        return self.path.stem

    @property
    def began(self) -> datetime:
        return datetime.fromisoformat(self.events[0]["at"])

    @property
    def seconds(self) -> float:
        last = [event for event in self.events if event["event"] != "recorded"][-1]
        return (datetime.fromisoformat(last["at"]) - self.began).total_seconds()

    @property
    def portal_id(self) -> int:
        return int(self.events[0]["portalId"])

    @property
    def digest(self) -> str:
        return str(self.events[0]["digest"])

    @property
    def calls(self) -> int:
        return int(self.events[0]["calls"])

    @property
    def undoes(self) -> str:
        return str(self.events[0].get("undoes", ""))

    @property
    def end(self) -> dict[str, Any] | None:
        return next((event for event in self.events if event["event"] == "end"), None)

    @property
    def in_the_middle(self) -> bool:
        """Whether the run was killed: it never came to say its end."""
        return self.end is None

    @property
    def exit_code(self) -> int:
        return INTERRUPTED if self.end is None else worst([int(self.end.get("exit", DONE))])

    @property
    def recorded(self) -> bool:
        return any(event["event"] == "recorded" for event in self.events)

    @property
    def wrote(self) -> bool:
        """Whether any call may have reached the portal."""
        return any(event["event"] == "intended" for event in self.events)

    @property
    def doubtful(self) -> list[dict[str, Any]]:
        return in_doubt(self.events)

    @property
    def remark(self) -> str:
        """What to say of lines that nobody can read; nothing where there are none."""
        if not (lines := unreadable(self.path)):
            return ""
        which = f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}"
        return (
            f"note: {which} of the journal {self.path.name} cannot be read whole, as a kill leaves it; the rest counts"
        )

    @cached_property
    def steps(self) -> Mapping[str, Settled]:
        """How each step ended that was begun; one that nothing says the end of is in doubt."""
        found = {
            step: Settled.IN_DOUBT for event in self.events if event["event"] == "intended" for step in event["covers"]
        }
        for event in self.events:
            if event["event"] == "settled":
                found |= {step: Settled(said.partition(":")[0]) for step, said in event["outcomes"].items()}
        return found

    @cached_property
    def call_ends(self) -> Counter[Settled]:
        """How many calls ended how; a call is as well as the worst of its steps."""
        gravity = (Settled.DONE, Settled.SKIPPED, Settled.IN_DOUBT, Settled.FAILED)
        ends: Counter[Settled] = Counter()
        for event in self.events:
            if event["event"] == "intended":
                ends[max((self.steps[step] for step in event["covers"]), key=gravity.index, default=Settled.DONE)] += 1
        return ends

    @cached_property
    def written(self) -> Mapping[Address, frozenset[Settled]]:
        """The resources that something may have been written to, with how their steps ended."""
        found: dict[Address, set[Settled]] = {}
        for step, settled in self.steps.items():
            if address := _owner(step):
                found.setdefault(address, set()).add(settled)
        possible = {Settled.DONE, Settled.IN_DOUBT}
        return {address: frozenset(ends) for address, ends in found.items() if ends & possible}

    @cached_property
    def left(self) -> Mapping[Address, Body | None]:
        """What the run read back of what it wrote."""
        bodies: Mapping[str, Body | None] = next(
            (event["bodies"] for event in self.events if event["event"] == "left"), {}
        )
        return {Address.parse(text): body for text, body in bodies.items()}

    @cached_property
    def undo(self) -> Undo | None:
        return read_undo(undo_path(self.path))


def past_runs(folder: Path) -> tuple[PastRun, ...]:
    """Return the runs whose journals stand in a folder, the newest first; what is no journal is passed over."""
    runs = (PastRun(path, tuple(read_journal(path))) for path in sorted(folder.glob(f"*{SUFFIX}"), reverse=True))
    return tuple(run for run in runs if run.events and run.events[0].get("event") == "begin")


def _owner(step: str) -> Address | None:
    try:
        return Address.parse(step.rpartition(":")[0]).owner
    except AddressError:
        return None
