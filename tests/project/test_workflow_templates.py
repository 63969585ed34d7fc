"""The workflows that `init` writes, as data: a pull request of a fork is validated, and nothing else happens to it."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any

import pytest
import yaml

TEMPLATES = files("cvpctl.project") / "templates" / "github"
FOLDER = TEMPLATES / "workflows"
WORKFLOWS = {one.name: yaml.safe_load(one.read_text(encoding="utf-8")) for one in FOLDER.iterdir()}
BY_STRANGERS = {"pull_request", "pull_request_target", "issue_comment", "workflow_run", "issues", "discussion"}
OURS, FORK = "acme/portal", "stranger/portal"
_COMMAND = re.compile(r"\bcvpctl ([a-z]+)")
_SECRET = re.compile(r"secrets\s*(?:\.|\[)|github\.token|toJSON\(secrets\)")


def triggers(workflow: dict[Any, Any]) -> set[str]:
    """Return the events; YAML 1.1 reads `on` as a truth value."""
    said: Any = workflow.get("on", workflow.get(True))
    return {said} if isinstance(said, str) else set(said)


def scripts(job: dict[str, Any]) -> str:
    return "\n".join(step.get("run", "") for step in job["steps"])


def commands(job: dict[str, Any]) -> set[str]:
    """Return the commands of ours that a job runs, in a script of its own or in one beside the workflows."""
    text = scripts(job)
    named = re.findall(r"bash \.github/cvpctl/([a-z]+)\.sh", text)
    return set(_COMMAND.findall(text)) | {one for name in named for one in _COMMAND.findall(_script(name))}


def _script(name: str) -> str:
    text = (TEMPLATES / "scripts" / f"{name}.sh").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


def holds(condition: str, head: str) -> bool:
    """Evaluate a condition for a pull request from the repository `head`; only A == B is understood."""
    known = {"github.event.pull_request.head.repo.full_name": head, "github.repository": OURS}
    left, right = (part.strip() for part in condition.split("=="))
    return known[left] == known[right]


def runs_for(job: dict[str, Any], head: str) -> bool:
    return "if" not in job or holds(job["if"], head)


JOBS = [(name, job) for name, workflow in WORKFLOWS.items() for job in workflow["jobs"]]
NEAR = [(name, job) for name, job in JOBS if triggers(WORKFLOWS[name]) & BY_STRANGERS]
"""The jobs of workflows that somebody outside can start."""
FORKS = [(name, job) for name, job in NEAR if runs_for(WORKFLOWS[name]["jobs"][job], FORK)]


@pytest.mark.parametrize(("name", "job"), FORKS, ids=str)
def test_a_fork_gets_validate_only(name: str, job: str) -> None:
    """Whatever runs for a stranger's pull request sees no secret and runs no other command."""
    body = WORKFLOWS[name]["jobs"][job]

    assert {"validate"} == commands(body)
    assert None is _SECRET.search(yaml.safe_dump(body))


def test_our_own_pull_request_is_planned_and_a_fork_s_is_not() -> None:
    """The condition tells them apart, and the plan waits for validate."""
    jobs = WORKFLOWS["cvpctl-plan.yml"]["jobs"]

    assert ["plan", "validate"] == sorted(name for name, job in jobs.items() if runs_for(job, OURS))
    assert ["validate"] == [name for name, job in jobs.items() if runs_for(job, FORK)]
    assert "validate" == jobs["plan"]["needs"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_workflow_runs_a_stranger_s_code_with_our_secrets(name: str) -> None:
    """`pull_request_target` and its like would: a fork's files beside the token."""
    workflow = WORKFLOWS[name]

    assert set() == triggers(workflow) & (BY_STRANGERS - {"pull_request"})
    assert "permissions" in workflow
    assert None is _SECRET.search(yaml.safe_dump(workflow.get("env", {})))


@pytest.mark.parametrize(("name", "job"), NEAR, ids=str)
def test_a_pull_request_may_read_and_no_more(name: str, job: str) -> None:
    """Its comment is all it may write; no credentials in the clone, no environment over all steps with a secret."""
    body = WORKFLOWS[name]["jobs"][job]
    checkouts = [step for step in body["steps"] if step.get("uses", "").startswith("actions/checkout@")]

    wider = {"pull-requests": "write"} if job == "plan" else {}
    assert {"contents": "read"} | wider == {**WORKFLOWS[name]["permissions"], **body.get("permissions", {})}
    assert None is _SECRET.search(yaml.safe_dump(body.get("env", {})))
    assert [False] == [step["with"]["persist-credentials"] for step in checkouts]


@pytest.mark.parametrize(("name", "job"), JOBS, ids=str)
def test_no_script_holds_what_a_stranger_wrote(name: str, job: str) -> None:
    """A title or a branch name in a script would be run; expressions stand in `env` only."""
    assert "${{" not in scripts(WORKFLOWS[name]["jobs"][job])


@pytest.mark.parametrize(("name", "job"), JOBS, ids=str)
def test_what_is_installed_never_meets_the_token(name: str, job: str) -> None:
    """Secrets are in the environment of the steps that ask the portal or tell people."""
    steps = WORKFLOWS[name]["jobs"][job]["steps"]
    with_secret = [step for step in steps if _SECRET.search(yaml.safe_dump(step))]

    assert [] == [step for step in with_secret if "install.sh" in step.get("run", "") or "uses" in step]
