"""Runs on the branch of records: what one runner did, or began and never ended, another one lists, settles, undoes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time

import pytest
from client_repository import CVPCTL
from desk import Desk
from repository import git
from scenarios.ci_runners import BRANCH, goes_on_in, labelled, lost, on_the_branch, runner, runs

from cvpctl.emulator.faults import Fault

REGION = "/crm/properties/2026-09/contacts/region"


def test_a_run_is_listed_elsewhere_without_a_token(shared: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh clone that never saw the portal knows the run and how it ended."""
    goes_on_in(shared, monkeypatch, "ci1")
    assert 0 == shared.run("apply", "--yes").code
    mine = runs(shared)
    goes_on_in(shared, monkeypatch, "ci2")
    monkeypatch.delenv("ACME_TOKEN")
    asked = shared.emulator.log.total

    assert [("complete", 0)] == [(one["ended"], one["exitCode"]) for one in mine]
    assert mine == runs(shared)
    assert asked == shared.emulator.log.total


@pytest.mark.long
def test_a_run_is_rolled_back_elsewhere(shared: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a third machine knows both, and that the one undid the other."""
    goes_on_in(shared, monkeypatch, "ci1")
    assert 0 == shared.run("apply", "--yes").code
    labelled(shared, "Country")
    goes_on_in(shared, monkeypatch, "ci2")
    assert 0 == shared.run("apply", "--yes").code
    goes_on_in(shared, monkeypatch, "ci3")

    ended = shared.run("rollback", "--yes")

    assert 0 == ended.code, ended.said + ended.told
    assert "Region" == shared.ask("GET", REGION)["label"]
    goes_on_in(shared, monkeypatch, "ci4")
    back, undone, first = runs(shared)
    assert (undone["id"], back["id"]) == (back["rollsBack"], undone["rolledBackBy"])
    assert None is first["rolledBackBy"]


@pytest.mark.long
def test_a_run_whose_runner_was_lost_is_settled_elsewhere(shared: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is known is what it was about to do; the portal is read, and its writes are taken for ours."""
    goes_on_in(shared, monkeypatch, "ci1")
    assert 0 == shared.run("apply", "--yes").code
    labelled(shared, "Country")
    goes_on_in(shared, monkeypatch, "ci2")
    assert 0 == shared.run("apply", "--yes").code
    lost(shared)
    labelled(shared, "Land")
    goes_on_in(shared, monkeypatch, "ci3")

    (died, _) = runs(shared)
    planned = shared.run("plan", "--format", "json")
    ended = shared.run("apply", "--yes")
    goes_on_in(shared, monkeypatch, "ci4")
    after = shared.run("plan", "--exit-code")

    assert ("killed in the middle", 1) == (died["ended"], died["calls"]["inDoubt"])
    assert "1 call is in doubt: properties.update (property.contacts.region)" in planned.told
    assert "under way on another machine" in planned.told
    plan = json.loads(planned.said)
    assert (["change"], []) == ([one["class"] for one in plan["changes"]], plan["held"])
    assert 0 == ended.code, ended.said + ended.told
    assert (0, False) == (after.code, "in doubt" in after.told), after.told


@pytest.mark.long
def test_a_lost_run_is_rolled_back_elsewhere(shared: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its inverse was on the branch before its first call."""
    goes_on_in(shared, monkeypatch, "ci1")
    assert 0 == shared.run("apply", "--yes").code
    labelled(shared, "Country")
    goes_on_in(shared, monkeypatch, "ci2")
    assert 0 == shared.run("apply", "--yes").code
    lost(shared)
    goes_on_in(shared, monkeypatch, "ci3")

    ended = shared.run("rollback", "--yes")

    assert 0 == ended.code, ended.said + ended.told
    assert "Region" == shared.ask("GET", REGION)["label"]


@pytest.mark.long
def test_a_run_that_was_thought_dead_tells_its_own_end(shared: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it knows of its calls counts, whoever settled it meanwhile; nobody asks again."""
    monkeypatch.chdir(first := runner(shared, "ci1"))
    assert 0 == shared.run("apply", "--yes").code
    lost(shared)
    git(first, "update-ref", "-d", f"refs/heads/{BRANCH}")
    goes_on_in(shared, monkeypatch, "ci2")
    assert 0 == shared.run("apply", "--yes").code
    monkeypatch.chdir(first)
    assert 0 == shared.run("apply", "--yes").code
    goes_on_in(shared, monkeypatch, "ci3")

    found = runs(shared)

    assert [("complete", 0)] == [(one["ended"], one["calls"]["inDoubt"]) for one in found]
    assert "in doubt" not in shared.run("plan").told


def test_a_run_that_failed_is_pushed_as_well(shared: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Record and journal, with the call that was refused."""
    goes_on_in(shared, monkeypatch, "ci1")
    shared.emulator.faults.add(Fault("status", status=400, method="POST", route="batch/create", times=0))
    try:
        assert 6 == shared.run("apply", "--yes").code
    finally:
        shared.emulator.faults.clear()
    goes_on_in(shared, monkeypatch, "ci2")

    (found,) = runs(shared)

    assert ("in part", 1, 1) == (found["ended"], found["calls"]["done"], found["calls"]["failed"])
    assert ["group.contacts.value_path"] == list(json.loads(on_the_branch(shared)["applied/acme.json"])["entries"])


@pytest.mark.long
@pytest.mark.parametrize("word", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda word: word.name)
def test_a_run_that_was_stopped_is_known_elsewhere(
    shared: Desk, monkeypatch: pytest.MonkeyPatch, word: signal.Signals
) -> None:
    """A cancelled job pushes record and journal; a killed one was announced, and is settled by reading."""
    shared.emulator.faults.add(Fault("delay", seconds=1, route="batch/create", times=0))
    folder, told = runner(shared, "ci1"), shared.emulator.log
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*CVPCTL, "apply", "--yes"], cwd=folder, env=environment, **quiet) as job:  # type: ignore[call-overload]
        until = time.monotonic() + 30
        while not told.writes and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(0.2)
        job.send_signal(word)
    shared.emulator.faults.clear()
    goes_on_in(shared, monkeypatch, "ci2")

    (died,) = runs(shared)
    ended = shared.run("apply", "--yes")

    how = "killed in the middle" if word is signal.SIGKILL else "interrupted"
    assert (how, word is signal.SIGKILL) == (died["ended"], died["calls"]["inDoubt"] > 0)
    assert 0 == ended.code, ended.said + ended.told
    goes_on_in(shared, monkeypatch, "ci3")
    after = shared.run("plan", "--exit-code")
    assert (0, False) == (after.code, "in doubt" in after.told), after.told
