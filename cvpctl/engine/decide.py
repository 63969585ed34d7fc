"""Which of the wanted changes may be written: findings, what nobody allowed, and what depends on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cvpctl.engine.choices import Choices
from cvpctl.engine.hazards import findings_of
from cvpctl.engine.order import requirements
from cvpctl.engine.scopes import references_of
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Change, Desired, Finding, Severity, State


@dataclass(frozen=True, slots=True)
class Decided:
    """Changes to write, in address order, and those that wait for a person."""

    changes: tuple[Change, ...]
    blocked: tuple[Change, ...]


def decide(writes: Sequence[Change], desired: Desired, live: State, choices: Choices) -> Decided:
    """Judge each change; what requires a blocked change is blocked too."""
    bodies = {address: resource.body for address, resource in live.resources.items()}
    needs = requirements(writes, bodies)
    seen = _in_view(writes, needs, choices)
    judged = {address: _judged(change, needs[address], desired, live, choices) for address, change in seen.items()}
    blocked = {address for address, change in judged.items() if _blocks(change)}
    while more := {address for address in judged if address not in blocked and needs[address] & blocked}:
        judged |= {address: _dependent(judged[address], needs[address] & blocked) for address in more}
        blocked |= more
    return Decided(
        tuple(judged[address] for address in sorted(judged) if address not in blocked),
        tuple(judged[address] for address in sorted(blocked)),
    )


def _in_view(
    writes: Sequence[Change], needs: Mapping[Address, set[Address]], choices: Choices
) -> dict[Address, Change]:
    """Keep what a target names, and whatever that requires."""
    view = {change.address for change in writes if choices.in_view(change.address)}
    while more := {need for address in view for need in needs[address]} - view:
        view |= more
    return {change.address: change for change in writes if change.address in view}


def _judged(change: Change, needs: set[Address], desired: Desired, live: State, choices: Choices) -> Change:
    kind, resource = KINDS[change.address.kind], live.resources.get(change.address)
    found = (*findings_of(kind, change, resource.body if resource else None), *_missing(change, needs, desired, live))
    weighed = tuple(replace(one, severity=Severity.WARNING) if choices.allows(one) else one for one in found)
    return replace(change, requires=tuple(sorted(needs)), findings=weighed)


def _missing(change: Change, needs: set[Address], desired: Desired, live: State) -> Iterator[Finding]:
    resource = desired.resources.get(change.address)
    for target in sorted(references_of(resource)) if resource else ():
        scope = (target.kind, target.scope)
        if target in live.resources or target in needs:
            continue
        if scope in live.unknown:
            message, code = f"{target} could not be read, so nobody knows whether it exists", "UNKNOWN_REFERENCE"
        else:
            message, code = f"{target} is neither live nor about to be created", "MISSING_REFERENCE"
        yield Finding(code, Severity.ERROR, message, "state it, or correct the name", change.address, change.place)


def _blocks(change: Change) -> bool:
    return any(finding.severity is Severity.ERROR for finding in change.findings)


def _dependent(change: Change, blocked: set[Address]) -> Change:
    names = ", ".join(str(address) for address in sorted(blocked))
    finding = Finding(
        "REQUIRES_BLOCKED", Severity.ERROR, f"needs {names}, which is blocked", "", change.address, change.place
    )
    return replace(change, findings=(*change.findings, finding))
