"""Whether somebody stands between a merge and a portal, and asking them again where the plan became another one.

GitHub makes an environment that a workflow names and nobody set up, without any reviewer: the first merge would be
applied unseen.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from cvpctl.cli.github_api import GitHub, Refused
from cvpctl.errors import Blocked
from cvpctl.project import find_project

REVIEWERS = "required_reviewers"


def require_memory() -> None:
    """Refuse to begin where the record of an apply goes with the runner that made it; raises Blocked."""
    project = find_project(Path.cwd())
    if project is None or not project.record.on_branch:
        raise Blocked(
            "this runner would forget what it applied: the record is kept in its folder",
            help="say in cvpctl.yaml: record: {store: branch}",
        )


def require_reviewers(github: GitHub, environment: str) -> None:
    """Refuse to go on where nobody has to say yes; raises Blocked."""
    if not _guarded(github, environment):
        raise Blocked(
            f"nobody has to approve a job of the environment {environment}",
            help="Settings, Environments: give it required reviewers; or set the repository variable"
            " CVPCTL_UNATTENDED to true, and the merge is the approval",
        )


def _guarded(github: GitHub, environment: str) -> bool:
    try:
        found = github.ask("GET", f"environments/{quote(environment, safe='')}")
    except Refused as error:
        if error.status == 404:  # noqa: PLR2004 - HTTP's not found
            return False
        raise
    rules = found.get("protection_rules") or ()
    return any(rule.get("type") == REVIEWERS and rule.get("reviewers") for rule in rules)


def again(github: GitHub, workflow: str, ref: str) -> None:
    """Start a workflow anew, which plans anew and asks anew."""
    github.ask("POST", f"actions/workflows/{quote(workflow, safe='')}/dispatches", {"ref": ref})
