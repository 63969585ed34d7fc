"""Two portals told apart by all that a person would call different: not by when and by whom."""

from __future__ import annotations

from collections import Counter
from typing import Any

from proofs.fault_stories import records_in

VOLATILE = frozenset(
    {"createdAt", "updatedAt", "createdUserId", "updatedUserId", "archivedAt", "created_at", "updated_at", "timestamp"}
)


def configuration(state: dict[str, Any]) -> dict[str, Any]:
    """All of a portal, its counters of ids and its records as well; of the audits only what was made and removed."""
    found = state["collections"]
    kept = {name: _plain(one) for name, one in found.items() if not name.startswith(("audits/", "records/")) and one}
    audits = {name: one for name, one in found.items() if name.startswith("audits/")}
    once = {
        name: Counter(row["action"] for row in rows.values() if row["action"] != "UPDATE")
        for name, rows in audits.items()
    }
    return kept | {name: one for name, one in once.items() if one} | {"records": records_in(found)}


def regardless_of_ids(told: dict[str, Any]) -> dict[str, Any]:
    """The same without the numbers that a portal gives to labels in the order in which they are asked for."""
    types = told.get("association_types", {})
    named = {number: (one["from_id"], one["to_id"], one["name"], one["label"]) for number, one in types.items()}
    limits = told.get("association_limits", {}).values()
    return told | {
        "association_types": sorted(map(str, named.values())),
        "association_limits": sorted(str((named[str(one["typeId"])], one["most"])) for one in limits),
    }


def differing(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    names = sorted({*first, *second})
    return {name: (first.get(name), second.get(name)) for name in names if first.get(name) != second.get(name)}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in sorted(value.items()) if name not in VOLATILE}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
