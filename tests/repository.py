"""Real git for tests, as nobody in particular, whatever the machine is set up to."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_WHO = {f"GIT_{who}_{what}": "nobody@client.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def git(folder: Path, *words: str, check: bool = True) -> str:
    environment = {**os.environ, **_WHO, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    ran = subprocess.run(["git", *words], cwd=folder, env=environment, capture_output=True, text=True, check=check)
    return ran.stdout.strip()


def committed(folder: Path, message: str = "a step") -> str:
    """Commit everything in a folder, which becomes a repository if it is none; returns the commit."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch", "main")
        (folder / ".gitignore").write_text(".state/\n.cvpctl/\napplied/\n")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")
