"""A runner for our workflows on this machine: each job in a fresh clone, each script by bash, in GitHub's words.

Real are git, bash, cvpctl and what stands in the workflow. Played are the actions (`checkout` is a clone,
`setup-python` this Python), `pip`, and GitHub itself (`fake_github`). Concurrency and reviewers are not: whoever runs a
job that has an environment has approved it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ci.expressions import filled, holds
from repository import git
from ruamel.yaml import YAML

ACTIONS = ("actions/checkout", "actions/setup-python", "actions/upload-artifact")
NOBODY = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
INHERITED = ("HOME", "LANG", "LC_ALL", "PYTHONPATH", "COVERAGE_PROCESS_START")


def workflow(path: Path) -> dict[str, Any]:
    """Read a workflow by YAML 1.2, in which `on` is a word."""
    return dict(YAML(typ="safe", pure=True).load(path))


@dataclass(slots=True)
class Job:
    """How one job ended: what it told the jobs behind it, what stands in its log and its summary.

    `steps` are those that ran, `told` the outputs of each that has an id.
    """

    name: str
    failed: bool = False
    skipped: bool = False
    outputs: dict[str, str] = field(default_factory=dict)
    log: str = ""
    summary: str = ""
    steps: list[str] = field(default_factory=list)
    told: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one job works."""

    home: Path
    name: str

    @property
    def work(self) -> Path:
        return self.home / self.name

    @property
    def temp(self) -> Path:
        path = self.home / f"{self.name}.temp"
        path.mkdir(exist_ok=True)
        return path

    def file(self, name: str) -> Path:
        return self.home / f"{self.name}.{name}"


@dataclass(slots=True)
class Runner:
    """`home` is a folder of this runner's, `remote` the repository, `contexts` what every run knows.

    `environment` stands for what GitHub sets beside the contexts, as its address; `before` holds what happens in the
    world before a job begins.
    """

    home: Path
    remote: Path
    contexts: dict[str, Any]
    environment: dict[str, str] = field(default_factory=dict)
    before: dict[str, Callable[[], object]] = field(default_factory=dict)
    artifacts: dict[str, str] = field(default_factory=dict)
    bin: Path = field(init=False)
    _number: int = 0

    def __post_init__(self) -> None:
        self.bin = self.home / "bin"
        self.bin.mkdir(parents=True)
        self._tool("cvpctl", f'exec "{sys.executable}" -m cvpctl "$@"')
        made = f'mkdir -p "$3/bin"; ln -s "{self.bin}/pip" "{self.bin}/cvpctl" "$3/bin/"; exit 0'
        self._tool("python3", f'if [ "$2" = venv ]; then {made}; fi; exec "{sys.executable}" "$@"')
        self._tool("pip", f'echo "$@" >> "{self.home}/pip.txt"')

    def _tool(self, name: str, script: str) -> None:
        path = self.bin / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def run(self, path: Path, event: Mapping[str, Any], *, sha: str, ref: str = "main") -> dict[str, Job]:
        """Run the jobs of a workflow in the order they need each other; returns how each ended."""
        said = workflow(path)
        github = {**self.contexts["github"], "event": event, "sha": sha, "ref_name": ref}
        known = {**self.contexts, "github": github, "inputs": event.get("inputs", {})}
        ended: dict[str, Job] = {}
        for name, job in said["jobs"].items():
            needs = [job["needs"]] if isinstance(job.get("needs"), str) else list(job.get("needs", ()))
            contexts = {**known, "needs": {one: {"outputs": ended[one].outputs} for one in needs}}
            failed = any(ended[one].failed or ended[one].skipped for one in needs)
            if not holds(job.get("if"), contexts, failed=failed):
                ended[name] = Job(name, skipped=True)
                continue
            if happens := self.before.get(name):
                happens()
            ended[name] = self._job(name, job, said.get("env", {}), contexts)
        return ended

    def act(self, steps: list[Any], inputs: Mapping[str, Any], event: Mapping[str, Any], *, sha: str) -> Job:
        """Run the steps of a composite action in a job that has only checked out."""
        github = {**self.contexts["github"], "event": event, "sha": sha, "ref_name": "main"}
        first = {"uses": "actions/checkout@x", "with": {"fetch-depth": 0}}
        return self._job("act", {"steps": [first, *steps]}, {}, {**self.contexts, "github": github, "inputs": inputs})

    def _job(self, name: str, job: Mapping[str, Any], env: Mapping[str, str], contexts: dict[str, Any]) -> Job:
        self._number += 1
        place = Place(self.home, f"{self._number}-{name}")
        ended, steps = Job(name), dict[str, Any]()
        for step in job["steps"]:
            known = {**contexts, "steps": steps}
            if not holds(step.get("if"), known, failed=ended.failed):
                continue
            ended.steps.append(str(step.get("name") or step.get("uses") or step["run"]))
            if "uses" in step:
                self._uses(step, place, {**known, "env": {**env, **job.get("env", {})}})
                continue
            common = {**env, **job.get("env", {})}
            variables = self._environment(place, known, {**common, **step.get("env", {})})
            inside = filled(str(step.get("working-directory", ".")), {**known, "env": common})
            outputs = self._script(step["run"], place.work / inside, place, variables, ended)
            if "id" in step:
                steps[step["id"]] = {"outputs": outputs}
                ended.told[step["id"]] = outputs
        known = {**contexts, "steps": steps}
        ended.outputs = {key: filled(str(text), known) for key, text in job.get("outputs", {}).items()}
        return ended

    def _uses(self, step: Mapping[str, Any], place: Place, known: Mapping[str, Any]) -> None:
        action, said = step["uses"].partition("@")[0], step.get("with", {})
        assert action in ACTIONS, action
        if action == "actions/checkout":
            words = () if int(said.get("fetch-depth", 1)) == 0 else ("--depth", "1")
            git(self.home, "clone", "--quiet", "--no-checkout", *words, f"file://{self.remote}", str(place.work))
            git(place.work, "fetch", "--quiet", "origin", known["github"]["sha"])
            git(place.work, "checkout", "--quiet", "--detach", known["github"]["sha"])
        if action == "actions/upload-artifact":
            path = filled(said["path"], {**known, "runner": {"temp": str(place.temp)}})
            self.artifacts[filled(said["name"], known)] = Path(path).read_text(encoding="utf-8")

    def _environment(self, place: Place, known: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, str]:
        """Return what GitHub sets and what the workflow says, and next to nothing of this machine."""
        return {
            **{name: text for name, text in os.environ.items() if name in INHERITED},
            **NOBODY,
            **self.environment,
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_OUTPUT": str(place.file("output")),
            "GITHUB_STEP_SUMMARY": str(place.file("summary")),
            "GITHUB_REF_NAME": known["github"]["ref_name"],
            "RUNNER_TEMP": str(place.temp),
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
            "XDG_STATE_HOME": str(place.temp / "state"),
            **{name: filled(str(text), known) for name, text in said.items()},
        }

    def _script(
        self, script: str, inside: Path, place: Place, environment: dict[str, str], ended: Job
    ) -> dict[str, str]:
        for name in ("output", "summary"):
            place.file(name).write_text("")
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script, "run"],
            cwd=inside,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        ended.failed = ended.failed or ran.returncode != 0
        ended.log += ran.stdout + ran.stderr
        ended.summary += place.file("summary").read_text(encoding="utf-8")
        return dict(line.split("=", 1) for line in place.file("output").read_text(encoding="utf-8").splitlines())
