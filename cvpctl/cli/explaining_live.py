"""The portal's side of one thing: what is live, what the record says, and how one plan of it alone would class it.

A read: only the lists are fetched that hold the thing and what it refers to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from cvpctl.apply import look
from cvpctl.cli.session import Session
from cvpctl.cli.wishes import canonical_allow
from cvpctl.engine import Choices, build_plan
from cvpctl.engine.references import late_references, references
from cvpctl.kinds import KINDS
from cvpctl.model import ABSENT, Address, Change, Desired, Entry, FieldChange, Path, Plan, Record, State, at
from cvpctl.render.explain_text import Row, Section
from cvpctl.render.phrases import CAUSES, overwrites, unknown_text
from cvpctl.render.values import value_text


@dataclass(frozen=True, slots=True)
class Seen:
    """One look at a portal for one thing; `plan` is None where there is nothing to compare with."""

    name: str
    portal_id: int
    live: State
    entry: Entry | None
    plan: Plan | None


def see(session: Session, address: Address, desired: Desired | None) -> Seen:
    """Fetch what one thing needs, and plan it alone where the blueprints are sound and speak of it."""
    record, owner = session.record(), address.owner
    entry = record.entries.get(owner)
    name, portal_id = session.settings.name, session.identity.portal_id
    if desired is None or not (owner in desired.resources or any(gone.owner == owner for gone in desired.removed)):
        return Seen(name, portal_id, session.portal.fetch([(owner.kind, owner.scope)]), entry, None)
    part = _alone(owner, desired)
    live = look(session.portal, part)
    known = Record(record.portal_id, record.project, {owner: entry} if entry else {})
    choices = Choices(drift=session.drift, allow=tuple(map(canonical_allow, session.settings.allow)))
    return Seen(name, portal_id, live, entry, build_plan(part, live, known, portal_id=portal_id, choices=choices))


def sections(seen: Seen, address: Address, path: Path) -> Iterator[Section]:
    """Yield what stands live and recorded at `path` of the thing, and what a plan makes of the difference."""
    owner = address.owner
    why = seen.live.unknown.get((owner.kind, owner.scope))
    if why:
        yield Section(_title(seen), (Row(unknown_text((owner.kind, owner.scope), why)),))
        return
    live = seen.live.resources.get(owner)
    body = KINDS[owner.kind].normalise(owner, live.body) if live else None
    rows = tuple(
        row
        for name, side in (("live", body), ("record", seen.entry.live if seen.entry else None))
        for row in _side(name, side, path)
    )
    yield Section(_title(seen), rows)
    yield _classed(seen, owner, path)


def _title(seen: Seen) -> str:
    return f"in the portal {seen.name} ({seen.portal_id})"


def _side(name: str, body: Any, path: Path) -> Iterator[Row]:
    if body is None:
        yield Row("nothing there", name)
        return
    value = at(body, path)
    if path or not isinstance(value, dict):
        yield Row(value_text(value), name)
        return
    for key, one in value.items():
        yield Row(value_text(one), f"{name} {key}")


def _classed(seen: Seen, owner: Address, path: Path) -> Section:
    plan = seen.plan
    if plan is None:
        return Section("a plan would", (Row("say nothing of it: no sound blueprint states it"),))
    lists = (("write it", plan.changes), ("hold it until somebody decides", plan.held), ("block it", plan.blocked))
    for words, changes in lists:
        for change in (_within(one, path) for one in changes if one.address == owner):
            if change.fields:
                return Section(f"a plan would {words}", _why(change), change)
    return Section("a plan would", (Row("leave it: in sync"),))


def _why(change: Change) -> tuple[Row, ...]:
    classes = dict.fromkeys((str(change.action), *(str(edit.cause) for edit in change.fields)))
    causes = [CAUSES.get(edit.cause, "") for edit in change.fields]
    notes = [overwrites(edit.cause, adds=edit.before is ABSENT) for edit in change.fields]
    found = [f"{finding.code}: {finding.message}" for finding in change.findings]
    told = dict.fromkeys((f"class: {', '.join(classes)}", *causes, *notes, *found))
    return tuple(Row(text) for text in told if text)


def _within(change: Change, path: Path) -> Change:
    """Return the change with the fields that lie at, below or around `path`."""
    return replace(change, fields=tuple(edit for edit in change.fields if _meet(edit, path)))


def _meet(edit: FieldChange, path: Path) -> bool:
    shorter = min(len(edit.path), len(path))
    return edit.path[:shorter] == path[:shorter]


def _alone(owner: Address, desired: Desired) -> Desired:
    """Return the part of the blueprints that one thing needs, so that nothing it refers to seems to be missing."""
    wanted, waiting = set[Address](), [owner]
    while waiting:
        address = waiting.pop()
        resource = desired.resources.get(address)
        if resource is None or address in wanted:
            continue
        wanted.add(address)
        waiting += [*references(address, resource.body), *late_references(address, resource.body)]
    return replace(
        desired,
        resources={address: one for address, one in desired.resources.items() if address in wanted},
        removed={address: one for address, one in desired.removed.items() if address.owner == owner},
        portal_owns={address: one for address, one in desired.portal_owns.items() if address == owner},
    )
