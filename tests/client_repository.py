"""The real command, in a process of its own, in a folder of its own, against a served portal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from cvpctl.emulator.identity import DEFAULT_TOKEN

CVPCTL = (sys.executable, "-m", "cvpctl")
ROOT = Path(__file__).parents[1]


@dataclass(slots=True)
class Client:
    """A client's repository with its portal: what a consultant has in front of them."""

    folder: Path
    base_url: str = ""
    variables: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str, says: str = "") -> subprocess.CompletedProcess[str]:
        environment = {name: text for name, text in os.environ.items() if not name.startswith("HUBSPOT_")}
        return subprocess.run(
            [*CVPCTL, *words],
            cwd=self.folder,
            env={**environment, "NO_COLOR": "1", "XDG_STATE_HOME": str(self.folder / ".state"), **self.variables},
            input=says,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Ask the portal over HTTP, as a person's browser or another program would."""
        headers = {"Authorization": f"Bearer {DEFAULT_TOKEN}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(self.base_url + path, data, headers, method=method)) as answer:
            return json.loads(answer.read() or "null")

    def writes(self) -> int:
        """Return how many writing calls the portal has counted."""
        return int(self.ask("GET", "/_emulator/log")["writes"])


PROJECT = """\
project: acme
portals:
  emulator: {drift: hold}
blueprints: [blueprints]
"""


@contextmanager
def served(folder: Path, project: str = PROJECT) -> Iterator[Client]:
    """Give a repository whose embedded portal is served by another process."""
    made = Client(folder)
    made.write("cvpctl.yaml", project)
    command = [*CVPCTL, "emulator", "serve", "--db", str(folder / ".cvpctl" / "emulator.db")]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as portal:
        assert portal.stdout is not None
        made.base_url = portal.stdout.readline().strip()
        try:
            yield made
        finally:
            portal.terminate()
