"""What is said beside the result: warnings, which portal answered, what to type next."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from client_repository import CVPCTL, PROJECT, Client

from cvpctl.emulator.identity import DEFAULT_PORTAL_ID, DEFAULT_TOKEN

pytestmark = pytest.mark.long  # many real processes; the short suite has one of each sort


BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {mine: {label: Mine}}
    properties:
      level: {label: Level, groupName: mine, type: enumeration, fieldType: select, options: [Gold, Silver]}
  deals:
    pipelines:
      main:
        label: Main
        stages:
          new: {label: New, metadata: {probability: 0.1}}
          won: {label: Won, metadata: {probability: 1}}
"""
LEVEL = "/crm/properties/2026-09/contacts/level"
PORTAL = ("--portal", "emulator")


def _provisioned(client: Client) -> subprocess.CompletedProcess[str]:
    client.write("blueprints/portal.yaml", BLUEPRINT)
    ended = client.run("apply", "--yes", *PORTAL)
    assert 0 == ended.returncode, ended.stdout + ended.stderr
    return ended


def test_a_drift_suggestion_works_as_it_is_pasted(client: Client) -> None:
    """The command that drift prints names paths and portal, and leaves no drift behind."""
    _provisioned(client)
    client.ask("PATCH", LEVEL, {"label": "Rank"})

    drifted = client.run("drift", "blueprints", *PORTAL)
    (command,) = re.findall(r"^ +cvpctl (apply .*?)  ", drifted.stdout, re.MULTILINE)
    ended = client.run(*shlex.split(command), "--yes")

    assert "apply blueprints --portal emulator --take blueprint:property.contacts.level" == command
    assert 0 == ended.returncode, ended.stderr
    assert 0 == client.run("drift", *PORTAL).returncode
    assert "--take portal:" not in drifted.stdout


def test_an_added_option_is_listed_by_drift(client: Client) -> None:
    """An option that somebody added in the portal is named, and is no drift."""
    _provisioned(client)
    options = client.ask("GET", LEVEL)["options"]
    client.ask("PATCH", LEVEL, {"options": [*options, {"value": "Tin", "label": "Tin", "displayOrder": 9}]})

    drifted = client.run("drift", *PORTAL)

    assert 0 == drifted.returncode
    assert "Not named by the blueprint (1)" in drifted.stdout
    assert "options/Tin" in drifted.stdout


def test_one_job_has_one_size(client: Client) -> None:
    """Plan, progress and report count the same resources and the same calls."""
    client.write("blueprints/portal.yaml", BLUEPRINT)
    planned = client.run("plan", *PORTAL)
    applied = _provisioned(client)

    (calls,) = re.findall(r"apply will take (\d+) calls", planned.stdout)
    assert "Plan: 3 to create\n" in planned.stdout
    assert f"{calls} of {calls} calls ended\n" in applied.stderr
    assert f"Apply: 3 resources in {calls} calls\n" in applied.stdout


def test_nothing_done_is_not_called_a_part(client: Client) -> None:
    """Where each call failed the report says that nothing was applied; the calls ended, they did not settle."""
    client.write("blueprints/portal.yaml", BLUEPRINT.partition("  deals:")[0])
    client.ask("POST", "/_emulator/faults", {"what": "status", "status": 400, "writesOnly": True, "times": 0})

    ended = client.run("apply", "--yes", *PORTAL)

    assert "Nothing was applied." in ended.stdout, ended.stdout + ended.stderr
    assert "in part" not in ended.stdout
    assert "ended" in ended.stderr


def test_values_are_spelt_as_in_json(client: Client) -> None:
    """A finding shows values as a blueprint and the API spell them."""
    _provisioned(client)
    client.write("blueprints/portal.yaml", BLUEPRINT.replace("label: Level,", "label: Level, hasUniqueValue: true,"))

    planned = client.run("plan", *PORTAL)

    assert "IMMUTABLE_FIELD: hasUniqueValue is fixed at creation (live: false, stated: true)" in planned.stdout


def test_blocked_is_not_called_nothing_to_do(client: Client) -> None:
    """A plan whose only change is blocked says that nothing can be written."""
    _provisioned(client)
    client.write("blueprints/portal.yaml", BLUEPRINT.replace("label: Level,", "label: Level, hasUniqueValue: true,"))

    planned = client.run("plan", *PORTAL)

    assert "Nothing can be written: 1 blocked; " in planned.stdout
    assert "Nothing to do" not in planned.stdout


def test_an_apply_without_calls_leaves_no_journal(client: Client) -> None:
    """Only an apply that writes has something to journal."""
    _provisioned(client)
    before = sorted(client.folder.rglob("*.jsonl"))

    assert 0 == client.run("apply", "--yes", *PORTAL).returncode

    assert 1 == len(before)
    assert before == sorted(client.folder.rglob("*.jsonl"))


def test_a_plan_warns_as_validate_does(client: Client) -> None:
    """What validate warns of stands on standard error of plan and apply, not in their result."""
    client.write("blueprints/portal.yaml", BLUEPRINT)
    client.write("blueprints/empty.yaml", "")

    planned, applied = client.run("plan", *PORTAL), client.run("apply", "--yes", *PORTAL)

    for ended in (planned, applied):
        assert "warning EMPTY_FILE" in ended.stderr
        assert "EMPTY_FILE" not in ended.stdout


def test_a_portal_on_this_machine_is_not_hubspot(client: Client) -> None:
    """A base URL on loopback is labelled in every form, though it is not the embedded portal."""
    client.write("blueprints/portal.yaml", BLUEPRINT)
    client.variables = {
        "HUBSPOT_BASE_URL": client.base_url,
        "HUBSPOT_ACCESS_TOKEN": DEFAULT_TOKEN,
        "HUBSPOT_PORTAL_ID": str(DEFAULT_PORTAL_ID),
    }

    for command in ("plan", "drift"):
        ended = client.run(command, "--portal", "env")
        assert "a portal on this machine, not HubSpot" in ended.stdout.splitlines()[0]
        assert "A portal on this machine answers; it is not HubSpot." in ended.stderr
    assert '"embedded": true' in client.run("plan", "--portal", "env", "--format", "json").stdout


def test_a_shared_embedded_portal_is_said(client: Client) -> None:
    """Without a project file the embedded portal is that of every folder; inside a project nothing is said."""
    client.write("blueprints/portal.yaml", BLUEPRINT)
    assert "no cvpctl.yaml" not in client.run("plan", *PORTAL).stderr
    (client.folder / "cvpctl.yaml").unlink()

    ended = client.run("plan", "blueprints", *PORTAL)

    assert 0 == ended.returncode, ended.stderr
    assert str(client.folder / ".state" / "cvpctl" / "emulator.db") in ended.stderr


def test_a_pipe_gets_whole_values(client: Client) -> None:
    """`show` cuts nothing where no terminal watches."""
    text = "word " * 60
    client.write("blueprints/portal.yaml", BLUEPRINT.replace("label: Level,", f"label: Level, description: '{text}',"))

    shown = client.run("show", "property.contacts.level", *PORTAL)

    assert text.rstrip() in shown.stdout
    assert "…" not in shown.stdout


def test_a_missing_token_names_a_way_without_one(client: Client) -> None:
    """Whoever has no token yet is told of the embedded portal."""
    client.write("blueprints/portal.yaml", BLUEPRINT)
    client.write("cvpctl.yaml", PROJECT.replace("portals:\n", "portals:\n  acme: {portalId: 1}\n"))

    ended = client.run("plan", "--portal", "acme")

    assert 64 == ended.returncode
    assert "--portal emulator" in ended.stderr


@pytest.mark.parametrize("token", [None, "a-token-of-my-own"])
def test_serve_prints_lines_to_paste(tmp_path: Path, token: str | None) -> None:
    """Base URL and portal id stand alone in two lines, then the variables; a token of one's own is never printed."""
    words = ["emulator", "serve", "--db", str(tmp_path / "portal.db"), *(["--token", token] if token else [])]
    with subprocess.Popen([*CVPCTL, *words], stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as serving:
        assert serving.stdout is not None
        base_url, portal = serving.stdout.readline().strip(), serving.stdout.readline().strip()
        serving.terminate()
        said = serving.stdout.readlines()

    exports = dict(re.findall(r"^  export (\w+)=(\S+)$", "".join(said), re.MULTILINE))
    published = {} if token else {"HUBSPOT_ACCESS_TOKEN": DEFAULT_TOKEN}
    assert f"portal {DEFAULT_PORTAL_ID} (emulated, not HubSpot)" == portal
    assert {"HUBSPOT_BASE_URL": base_url, "HUBSPOT_PORTAL_ID": str(DEFAULT_PORTAL_ID)} | published == exports
    assert token is None or token not in "".join(said)


def _install_steps(folder: Path) -> list[dict[str, Any]]:
    flows = [yaml.safe_load(path.read_text()) for path in sorted((folder / ".github" / "workflows").glob("*.yml"))]
    steps = [step for flow in flows for job in flow["jobs"].values() for step in job["steps"]]
    return [step for step in steps if "install" in step.get("run", "")]


def test_a_workflow_installs_what_the_repository_pins(tmp_path: Path) -> None:
    """No name of a package index is installed, where anybody could claim it: a variable says what, or the job ends."""
    assert 0 == Client(tmp_path).run("init", "acme").returncode
    steps = _install_steps(tmp_path / "acme")

    assert len(steps) > 3
    assert [("bash .github/cvpctl/install.sh", {"SOURCE": "${{ vars.CVPCTL_SOURCE }}"})] * len(steps) == [
        (step["run"], step["env"]) for step in steps
    ]
    script = (tmp_path / "acme" / ".github" / "cvpctl" / "install.sh").read_text()
    script = script.replace("pip install --disable-pip-version-check", "echo installing")
    empty, set_ = (
        subprocess.run(
            ["bash", "-eu", "-c", script], env={"SOURCE": source}, capture_output=True, text=True, check=False
        )
        for source in ("", "git+https://example.com/x@c0ffee; echo no")
    )
    assert 1 == empty.returncode
    assert empty.stdout.startswith("::error::Set the repository variable CVPCTL_SOURCE")
    assert (0, "installing git+https://example.com/x@c0ffee; echo no\n") == (set_.returncode, set_.stdout)
