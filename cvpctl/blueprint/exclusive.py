"""`exclusive: true` beside a list of options or stages: it holds nothing but what is stated, whoever added the rest."""

from __future__ import annotations

from collections.abc import Mapping

from cvpctl.blueprint.findings import Findings
from cvpctl.blueprint.language import EXCLUSIVE, EXCLUSIVE_LISTS
from cvpctl.blueprint.statement import Statement
from cvpctl.model import Address


def exclusive_lists(stated: Mapping[Address, Statement]) -> list[Address]:
    """Return the addresses of such lists: `property.contacts.tier/options`."""
    said = (one for one in stated.values() if one.body.get(EXCLUSIVE) and one.body.get(EXCLUSIVE_LISTS[one.kind.name]))
    return [one.address.child(EXCLUSIVE_LISTS[one.kind.name]) for one in said]


def check_exclusive(stated: Mapping[Address, Statement], found: Findings) -> None:
    """Note the word where no list is said: it would mean that everything goes, or nothing."""
    for statement in stated.values():
        if statement.body.get(EXCLUSIVE) and statement.sound:
            listed = EXCLUSIVE_LISTS[statement.kind.name]
            if not statement.body.get(listed):
                message, help_ = f"exclusive stands here without {listed}", f"state the {listed}, or take it out"
                at = statement.at((EXCLUSIVE,), key=True)
                found.note("EXCLUSIVE_NOTHING", message, help_, at=at, address=statement.address)
