"""Two portals side by side: how a test edits either of them, and how it asks what separates them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from desk import Desk, Ended

SECOND = "token-of-the-second-portal"
SECOND_ID = 22
PROJECT = """\
project: fictional
portals:
  acme: {{portalId: {first}, baseUrl: "{url}", token: {{env: ACME_TOKEN}}, drift: overwrite}}
  beta: {{portalId: {second}, baseUrl: "{url}", token: {{env: BETA_TOKEN}}, drift: overwrite}}
blueprints: [blueprints]
"""
PROPERTIES = "/crm/properties/2026-09"
PIPELINES = "/crm/pipelines/2026-09"


@dataclass(slots=True)
class Pair:
    """A desk in front of the portals `acme` and `beta`."""

    desk: Desk

    @property
    def folder(self) -> Path:
        return self.desk.folder

    def run(self, *words: str) -> Ended:
        return self.desk.run(*words)

    def ask(self, portal: str, method: str, path: str, body: Any = None) -> Any:
        """Edit a portal as a person's browser would."""
        token = SECOND if portal == "beta" else self.desk.emulator.token
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(self.desk.emulator.base_url + path, data, headers, method=method)) as answer:
            return json.loads(answer.read() or "null")

    def apply(self, portal: str, *paths: str, text: str = "") -> Ended:
        """Bring blueprints to a portal; `text` is written to the one path first."""
        if text:
            self.desk.write(paths[0], text)
        ended = self.run("apply", *paths, "--portal", portal, "--yes")
        assert 0 == ended.code, ended.said + ended.told
        return ended

    def compared(self, a: str, b: str, *words: str) -> dict[str, Any]:
        """Return the comparison as a program reads it."""
        ended = self.run("compare", a, b, "--format", "json", *words)
        assert ended.code in (0, 2, 9), ended.told
        told: dict[str, Any] = json.loads(ended.said)
        return told

    def standings(self, a: str, b: str, *words: str) -> dict[str, str]:
        """Return on which side each address is that is not the same on both."""
        return {one["address"]: one["standing"] for one in self.compared(a, b, *words)["differences"]}
