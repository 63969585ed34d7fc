"""What the portal holds where it drifted, as a line of the baseline says it: a value that fits in, else a hash.

Only the portal's side counts: a blueprint that states it otherwise later does not make an edit another one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from cvpctl.model import ABSENT, Action, Change, FieldChange, Path

GONE, NEW = "gone", "new"
HASH = "sha256:"
_DIGITS = 32
_LONGEST = 80


def live_text(change: Change, edits: Sequence[FieldChange], path: Path) -> str:
    """Return what the portal holds of these fields of a change, which are those below `path`.

    A value says what is meant only where the path leads to the very field that has it.
    """
    if change.action in (Action.CREATE, Action.RESTORE):
        return GONE
    if [edit.path for edit in edits] == [path]:
        value = edits[0].before
        text = GONE if value is ABSENT else _plain(value)
        return HASH + fingerprint(edits) if text is None else text
    return HASH + fingerprint(edits)


def fingerprint(edits: Sequence[FieldChange]) -> str:
    """Return a hash of the portal's side of these fields."""
    sides = sorted([list(edit.path), *_side(edit.before)] for edit in edits)
    return hashlib.sha256(json.dumps(sides).encode()).hexdigest()[:_DIGITS]


def _side(value: Any) -> list[str]:
    # Null is a value, and what is not there is none. As text, since values of unlike types have no order.
    return [] if value is ABSENT else [json.dumps(value, sort_keys=True)]


def _plain(value: Any) -> str | None:
    """Return a value as a person would write it, where that is one short line and can mean nothing else."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if not isinstance(value, str) or len(value) > _LONGEST or value.startswith(HASH) or value in (GONE, NEW):
        return None
    # What a person would not see they could not have meant.
    return value if value.isprintable() else None
