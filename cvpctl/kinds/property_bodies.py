"""The canonical form of a property, what a create must add, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cvpctl.kinds.formulas import canonical, names_in
from cvpctl.kinds.property_schema import SCHEMA
from cvpctl.model import Address, Body


def normalise(_address: Address, body: Body) -> Body:
    """Keep the fields a blueprint can state, options as a mapping in display order."""
    known = {name: value for name, value in body.items() if name in SCHEMA["properties"] and value is not None}
    if "options" in known:
        known["options"] = _options(known["options"])
    if "calculationFormula" in known:
        known["calculationFormula"] = canonical(known["calculationFormula"])
    return known


def _options(options: Any) -> Body:
    if isinstance(options, Mapping):
        return dict(options)
    full = [option if isinstance(option, Mapping) else {"value": option, "label": option} for option in options]
    # Sorted before the numbers go: a changed order would hide behind the position in the answer. Stable, so that
    # a blueprint, which has no numbers, keeps the order it is written in.
    ordered = sorted(full, key=_position)
    kept = ("label", "description", "hidden")
    return {str(o["value"]): {name: o[name] for name in kept if o.get(name) is not None} for o in ordered}


def _position(option: Mapping[str, Any]) -> tuple[bool, int]:
    """HubSpot shows -1 (and, we assume, no number at all) after the positive ones."""
    number = option.get("displayOrder")
    return (True, 0) if number is None or number < 0 else (False, number)


def complete(_address: Address, body: Body) -> Body:
    """Add the two options without which HubSpot refuses a bool (400 INVALID_BOOLEAN_OPTION)."""
    if body.get("type") == "bool" and not body.get("options"):
        return {**body, "options": {"true": {"label": "Yes"}, "false": {"label": "No"}}}
    return body


def references(address: Address, body: Mapping[str, Any]) -> Iterable[Address]:
    """Yield the group, the currency property, and every property a formula names."""
    if body.get("groupName"):
        yield Address("group", address.scope, body["groupName"])
    if body.get("currencyPropertyName"):
        yield Address("property", address.scope, body["currencyPropertyName"])
    for name in names_in(body.get("calculationFormula") or ""):
        if name != address.key:
            yield Address("property", address.scope, name)
