"""A desk with a small blueprint whose runs are rolled back, listed, and interrupted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from desk import Desk, Ended

BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {value: {label: Value}}
    properties:
      seats: {label: Seats, groupName: value, type: number, fieldType: number}
      tier:
        label: Tier
        groupName: value
        type: enumeration
        fieldType: select
        options: [{value: gold, label: Gold}, {value: tin, label: Tin}]
"""
PROPERTY = "/crm/properties/2026-09/contacts/{}"
MORE = "      more: {label: More, groupName: value, type: string, fieldType: text}\n"


def applied(desk: Desk, *edits: tuple[str, str], more: str = "") -> str:
    """Apply the blueprint with edits, and return the id of the run."""
    text = BLUEPRINT + more
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    desk.write("blueprints/portal.yaml", text)
    ended = desk.run("apply", "--yes")
    assert 0 == ended.code, ended.said + ended.told
    return str(runs(desk)[0]["id"])


def runs(desk: Desk) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(desk.run("history", "--format", "json").said)["runs"]
    return found


def label(desk: Desk, name: str) -> str:
    return str(desk.ask("GET", PROPERTY.format(name))["label"])


def rolled_back(desk: Desk, *words: str) -> Ended:
    return desk.run("rollback", "--yes", *words)


def journals(folder: Path) -> list[Path]:
    return sorted((folder / ".cvpctl" / "journal" / "acme").glob("*.jsonl"))
