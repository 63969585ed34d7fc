"""The action, GitLab's pipeline and the recipe for cron, run: what stands in them is what is executed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ci.client import FILE, Client
from ci.fake_github import TOKEN
from ci.github_runner import Job
from ci.test_lints import ACTION, GITLAB, ROOT, TEMPLATES, read
from repository import git

CRON = TEMPLATES / "ci" / "cron" / "cvpctl-drift.sh"
ADDRESS = "https://cvpctl:fictional-push@gitlab.example/acme/portal.git"
PUSH = {"CVPCTL_PUSH_TOKEN": "fictional-push", "CI_SERVER_HOST": "gitlab.example", "CI_PROJECT_PATH": "acme/portal"}
pytestmark = pytest.mark.long


def ran(client: Client, script: str, folder: Path, **said: str) -> subprocess.CompletedProcess[str]:
    """Run a script as a forge or cron does: bash, and the environment that it says."""
    home = client.forge.runner.home
    # What a forge calls the repository is the remote of this machine.
    (home / ".gitconfig").write_text(f'[url "file://{client.forge.remote}"]\n  insteadOf = {ADDRESS}\n')
    environment = {"PATH": f"{client.forge.runner.bin}{os.pathsep}{os.environ['PATH']}", "HOME": str(home)}
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={**environment, "GIT_CONFIG_NOSYSTEM": "1", "HUBSPOT_ACCESS_TOKEN": client.portal.emulator.token, **said},
        capture_output=True,
        text=True,
        check=False,
    )


def clone(client: Client, name: str = "runner-clone") -> Path:
    folder = client.forge.runner.home / name
    git(client.forge.runner.home, "clone", "--quiet", f"file://{client.forge.remote}", str(folder))
    return folder


@pytest.fixture
def provisioned(client: Client) -> Client:
    """A portal that is as main says, with its record on the branch."""
    client.forge.variables["CVPCTL_UNATTENDED"] = "true"
    assert not client.forge.on_main("cvpctl-apply.yml")["apply"].failed
    return client


class GitLab:
    """One pipeline's jobs, each in a clone, with what GitLab sets."""

    def __init__(self, client: Client) -> None:
        self.client, self.said, self.number = client, read(GITLAB), 0

    def run(self, name: str, **more: str) -> tuple[subprocess.CompletedProcess[str], Path]:
        job = self.said[name]
        above = self.said.get(job.get("extends", ""), {})
        self.number += 1
        work = clone(self.client, f"gitlab-{self.number}")
        script = "\n".join([*self.said["default"]["before_script"], *(job.get("script") or above["script"])])
        said = {**self.said["variables"], "CI_PROJECT_DIR": str(work), "CVPCTL_SOURCE": "cvpctl", "CI": "true"}
        return ran(self.client, script, work, **said, CI_PROJECT_URL="https://gitlab.example/acme", **more), work


def test_gitlab_plans_applies_what_was_approved_and_finds_drift(provisioned: Client) -> None:
    """The digest goes from the plan's job to the job that somebody plays; artifacts are what its widgets read."""
    client, gitlab = provisioned, GitLab(provisioned)
    before = git(client.forge.remote, "rev-parse", "main")
    client.state("Country")
    client.forge.push("rename")
    checked, work = gitlab.run("validate")
    planned, at = gitlab.run("plan what was merged", BASE=before)
    digest = (at / "plan.env").read_text().strip().partition("=")[2]
    applied, _ = gitlab.run("apply", CVPCTL_DIGEST=digest, **PUSH)
    client.edit(label="Land")
    drifted, night = gitlab.run("drift")

    codes = (checked.returncode, planned.returncode, applied.returncode, drifted.returncode)
    assert (0, 0, 0, 2) == codes, checked.stderr + planned.stderr + applied.stderr
    assert "<testsuites" in (work / "validate.xml").read_text()
    assert "### This pull request (1)" in (at / "plan.md").read_text()
    assert "update property property.contacts.region" in (at / "plan.xml").read_text()
    assert "Verified: everything written reads back as written." in applied.stdout
    assert 'portal "Land", blueprint "Country"' in (night / "drift.md").read_text()


def test_gitlab_says_why_there_is_no_plan(provisioned: Client) -> None:
    """With cvpctl's own exit code."""
    planned, _ = GitLab(provisioned).run("plan", BASE="0" * 40, HUBSPOT_ACCESS_TOKEN="revoked")

    assert 8 == planned.returncode


def test_cron_says_something_once_and_only_when_there_is_something(provisioned: Client) -> None:
    """Nothing while all is well; drift once; another drift again; the word that it is gone; and faults each time."""
    folder, said = clone(provisioned), {"PORTAL": "production", "XDG_STATE_HOME": str(provisioned.forge.runner.home)}

    def night(**more: str) -> tuple[int, str]:
        ended = ran(provisioned, f"exec bash {CRON}", folder, REPOSITORY=str(folder), **said, **more)
        return ended.returncode, ended.stdout

    quiet = night()
    provisioned.edit(label="Land")
    first, second = night(), night()
    provisioned.edit(label="Gegend")
    third = night()
    provisioned.edit(label="Region")
    gone, calm, blind = night(), night(), night(HUBSPOT_ACCESS_TOKEN="revoked")

    assert [(0, "")] * 3 == [quiet, second, calm]
    assert 'portal "Land"' in first[1]
    assert 'portal "Gegend"' in third[1]
    assert (0, "No drift of production any more.\n") == gone
    assert (8, "") == blind


def acted(client: Client, command: str, **inputs: Any) -> Job:
    """Run the action as a step of a job on a branch, with its inputs."""
    said = read(ACTION)
    given = {name: one.get("default", "") for name, one in said["inputs"].items()}
    known = {**given, "command": command, "github-token": TOKEN, **inputs}
    git(client.forge.desk, "push", "--quiet", "origin", "HEAD:refs/heads/acted")
    sha = git(client.forge.desk, "rev-parse", "HEAD")
    return client.forge.act(said["runs"]["steps"], known, sha=sha, pull=7)


def test_the_action_plans_comments_applies_and_watches(provisioned: Client) -> None:
    """Each command by itself, with the outputs that the next job needs."""
    provisioned.forge.runner.environment |= {
        "GITHUB_ACTION_PATH": str(ROOT),
        "HUBSPOT_ACCESS_TOKEN": provisioned.portal.emulator.token,
    }
    provisioned.state("Country")
    provisioned.forge.commit("rename")
    checked = acted(provisioned, "validate")
    planned = acted(provisioned, "plan", base="HEAD^1")
    applied = acted(provisioned, "apply", digest=planned.told["plan"]["digest"])
    provisioned.edit(label="Land")
    drifted = acted(provisioned, "drift")

    assert [] == [one.log for one in (checked, planned, applied, drifted) if one.failed]
    assert ["true", "true"] == [planned.told["plan"][name] for name in ("told", "pending")]
    assert "“Region” → “Country”" in provisioned.forge.github.comments_of(7)[0]
    assert "0" == applied.told["apply"]["status"]
    assert "2" == drifted.told["drift"]["status"]
    assert "Drift of production" == provisioned.forge.github.issues[0]["title"]
    assert FILE in planned.summary
