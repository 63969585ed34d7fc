"""Half a line in a journal: what a run was settled as stays so, and no edit in the portal is taken for its write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from desk import Desk
from repository import git
from scenarios.ci_runners import BRANCH, FILE, blueprint, labelled, lost, on_the_branch, runner

pytestmark = pytest.mark.long

REGION = "/crm/properties/2026-09/contacts/region"
HALF = 25


def _journals(folder: Path) -> list[Path]:
    return sorted((folder / ".cvpctl" / "journal").rglob("*.jsonl"))


def _without_its_end(folder: Path, kept: int) -> Path:
    """The last run was killed when so many letters of the answer's line were on the disk."""
    path = _journals(folder)[-1]
    whole, _, _ = path.read_bytes().partition(b'"event": "settled"')
    head, _, line = whole.rpartition(b"\n")
    path.write_bytes(head + b"\n" + line[:kept])
    return path


def _apply(desk: Desk, label: str, more: str = "") -> None:
    desk.write(FILE, blueprint(label) + more)
    ended = desk.run("apply", "--yes")
    assert 0 == ended.code, ended.said + ended.told


def _assert_held(desk: Desk, label: str) -> None:
    """Somebody's edit is drift, and no apply takes it back."""
    drifted = desk.run("drift")
    ended = desk.run("apply", "--yes")

    assert 2 == drifted.code, drifted.said + drifted.told
    assert "changed in the portal since the last apply" in drifted.said
    assert (0, True) == (ended.code, "Held (1)" in ended.said), ended.said
    assert label == desk.ask("GET", REGION)["label"]


MORE = "      more: {label: More, groupName: value_path, type: string, fieldType: text}\n"


@pytest.mark.parametrize("kept", [0, HALF], ids=["no line", "half a line"])
def test_a_settled_run_stays_settled(fresh: Desk, kept: int) -> None:
    """Settled once, a torn run explains no edit of a later day, also while another run waits to be settled."""
    _apply(fresh, "Region")
    _apply(fresh, "Country")
    _without_its_end(fresh.folder, kept)
    assert "ended in the middle" in fresh.run("apply", "--yes").told
    _apply(fresh, "Land")
    fresh.ask("PATCH", REGION, {"label": "Country"})
    fresh.write(FILE, blueprint("Land") + MORE)
    fresh.run("apply", "--yes")
    _without_its_end(fresh.folder, 0)

    _assert_held(fresh, "Country")


def test_resumed_twice_a_run_is_told_once(fresh: Desk) -> None:
    """The first look settles it; beside the next killed run it is not told again."""
    _apply(fresh, "Region")
    _apply(fresh, "Country")
    torn = _without_its_end(fresh.folder, HALF)
    first = fresh.run("apply", "--yes")
    _apply(fresh, "Country", MORE)
    other = _without_its_end(fresh.folder, HALF)
    second = fresh.run("apply", "--yes")
    third = fresh.run("apply", "--yes")

    told = [(torn.stem in one.told, other.stem in one.told) for one in (first, second, third)]
    assert [(True, False), (False, True), (False, False)] == told
    assert "cannot be read whole" in first.told
    assert all(line.startswith(b"{") or not line for line in torn.read_bytes().split(b"\n"))


def test_what_a_later_run_wrote_is_its_word(fresh: Desk) -> None:
    """Where nothing could be added to the torn journal, a newer write of the same thing still outranks it."""
    _apply(fresh, "Region")
    _apply(fresh, "Country")
    torn = _without_its_end(fresh.folder, HALF)
    never_closed = torn.read_bytes()
    _apply(fresh, "Land")
    torn.write_bytes(never_closed)
    fresh.ask("PATCH", REGION, {"label": "Country"})

    _assert_held(fresh, "Country")


def test_a_line_glued_to_half_a_line_is_understood(fresh: Desk) -> None:
    """As earlier versions left it, the journal says that its run was recorded."""
    _apply(fresh, "Region")
    _apply(fresh, "Country")
    torn = _without_its_end(fresh.folder, HALF)
    half = torn.read_bytes()
    fresh.run("apply", "--yes")
    torn.write_bytes(half + torn.read_bytes()[len(half) :].lstrip(b"\n"))
    fresh.write(FILE, blueprint("Country") + MORE)
    fresh.run("apply", "--yes")
    _without_its_end(fresh.folder, 0)

    assert torn.stem not in fresh.run("plan").told


def test_history_says_what_it_could_not_read(fresh: Desk) -> None:
    """The row stands, and a note names the journal and the line."""
    _apply(fresh, "Region")
    torn = _without_its_end(fresh.folder, HALF)

    ended = fresh.run("history")

    assert 0 == ended.code
    assert f"of the journal {torn.name} cannot be read whole" in ended.told
    assert "killed in the middle" in ended.said


def _lost(shared: Desk) -> None:
    """Neither the remote nor this clone's branch ever heard of the last run's end."""
    lost(shared)
    git(shared.folder, "update-ref", "-d", f"refs/heads/{BRANCH}")


def _here(shared: Desk, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(folder := runner(shared, "ci1"))
    return folder


def _elsewhere(shared: Desk, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(folder := runner(shared, "ci2"))
    return folder


@pytest.mark.long
@pytest.mark.parametrize("where", [_here, _elsewhere])
def test_a_torn_run_is_settled_on_the_branch(
    shared: Desk, monkeypatch: pytest.MonkeyPatch, where: Callable[[Desk, pytest.MonkeyPatch], Path]
) -> None:
    """That it was settled reaches the branch behind its half line, so that no runner takes an edit for its write."""
    shared.run("apply", "--yes")
    labelled(shared, "Country")
    shared.run("apply", "--yes")
    torn = _without_its_end(shared.folder, HALF)
    _lost(shared)
    assert "ended in the middle" in shared.run("apply", "--yes").told
    assert '"recorded"' in on_the_branch(shared)[f"journal/acme/{torn.name}"]
    labelled(shared, "Land")
    assert 0 == shared.run("apply", "--yes").code
    shared.ask("PATCH", REGION, {"label": "Country"})
    shared.write(FILE, blueprint("Land") + MORE)
    shared.run("apply", "--yes")
    _lost(shared)
    where(shared, monkeypatch)

    told = shared.run("plan").told
    _assert_held(shared, "Country")
    assert torn.stem not in told
