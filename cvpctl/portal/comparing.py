"""Is a live body what we sent? A narrow question: the mask is the sent body, and the answer is a list of names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvpctl.kinds import FieldRule, Kind
from cvpctl.model import Address, Body

APPEND = -1
"""HubSpot gives a thing sent with displayOrder -1 a place of its own choice."""


def differing(kind: Kind, address: Address, sent: Body, found: Body) -> tuple[str, ...]:
    mine, theirs = kind.normalise(address, sent), kind.normalise(address, found)
    return tuple(name for name, value in mine.items() if not _same(name, kind.rule(name), value, theirs.get(name)))


def _same(name: str, rule: FieldRule, sent: Any, found: Any) -> bool:
    if found is None:
        found = rule.default
    if rule.rewritten:
        return bool(found)
    if name == "displayOrder" and sent == APPEND:
        return True
    if rule.keyed_by:
        return _same_children(rule, sent, found)
    if isinstance(sent, Mapping):
        # HubSpot adds metadata of its own.
        return isinstance(found, Mapping) and all(found.get(key) == value for key, value in sent.items())
    return bool(sent == found)


def _same_children(rule: FieldRule, sent: Mapping[str, Body], found: Any) -> bool:
    if not isinstance(found, Mapping) or list(sent) != list(found):
        return False
    return all(
        _same(name, rule.fields.get(name, FieldRule()), value, found[key].get(name))
        for key, child in sent.items()
        for name, value in child.items()
    )
