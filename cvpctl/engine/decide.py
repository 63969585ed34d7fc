"""Which of the wanted changes may be written: findings, what nobody allowed, and what depends on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cvpctl.engine.bound_to_nothing import BoundToNothing
from cvpctl.engine.choices import Choices
from cvpctl.engine.lookalikes import LookAlikes
from cvpctl.engine.migrations import Migrations
from cvpctl.engine.order import requirements
from cvpctl.engine.prune import Reasons
from cvpctl.engine.renames import Renames
from cvpctl.engine.scopes import references_of
from cvpctl.engine.still_used import StillUsed
from cvpctl.engine.verdict import Rule, verdict
from cvpctl.kinds import KINDS
from cvpctl.model import Action, Address, Change, Desired, Finding, Severity, State


@dataclass(frozen=True, slots=True)
class Decided:
    """Changes to write, in address order, and those that wait for a person."""

    changes: tuple[Change, ...]
    blocked: tuple[Change, ...]


NO_MIGRATIONS = Migrations()


def decide(
    writes: Sequence[Change],
    desired: Desired,
    live: State,
    choices: Choices,
    migrations: Migrations = NO_MIGRATIONS,
) -> Decided:
    """Judge each change; what requires a blocked change is blocked too."""
    bodies = {address: resource.body for address, resource in live.resources.items()}
    needs = migrations.ordered(requirements(writes, bodies))
    seen = _in_view(writes, needs, choices)
    coming = {change.address for change in writes if change.action is not Action.REMOVE} | set(_born(writes))
    creating = {(one.address.kind, one.address.scope) for one in writes if one.action is Action.CREATE}
    claimed = (*desired.resources, *desired.removed, *(one.source for one in desired.moved))
    alike = LookAlikes.among(live.resources.values(), claimed, creating, portal=choices.portal)
    about_all = (StillUsed.among(writes, live.resources), Renames.among(writes), Reasons(desired))
    rules = (alike, BoundToNothing(choices.bound), *about_all, migrations)
    sight = _Sight(desired, live, coming, rules, migrations)
    judged = {address: _judged(change, needs[address], sight, choices) for address, change in seen.items()}
    judged |= {address: _bereft(judged[address], lost) for address in judged if (lost := needs[address] - seen.keys())}
    blocked = {address for address, change in judged.items() if _blocks(change)}
    while more := {address for address in judged if address not in blocked and needs[address] & blocked}:
        judged |= {address: _dependent(judged[address], needs[address] & blocked) for address in more}
        blocked |= more
    return Decided(
        tuple(judged[address] for address in sorted(judged) if address not in blocked),
        tuple(judged[address] for address in sorted(blocked)),
    )


def _born(writes: Iterable[Change]) -> Iterator[Address]:
    """Yield what comes into being with something else, such as a custom object's first group."""
    for change in writes:
        if change.action is Action.CREATE:
            yield from KINDS[change.address.kind].also_creates(change.address, change.stated or {})


def _in_view(
    writes: Sequence[Change], needs: Mapping[Address, set[Address]], choices: Choices
) -> dict[Address, Change]:
    """Keep what a target names, and whatever that requires; what is excluded stays out for all that."""
    view = {change.address for change in writes if choices.in_view(change.address)}
    while more := {need for address in view for need in needs[address] if not choices.excludes(need)} - view:
        view |= more
    return {change.address: change for change in writes if change.address in view}


@dataclass(frozen=True, slots=True)
class _Sight:
    desired: Desired
    live: State
    coming: Collection[Address]
    rules: Sequence[Rule]
    migrations: Migrations


def _judged(change: Change, needs: set[Address], sight: _Sight, choices: Choices) -> Change:
    found = verdict(change, sight.live, sight.rules, choices, migrations=sight.migrations, also=_missing(change, sight))
    return replace(change, requires=tuple(sorted(needs)), findings=found)


def _missing(change: Change, sight: _Sight) -> Iterator[Finding]:
    resource = sight.desired.resources.get(change.address)
    for target in sorted(references_of(resource)) if resource else ():
        scope = (target.kind, target.scope)
        if target in sight.live.resources or target in sight.coming:
            continue
        if scope in sight.live.unknown:
            message, code = f"{target} could not be read, so nobody knows whether it exists", "UNKNOWN_REFERENCE"
        else:
            message, code = f"{target} is neither live nor about to be created", "MISSING_REFERENCE"
        # Stated and yet not coming: it went from the portal and is held until somebody takes a side.
        held = target in sight.desired.resources
        help_ = f"it is held: add --take blueprint:{target}" if held else "state it, or correct the name"
        yield Finding(code, Severity.ERROR, message, help_, change.address, change.place)


def _blocks(change: Change) -> bool:
    return any(finding.severity is Severity.ERROR for finding in change.findings)


def _bereft(change: Change, excluded: set[Address]) -> Change:
    names = ", ".join(str(address) for address in sorted(excluded))
    message, help_ = f"needs {names}, which is excluded", "exclude this too, or let that in"
    finding = Finding("REQUIRES_EXCLUDED", Severity.ERROR, message, help_, change.address, change.place)
    requires = tuple(need for need in change.requires if need not in excluded)
    return replace(change, requires=requires, findings=(*change.findings, finding))


def _dependent(change: Change, blocked: set[Address]) -> Change:
    names = ", ".join(str(address) for address in sorted(blocked))
    finding = Finding(
        "REQUIRES_BLOCKED", Severity.ERROR, f"needs {names}, which is blocked", "", change.address, change.place
    )
    return replace(change, findings=(*change.findings, finding))
