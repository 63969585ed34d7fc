"""Blueprints, portals and records in few words: address texts on the left, bodies on the right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cvpctl.engine import Choices, Take, build_plan
from cvpctl.kinds import KINDS
from cvpctl.model import (
    Address,
    Body,
    Cause,
    Change,
    Desired,
    Entry,
    Place,
    Plan,
    Record,
    Removal,
    Resource,
    Scope,
    State,
    Unknown,
    Unseen,
)

PORTAL = 4_711
Bodies = Mapping[str, Body]
NOTHING: Bodies = {}

STAGE = "property.contacts.stage"
TEXT: Body = {"label": "Stage", "type": "string", "fieldType": "text", "groupName": "value"}
GROUP: Body = {"label": "Value"}
VALUE = "group.contacts.value"
GROUPS: dict[str, Body] = {VALUE: GROUP}
CHOICE: Body = {**TEXT, "type": "enumeration", "fieldType": "select"}


def formula(text: str) -> Body:
    return {**TEXT, "type": "number", "fieldType": "calculation_equation", "calculationFormula": text}


def resources(bodies: Bodies) -> dict[Address, Resource]:
    found = {}
    for text, body in bodies.items():
        address = Address.parse(text)
        found[address] = Resource(address, {KINDS[address.kind].key: address.key, **body})
    return found


def desired(bodies: Bodies = NOTHING, *, removed: Iterable[str] = ()) -> Desired:
    stated = {
        address: Resource(address, dict(body), Place("blueprint.yaml", line, 3))
        for line, (address, body) in enumerate(((Address.parse(text), body) for text, body in bodies.items()), start=1)
    }
    gone = {Address.parse(text): Removal(Address.parse(text), Place("blueprint.yaml", 99, 3)) for text in removed}
    return Desired(stated, gone, "0" * 8)


def live(bodies: Bodies = NOTHING, *, archived: Bodies = NOTHING, unknown: Iterable[Scope] = ()) -> State:
    unseen = {scope: Unknown(Unseen.FORBIDDEN, "a scope is missing") for scope in unknown}
    return State(resources(bodies), resources(archived), unseen)


def record(stated: Bodies, as_read: Bodies) -> Record:
    entries = {}
    for text, body in stated.items():
        address = Address.parse(text)
        normalise = KINDS[address.kind].normalise
        entries[address] = Entry(normalise(address, body), normalise(address, as_read[text]))
    return Record(PORTAL, entries=entries)


def planned(
    wanted: Desired,
    state: State,
    known: Record | None = None,
    *,
    drift: str = "hold",
    take: Iterable[str] = (),
    allow: Iterable[str] = (),
    target: Iterable[str] = (),
    exclude: Iterable[str] = (),
) -> Plan:
    takes = tuple(Take.parse(text) for text in take)
    choices = Choices(drift, takes, tuple(allow), tuple(target), tuple(exclude))
    return build_plan(wanted, state, known, portal_id=PORTAL, choices=choices)


def addresses(changes: Iterable[Change]) -> list[str]:
    return [str(change.address) for change in changes]


def fields(changes: Iterable[Change]) -> dict[str, Cause]:
    """Return what is in the changes, as address#path, and why."""
    return {f"{change.address}#{'/'.join(edit.path)}": edit.cause for change in changes for edit in change.fields}


def codes(changes: Iterable[Change]) -> list[tuple[str, str]]:
    return [(str(change.address), finding.code) for change in changes for finding in change.findings]
