"""A portal's token reaches HubSpot and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from client_repository import CVPCTL, Client

TOKEN = "secret-that-must-not-be-seen-0123456789"
BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {mine: {label: Mine}}
    properties:
      tier: {label: Tier, groupName: mine, type: string, fieldType: text}
  deals:
    pipelines:
      main: {label: Main, stages: {won: {label: Won, metadata: {probability: 1}}}}
"""


def test_no_output_file_or_log_of_a_whole_run_holds_the_token(client: Client) -> None:
    """After validate, plan, apply, drift, show and a failing call, no file and no output holds the token."""
    client.ask("POST", "/_emulator/portals", {"portalId": 4242, "token": TOKEN})
    (client.folder / "cvpctl.yaml").unlink()
    client.write("blueprints/portal.yaml", BLUEPRINT)
    client.variables = {
        "HUBSPOT_BASE_URL": client.base_url,
        "HUBSPOT_ACCESS_TOKEN": TOKEN,
        "HUBSPOT_PORTAL_ID": "4242",
    }
    said = []
    for words in (
        ("validate", "blueprints"),
        ("plan", "blueprints", "-o", "plan.json", "--format", "json"),
        ("apply", "plan.json", "--yes"),
        ("drift", "blueprints"),
        ("show", "property.contacts.tier", "blueprints"),
    ):
        ended = client.run(*words)
        assert 0 == ended.returncode, ended.stdout + ended.stderr
        said += [ended.stdout, ended.stderr]
    client.ask("POST", "/_emulator/faults", {"what": "status", "status": 401, "times": 0})
    said += [client.run("plan", "blueprints").stderr]

    files = [path for path in client.folder.rglob("*") if path.is_file() and not path.name.startswith("emulator.db")]
    assert {"plan.json"} <= {path.name for path in files}
    assert any(path.suffix == ".jsonl" for path in files)
    assert [] == [path for path in files if TOKEN.encode() in path.read_bytes()]
    assert [] == [text for text in said if TOKEN in text]


SPEAKING = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {mine: {label: Mine}}
    properties:
      tier: {label: Tier, groupName: mine, type: enumeration, fieldType: select, options: [gold, silver]}
"""
MOVED = "property.contacts.tier/options/silver"
MERGED = SPEAKING.replace("[gold, silver]", "[gold]") + (
    f"moved: [{{from: {MOVED}, to: property.contacts.tier/options/gold}}]\n"
)
SETTINGS = """\
project: acme
portals:
  acme: {{portalId: 4242, baseUrl: "{url}", token: {{env: ACME_TOKEN}}, drift: hold}}
  broken: {{portalId: 4242, baseUrl: "{url}", token: {{env: OTHER_TOKEN}}, drift: hold}}
blueprints: [blueprints]
"""
OTHER = "secret-of-nobody-that-must-not-be-seen-987654321"


@pytest.fixture
def secret(tmp_path: Path) -> Iterator[Client]:
    """A portal that only a secret opens, which the emulator has from its environment, and a project that has both."""
    made = Client(tmp_path)
    variables = {"ACME_TOKEN": TOKEN, "OTHER_TOKEN": OTHER}
    command = [*CVPCTL, "emulator", "serve", "--db", str(tmp_path / "emulator.db"), "--token-env", "4242=ACME_TOKEN"]
    heard = (tmp_path / "emulator.txt").open("wb")
    environment = {**os.environ, **variables, "PYTHONUNBUFFERED": "1"}
    with heard, subprocess.Popen(
        [*command, "--no-rate-limit", "--ready-file", "ready.json"],
        cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=heard, text=True,
    ) as portal:  # fmt: skip
        assert portal.stdout is not None
        made.base_url = portal.stdout.readline().strip()
        made.variables = variables
        made.write("cvpctl.yaml", SETTINGS.format(url=made.base_url))
        try:
            yield made
        finally:
            portal.terminate()
            heard.write(portal.stdout.read().encode())


def _ask(secret: Client, method: str, path: str, body: Any = None) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(secret.base_url + path, data, headers, method=method)) as answer:
        answer.read()


def _migrated(secret: Client) -> Iterator[subprocess.CompletedProcess[str]]:
    """A migration that a fault ends in the middle, so that old values stay on the disk; then what follows from it."""
    rows = [{"tier": tier} for tier in ("gold", "silver") * 6]
    _ask(secret, "POST", "/_emulator/records", {"objectType": "contacts", "records": rows})
    secret.write("blueprints/portal.yaml", MERGED)
    words = ("apply", "--portal", "acme", "--yes", "--allow", f"MIGRATE:{MOVED}")
    _ask(
        secret, "POST", "/_emulator/faults",
        {"what": "status", "status": 400, "method": "POST", "route": "batch/update", "times": 0},
    )  # fmt: skip
    yield secret.run(*words)
    _ask(secret, "DELETE", "/_emulator/faults")
    _ask(secret, "POST", "/_emulator/faults", {"what": "reset", "when": "after", "method": "POST", "route": "batch"})
    _ask(secret, "POST", "/_emulator/faults", {"what": "status", "status": 500, "method": "PATCH"})
    yield secret.run(*words)
    _ask(secret, "DELETE", "/_emulator/faults")


def _refused(secret: Client) -> Iterator[subprocess.CompletedProcess[str]]:
    """A token that opens nothing, every kind of refusal, and an address that answers nobody."""
    yield secret.run("plan", "--portal", "broken")
    for status in (401, 403, 500):
        _ask(secret, "POST", "/_emulator/faults", {"what": "status", "status": status, "times": 0, "route": "crm"})
        yield secret.run("doctor", "--portal", "acme", "--format", "json")
        _ask(secret, "DELETE", "/_emulator/faults")
    secret.write("cvpctl.yaml", SETTINGS.format(url="http://127.0.0.1:9"))
    yield secret.run("plan", "--portal", "acme")


@pytest.mark.long
def test_no_command_leaves_the_token_anywhere(secret: Client) -> None:
    """Neither output, nor a file, nor the emulator's database, after each command and each kind of failure."""
    secret.write("blueprints/portal.yaml", SPEAKING)
    said = []
    for code, words in (
        (0, ("audit", "--portal", "acme", "--format", "json")),
        (0, ("apply", "--yes")),
        (0, ("snapshot", "--portal", "acme", "-o", "before.json")),
        (0, ("drift", "--portal", "acme", "--format", "json")),
        (0, ("adopt", "--portal", "acme", "--yes")),
        (0, ("doctor", "--portal", "acme")),
        (0, ("doctor", "--portal", "acme", "--format", "json")),
        (0, ("explain", "property.contacts.tier", "--portal", "acme")),
    ):
        ended = secret.run(*words, *(() if "--portal" in words else ("--portal", "acme")))
        assert code == ended.returncode, (words, ended.stdout + ended.stderr)
        said.append(ended)
    broken, mended = _migrated(secret)
    assert (6, 0) == (broken.returncode, mended.returncode), broken.stderr + mended.stdout + mended.stderr
    said += [broken, mended]
    later: tuple[tuple[str, ...], ...] = (
        ("history", "--format", "json"),
        ("history",),
        ("compare", "before.json", "portal:acme", "--format", "json"),
        ("rollback", "--yes", "--portal", "acme"),
        ("plan", "--portal", "acme", "-o", "plan.json"),
        ("drift", "--portal", "acme", "--format", "sarif"),
    )
    for said_so in later:
        ended = secret.run(*said_so)
        assert ended.returncode in (0, 2, 4), (said_so, ended.stdout + ended.stderr)
        said.append(ended)
    refused = list(_refused(secret))
    assert 0 not in [one.returncode for one in refused]
    assert len(secret.variables) == len({*secret.variables.values()})

    files = [path for path in secret.folder.rglob("*") if path.is_file()]
    texts = [one.stdout + one.stderr for one in (*said, *refused)]
    names = {path.name for path in files}
    assert {"plan.json", "before.json", "emulator.db", "emulator.txt", "ready.json", "acme.json"} <= names
    assert {".jsonl", ".db"} <= {path.suffix for path in files}
    for one in (TOKEN, OTHER):
        assert [] == [path for path in files if one.encode() in path.read_bytes()]
        assert [] == [text for text in texts if one in text]


def test_a_bug_of_ours_is_one_line_and_a_log_without_values(tmp_path: Path) -> None:
    """An unexpected error prints one line with a log file; the log holds frames, no values."""
    code = (
        "import cvpctl.cli.exits as exits, click\n"
        "@exits.cvpctl.command('boom')\n"
        "def boom(): raise RuntimeError('" + TOKEN + "')\n"
        "exits.cvpctl.get_command = lambda ctx, name: boom\n"
        "exits.run(['boom'])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={"XDG_STATE_HOME": str(tmp_path), "PATH": ""},
    )

    (log,) = tmp_path.rglob("bug.log")
    assert 1 == ended.returncode
    assert ended.stderr.startswith("bug: ")
    assert 1 == len(ended.stderr.splitlines())
    assert TOKEN not in log.read_text() + ended.stderr
    assert "RuntimeError" in log.read_text()
