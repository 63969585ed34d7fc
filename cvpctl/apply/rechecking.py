"""A plan in hand against the portal of this moment, before its first write: what moved, and what costs more by now.

A plan says what was seen when it was made. Records came since, names were archived, lists and workflows learned of a
property: so hazards are asked again, as often as a plan is about to be written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from cvpctl.apply.provider import Provider
from cvpctl.apply.verify import scope_of, sensitivities
from cvpctl.engine import Choices, recompiled, stale
from cvpctl.engine.allowances import with_allowances
from cvpctl.engine.rejudge import also_needed, archived_since, archives_of, grown, judged_anew
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Body, Change, Plan, Resource, State

Answers = Callable[[Plan, State], State]
"""Asks how many records hold what a plan is about, and who else speaks of it."""
Reasons = Mapping[Address, tuple[str, ...]]
NO_CHOICES = Choices()


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What stays of a plan, what does not, and what is live now; `why` says what grew where nobody edited a thing."""

    plan: Plan
    moved: tuple[Address, ...]
    live: State
    why: Reasons = field(default_factory=dict)


def unanswered(_plan: Plan, live: State) -> State:
    """Return the state as it is: nobody was asked about records."""
    return live


def without_stale(plan: Plan, provider: Provider) -> tuple[Plan, tuple[Address, ...]]:
    """Return what stays of a plan, and what moved since."""
    found = rechecked(plan, provider)
    return found.plan, found.moved


def rechecked(
    plan: Plan, provider: Provider, answers: Answers = unanswered, choices: Choices = NO_CHOICES
) -> Rechecked:
    """Recheck the premise and the hazards of each change, and leave out exactly what moved or what grew.

    What requires a change that is left out is left out with it. The calls are made anew from the changes that stay.
    `choices` are those of now; what was allowed when the plan was made stands in the plan.
    """
    live = _looked(plan, provider)
    why: dict[Address, tuple[str, ...]] = {
        change.address: (said,) for change in plan.changes if (said := archived_since(change, live))
    }
    moved = {change.address for change in plan.changes if _moved(change, live)} | why.keys()
    kept = _without(plan, moved, live)
    word = with_allowances(choices, plan)
    live = answers(judged_anew(kept, live, word), live)
    judged = judged_anew(kept, live, word)
    why |= grown(plan, judged)
    left = _without(judged, why.keys(), live)
    staying = {change.address for change in left.changes}
    gone = sorted(change.address for change in plan.changes if change.address not in staying)
    return Rechecked(left, tuple(gone), live, why)


def _looked(plan: Plan, provider: Provider) -> State:
    """Read the lists of the plan, those that something may still need, and the archives where a name may stand."""
    levels = sensitivities(plan.changes)
    scopes = {(change.address.kind, change.address.scope) for change in plan.changes}
    live = provider.fetch(sorted(scopes.union(also_needed(plan))), sensitive=levels)
    archives = [scope for scope in archives_of(plan) if scope not in live.unknown]
    if not archives:
        return live
    gone = provider.fetch((), archived=archives, sensitive=levels)
    return replace(live, archived=gone.archived, unknown={**live.unknown, **gone.unknown})


def _without(plan: Plan, left_out: Collection[Address], live: State) -> Plan:
    """Return the plan without these, without what requires them, and without migrations into or out of them."""
    gone = set(left_out)
    while more := {one.address for one in plan.changes if one.address not in gone and gone & set(one.requires)}:
        gone |= more
    kept = tuple(change for change in plan.changes if change.address not in gone)
    staying = tuple(one for one in plan.migrations if not gone & {one.source.owner, one.target.owner})
    return recompiled(replace(plan, changes=kept, migrations=staying), live)


def _moved(change: Change, live: State) -> bool:
    """Tell whether the portal moved under a change; what cannot be read any more may have."""
    return scope_of(change) in live.unknown or stale(
        KINDS[change.address.kind], change, _body(live.resources.get(change.address))
    )


def _body(resource: Resource | None) -> Body | None:
    return resource.body if resource else None
