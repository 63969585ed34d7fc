"""Runs that were killed, or not answered, or whose disk was full; and the next one, which knows them for its own."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from client_repository import CVPCTL, Client
from desk import Desk
from filelock import FileLock

from cvpctl.emulator.faults import Fault

PORTAL = ("--portal", "emulator")
SEATS = "/crm/properties/2026-09/contacts/seats"
BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {value: {label: Value}}
    properties:
      seats: {label: Seats, groupName: value, type: number, fieldType: number}
"""
SCHEMA = """\
customObjects:
  deliverable:
    labels: {singular: Deliverable, plural: Deliverables}
    primaryDisplayProperty: deliverable_name
    searchableProperties: [deliverable_name]
    justification:
      nativesConsidered: [services, projects]
      why: A service holds many promises at once and cannot say that this one was kept.
    properties:
      deliverable_name: {label: Name, groupName: deliverable_information, type: string, fieldType: text}
      due: {label: Due, groupName: deliverable_information, type: date, fieldType: date}
"""


def _blueprint(client: Client | Desk, label: str = "Seats", more: str = "") -> None:
    client.write("blueprints/portal.yaml", BLUEPRINT.replace("label: Seats", f"label: {label}") + more)


def _journals(folder: Path) -> list[Path]:
    return sorted((folder / ".cvpctl" / "journal").glob("*/*.jsonl"))


@contextmanager
def _running(client: Client) -> Iterator[subprocess.Popen[bytes]]:
    command = [*CVPCTL, "apply", "--yes", *PORTAL]
    with subprocess.Popen(command, cwd=client.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as job:
        yield job


def _killed(client: Client, when: Callable[[], bool]) -> None:
    with _running(client) as job:
        until = time.monotonic() + 30
        while not when() and job.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        assert job.poll() is None, "it ended before it could be killed"
        os.kill(job.pid, signal.SIGKILL)


def _label(client: Client) -> str:
    """Ask what the portal has, slowly enough for its rate limit."""
    time.sleep(0.2)
    return str(client.ask("GET", SEATS)["label"])


def _says(client: Client, word: bytes) -> Callable[[], bool]:
    before = set(_journals(client.folder))
    return lambda: any(word in path.read_bytes() for path in set(_journals(client.folder)) - before)


@pytest.mark.parametrize(
    "answered",
    [pytest.param(True, id="after the answer", marks=pytest.mark.long), pytest.param(False, id="before the answer")],
)
def test_a_killed_run_is_known_for_its_own(client: Client, *, answered: bool) -> None:
    """Killed after the portal took the write, before the record: changed once more in the blueprint it is a change."""
    _blueprint(client)
    assert 0 == client.run("apply", "--yes", *PORTAL).returncode
    _blueprint(client, "Places")
    if answered:
        client.ask("POST", "/_emulator/faults", {"latency": 0.2})
        _killed(client, _says(client, b'"settled"'))
    else:
        lost = {"what": "reset", "when": "after", "method": "PATCH", "times": 0}
        client.ask("POST", "/_emulator/faults", lost)
        _killed(client, lambda: _label(client) == "Places")
    client.ask("DELETE", "/_emulator/faults")
    assert "Places" == client.ask("GET", SEATS)["label"]
    _blueprint(client, "Chairs")

    planned = client.run("plan", "--format", "json", *PORTAL)
    ended = client.run("apply", "--yes", *PORTAL)
    after = client.run("plan", "--exit-code", *PORTAL)

    plan = json.loads(planned.stdout)
    assert (["change"], []) == ([one["class"] for one in plan["changes"]], plan["held"])
    assert "ended in the middle" in planned.stderr
    told = "no call is in doubt" if answered else "1 call is in doubt: properties.update (property.contacts.seats)"
    assert told in planned.stderr
    assert (0, "Chairs") == (ended.returncode, client.ask("GET", SEATS)["label"])
    assert (0, "in the middle" in after.stderr) == (after.returncode, False)


@pytest.mark.long
def test_an_edit_after_the_kill_is_somebodys(client: Client) -> None:
    """What reads otherwise than the killed run sent is no write of ours, and is held."""
    _blueprint(client)
    client.run("apply", "--yes", *PORTAL)
    _blueprint(client, "Places")
    client.ask("POST", "/_emulator/faults", {"latency": 0.2})
    _killed(client, _says(client, b'"settled"'))
    client.ask("DELETE", "/_emulator/faults")
    client.ask("PATCH", SEATS, {"label": "By hand"})

    plan = json.loads(client.run("plan", "--format", "json", *PORTAL).stdout)

    assert ([], ["conflict"]) == (plan["changes"], [one["class"] for one in plan["held"]])


@pytest.mark.long
def test_a_killed_run_is_rolled_back(client: Client) -> None:
    """The inverse covers what is in doubt as well: it is looked up."""
    _blueprint(client)
    client.run("apply", "--yes", *PORTAL)
    record = (client.folder / "applied" / "emulator.json").read_text()
    _blueprint(client, "Places")
    client.ask("POST", "/_emulator/faults", {"latency": 0.2})
    _killed(client, _says(client, b'"settled"'))
    client.ask("DELETE", "/_emulator/faults")

    ended = client.run("rollback", "--yes", *PORTAL)

    assert (0, "Seats") == (ended.returncode, client.ask("GET", SEATS)["label"]), ended.stdout + ended.stderr
    entries = [json.loads(text)["entries"] for text in (record, (client.folder / "applied/emulator.json").read_text())]
    assert entries[0] == entries[1]
    assert "killed in the middle" in client.run("history", *PORTAL).stdout


@pytest.mark.long
@pytest.mark.parametrize("word", [b'"intended"', b'"settled"'], ids=["in doubt", "created"])
def test_what_was_half_made_is_no_drift(client: Client, word: bytes) -> None:
    """A custom object whose making was killed on the way is finished, in hold mode, by the next apply."""
    _blueprint(client, more=SCHEMA)
    client.ask("POST", "/_emulator/faults", {"latency": 0.1})
    made = _says(client, b"schemas.create")
    _killed(client, lambda: made() and any(_is_there(client, word)))
    client.ask("DELETE", "/_emulator/faults")
    time.sleep(0.3)

    ended = client.run("apply", "--yes", *PORTAL)
    after = client.run("plan", "--exit-code", *PORTAL)

    assert 0 == ended.returncode, ended.stdout + ended.stderr
    assert (0, False) == (after.returncode, "Held" in after.stdout), after.stdout


def _is_there(client: Client, word: bytes) -> Iterator[bool]:
    """Tell whether the journal has such a line for the call that creates the object."""
    for path in _journals(client.folder):
        lines = [json.loads(line) for line in path.read_bytes().splitlines() if line.endswith(b"}")]
        calls = {line["call"] for line in lines if line.get("operation") == "schemas.create"}
        yield any(line.get("call") in calls and line["event"].encode() in word for line in lines)


@pytest.mark.long
def test_a_write_nobody_answered_is_settled_by_reading(fresh: Desk) -> None:
    """Connections lost after the write, until the run gives up: the next plan says so, and takes the write for ours."""
    _blueprint(fresh)
    assert 0 == fresh.run("apply", "--yes").code
    _blueprint(fresh, "Places")
    fresh.emulator.faults.add(Fault("reset", when="after", method="PATCH", times=0))
    lost = fresh.run("apply", "--yes")
    fresh.emulator.faults.clear()
    _blueprint(fresh, "Chairs")

    planned = fresh.run("plan", "--format", "json")

    plan = json.loads(planned.said)
    assert 6 == lost.code
    assert "in doubt" in lost.said
    assert (["change"], []) == ([one["class"] for one in plan["changes"]], plan["held"])
    assert "did not hear every answer: 1 call is in doubt" in planned.told
    assert "Read now: the portal has property.contacts.seats" in planned.told


@pytest.mark.long
def test_a_saved_plan_settles_too(fresh: Desk) -> None:
    """The record that a saved plan leaves knows what the run before it wrote."""
    _blueprint(fresh)
    fresh.run("apply", "--yes")
    _blueprint(fresh, "Places")
    fresh.emulator.faults.add(Fault("reset", when="after", method="PATCH", times=0))
    fresh.run("apply", "--yes")
    fresh.emulator.faults.clear()
    _blueprint(fresh, "Places", "  deals: {groups: {money: {label: Money}}}\n")
    fresh.run("plan", "-o", "plan.json")

    ended = fresh.run("apply", "--yes", "plan.json")
    _blueprint(fresh, "Chairs")
    plan = json.loads(fresh.run("plan", "--format", "json").said)

    assert 0 == ended.code, ended.said + ended.told
    assert "in doubt" in ended.told
    assert ["change"] == [one["class"] for one in plan["changes"]]


def _limited(client: Client, size: int) -> subprocess.CompletedProcess[str]:
    def no_file_beyond() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return subprocess.run(
        [*CVPCTL, "apply", "--yes", *PORTAL], cwd=client.folder, preexec_fn=no_file_beyond, capture_output=True,
        text=True, check=False, timeout=60, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


@pytest.mark.long
def test_a_full_disk_from_the_start_writes_nothing(client: Client) -> None:
    """Neither inverse nor journal fit: not one call is sent."""
    _blueprint(client)

    ended = _limited(client, 300)

    assert (1, 0) == (ended.returncode, client.writes()), ended.stdout + ended.stderr
    assert "cannot be written: File too large" in ended.stderr


def _groups(first: str) -> str:
    """Twenty groups, which HubSpot takes one by one."""
    rows = "".join(f"      {first}{n:02}: {{label: {first.upper()}{n:02}}}\n" for n in range(20))
    return "    groups:\n      value: {label: Value}\n" + rows


@pytest.mark.long
def test_a_full_disk_on_the_way_stops_before_the_next_call(client: Client) -> None:
    """What was done is told, nothing is sent that could not be journalled, and the next run finishes."""
    old = "    groups: {value: {label: Value}}\n"
    client.write("blueprints/portal.yaml", BLUEPRINT.replace(old, _groups("a")))
    client.run("apply", "--yes", *PORTAL)
    (inverse,) = (client.folder / ".cvpctl" / "journal").glob("*/*.undo.json")
    client.write("blueprints/portal.yaml", BLUEPRINT.replace(old, _groups("b")))
    before = client.writes()

    ended = _limited(client, inverse.stat().st_size)

    events = [json.loads(line) for line in _journals(client.folder)[-1].read_bytes().splitlines() if line[-1:] == b"}"]
    done = client.writes() - before
    assert 1 == ended.returncode, ended.stdout + ended.stderr
    assert (True, done) == (0 < done < 20, len([one for one in events if one["event"] == "intended"]))
    assert f"{done} of 20 resources" in ended.stdout
    assert "cannot be written: File too large" in ended.stderr
    again = client.run("apply", "--yes", *PORTAL)
    assert 0 == again.returncode, again.stdout + again.stderr
    assert 20 == client.writes() - before
    assert "1 in doubt" not in client.run("plan", *PORTAL).stderr


@pytest.mark.long
def test_a_record_that_cannot_be_saved_is_said_after_what_was_done(client: Client) -> None:
    """The portal is written, the record is not: what was done is told, and the next plan knows it for ours."""
    more = "".join(f"      p{n}: {{label: P{n}, groupName: value, type: string, fieldType: text}}\n" for n in range(20))
    _blueprint(client, more=more)
    client.run("apply", "--yes", *PORTAL)
    record = client.folder / "applied" / "emulator.json"
    _blueprint(client, "Places", more)

    ended = _limited(client, record.stat().st_size - 100)
    _blueprint(client, "Chairs", more)
    plan = json.loads(client.run("plan", "--format", "json", *PORTAL).stdout)

    assert 1 == ended.returncode
    assert "Verified: everything written reads back as written." in ended.stdout
    assert "could not be written" in ended.stderr
    assert (["change"], []) == ([one["class"] for one in plan["changes"]], plan["held"])


def test_a_lock_names_who_holds_it(fresh: Desk) -> None:
    """Somebody applies already: the second one says who, and a name that a dead process left counts for nothing."""
    _blueprint(fresh)
    beside = fresh.write(
        ".cvpctl/acme.holder.json", '{"pid": 4194303, "host": "desk", "since": "2026-03-01T12:00:05+00:00"}'
    )
    with FileLock(fresh.folder / ".cvpctl" / "acme.lock"):
        held = fresh.run("apply", "--yes")
    ended = fresh.run("apply", "--yes")

    assert 1 == held.code
    assert "another apply is writing to acme: process 4194303 on desk, since 2026-03-01 12:00:05 UTC" in held.told
    assert "a process that died holds no lock" in held.told
    assert (0, False) == (ended.code, beside.exists())


@pytest.mark.long
def test_a_plan_beside_a_run_says_so(client: Client) -> None:
    """While another process writes, its journal is no run that ended in the middle."""
    _blueprint(client)
    slow = {"what": "delay", "seconds": 4, "method": "POST", "route": "groups"}
    client.ask("POST", "/_emulator/faults", slow)
    begun = _says(client, b'"intended"')
    with _running(client) as job:
        while not begun():
            time.sleep(0.005)
        planned = client.run("plan", *PORTAL)
        job.wait(30)
    assert f"a run is under way: process {job.pid} on " in planned.stderr
    assert "in doubt" not in planned.stderr
