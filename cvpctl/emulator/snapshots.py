"""The whole of a portal as one JSON document, and back. What comes in is checked before anything is replaced.

The law: a portal that took in an export gives the same export again. Tokens are never part of it.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cvpctl.emulator.errors import Body, invalid
from cvpctl.emulator.store import Portal

EXPORT_FORMAT = 1


def exported(portal: Portal) -> Body:
    return {"format": EXPORT_FORMAT, "portalId": portal.id, "collections": portal.export()}


def taken_in(portal: Portal, document: Mapping[str, Any]) -> None:
    """In place of what was there. In a portal of another id the account goes by that id."""
    check(document)
    portal.clear()
    for collection, things in document["collections"].items():
        for key, body in things.items():
            portal.put(collection, key, body)
    if portal.account.get("portalId") != portal.id:
        portal.put("account", "account", {**portal.account, "portalId": portal.id})


def check(document: Any) -> None:
    if not isinstance(document, Mapping) or not isinstance(document.get("collections"), dict):
        raise invalid("This is not an exported state")
    found = document.get("format", EXPORT_FORMAT)
    if found != EXPORT_FORMAT:
        raise invalid(f"This state has format {found}, this emulator reads {EXPORT_FORMAT}")
    collections = document["collections"].values()
    whole = all(
        isinstance(group, dict) and all(isinstance(one, dict) for one in group.values()) for group in collections
    )
    if not whole or "account" not in document["collections"].get("account", {}):
        raise invalid("This is not an exported state")


def write(document: Body, path: Path) -> None:
    """Beside the place first, so that a full disk leaves the snapshot before it as it was."""
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    draft.replace(path)


def read(path: Path) -> Body:
    try:
        document: Body = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise invalid(f"{path.name} is not JSON") from None
    check(document)
    return document
