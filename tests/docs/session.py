"""A person following a document: the commands of its console blocks, typed into one terminal, one after the other.

HubSpot is played by the embedded portal: what a document exports as HUBSPOT_* is replaced by that portal's, and a
project's portal 12345678 gets its address. `--portal emulator` is what it is for every reader.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from urllib.request import Request, urlopen

from docs.documents import Block, Remark

from cvpctl.emulator.identity import DEFAULT_TOKEN
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator

PORTAL_ID = 12345678
TOKEN = "made-up-token-of-acme"
PORT = "8642"
_PIN = f"portalId: {PORTAL_ID}\n"
_QUIET = (
    "The embedded portal answers",
    "A portal on this machine answers",
    "There is no cvpctl.yaml here",
    "wave ",
)
_PLAYED = "  a portal on this machine, not HubSpot"
"""What the commands rightly say of the portal that plays HubSpot, and no reader would see."""


class Terminal:
    """A folder, some variables, the portal that plays HubSpot, and how the last command ended."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self._stack = folder, stack
        made_up = Emulator(token=TOKEN, portal_id=PORTAL_ID, account_type="STANDARD", limits=Limits.off())
        self._hubspot = stack.enter_context(made_up)
        self._served = ""
        self._code = 0
        self._variables = {"NO_COLOR": "1", "XDG_STATE_HOME": str(folder / "state"), "HOME": str(folder)}

    def type(self, line: str) -> str:
        """Return what a person sees: results, or where there are none, what went wrong."""
        words = shlex.split(line, comments=True)
        match words:
            case ["cd", name]:
                self.folder = (self.folder / name).resolve()
                return ""
            case ["export", *settings]:
                self._variables |= {name: self._ours(name, text) for name, _, text in _split(settings)}
                return ""
            case ["echo", "$?"]:
                return str(self._code)
            case ["cvpctl", "emulator", "serve", *options]:
                return self._serve(options)
            case ["cat", name] if "*" in name:
                words = ["cat", *sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob(name))]
        self._play_hubspot()
        command = [sys.executable, "-m", *words] if words[0] == "cvpctl" else words
        ended = self._run(command)
        self._code = ended.returncode
        told = [line for line in ended.stderr.splitlines() if not line.startswith(_QUIET)]
        return ended.stdout.replace(_PLAYED, "").rstrip() or "\n".join(told).rstrip()

    def python(self, code: str) -> str:
        ended = self._run([sys.executable, "-W", "ignore", "-c", code.replace(f":{PORT}", f":{self._served}")])
        assert 0 == ended.returncode, ended.stderr
        return ended.stdout.rstrip()

    def heed(self, remark: Remark, block: Block | None) -> None:
        """Do what a remark says: keep the next block as a file, or edit a portal as somebody else would."""
        if remark.word == "save" and block:
            path = self.folder / remark.rest
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        elif remark.word == "in hubspot":
            _edit(self._hubspot.base_url, TOKEN, remark.rest)
        elif remark.word == "in the embedded portal":
            with Emulator(self.folder / ".cvpctl" / "emulator.db", token=DEFAULT_TOKEN) as portal:
                _edit(portal.base_url, DEFAULT_TOKEN, remark.rest)

    def _ours(self, name: str, text: str) -> str:
        known = {"HUBSPOT_ACCESS_TOKEN": TOKEN, "HUBSPOT_PORTAL_ID": text, "HUBSPOT_BASE_URL": self._hubspot.base_url}
        if name == "HUBSPOT_ACCESS_TOKEN":
            self._variables["HUBSPOT_BASE_URL"] = self._hubspot.base_url
        return known.get(name, text)

    def _play_hubspot(self) -> None:
        project = self.folder / "cvpctl.yaml"
        text = project.read_text(encoding="utf-8") if project.is_file() else ""
        if _PIN in text and "baseUrl" not in text:
            indent = text[: text.index(_PIN)].rpartition("\n")[2]
            base_url = f"{indent}baseUrl: {self._hubspot.base_url}\n"
            project.write_text(text.replace(_PIN, _PIN + base_url, 1), encoding="utf-8")

    def _serve(self, options: list[str]) -> str:
        options = ["0" if option == PORT else option for option in options]
        command = [sys.executable, "-m", "cvpctl", "emulator", "serve", *options]
        serving = subprocess.Popen(command, cwd=self.folder, env=self._environment(), stdout=subprocess.PIPE, text=True)
        assert serving.stdout is not None
        self._stack.callback(serving.stdout.close)
        self._stack.callback(serving.wait, 20)
        self._stack.callback(serving.terminate)
        told = [serving.stdout.readline().rstrip()]
        while not told[-1].startswith("  export HUBSPOT_ACCESS_TOKEN"):
            told.append(serving.stdout.readline().rstrip())
        self._served = told[0].rpartition(":")[2]
        return "\n".join(told)

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def _environment(self) -> dict[str, str]:
        return {name: text for name, text in os.environ.items() if not name.startswith("HUBSPOT_")} | self._variables


def _split(settings: list[str]) -> list[tuple[str, str, str]]:
    return [setting.partition("=") for setting in settings]


def _edit(base_url: str, token: str, words: str) -> None:
    method, path, body = words.split(" ", 2)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    with urlopen(Request(base_url + path, json.dumps(json.loads(body)).encode(), headers, method=method)):
        pass
