"""Taking changes out of a plan together with all that depends on them, and telling a reader what went and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cvpctl.engine.absences import Absence
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Change, Finding, Severity

WAITING = "WAITS_FOR_ABSENT"


@dataclass(frozen=True, slots=True)
class Aside:
    """`kept` may be written; `gone` lists, by reason, what may not, dependants included."""

    kept: tuple[Change, ...]
    gone: tuple[tuple[Absence, tuple[Address, ...]], ...] = ()


def set_aside(changes: Sequence[Change], reason: Callable[[Change], Absence | None]) -> Aside:
    """Part the changes; what requires something that is not there goes for the same reason."""
    why = {change.address: absence for change in changes if (absence := reason(change))}
    while more := {
        change.address: why[need]
        for change in changes
        if change.address not in why
        for need in change.requires
        if need in why
    }:
        why |= more
    kept = tuple(change for change in changes if change.address not in why)
    reasons = dict.fromkeys(why.values())
    gone = tuple((one, tuple(address for address in sorted(why) if why[address] == one)) for one in reasons)
    return Aside(kept, gone)


def told(absence: Absence, addresses: Iterable[Address]) -> Iterator[Finding]:
    """Yield the reason, and list by list what is left out for it, by name."""
    yield Finding(absence.code, Severity.WARNING, absence.message, absence.help)
    by_kind: dict[str, list[str]] = {}
    for address in sorted(addresses):
        by_kind.setdefault(address.kind, []).append(str(address))
    for kind in (name for name in KINDS if name in by_kind):
        found = by_kind[kind]
        message = f"left out for want of {absence.about}: {_counted(KINDS[kind].noun, len(found))}: {', '.join(found)}"
        yield Finding(WAITING, Severity.INFO, message)


def _counted(noun: str, number: int) -> str:
    many = f"{noun.removesuffix('y')}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else many}"


def with_dependants(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes, each blocked that requires a blocked one."""
    judged = {change.address: change for change in changes}
    blocked = {address for address, change in judged.items() if blocks(change)}
    while more := {
        address for address, change in judged.items() if address not in blocked and blocked & set(change.requires)
    }:
        for address in more:
            judged[address] = _bereft(judged[address], blocked & set(judged[address].requires))
        blocked |= more
    return tuple(judged.values())


def _bereft(change: Change, needs: set[Address]) -> Change:
    names = ", ".join(map(str, sorted(needs)))
    about = (change.address, change.place)
    finding = Finding("REQUIRES_BLOCKED", Severity.ERROR, f"needs {names}, which is blocked", "", *about)
    return replace(change, findings=(*change.findings, finding))


def blocks(change: Change) -> bool:
    """Tell whether a finding keeps a change from being written."""
    return any(finding.severity is Severity.ERROR for finding in change.findings)
