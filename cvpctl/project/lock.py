"""`cvpctl.lock`: the libraries a client builds on, pinned by digest. Committed beside `cvpctl.yaml`, written by us."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cvpctl.errors import CvpError
from cvpctl.model.json_node import JsonDamage, JsonNode
from cvpctl.project.source import shown_path

LOCK_FILE = "cvpctl.lock"
FORMAT = "cvpctl.lock/1"


@dataclass(frozen=True, slots=True)
class Pin:
    """One library as it was when somebody looked at it; `origin` is for people, `commit` finds it again."""

    digest: str
    origin: str
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Lock:
    """All pins of a client."""

    pins: Mapping[str, Pin] = field(default_factory=dict)

    @classmethod
    def load(cls, root: Path) -> Lock | None:
        """Return the lock beside a project file, or None where there is none; raises CvpError for a damaged one."""
        path = root / LOCK_FILE
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise CvpError(f"{shown_path(path)} cannot be read", help="restore it from version control") from error
        try:
            return cls(_pins(JsonNode(json.loads(text))))
        except (json.JSONDecodeError, RecursionError, JsonDamage) as error:
            help_ = "restore it from version control, or delete it and run `cvpctl library upgrade`"
            raise CvpError(f"{shown_path(path)} is damaged: {error}", help=help_) from error

    def text(self) -> str:
        """Return what the file says: the same bytes for the same pins."""
        pins = {
            name: {"digest": pin.digest, "origin": pin.origin} | ({"commit": pin.commit} if pin.commit else {})
            for name, pin in sorted(self.pins.items())
        }
        return json.dumps({"format": FORMAT, "libraries": pins}, indent=2, ensure_ascii=False) + "\n"

    def save(self, root: Path) -> Path:
        path = root / LOCK_FILE
        part = path.with_name(f"{path.name}.part")
        part.write_text(self.text(), encoding="utf-8", newline="\n")
        part.replace(path)
        return path


def _pins(node: JsonNode) -> dict[str, Pin]:
    said = node["format"].text()
    if said != FORMAT:
        raise JsonDamage(f"its format is {said}, not {FORMAT}")
    libraries = node["libraries"]
    return {name: _pin(libraries[name]) for name in libraries.body()}


def _pin(node: JsonNode) -> Pin:
    return Pin(node["digest"].text(), node["origin"].text(), node.find("commit", "").text())
