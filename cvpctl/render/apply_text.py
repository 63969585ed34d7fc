"""How an apply ended, for the person who started it: what is done, what failed and why, what reads differently."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from cvpctl.model import ABSENT, Address, FieldChange, Outcome, Settled
from cvpctl.model.report import Report
from cvpctl.render.terminal import BLANK, FAINT, HEADING, line, printed, wrapped
from cvpctl.render.touches import touch_lines, touch_text
from cvpctl.render.values import value_text
from cvpctl.render.wording import counted, middle, middle_pair, visible

_WORD = re.compile(r"[A-Za-z0-9_\-%./#:]+")
_STYLES = {Settled.FAILED: "bold red", Settled.IN_DOUBT: "bold yellow", Settled.SKIPPED: "yellow"}
MOST_STEPS = 12
AGAIN = "Run the same apply again: what is done stays done, what is in doubt is read before it is written."
MENDED = "HubSpot says why; mend that first, then run the same apply again."
GRAVITY = (Settled.DONE, Settled.SKIPPED, Settled.IN_DOUBT, Settled.FAILED)


def outcome_text(report: Report, *, color: bool, width: int) -> str:
    return printed(_lines(report, width), color=color)


def _lines(report: Report, width: int) -> Iterator[Text]:
    broken = _settled(report, Settled.FAILED) + _settled(report, Settled.IN_DOUBT)
    skipped = _settled(report, Settled.SKIPPED)
    for outcome in broken:
        because = _because(outcome, skipped)
        skipped = [one for one in skipped if one not in because]
        yield from _broken(outcome, because, width)
    for message in dict.fromkeys(one.message for one in skipped):
        yield from _skipped(message, [one for one in skipped if one.message == message], width)
    yield from _stale(report, width)
    yield from _not_converged(report.not_converged, width)
    yield from _pending(report.pending, width)
    yield from _unread(report.unread, width)
    if broken or skipped or report.stale or report.not_converged or report.pending or report.unread:
        yield BLANK
    yield from _totals(report, width)


def _because(outcome: Outcome, skipped: Sequence[Outcome]) -> list[Outcome]:
    """Return what was skipped because of this, and because of that in turn."""
    found: list[Outcome] = []
    to_follow = [outcome]
    while to_follow:
        names = _names(to_follow.pop().step)
        fresh = [one for one in skipped if one not in found and names & _words(one.message)]
        found += fresh
        to_follow += fresh
    return found


def _names(step: str) -> set[str]:
    """Return how a message may call a step: by its own name, its address, or the resource it belongs to."""
    return {step, step.rpartition(":")[0], _owner(step)}


def _words(message: str) -> set[str]:
    return {word.rstrip(".:") for word in _WORD.findall(message)}


def _settled(report: Report, settled: Settled) -> list[Outcome]:
    return [outcome for outcome in report.outcomes if outcome.settled is settled]


def _broken(outcome: Outcome, because: Sequence[Outcome], width: int) -> Iterator[Text]:
    yield line((outcome.settled.value, _STYLES[outcome.settled]), " ", (visible(outcome.step), HEADING))
    yield from wrapped(visible(outcome.message), indent=4, width=width)
    told = (("category", outcome.category), ("correlation id", outcome.correlation_id))
    if said := ", ".join(f"{name} {visible(value)}" for name, value in told if value):
        yield line((said, FAINT), indent=4)
    if because:
        yield line(f"skipped because of it, {counted(len(because), 'step')}:", indent=4)
        yield from _steps(because, indent=6)


def _skipped(message: str, outcomes: Sequence[Outcome], width: int) -> Iterator[Text]:
    first = line((f"skipped {counted(len(outcomes), 'step')}", _STYLES[Settled.SKIPPED]), ": ")
    yield from wrapped(visible(message), indent=4, width=width, first=first)
    yield from _steps(outcomes, indent=4)


def _steps(outcomes: Sequence[Outcome], *, indent: int) -> Iterator[Text]:
    return _few([outcome.step for outcome in outcomes], indent=indent)


def _few(names: Sequence[str], *, indent: int) -> Iterator[Text]:
    for name in names[:MOST_STEPS]:
        yield line((visible(name), FAINT), indent=indent)
    if len(names) > MOST_STEPS:
        yield line(f"… and {len(names) - MOST_STEPS:,} more", indent=indent)


def _stale(report: Report, width: int) -> Iterator[Text]:
    if report.stale:
        number = counted(len(report.stale), "change")
        said = f"{number} not written: the portal moved since the plan was made. Plan again."
        yield from wrapped(said, indent=0, width=width, style="yellow")
    for address in report.stale:
        yield line(str(address), indent=2)
        yield from touch_lines(touch_text(address, report.touched.get(address)), indent=4, width=width)


def _not_converged(remaining: Sequence[tuple[Address, FieldChange]], width: int) -> Iterator[Text]:
    if remaining:
        said = f"{counted(len(remaining), 'field')} not converged: accepted, and still different when read back."
        yield from wrapped(said, indent=0, width=width, style="yellow")
    for address, edit in remaining:
        yield line((f"{address} ", HEADING), "/".join(visible(name) for name in edit.path), indent=2)
        yield from wrapped(_kept(edit, width), indent=4, width=width)


def _pending(remaining: Sequence[tuple[Address, FieldChange]], width: int) -> Iterator[Text]:
    if remaining:
        said = f"{counted(len(remaining), 'field')} pending: accepted, and the portal may still come to show it."
        yield from wrapped(said, indent=0, width=width, style="yellow")
    for address, edit in remaining:
        yield line((f"{address} ", HEADING), "/".join(visible(name) for name in edit.path), indent=2)
        before, after = (_side(side, width) for side in (edit.before, edit.after))
        yield from wrapped(f"read {before} when the reading back ended; written was {after}", indent=4, width=width)


def _side(value: Any, width: int) -> str:
    return "nothing" if value is ABSENT else middle(value_text(value), width)


def _unread(unread: Mapping[Address, str], width: int) -> Iterator[Text]:
    for why in dict.fromkeys(unread.values()):
        names = [address for address in unread if unread[address] == why]
        first = line((f"{counted(len(names), 'resource')} could not be read back", "yellow"), ": ")
        yield from wrapped(visible(why), indent=4, width=width, first=first)
        yield from _few([str(address) for address in names], indent=4)


def _kept(edit: FieldChange, width: int) -> str:
    if edit.after is ABSENT:
        return f"the portal accepted the removal and kept {middle(value_text(edit.before), width)}"
    if edit.before is ABSENT:
        return f"the portal accepted {middle(value_text(edit.after), width)}, and nothing stands there"
    kept, written = middle_pair(value_text(edit.before), value_text(edit.after), width)
    return f"the portal answered 200 and kept {kept} instead of {written}"


def _totals(report: Report, width: int) -> Iterator[Text]:
    yield line((_counts(report), HEADING))
    yield from wrapped(_verdict(report), indent=0, width=width)
    reading = f"Read back in {counted(report.calls_read, 'call')}; " if report.calls_read else ""
    yield line((f"{reading}{report.seconds:.1f} s.", FAINT))


def _counts(report: Report) -> str:
    """Count resources, as the plan does: one is done when all its steps are."""
    ends = Counter(_ends(report).values())
    told = [_carried_out(ends, report.calls_written)]
    told += [f"{ends[settled]:,} {settled.value}" for settled in reversed(GRAVITY[1:]) if ends[settled]]
    told += [f"{len(report.stale):,} stale"] if report.stale else []
    told += [f"{counted(len(report.not_converged), 'field')} not converged"] if report.not_converged else []
    told += [f"{counted(len(report.pending), 'field')} pending"] if report.pending else []
    told += [f"{len(report.unread):,} not read back"] if report.unread else []
    return f"Apply: {', '.join(told)}"


def _carried_out(ends: Counter[Settled], calls: int) -> str:
    if not ends:
        return "nothing to write"
    total = counted(ends.total(), "resource")
    whole = total if ends[Settled.DONE] == ends.total() else f"{ends[Settled.DONE]:,} of {total}"
    return f"{whole} in {counted(calls, 'call')}"


def _ends(report: Report) -> dict[str, Settled]:
    """Return how each resource ended, which is how the worst of its steps did."""
    ends: dict[str, Settled] = {}
    for outcome in report.outcomes:
        owner = _owner(outcome.step)
        ends[owner] = max(ends.get(owner, Settled.DONE), outcome.settled, key=GRAVITY.index)
    return ends


def _owner(step: str) -> str:
    return re.split(r"[/#]", step.rpartition(":")[0])[0]


def _next(report: Report) -> str:
    """What was refused for good will be refused again; anything else is worth another run."""
    broken = [one for one in report.outcomes if one.settled in (Settled.FAILED, Settled.IN_DOUBT)]
    refused = [one for one in broken if one.settled is Settled.FAILED and one.category]
    return MENDED if broken and broken == refused else AGAIN


def _verdict(report: Report) -> str:
    ends = {outcome.settled for outcome in report.outcomes}
    if ends and not ends & {Settled.DONE, Settled.IN_DOUBT}:
        return f"Nothing was applied. {_next(report)}"
    if ends - {Settled.DONE}:
        return f"Applied in part. {_next(report)}" if Settled.DONE in ends else f"What was applied is in doubt. {AGAIN}"
    if report.not_converged:
        return "Written, but not verified: the portal may need more time, or ignores these fields. Plan again to see."
    if report.pending or report.unread:
        return "Written, but not verified. Plan again to see: what has arrived by then counts as written by this run."
    if report.stale and ends:
        return "Verified, as far as it was written."
    return "Verified: everything written reads back as written." if ends else "Nothing was written."
