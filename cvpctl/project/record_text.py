"""The record as JSON that a person can read and git can merge: one address after the other, sorted.

Inside a body order is kept, because that of options and stages means something; only its top-level fields are sorted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from cvpctl.model import Address, Body, Entry, Record, Scope
from cvpctl.project.record_unmanaged import as_json, from_json

FORMAT = "cvpctl.record/1"
_FAMILY = "cvpctl.record/"
_SURROGATE = re.compile("[\ud800-\udfff]")


class RecordDamaged(ValueError):
    """The text is no record; the message says what is off, without quoting it."""


class RecordNewer(ValueError):
    """The text is a record of a later format."""


def to_text(record: Record) -> str:
    entries = {str(address): _as_json(entry) for address, entry in sorted(record.entries.items())}
    completed = {"completed": record.completed} if record.completed else {}
    head = {"format": FORMAT, "portalId": record.portal_id, "project": record.project, **completed}
    told = {"unmanaged": as_json(record.unmanaged)} if record.unmanaged else {}
    document = {**head, **told, "entries": entries}
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    # JSON can escape half a character, which HubSpot could answer; UTF-8 cannot hold it.
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def from_text(text: str) -> Record:
    """Read a record back; raises `RecordDamaged` or `RecordNewer`."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RecordDamaged("it is not JSON") from error
    if not isinstance(document, dict):
        raise RecordDamaged("it is not a JSON object")
    _check_format(document.get("format"))
    match document:
        case {"portalId": int(portal_id), "project": str(project), "entries": dict(entries)}:
            completed = document.get("completed", "")
            if not isinstance(completed, str):
                raise RecordDamaged("completed is not a digest")
            found = dict(_entry(name, value) for name, value in entries.items())
            return Record(portal_id, project, found, completed, _unmanaged(document.get("unmanaged", {})))
    raise RecordDamaged("portalId, project or entries is missing or of the wrong type")


def _unmanaged(said: object) -> dict[Scope, frozenset[str]]:
    try:
        return from_json(said)
    except ValueError as error:
        raise RecordDamaged("unmanaged does not hold names by list") from error


def _check_format(found: object) -> None:
    if found == FORMAT:
        return
    if isinstance(found, str) and found.startswith(_FAMILY):
        raise RecordNewer("its format is not one this version of cvpctl reads")
    raise RecordDamaged("it does not say that it is a record")


def _as_json(entry: Entry) -> Body:
    said: dict[str, Any] = {"identity": entry.identity} if entry.identity else {}
    said |= {"bound": True} if entry.bound else {}
    return {"stated": _sorted(entry.stated), "live": _sorted(entry.live), **said}


def _entry(name: str, value: Any) -> tuple[Address, Entry]:
    match value:
        case {"stated": dict(stated), "live": dict(live)} if isinstance(value.get("identity", ""), str):
            try:
                identity, bound = value.get("identity", ""), value.get("bound") is True
                return Address.parse(name), Entry(stated, live, identity=identity, bound=bound)
            except ValueError as error:
                raise RecordDamaged("an entry is not under an address") from error
    raise RecordDamaged("an entry lacks stated or live, or its identity is no text")


def _sorted(body: Mapping[str, Any]) -> Body:
    return {name: body[name] for name in sorted(body)}
