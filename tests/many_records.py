"""Five thousand contacts that hold an option which is to go: for the long test and for `make bench`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

RECORDS = 5_000
BEFORE = """\
blueprint: acme/many
version: 1.0.0
objects:
  contacts:
    properties:
      role:
        label: Role
        groupName: contactinformation
        type: enumeration
        fieldType: select
        options: [{value: mql, label: Qualified}, {value: tin, label: Tin}]
"""
OLD = "property.contacts.role/options/mql"
AFTER = BEFORE.replace("{value: mql, label: Qualified}", "{value: researcher, label: Researcher}") + (
    f"moved: [{{from: {OLD}, to: property.contacts.role/options/researcher}}]\nremoved: [{{address: {OLD}}}]\n"
)
ALLOWED = ("--allow", f"MIGRATE:{OLD}")

Ask = Callable[[str, str, Any], Any]


def make_records(ask: Ask, number: int = RECORDS) -> None:
    for _ in range(number // 100):
        inputs = [{"properties": {"role": "mql"}} for _ in range(100)]
        ask("POST", "/crm/objects/2026-09/contacts/batch/create", {"inputs": inputs})


def roles(ask: Ask) -> Counter[str]:
    """Count the roles of all contacts, record by record, without the search that a migration relies on."""
    found, after = Counter[str](), ""
    while True:
        page = ask("GET", f"/crm/objects/2026-09/contacts?limit=100&properties=role{after}", None)
        found.update(one["properties"].get("role") or "" for one in page["results"])
        if "paging" not in page:
            return found
        after = f"&after={page['paging']['next']['after']}"
