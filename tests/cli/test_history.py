"""`cvpctl history`: the runs made from here, without portal and token."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.rolling import applied, journals, rolled_back, runs
from desk import Desk
from desk_fixtures import opened

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with Emulator(limits=Limits.off()) as server:
        yield server


@pytest.fixture
def desk(
    running: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A repository that nothing was applied from."""
    return opened(running, tmp_path, monkeypatch, capsys)


def test_nothing_was_run(desk: Desk) -> None:
    """Which is said, and is no mistake."""
    ended = desk.run("history")
    assert (0, "No run was made from here.\n", "") == (ended.code, ended.said, ended.told)
    assert [] == runs(desk)


def test_runs_are_listed_without_portal_and_token(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest first; not one request is made, and an apply that had nothing to do is none."""
    first = applied(desk)
    desk.run("apply", "--yes")
    second = applied(desk, ("label: Seats", "label: Places"))
    monkeypatch.delenv("ACME_TOKEN")
    asked = desk.emulator.log.total

    found = runs(desk)

    assert [second, first] == [one["id"] for one in found]
    assert asked == desk.emulator.log.total
    newest = found[0]
    assert ("acme", desk.emulator.portal_id, "complete", 0) == (
        newest["portal"],
        newest["portalId"],
        newest["ended"],
        newest["exitCode"],
    )
    assert {"planned": 1, "done": 1, "failed": 0, "inDoubt": 0} == newest["calls"]


def test_text_has_a_line_to_copy_the_id_from(desk: Desk) -> None:
    """Id, portal and end on one line; the rest below."""
    run = applied(desk)
    lines = desk.run("history").said.splitlines()
    assert f"{run}  acme  complete" == lines[0]
    assert "3 of 3 calls done" in lines[1] or "2 of 2 calls done" in lines[1]


def test_a_run_that_failed_in_part_says_so(desk: Desk) -> None:
    """With how many calls failed."""
    desk.emulator.faults.add(Fault("status", status=400, method="POST", route="batch/create", times=0))
    with pytest.raises(AssertionError):
        applied(desk)
    assert ("in part", 1) == (runs(desk)[0]["ended"], runs(desk)[0]["calls"]["failed"])


def test_a_killed_run_says_so(desk: Desk) -> None:
    """Its journal ends in the middle."""
    applied(desk)
    (path,) = journals(desk.folder)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2]) + lines[2][:10])

    (found,) = runs(desk)

    assert ("killed in the middle", None, 1) == (found["ended"], found["exitCode"], found["calls"]["inDoubt"])


def test_a_portal_may_be_named(desk: Desk) -> None:
    """One without runs has none; one that nobody knows is refused."""
    applied(desk)
    assert "acme  complete" in desk.run("history", "--portal", "acme").said
    assert "No run was made from here.\n" == desk.run("history", "--portal", "emulator").said
    unknown = desk.run("history", "--portal", "acne")
    assert (64, "error: there is no portal acne\nhelp: known are acme, emulator, env\n") == (unknown.code, unknown.told)


def test_a_file_that_is_no_journal_is_passed_over(desk: Desk) -> None:
    """Nothing in that folder can break the list."""
    run = applied(desk)
    folder = ".cvpctl/journal/acme/"
    desk.write(folder + "notes.jsonl", "not json\n")
    desk.write(folder + "other.jsonl", '{"event": "end"}\n[]\n')
    desk.write(".cvpctl/journal/readme.txt", "x")
    assert [run] == [one["id"] for one in runs(desk)]


def test_a_rollback_is_told_on_both_lines(desk: Desk) -> None:
    """In words."""
    applied(desk)
    run = applied(desk, ("label: Seats", "label: Places"))
    rolled_back(desk)
    said = " ".join(desk.run("history").said.split())
    assert f"rolls back {run}" in said
    assert f"rolled back by {runs(desk)[0]['id']}" in said
