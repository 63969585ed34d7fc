"""`doctor` where records are kept on a git branch: it looks there, and says what only this clone has."""

from __future__ import annotations

import json

import pytest
from desk import Desk
from repository import git
from scenarios.ci_runners import BRANCH, goes_on_in, lost


def told(desk: Desk, name: str) -> tuple[str, str]:
    checks = json.loads(desk.run("doctor", "--format", "json").said)["checks"]
    (found,) = (one for one in checks if one["name"] == name)
    return found["health"], found["message"]


def test_the_record_and_the_runs_of_another_machine_are_seen(shared: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh clone knows what is applied, and that a run was lost on the way."""
    goes_on_in(shared, monkeypatch, "ci1")
    assert 0 == shared.run("apply", "--yes").code
    lost(shared)
    goes_on_in(shared, monkeypatch, "ci2")

    assert ("ok", "0 resources applied; on the branch cvpctl/applied of origin") == told(shared, "record")
    assert ("warning", "1 run did not come to an end, 2 calls in doubt") == told(shared, "runs")


@pytest.mark.long
def test_what_was_not_pushed_is_said(shared: Desk) -> None:
    """While the remote does not answer, and after, until somebody pushes."""
    (shared.folder / "remote.git").rename(shared.folder / "elsewhere.git")
    assert 1 == shared.run("apply", "--yes").code

    without = told(shared, "record")
    (shared.folder / "elsewhere.git").rename(shared.folder / "remote.git")
    again = told(shared, "record")
    git(shared.folder, "push", "--quiet", "origin", BRANCH)

    here = "2 resources applied; on the branch cvpctl/applied of origin"
    assert ("warning", True) == (without[0], without[1].startswith(f"{here}, as far as this clone knows:"))
    assert ("warning", f"{here}, and not pushed yet") == again
    assert ("ok", here) == told(shared, "record")
