"""What a change was based on, as a hash: recomputed before a saved plan writes, so that what moved since is seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from cvpctl.kinds import ORDER, Kind, is_order
from cvpctl.model import Action, Body, Change, FieldChange

NOTHING = "nothing live"


def premise(kind: Kind, action: Action, edits: Iterable[FieldChange], live: Body | None) -> str:
    """Hash the normalised live side of the fields a change touches, never a timestamp.

    A touched list counts whole, since HubSpot's PATCH replaces it whole; a removal counts everything.
    """
    if live is None or action in (Action.CREATE, Action.RESTORE):
        return NOTHING if live is None else "something live"
    if action is Action.REMOVE:
        return _hash(kind, live)
    names = {_field(kind, edit) for edit in edits}
    return _hash(kind, {name: live[name] for name in names if name in live})


def stale(kind: Kind, change: Change, live: Body | None) -> bool:
    """Tell whether the portal moved under a change; `live` is as the portal answered, None where it is gone."""
    body = None if live is None else kind.normalise(change.address, live)
    return premise(kind, change.action, change.fields, body) != change.premise


def _field(kind: Kind, edit: FieldChange) -> str:
    name = edit.path[0]
    return name.removesuffix(ORDER) if is_order(kind, name) else name


def _hash(kind: Kind, body: Body) -> str:
    """Only the order of a keyed collection says something; that of other keys is the answer's whim."""
    value: Body = {name: _pairs(kind, name, value) for name, value in body.items()}
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def _pairs(kind: Kind, name: str, value: Any) -> Any:
    return list(value.items()) if kind.rule(name).keyed_by and isinstance(value, dict) else value
