"""A client's repository whose commands run in this process: starting one costs more than most commands do."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from cvpctl.cli.exits import exit_code
from cvpctl.emulator.server import Emulator

PROJECT = """\
project: acme
portals:
  acme: {{portalId: {portal}, baseUrl: "{url}", token: {{env: ACME_TOKEN}}, drift: hold}}
blueprints: [blueprints]
"""


@dataclass(slots=True)
class Ended:
    code: int
    said: str
    told: str


@dataclass(slots=True)
class Desk:
    """What a consultant has in front of them."""

    folder: Path
    emulator: Emulator
    heard: pytest.CaptureFixture[str]

    def run(self, *words: str) -> Ended:
        self.heard.readouterr()
        code = exit_code(list(words))
        said, told = self.heard.readouterr()
        return Ended(code, said, told)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Edit the portal as a person's browser would."""
        headers = {"Authorization": f"Bearer {self.emulator.token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(self.emulator.base_url + path, data, headers, method=method)) as answer:
            return json.loads(answer.read() or "null")
