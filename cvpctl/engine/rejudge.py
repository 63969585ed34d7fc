"""A plan judged again by what is live and held now: the findings that were written into it are never believed.

What needs all that the blueprints say is not looked at again, since a plan file does not tell: new things that read
like live ones, and references to what the plan does not write.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cvpctl.engine.choices import Choices
from cvpctl.engine.kept_by_hubspot import keeps_its_values
from cvpctl.engine.migrations import Migrations
from cvpctl.engine.renames import Renames
from cvpctl.engine.still_used import StillUsed
from cvpctl.engine.verdict import verdict
from cvpctl.kinds import KINDS
from cvpctl.model import Action, Address, Change, Finding, Plan, Scope, Severity, State

MOVES_RECORDS = "MIGRATE"
"""More records than were seen are no reason to leave a migration out: it counts them itself, and loses none."""


def judged_anew(plan: Plan, live: State, choices: Choices) -> Plan:
    """Return the plan with the findings that its changes have now."""
    coming = {change.address: change for change in plan.changes}
    targets = (one.target for one in plan.migrations)
    refused = frozenset(one for one in targets if keeps_its_values(one, coming.get(one.owner), live))
    moving = Migrations(plan.migrations, refused=refused)
    rules = (StillUsed.among(plan.changes, live.resources), Renames.among(plan.changes), moving)
    judged = (replace(one, findings=verdict(one, live, rules, choices, migrations=moving)) for one in plan.changes)
    return replace(plan, changes=tuple(judged), migrations=moving.runnable((), live, choices))


def also_needed(plan: Plan) -> tuple[Scope, ...]:
    """Return lists that no change of the plan is in, and that tell whether something still needs what goes."""
    groups = (one.address for one in plan.changes if one.address.kind == "group" and one.action is Action.REMOVE)
    return tuple(sorted({("property", address.scope) for address in groups}))


def archives_of(plan: Plan) -> tuple[Scope, ...]:
    """Return the archived lists where a name that is about to be made may stand by now."""
    made = (one.address for one in plan.changes if one.action in {Action.CREATE, Action.RESTORE})
    return tuple(sorted({(one.kind, one.scope) for one in made if "list_archived" in KINDS[one.kind].operations}))


def archived_since(change: Change, live: State) -> str:
    """Return what became of the archive under a change that makes something; empty where nothing did."""
    there, kind = change.address in live.archived, KINDS[change.address.kind]
    if change.action is Action.CREATE and there and Action.RESTORE in kind.operations:
        return "something of this name was archived since the plan was made: a create would bring its values back"
    if change.action is Action.RESTORE and not there:
        return "what was archived under this name is gone since the plan was made: there is nothing to bring back"
    return ""


def grown(before: Plan, now: Plan) -> dict[Address, tuple[str, ...]]:
    """Return what stands against changes now and did not when the plan was made, in sentences, by address."""
    seen = {change.address: change for change in before.changes}
    found = ((change.address, tuple(_worse(seen[change.address], change))) for change in now.changes)
    return {address: why for address, why in found if why}


def _worse(before: Change, now: Change) -> Iterator[str]:
    seen = {(one.code, one.address): one for one in before.findings}
    for one in now.findings:
        then = seen.get((one.code, one.address))
        if one.severity is Severity.ERROR:
            yield f"{one.code}: {one.message}{_then(then) if one.counted else ''}"
        elif one.counted and one.code != MOVES_RECORDS and _more(then, one):
            yield f"{one.code}: {one.message}{_then(then)}"


def _more(then: Finding | None, now: Finding) -> bool:
    """Of what could not be counted then, nobody knows whether it grew; what cannot be counted any more may have."""
    if then is None:
        return now.records != 0
    return then.records is not None and (now.records is None or now.records > then.records)


def _then(then: Finding | None) -> str:
    known = then is not None and then.records is not None
    return f" ({then.records or 'none'} when the plan was made)" if then and known else ""
