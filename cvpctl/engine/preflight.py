"""Before the first write: what HubSpot would refuse, all of it at once, and what of a plan stays to be written.

Pure, like the plan it sharpens: `wanted` says what to ask the portal, `preflighted` takes the answers. What is not
available here leaves the plan with all that depends on it; what a person has to decide is blocked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cvpctl.engine.absences import Absence, Absences, objects_of
from cvpctl.engine.allowances import allowances
from cvpctl.engine.calls import compile_calls
from cvpctl.engine.choices import Choices, weighed_by
from cvpctl.engine.fallbacks import fallbacks
from cvpctl.engine.headroom import claims, exceeded
from cvpctl.engine.migrations import still_running
from cvpctl.engine.names_taken import names_taken
from cvpctl.engine.notices import unavailable
from cvpctl.engine.scopes_held import doubtful, missing
from cvpctl.engine.setting_aside import Aside, blocks, set_aside, told, with_dependants
from cvpctl.engine.tiers import contradiction
from cvpctl.model import (
    Address,
    Change,
    Desired,
    Finding,
    Plan,
    Scope,
    Severity,
    State,
    Unknown,
    Unseen,
    find_object_type,
)
from cvpctl.model.plan_json import digest_of
from cvpctl.model.surroundings import LIBRARY, Quota, Surroundings, Wanted

TIER = "TIER_CONTRADICTED"
NO_CHOICES = Choices()
NOT_ENABLED = "NOT_ENABLED"


@dataclass(frozen=True, slots=True)
class Said:
    """What `cvpctl.yaml` and the command line say of the portal; `tier` is None where nobody declared it."""

    tier: str | None = None
    choices: Choices = NO_CHOICES


def wanted(plan: Plan, desired: Desired, *, writing: bool, tier: str | None = None) -> Wanted:
    """Return what is worth asking for this plan: nothing for one that writes nothing and misses nothing."""
    changes = plan.changes if writing else ()
    objects = {name for change in plan.changes for name in objects_of(change.address)}
    shut = {name for (_, names), why in plan.unknown for name in names if why.why is Unseen.NOT_ENABLED}
    shut |= {step.object for step in desired.runbook if step.check}
    quotas = {quota for change in changes for quota, _ in claims(change)}
    # Whether a declared tier holds is told by what it allows.
    quotas |= {Quota.CUSTOM_OBJECTS, Quota.PIPELINES} if tier and changes else set()
    return Wanted(
        scopes=bool(changes),
        library=bool((shut | (objects if writing else set())) & {*LIBRARY}),
        quotas=tuple(quota for quota in Quota if quota in quotas),
        objects=tuple(sorted(objects | shut | {"deals", "tickets"})),
        pair=next((change.address.scope for change in changes if _is_native_label(change.address)), ()),
    )


def preflighted(plan: Plan, desired: Desired, live: State, around: Surroundings, said: Said) -> Plan:
    """Return the plan as this portal and this token can carry it out, with everything that speaks against the rest."""
    absences = Absences(around, said.tier, live)
    aside = set_aside((*plan.changes, *plan.blocked), absences.of)
    judged = with_dependants(_judged(_among(plan.changes, aside.kept), live, around, said.choices))
    shut = dict(_shut(live, absences))
    kept = tuple(change for change in judged if not blocks(change))
    stopped = (*_among(plan.blocked, aside.kept), *(change for change in judged if blocks(change)))
    bodies = {address: resource.body for address, resource in live.resources.items()}
    running = still_running(plan, kept)
    unknown = tuple((scope, why) for scope, why in plan.unknown if scope not in shut)
    others = (one for one in plan.unavailable if one.code != NOT_ENABLED)
    still = replace(live, unknown={scope: why for scope, why in live.unknown.items() if scope not in shut})
    sharpened = replace(
        plan,
        changes=kept,
        calls=plan.calls if kept == plan.changes else compile_calls(kept, bodies, running),
        migrations=running,
        blocked=tuple(sorted(stopped, key=lambda change: change.address)),
        unavailable=(*others, *unavailable(still), *_told(aside, shut, desired), *fallbacks(plan, kept, desired)),
        unknown=unknown,
        notices=(*plan.notices, *_remarks(kept, around, said.tier)),
        complete=plan.complete or (not unknown and bool(plan.unknown) and not _narrowed(said.choices)),
    )
    sharpened = replace(sharpened, allowed=allowances(sharpened, said.choices))
    return replace(sharpened, digest=digest_of(sharpened))


def _narrowed(choices: Choices) -> bool:
    return bool(choices.target or choices.exclude)


def _among(changes: Iterable[Change], kept: Iterable[Change]) -> tuple[Change, ...]:
    addresses = {change.address for change in kept}
    return tuple(change for change in changes if change.address in addresses)


def _judged(changes: Sequence[Change], live: State, around: Surroundings, choices: Choices) -> tuple[Change, ...]:
    over = exceeded(changes, around)
    held = around.scopes if isinstance(around.scopes, frozenset) else None

    def judged(change: Change) -> Change:
        found = (
            *(missing(change, held) if held is not None else ()),
            *over.get(change.address, ()),
            *names_taken(change, live),
        )
        return replace(change, findings=(*change.findings, *weighed_by(choices, found))) if found else change

    return tuple(map(judged, changes))


def _shut(live: State, absences: Absences) -> Iterator[tuple[Scope, Absence]]:
    """Yield the lists nobody could read because what they are of is certainly not there."""
    for scope, why in live.unknown.items():
        found = [absences.of_custom_objects()] if scope == ("schema", ()) else map(absences.of_object, scope[1])
        absence = next((one for one in found if one), None)
        if absence and why.why is not Unseen.UNREACHABLE:
            yield scope, absence


def _told(aside: Aside, shut: Mapping[Scope, Absence], desired: Desired) -> Iterator[Finding]:
    left_out: dict[Absence, set[Address]] = {absence: set(addresses) for absence, addresses in aside.gone}
    for address in desired.resources:
        if absence := shut.get((address.kind, address.scope)):
            left_out.setdefault(absence, set()).add(address)
    for absence, addresses in left_out.items():
        yield from told(absence, addresses)


def _remarks(changes: Sequence[Change], around: Surroundings, tier: str | None) -> Iterator[Finding]:
    if isinstance(around.scopes, frozenset):
        yield from doubtful(changes, around.scopes)
    elif around.scopes is not None:
        yield _unread("SCOPES_UNREADABLE", "what the token may do", around.scopes)
    for quota, rooms in around.rooms.items():
        if isinstance(rooms, Unknown):
            yield _unread("LIMITS_UNREADABLE", f"how much room is left for {quota}", rooms)
        elif tier and (message := contradiction(tier, quota, rooms)):
            help_ = "correct tier: of this portal in cvpctl.yaml; what HubSpot tells counts"
            yield Finding(TIER, Severity.WARNING, f"cvpctl.yaml says tier: {tier}, yet {message}", help_)
    if isinstance(around.switched_on, Unknown):
        yield _unread("OBJECTS_UNREADABLE", "which objects are switched on", around.switched_on)


def _unread(code: str, what: str, why: Unknown) -> Finding:
    message = f"{what} could not be read ({why.detail or why.why.value}), so it was not checked"
    return Finding(code, Severity.INFO, message, "HubSpot refuses what does not work, and the apply says so")


def _is_native_label(address: Address) -> bool:
    return address.kind == "label" and all(find_object_type(name) for name in address.scope)
