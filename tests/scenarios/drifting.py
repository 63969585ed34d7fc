"""A provisioned portal that somebody else edits: what the scenarios of drift have in common."""

from __future__ import annotations

import json
from typing import Any
from urllib.request import Request, urlopen

from desk import Desk

BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {value_path: {label: Value}}
    properties:
      region: {label: Region, groupName: value_path, type: string, fieldType: text}
      county: {label: County, groupName: value_path, type: string, fieldType: text}
  tickets:
    pipelines:
      care:
        label: Care
        stages:
          asked: {label: Asked, metadata: {ticketState: OPEN}}
          solved: {label: Solved, metadata: {ticketState: CLOSED}}
"""
FILE, BASELINE = "blueprints/portal.yaml", "drift-baseline.yaml"
CONTACTS = "/crm/properties/2026-09/contacts"
REGION, COUNTY, GROUP = f"{CONTACTS}/region", f"{CONTACTS}/county", f"{CONTACTS}/groups/value_path"
STAGE = "/crm/pipelines/2026-09/tickets/care/stages/asked"
ANOTHER = "another-fictional-token"


def provision(desk: Desk) -> Desk:
    desk.write(FILE, BLUEPRINT)
    assert 0 == desk.run("apply", "--yes").code
    desk.emulator.add_token(ANOTHER, user_id="2002")
    return desk


def by_hand(desk: Desk, path: str, body: Any, method: str = "PATCH") -> None:
    """Edit the portal as somebody who is not cvpctl."""
    headers = {"Authorization": f"Bearer {ANOTHER}", "Content-Type": "application/json"}
    with urlopen(Request(desk.emulator.base_url + path, json.dumps(body).encode(), headers, method=method)):
        pass


def relabel(desk: Desk, path: str, label: str) -> None:
    by_hand(desk, path, {"label": label})


def make_new(desk: Desk, name: str, label: str) -> None:
    """Make a property that no blueprint claims."""
    body = {"name": name, "label": label, "groupName": "value_path", "type": "string", "fieldType": "text"}
    by_hand(desk, CONTACTS, body, "POST")


def accept(desk: Desk, *addresses: str, expires: str = "2036-03-31", reason: str = "Agreed") -> None:
    words = [word for address in addresses for word in ("--accept", address)]
    ended = desk.run("drift", *words, "--reason", reason, "--owner", "Erin Example", "--expires", expires)
    assert 0 == ended.code, ended.told


def looked(desk: Desk, *words: str) -> Any:
    """Return what drift tells a program."""
    return json.loads(desk.run("drift", *words, "--format", "json").said)
