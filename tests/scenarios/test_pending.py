"""Reads that lag behind a write: what was ignored, what may still arrive, and what the next run makes of either."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from typing import Any

import pytest
from client_repository import CVPCTL, Client

from cvpctl.apply import read_journal

PORTAL = ("--portal", "emulator")
STALE = {"what": "stale", "seconds": 60, "method": "GET", "route": "properties", "times": 0}
BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {value: {label: Value}}
    properties:
      seats: {label: Seats, groupName: value, type: number, fieldType: number, description: At the table}
"""
SEATS = "property.contacts.seats"


def _lagging(client: Client) -> None:
    """A property that is applied and then relabelled in the blueprint, before a portal that shows nothing new."""
    client.write("blueprints/portal.yaml", BLUEPRINT)
    assert 0 == client.run("apply", "--yes", *PORTAL).returncode
    client.write("blueprints/portal.yaml", BLUEPRINT.replace("Seats", "Places"))
    client.ask("POST", "/_emulator/faults", STALE)


def _events(client: Client) -> dict[str, dict[str, Any]]:
    path = max((client.folder / ".cvpctl" / "journal").glob("*/*.jsonl"))
    return {event["event"]: event for event in read_journal(path)}


@pytest.mark.long
def test_what_never_reads_as_written_is_not_converged(client: Client) -> None:
    """The time of a property is over: exit 7, with what was written and what reads, in words and in the journal."""
    _lagging(client)

    ended = client.run("apply", "--yes", *PORTAL)

    different = _events(client)["different"]
    field = {"address": SEATS, "path": ["label"], "reads": "Seats", "written": "Places"}
    assert 7 == ended.returncode, ended.stdout + ended.stderr
    assert "1 field not converged" in ended.stdout
    assert "Verified" not in ended.stdout
    assert ([field], []) == (different["notConverged"], different["pending"])


@pytest.mark.long
def test_what_had_no_time_is_pending_and_arrives(client: Client) -> None:
    """Ctrl-C while reading back: exit 130, the field is told as pending; once arrived it counts as ours, unheld."""
    _lagging(client)
    command = [*CVPCTL, "apply", "--yes", *PORTAL]
    with subprocess.Popen(command, cwd=client.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as job:
        until = time.monotonic() + 20
        journals = (client.folder / ".cvpctl" / "journal").glob
        while b'"settled"' not in max(journals("*/*.jsonl")).read_bytes() or len([*journals("*/*.jsonl")]) < 2:
            assert time.monotonic() < until, "it never wrote"
            time.sleep(0.02)
        time.sleep(0.5)
        job.send_signal(signal.SIGINT)
        said, told = job.communicate(timeout=20)
    different = _events(client)["different"]
    client.ask("DELETE", "/_emulator/faults")
    client.write("blueprints/portal.yaml", BLUEPRINT.replace("Seats", "Chairs"))

    plan = json.loads(client.run("plan", "--format", "json", *PORTAL).stdout)

    assert 130 == job.returncode, said + told
    assert "1 field pending" in said
    assert "not converged" not in said
    assert ([], [["label"]]) == (different["notConverged"], [one["path"] for one in different["pending"]])
    assert ([(SEATS, "change")], []) == ([(one["address"], one["class"]) for one in plan["changes"]], plan["held"])
