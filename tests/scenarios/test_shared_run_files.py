"""What stands on the branch of records of the runs, who may read it on a machine, and what nobody puts there."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from desk import Desk
from repository import committed, git
from scenarios.ci_runners import BRANCH, FILE, goes_on_in, on_the_branch, runner, runs
from scenarios.test_migrations import ALLOWED, OPTION_MOVED, TO_RESEARCHER, add
from scenarios.test_migrations import BLUEPRINT as ROLES

from cvpctl.emulator.faults import Fault


def test_files_of_runs_are_their_owner_s_alone(shared: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """0600 on the machine that wrote them, and on the one that fetched them."""
    monkeypatch.chdir(first := runner(shared, "ci1"))
    assert 0 == shared.run("apply", "--yes").code
    monkeypatch.chdir(second := runner(shared, "ci2"))
    assert 1 == len(runs(shared))

    modes = {
        (folder.name, path.suffix, stat.S_IMODE(path.stat().st_mode))
        for folder in (first, second)
        for path in (folder / ".cvpctl" / "journal" / "acme").glob("*")
    }

    assert {(name, suffix, 0o600) for name in ("ci1", "ci2") for suffix in (".jsonl", ".json")} == modes


@pytest.mark.long
def test_what_records_held_never_leaves_the_machine(shared: Desk) -> None:
    """A migration that breaks off keeps old values here in 0600, tells so, and pushes no record and no value."""
    shared.write(FILE, ROLES)
    committed(shared.folder)
    git(shared.folder, "push", "--quiet", "origin", "main")
    assert 0 == shared.run("apply", "--yes").code
    add(shared, 12, role="mql;tin")
    shared.write(FILE, TO_RESEARCHER + OPTION_MOVED)
    shared.emulator.faults.add(Fault("status", status=400, method="POST", route="batch/update", times=0))
    try:
        ended = shared.run("apply", "--yes", *ALLOWED)
    finally:
        shared.emulator.faults.clear()

    (kept,) = shared.folder.rglob("*.values")
    texts = on_the_branch(shared)
    assert 6 == ended.code, ended.said + ended.told
    assert "kept on this machine alone" in ended.told
    assert ("mql;tin" in kept.read_text(), 0o600) == (True, stat.S_IMODE(kept.stat().st_mode))
    assert [] == [name for name, text in texts.items() if "values" in name or "mql;tin" in text]
    assert 2 == len([name for name in texts if name.endswith(".jsonl")])


def test_no_token_stands_on_the_branch(shared: Desk) -> None:
    """Neither in journals nor in inverses nor in the record."""
    assert 0 == shared.run("apply", "--yes").code

    texts = on_the_branch(shared)

    assert {".json", ".jsonl"} <= {Path(name).suffix for name in texts}
    assert [] == [name for name, text in texts.items() if shared.emulator.token in text]


@pytest.mark.long
def test_without_the_remote_history_tells_what_is_known_here(shared: Desk) -> None:
    """The runs of this machine, and that those of others could not be fetched."""
    assert 0 == shared.run("apply", "--yes").code
    (shared.folder / "remote.git").rename(shared.folder / "elsewhere.git")

    ended = shared.run("history")

    assert 0 == ended.code
    assert "acme  complete" in ended.said
    assert "was not fetched" in ended.told


@pytest.mark.long
def test_what_could_not_be_pushed_is_pushed_by_the_next_run(shared: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal waits in this clone, and is told to be there alone."""
    (shared.folder / "remote.git").rename(shared.folder / "elsewhere.git")
    ended = shared.run("apply", "--yes")
    (shared.folder / "elsewhere.git").rename(shared.folder / "remote.git")

    assert 1 == ended.code
    assert "the plan of this run was not pushed" in ended.told
    assert 0 == shared.run("apply", "--yes").code
    goes_on_in(shared, monkeypatch, "ci1")
    assert ["complete"] == [one["ended"] for one in runs(shared)]


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("acme/20260101T000000.000000Z.jsonl", "no journal\n", id="no JSON"),
        pytest.param("acme/20260101T000000.000000Z.jsonl", '{"at": "x", "event": "begin"}\n', id="half a journal"),
        pytest.param("acme/evil.jsonl", '{"at": "2026-01-01T00:00:00+00:00", "event": "end"}\n', id="another name"),
        pytest.param("ACME/20260101T000000.000000Z.undo.json", "{}\n", id="another folder"),
    ],
)
def test_what_is_no_run_is_passed_over(shared: Desk, monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    """Whoever can push to the branch can put a file there; it is laid nowhere, and breaks nothing."""
    assert 0 == shared.run("apply", "--yes").code
    monkeypatch.chdir(other := runner(shared, "ci1"))
    git(other, "fetch", "--quiet", "origin", BRANCH)
    git(other, "checkout", "--quiet", "FETCH_HEAD")
    path = other / "journal" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    git(other, "add", "--all", "--force")
    git(other, "commit", "--quiet", "-m", "more")
    git(other, "push", "--quiet", "origin", f"HEAD:{BRANCH}")
    monkeypatch.chdir(fresh := runner(shared, "ci2"))

    assert 1 == len(runs(shared))
    assert [] == [path for path in fresh.rglob(".cvpctl/journal/**/*") if path.is_file() and path.name in name]
