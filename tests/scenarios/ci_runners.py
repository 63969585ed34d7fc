"""A repository with a remote whose records are on the branch, and the clones that CI makes of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from repository import committed, git

ON_BRANCH = "record: {store: branch}\n"
FILE = "blueprints/portal.yaml"
BRANCH = "cvpctl/applied"


def blueprint(label: str = "Region") -> str:
    return f"""\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {{value_path: {{label: Value}}}}
    properties:
      region: {{label: {label}, groupName: value_path, type: string, fieldType: text}}
"""


def shared_by_git(desk: Desk) -> Desk:
    """Make the repository and its remote, and push main."""
    git(desk.folder, "init", "--quiet", "--bare", "--initial-branch", "main", "remote.git")
    desk.write(FILE, blueprint())
    desk.write("cvpctl.yaml", desk.read("cvpctl.yaml") + ON_BRANCH)
    git(desk.folder, "init", "--quiet", "--initial-branch", "main")
    desk.write(".gitignore", "remote.git/\nci*/\n.state/\n.cvpctl/\n")
    committed(desk.folder)
    git(desk.folder, "remote", "add", "origin", "remote.git")
    git(desk.folder, "push", "--quiet", "origin", "main")
    return desk


def runner(desk: Desk, name: str, *words: str) -> Path:
    """Clone as CI does: one commit, no branch, nobody's name."""
    folder = desk.folder / name
    url = f"file://{desk.folder / 'remote.git'}"
    git(desk.folder, "clone", "--quiet", "--depth", "1", "--branch", "main", *words, url, str(folder))
    git(folder, "checkout", "--quiet", "--detach")
    return folder


def record_in(folder: Path, ref: str = BRANCH, path: str = "applied/acme.json") -> dict[str, object]:
    return dict(json.loads(git(folder, "show", f"{ref}:{path}")))


def runs(desk: Desk) -> list[dict[str, Any]]:
    ended = desk.run("history", "--format", "json")
    assert 0 == ended.code, ended.told
    return list(json.loads(ended.said)["runs"])


def on_the_branch(desk: Desk) -> dict[str, str]:
    """Return every file of the remote's branch with its text."""
    remote = desk.folder / "remote.git"
    names = git(remote, "ls-tree", "-r", "--name-only", BRANCH).splitlines()
    return {name: git(remote, "show", f"{BRANCH}:{name}") for name in names}


def goes_on_in(desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Throw the last runner away and start in a fresh one."""
    monkeypatch.chdir(runner(desk, name))


def labelled(desk: Desk, label: str) -> None:
    """Change the blueprint on main."""
    desk.write(FILE, blueprint(label))
    committed(desk.folder)
    git(desk.folder, "push", "--quiet", "origin", "main")


def lost(desk: Desk) -> None:
    """Take back what the last run pushed since it began: its runner was lost before its end."""
    remote = desk.folder / "remote.git"
    began = git(remote, "log", "--format=%H", "--grep=^Run .* begins$", "-1", BRANCH)
    git(remote, "update-ref", f"refs/heads/{BRANCH}", began)
