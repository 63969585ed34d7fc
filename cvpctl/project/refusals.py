"""What a project file may not say, whatever its type: tokens, reserved names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cvpctl.model import Path
from cvpctl.project.settings import EMULATOR, ENV
from cvpctl.project.tree import Node, Text

_TOKEN = re.compile(r"pat-[\w-]+", re.IGNORECASE)
_DECIDED_BY_EMULATOR = ("portalId", "accountType", "baseUrl", "token")
_URL = "://"
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


URL = Refusal(
    "URL_LITERAL",
    "a URL that notifies somebody may not stand in this file: it carries secrets",
    "name where it is found: targets: {team: {env: DRIFT_TEAM_URL}}; if this was a real one, make a new one there",
    secret=True,
)


def refusal(path: Path, node: Node | None = None) -> Refusal | None:
    """Judge a value, or with no node the key that ends the path."""
    return _of_key(path) if node is None else _of_value(path, node)


def _of_key(path: Path) -> Refusal | None:
    name = path[-1]
    if _TOKEN.search(name):
        return LITERAL
    if _notifies(path) and _URL in name:
        return URL
    if len(path) == _PORTAL and name == ENV:
        message = "the name env is reserved for the portal that environment variables describe"
        return Refusal("NAME_RESERVED", message, "choose another name")
    if len(path) == _SETTING and path[1] == EMULATOR and name in _DECIDED_BY_EMULATOR:
        message = f"the embedded portal has its own {name}"
        return Refusal("EMULATOR_SETTING", message, "take it out; drift, tier, protected, allow may be stated")
    return None


def _of_value(path: Path, node: Node) -> Refusal | None:
    if isinstance(node, Text) and _notifies(path) and not node.empty:
        return URL if _URL in node.value or path[-2:-1] == ("targets",) else None
    if not isinstance(node, Text) or "token" not in path[_PORTAL:]:
        return None
    if path[-1] in ("token", "read", "write") and not node.empty:
        return LITERAL
    return LITERAL if _TOKEN.search(node.value) else None


def _notifies(path: Path) -> bool:
    """Tell whether a path is below `notify:`, of the project or of a portal."""
    return path[:1] == ("notify",) or path[2:3] == ("notify",)
