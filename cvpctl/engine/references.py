"""What a body refers to: what its kind says, and the custom object that it belongs to, if any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvpctl.kinds import KINDS
from cvpctl.model import Address, find_object_type


def references(address: Address, body: Mapping[str, Any]) -> set[Address]:
    """Return the addresses that must exist before this one can."""
    found = set(KINDS[address.kind].references(address, body))
    found |= {Address("schema", (), name) for name in address.scope if find_object_type(name) is None}
    return found - {address}


def late_references(address: Address, body: Mapping[str, Any]) -> set[Address]:
    """Return the addresses that only the late steps of this one wait for."""
    return set(KINDS[address.kind].late_references(address, body)) - {address}
