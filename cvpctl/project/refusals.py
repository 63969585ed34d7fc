"""What a project file may not say, whatever its type: tokens, reserved names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cvpctl.model import Path
from cvpctl.project.settings import EMULATOR, ENV
from cvpctl.project.tree import Node, Text

_TOKEN = re.compile(r"pat-[\w-]+", re.IGNORECASE)
_DECIDED_BY_EMULATOR = ("portalId", "accountType", "baseUrl", "token")
_PORTAL = 2
_SETTING = 3


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a key or a value cannot stand here; `secret` keeps its line out of the finding."""

    code: str
    message: str
    help: str
    secret: bool = False


LITERAL = Refusal(
    "TOKEN_LITERAL",
    "a token itself may not stand in this file",
    "name where it is found: token: {env: HUBSPOT_ACCESS_TOKEN}; if this was a real token, rotate it in HubSpot",
    secret=True,
)


def refusal(path: Path, node: Node | None = None) -> Refusal | None:
    """Judge a value, or with no node the key that ends the path."""
    return _of_key(path) if node is None else _of_value(path, node)


def _of_key(path: Path) -> Refusal | None:
    name = path[-1]
    if _TOKEN.search(name):
        return LITERAL
    if len(path) == _PORTAL and name == ENV:
        message = "the name env is reserved for the portal that environment variables describe"
        return Refusal("NAME_RESERVED", message, "choose another name")
    if len(path) == _SETTING and path[1] == EMULATOR and name in _DECIDED_BY_EMULATOR:
        message = f"the embedded portal has its own {name}"
        return Refusal("EMULATOR_SETTING", message, "take it out; drift, tier, protected, allow may be stated")
    return None


def _of_value(path: Path, node: Node) -> Refusal | None:
    if not isinstance(node, Text) or "token" not in path[_PORTAL:]:
        return None
    if path[-1] in ("token", "read", "write") and not node.empty:
        return LITERAL
    return LITERAL if _TOKEN.search(node.value) else None
