"""A portal's token reaches HubSpot and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from client_repository import Client

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
