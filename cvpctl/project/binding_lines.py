"""Bindings as the lines of `cvpctl.yaml` that a person would write, for the file itself and for whoever pastes them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from cvpctl.model import Address

STEP = 2
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*|2-[0-9]+|[0-9]+/[0-9]+")
"""Names, type ids of custom objects and pairs of label ids; a bare number is quoted, lest a reader count with it."""


def binding_lines(bindings: Mapping[Address, str], indent: int) -> list[str]:
    return [f"{' ' * indent}{address}: {_value(identity)}" for address, identity in bindings.items()]


def nested(names: Iterable[str], bindings: Mapping[Address, str], indent: int = 0, step: int = STEP) -> list[str]:
    """Return the lines with the keys that lead to them, each a step deeper."""
    lines = []
    for name in names:
        lines.append(f"{' ' * indent}{name}:")
        indent += step
    return [*lines, *binding_lines(bindings, indent)]


def _value(identity: str) -> str:
    if _PLAIN.fullmatch(identity) and identity.lower() not in _WORDS:
        return identity
    return json.dumps(identity, ensure_ascii=False)
