"""The inverse of a run: a plan that leads back, written beside the journal before the first call.

It is computed from what was live before and never applied as it stands: a rollback looks first at what moved since.
For that it is no plan file: its format is `cvpctl.undo/1`, with the same policy as the journal's.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cvpctl.apply.journal import JournalLost
from cvpctl.errors import CvpError
from cvpctl.kinds import KINDS, ORDER, Kind, is_order
from cvpctl.model import Action, Address, Body, Cause, Change, Entry, FieldChange, Plan, Record, Resource
from cvpctl.model.plan_json import digest_of, plan_from_json, plan_to_json

FORMAT = "cvpctl.undo/1"
SUFFIX = ".undo.json"
BACK = {Action.CREATE: Action.REMOVE, Action.RESTORE: Action.REMOVE, Action.UPDATE: Action.UPDATE}


@dataclass(frozen=True, slots=True)
class Undo:
    """`plan` leads back; of its changes, `before` is what the run sent and `after` what stood there before.

    `sent` is what the run stated, whole, and `entries` what the record said before the run. `forgets` are addresses
    that the run, being a rollback, takes out of the record. `renamed` are names that the record gives since this run,
    with those it gave before; the plan's identities say what the portal called everything that went by another name.
    """

    plan: Plan
    sent: Mapping[Address, Body] = field(default_factory=dict)
    entries: Mapping[Address, Entry] = field(default_factory=dict)
    forgets: frozenset[Address] = frozenset()
    renamed: Mapping[Address, Address] = field(default_factory=dict)


def inverse(
    plan: Plan,
    before: Mapping[Address, Resource],
    record: Record,
    *,
    aim: Record | None = None,
    known: Mapping[Address, str] | None = None,
    renamed: Mapping[Address, Address] | None = None,
) -> Undo:
    """Return what leads back from a plan; `before` is what was live, `aim` what a rollback wants the record to say.

    `known` is what the portal calls things that go by another name, `renamed` which of these names are new.
    """
    changes = tuple(_inverted(change, before.get(change.address)) for change in plan.changes)
    # What was migrated and renamed stands as the run said it: a rollback tells of the one and needs the other.
    back = replace(
        Plan(plan.portal_id, plan.blueprint_digest, changes=changes),
        migrations=plan.migrations,
        identities={**(known or {}), **plan.identities},
    )
    addresses = [change.address for change in plan.changes]
    entries = {address: record.entries[address] for address in addresses if address in record.entries}
    sent = {change.address: change.stated for change in plan.changes if change.stated is not None}
    forgets: frozenset[Address] = frozenset()
    if aim is not None:
        sent = {address: aim.entries[address].stated for address in addresses if address in aim.entries}
        forgets = frozenset(address for address in addresses if address not in aim.entries)
    return Undo(replace(back, digest=digest_of(back)), sent, entries, forgets, renamed or {})


def _inverted(change: Change, live: Resource | None) -> Change:
    kind = KINDS[change.address.kind]
    body = kind.normalise(change.address, live.body) if live else {}
    fields = tuple(FieldChange(edit.path, edit.after, edit.before) for edit in change.fields)
    if change.action is Action.REMOVE:
        action = Action.RESTORE if Action.RESTORE in kind.operations else Action.CREATE
        stated: Body | None = body or {edit.path[0]: edit.before for edit in change.fields}
    else:
        action = BACK[change.action]
        stated = None if action is Action.REMOVE else _touched(kind, change, body)
    return Change(change.address, action, Cause.CHANGE, fields, change.label, stated=stated)


def _touched(kind: Kind, change: Change, body: Body) -> Body:
    """Return the fields as they were before, lists whole: only their order says where a removed child belongs."""
    names = (edit.path[0] for edit in change.fields)
    kept = dict.fromkeys(name.removesuffix(ORDER) if is_order(kind, name) else name for name in names)
    return {name: body[name] for name in kept if name in body}


def undo_path(journal: Path) -> Path:
    return journal.with_name(journal.stem + SUFFIX)


def write_undo(undo: Undo, path: Path) -> None:
    """Write it, on disk before this returns; raises `JournalLost`."""
    data = json.dumps(undo_to_json(undo)).encode() + b"\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise JournalLost(path, error) from error


def read_undo(path: Path) -> Undo | None:
    """Return the inverse of a run, or None where there is none that can be read."""
    try:
        return undo_from_json(json.loads(path.read_bytes()))
    except (OSError, ValueError, CvpError):
        return None


def undo_to_json(undo: Undo) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "plan": plan_to_json(undo.plan),
        "sent": {str(address): body for address, body in undo.sent.items()},
        "record": {str(address): _entry_to_json(entry) for address, entry in undo.entries.items()},
        "forgets": [str(address) for address in sorted(undo.forgets)],
    } | ({"renamed": {str(new): str(old) for new, old in undo.renamed.items()}} if undo.renamed else {})


def undo_from_json(data: Any) -> Undo:
    """Read an inverse back; raises ValueError or `CvpError` where it is damaged."""
    match data:
        case {"format": str(name), "plan": plan, "sent": dict(sent), "record": dict(entries), "forgets": list(forgets)}:
            renamed = data.get("renamed", {})
            if name != FORMAT or not isinstance(renamed, dict):
                raise ValueError(f"{name} is not {FORMAT}, or its names are none")
            return Undo(
                plan_from_json(plan),
                {Address.parse(text): dict(body) for text, body in sent.items()},
                {Address.parse(text): _entry_from_json(entry) for text, entry in entries.items()},
                frozenset(Address.parse(text) for text in forgets),
                {Address.parse(new): Address.parse(old) for new, old in renamed.items()},
            )
    raise ValueError("a key is missing or of the wrong type")


def _entry_to_json(entry: Entry) -> Body:
    return {"stated": entry.stated, "live": entry.live, "identity": entry.identity}


def _entry_from_json(data: Any) -> Entry:
    match data:
        case {"stated": dict(stated), "live": dict(live), "identity": str(identity)}:
            return Entry(stated, live, identity=identity)
    raise ValueError("an entry lacks stated, live or identity")
