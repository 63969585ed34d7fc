"""The story of the demo, scene by scene. Every scene is the real command in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import click

from cvpctl.cli.output import usable
from cvpctl.emulator.identity import DEFAULT_TOKEN
from cvpctl.emulator.ownership import running
from cvpctl.errors import DONE, ERROR, PENDING, CvpError

PATIENCE_SECONDS = 20
STAGE = "/crm/properties/2026-09/contacts/value_path_stage"

PROJECT = """\
project: demo
portals:
  emulator:
    # The embedded portal lets blueprints win by default; this story holds drift as a client's portal would.
    drift: hold
blueprints: [{blueprints}]
"""


def tell_story(workspace: Path, blueprints: Path) -> int:
    """Run the scenes; 0 where each ended as the story says it should."""
    with usable(blueprints, "read"):
        shutil.copytree(blueprints, workspace / blueprints.name)
    (workspace / "cvpctl.yaml").write_text(PROJECT.format(blueprints=blueprints.name), encoding="utf-8")
    began = time.monotonic()
    with _portal(workspace) as base_url:
        stage = _Stage(workspace)
        _scenes(stage, base_url)
    _say(
        f"The end, after {time.monotonic() - began:.0f} seconds. The portal was a process on this machine, not HubSpot,"
        " and took calls as fast as they came."
    )
    return ERROR if stage.surprises else DONE


def _scenes(stage: _Stage, base_url: str) -> None:
    _say("1. A fresh portal. What would the blueprints change?")
    stage.run("plan", expect=DONE)
    _say("2. Provision it.")
    stage.run("apply", "--yes", expect=DONE)
    _say("3. Plan again: a second run finds nothing.")
    stage.run("plan", "--exit-code", expect=DONE)
    _say("4. Somebody in the portal renames the stage Hand Raiser, and nobody writes down why.")
    _rename_option(base_url, "hand_raiser", "Hot Prospect")
    _say("5. The nightly job looks. It only reads, names the edit, and exits 2.")
    stage.run("drift", expect=PENDING)
    _say("6. The team decides that the blueprint is right.")
    stage.run("apply", "--take", "blueprint", "--yes", expect=DONE)
    _say("7. Nothing is left to find.")
    stage.run("drift", expect=DONE)


@dataclass(slots=True)
class _Stage:
    workspace: Path
    surprises: int = 0

    def run(self, *words: str, expect: int) -> None:
        click.secho(f"$ cvpctl {' '.join(words)} --portal emulator", bold=True)
        ended = subprocess.run(
            _cvpctl(*words, "--portal", "emulator"), cwd=self.workspace, env=_environment(), check=False
        )
        click.secho(f"(exit code {ended.returncode})\n", dim=True)
        if ended.returncode != expect:
            self.surprises += 1
            click.secho(f"The story expected exit code {expect}.", fg="red", err=True)


@contextmanager
def _portal(workspace: Path) -> Iterator[str]:
    db = workspace / ".cvpctl" / "emulator.db"
    command = _cvpctl("emulator", "serve", "--db", str(db), "--no-rate-limit")
    serving = subprocess.Popen(command, cwd=workspace, env=_environment(), stdout=subprocess.DEVNULL)
    try:
        yield _await(db, serving)
    finally:
        serving.terminate()
        serving.wait(PATIENCE_SECONDS)


def _await(db: Path, serving: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and serving.poll() is None:
        if found := running(db):
            return found.base_url
        time.sleep(0.05)
    raise CvpError("the embedded portal did not start")


def _rename_option(base_url: str, value: str, label: str) -> None:
    """Edit one option as a person would in HubSpot's settings: its PATCH replaces the whole list."""
    options = _http("GET", base_url)["options"]
    edited = [{**option, "label": label} if option["value"] == value else option for option in options]
    click.secho(f"PATCH {base_url}{STAGE}", bold=True)
    click.echo(f'  options: {value} is now labelled "{label}"\n')
    _http("PATCH", base_url, {"options": edited})


def _http(method: str, base_url: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {DEFAULT_TOKEN}", "Content-Type": "application/json"}
    data = json.dumps(body).encode() if body else None
    with urlopen(Request(base_url + STAGE, data, headers, method=method)) as answer:  # noqa: S310 - our own loopback address
        found: dict[str, Any] = json.load(answer)
        return found


def _cvpctl(*words: str) -> list[str]:
    return [sys.executable, "-m", "cvpctl", *words]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("HUBSPOT_")}


def _say(text: str) -> None:
    click.secho(text, fg="cyan", bold=True)
    sys.stdout.flush()
