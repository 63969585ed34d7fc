"""Lines of the baseline as a person would write them, for the file itself and for whoever pastes them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from cvpctl.project.drift_baseline import Accepted

KEYS = ("address", "portal", "reason", "owner", "expires", "live")
HEAD = """\
# yaml-language-server: $schema={schema}
#
# Known drift: differences between the blueprints and a portal that somebody answers for until a day.
# cvpctl drift --accept ADDRESS --reason … --owner … --expires YYYY-MM-DD adds a line; docs/drift.md tells the rest.

known:
"""
REMARK = "# in the portal: "
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_./@() -]*[A-Za-z0-9_.)]|[A-Za-z_]|sha256:[0-9a-f]+")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))


def said(entry: Accepted) -> Mapping[str, str]:
    """Return what a line says, key by key; a portal that is not named stays unsaid."""
    told = (str(entry.address), entry.portal, entry.reason, entry.owner, entry.expires.isoformat(), entry.live)
    return {key: text for key, text in zip(KEYS, told, strict=True) if text or key != "portal"}


def entry_lines(entry: Accepted, *, told: str = "", indent: int = 2) -> list[str]:
    """Return an item of the list; `told` is a remark for readers about what a hash stands for."""
    pairs = [f"{key}: {value_text(key, text)}" for key, text in said(entry).items()]
    inner = [*pairs[:-1], *([f"{REMARK}{told}"] if told else []), pairs[-1]]
    dashes = ("- ", *("  " for _ in inner[1:]))
    return [f"{' ' * indent}{dash}{text}" for dash, text in zip(dashes, inner, strict=True)]


def value_text(key: str, text: str) -> str:
    """Return a value as it may stand in YAML; what could be read as something else is quoted."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS
    # An address has nothing in it that YAML would take for its own.
    return text if plain or key in ("address", "expires") else json.dumps(text, ensure_ascii=False)
