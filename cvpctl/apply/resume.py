"""Recognising cvpctl's own runs: what a run wrote and the record never learnt, settled by reading the portal.

A run may be killed between a write and the record, or never hear an answer. Its journal says what it sent; where the
live state has just that, the record takes it over, so that nobody holds our own write for somebody's edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from cvpctl.apply.journal import SUFFIX, Journal, JournalLost
from cvpctl.apply.made import Made, born_with, unnamed_since
from cvpctl.apply.past import PastRun, past_runs
from cvpctl.apply.recording import recorded
from cvpctl.apply.sameness import took
from cvpctl.kinds import KINDS
from cvpctl.model import Action, Address, Body, Change, Record, Resource, Scope, Settled, State

_TAIL = 4096
_CLOSED = b'"event": "recorded"'
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Unsettled:
    """The runs whose writes no record knows for sure, the oldest first.

    `outdated` is what a later run wrote that the record knows: what such a run sent there is nobody's word any more.
    """

    runs: tuple[PastRun, ...] = ()
    outdated: Mapping[str, frozenset[Address]] = field(default_factory=dict)

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The lists that must be read to settle them."""
        return tuple(sorted({(one.kind, one.scope) for run in self.runs for one in run.written if one.kind in KINDS}))

    def settled_in(self, record: Record, live: State) -> Record:
        """Return the record with what the live state proves these runs to have written."""
        for run in self.runs:
            record = _taken_over(record, run, live, self.outdated.get(run.id, frozenset()))
        return record

    def remarks(self, live: State) -> Iterator[str]:
        for run in self.runs:
            if run.in_the_middle or Settled.IN_DOUBT in run.steps.values():
                yield _told(run, live)
            if run.remark:
                yield run.remark

    def close(self, live: State, by: str) -> None:
        """Mark the runs that were settled by reading all of their lists, once the record is saved."""
        for run in self.runs:
            if not any((one.kind, one.scope) in live.unknown for one in run.written):
                close(run.path, by)


def unsettled(folder: Path) -> Unsettled:
    """Return the runs of a folder that the record may know nothing of."""
    if all(map(_closed, folder.glob(f"*{SUFFIX}"))):
        return Unsettled()
    runs: list[PastRun] = []
    outdated: dict[str, frozenset[Address]] = {}
    known: frozenset[Address] = frozenset()
    for run in past_runs(folder):
        if run.recorded:
            known |= run.written.keys()
        elif run.wrote and (run.undo or run.in_the_middle):
            runs.insert(0, run)
            outdated[run.id] = known
    return Unsettled(tuple(runs), outdated)


def fully_read(run: PastRun) -> bool:
    """Tell whether all that a run wrote was answered and read back, so that its record knows everything."""
    return Settled.IN_DOUBT not in run.steps.values() and run.written.keys() <= run.left.keys()


def close(path: Path, by: str = "") -> None:
    """Say in a journal that the record knows its run; losing that line costs a second look."""
    try:
        with Journal(path) as journal:
            journal.recorded(by)
    except JournalLost:
        return


def _closed(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        return _CLOSED in file.read()


def _taken_over(record: Record, run: PastRun, live: State, outdated: frozenset[Address]) -> Record:
    undo = run.undo
    if undo is None:
        return record
    born = born_with(run)
    ours = {*run.written, *born} - outdated
    changes = [change for change in undo.plan.changes if change.address in ours and _seen(change, live)]
    gone = [one.address for one in changes if _was_removal(one) and one.address not in live.resources]
    gone += [one.address for one in changes if one.address in undo.forgets and _took_all(one, live)]
    there = [one for one in changes if one.address in live.resources and one.address in undo.sent]
    stated = {one.address: undo.sent[one.address] for one in there}
    written = {one.address: {edit.path[0] for edit in one.fields if _took(one, edit.path, live)} for one in there}
    # Nobody looked between the kill and now: a part that no side knows may be anybody's.
    strange = {
        address: unnamed_since(KINDS[address.kind], body, _body(address, live), record.entries[address].live)
        for address, body in stated.items()
        if address in record.entries
    }
    after = recorded(record, stated, live.resources, gone, written=written, strange=strange)
    # Nobody read back what it made: the record says what it would have said, so that an edit made since is somebody's.
    parts = {
        one.address: Made(run, one, stated[one.address], born).entry(live.resources[one.address])
        for one in there
        if one.action is Action.REMOVE and one.address not in after.entries and one.address not in run.left
    }
    return replace(after, entries={**after.entries, **parts})


def _was_removal(inverse: Change) -> bool:
    return inverse.action in (Action.CREATE, Action.RESTORE)


def _seen(change: Change, live: State) -> bool:
    return change.address.kind in KINDS and (change.address.kind, change.address.scope) not in live.unknown


def _body(address: Address, live: State) -> Body:
    found: Resource = live.resources[address]
    return KINDS[address.kind].normalise(address, found.body)


def _took(inverse: Change, path: tuple[str, ...], live: State) -> bool:
    kind, body = KINDS[inverse.address.kind], _body(inverse.address, live)
    return all(took(kind, edit, body) for edit in inverse.fields if edit.path == path)


def _took_all(inverse: Change, live: State) -> bool:
    if inverse.address not in live.resources:
        return _was_removal(inverse)
    return not _was_removal(inverse) and all(_took(inverse, edit.path, live) for edit in inverse.fields)


def _told(run: PastRun, live: State) -> str:
    when = f"{run.began:%Y-%m-%d %H:%M:%S} UTC"
    doubtful = [step for step, settled in run.steps.items() if settled is Settled.IN_DOUBT]
    calls = {
        event["call"]: f"{event['operation']} ({_names(event['covers'])})"
        for event in run.events
        if event["event"] == "intended" and set(event["covers"]) & set(doubtful)
    }
    how = "ended in the middle" if run.in_the_middle else "did not hear every answer"
    head = f"note: the {'rollback' if run.undoes else 'run'} of {when} ({run.id}) {how}"
    if not calls:
        return f"{head}; no call is in doubt, and what is left to do stands in the plan"
    many = f"{len(calls)} calls are in doubt" if len(calls) > 1 else "1 call is in doubt"
    return f"{head}: {many}: {', '.join(calls.values())}. {_findings(run, doubtful, live)}"


def _findings(run: PastRun, doubtful: Iterable[str], live: State) -> str:
    """Say what reading showed of each resource in doubt."""
    asked = {address for address in run.written if any(step.startswith(str(address)) for step in doubtful)}
    changes = [one for one in run.undo.plan.changes if one.address in asked] if run.undo else []
    seen = [one for one in changes if _seen(one, live)]
    yes = [str(one.address) for one in seen if _took_all(one, live)]
    no = [str(one.address) for one in seen if str(one.address) not in yes]
    blind = [str(address) for address in sorted(asked) if str(address) not in (*yes, *no)]
    told = (("the portal has", yes), ("has not, or not whole,", no), ("nobody can read", blind))
    return "Read now: " + "; ".join(f"{words} {_listed(names)}" for words, names in told if names)


def _names(steps: Iterable[str]) -> str:
    return _listed(list(dict.fromkeys(step.rpartition(":")[0] for step in steps)))


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
