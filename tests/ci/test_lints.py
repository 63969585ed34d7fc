"""Workflows, the action and every script, by the tools that people lint them with, and by their public schemas.

actionlint and zizmor know GitHub's rules, shellcheck those of a shell; the schemas are those of SchemaStore and GitLab,
as check-jsonschema carries them. A tool that is not installed is skipped: all of them are in requirements.txt.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "cvpctl" / "project" / "templates"
SCRIPTS = sorted([*TEMPLATES.rglob("*.sh"), *(ROOT / "tests").rglob("*.sh"), ROOT / ".ci" / "run"])
WORKFLOWS = sorted([*TEMPLATES.rglob("workflows/*.yml"), *(ROOT / ".github").rglob("*.yml")])
ACTION, GITLAB = ROOT / "action.yml", TEMPLATES / "ci" / "gitlab-ci.yml"
SCHEMAS = {**dict.fromkeys(WORKFLOWS, "github-workflows"), ACTION: "github-actions", GITLAB: "gitlab-ci"}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> Any:
    """Read by YAML 1.2, as forges do: `on` is a word."""
    return YAML(typ="safe", pure=True).load(path)


def tool(name: str) -> str:
    found = shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def linted(name: str, *words: str, text: str | None = None) -> str:
    """Run a linter; returns what it complains of."""
    ran = subprocess.run([tool(name), *words], input=text, capture_output=True, text=True, check=False)
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr


def inline_scripts() -> Iterator[tuple[str, str]]:
    """Yield the scripts that stand inside the action and GitLab's pipeline."""
    for step in read(ACTION)["runs"]["steps"]:
        yield f"action.yml: {step['name']}", step["run"]
    pipeline = read(GITLAB)
    for name, job in [*pipeline.items(), ("default", {"script": pipeline["default"]["before_script"]})]:
        if isinstance(job, dict) and "script" in job:
            yield f"gitlab-ci.yml: {name}", "\n".join(job["script"])


def test_actionlint_finds_nothing() -> None:
    """In the workflows that `init` writes and in our own; it reads their scripts with shellcheck."""
    words = ("-shellcheck", shutil.which("shellcheck", path=str(Path(sys.executable).parent)) or "")
    assert "" == linted("actionlint", *words, *map(str, WORKFLOWS))


def test_zizmor_finds_nothing() -> None:
    """No token lies about, no action is without its hash, no permission is wider than it must be."""
    files = [str(path) for path in (*WORKFLOWS, ACTION)]
    assert "" == linted("zizmor", "--offline", "--no-config", "--min-severity", "low", *files)


def test_shellcheck_finds_nothing() -> None:
    """In every script of the repository."""
    assert "" == linted("shellcheck", "-x", "-P", "SCRIPTDIR", *map(str, SCRIPTS))


def test_shellcheck_finds_nothing_inside_other_files() -> None:
    """Nor in a script of the action or of GitLab's pipeline, whose parts run one after the other."""
    found = {
        name: linted("shellcheck", "--shell", "bash", "-", text=f"set -eo pipefail\n{script}")
        for name, script in inline_scripts()
    }
    assert len(found) > 10
    assert {} == {name: said for name, said in found.items() if said}


@pytest.mark.parametrize("path", SCHEMAS, ids=named)
def test_each_file_is_what_its_public_schema_says(path: Path) -> None:
    """Keys, values and their places."""
    spec = find_spec("check_jsonschema")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("check-jsonschema is not installed")
    folder = Path(spec.submodule_search_locations[0]) / "builtin_schemas" / "vendor"
    schema = json.loads((folder / f"{SCHEMAS[path]}.json").read_text(encoding="utf-8"))

    assert [] == [f"{error.json_path}: {error.message}" for error in Draft7Validator(schema).iter_errors(read(path))]


def test_each_action_is_pinned_by_its_hash() -> None:
    """A tag moves; the version stands beside the hash for people."""
    lines = [line.strip() for path in WORKFLOWS for line in path.read_text().splitlines() if "uses:" in line]
    assert lines
    assert [] == [line for line in lines if not _pinned(line)]


def _pinned(line: str) -> bool:
    action, _, version = line.partition(" # v")
    return len(action.partition("@")[2]) == 40 and bool(version)


def test_no_expression_stands_in_a_script() -> None:
    """What a stranger wrote would be run: expressions stand in env, where they are data."""
    steps = [step for path in WORKFLOWS for job in read(path)["jobs"].values() for step in job["steps"]]
    steps += read(ACTION)["runs"]["steps"]
    assert [] == [step["run"] for step in steps if "${{" in step.get("run", "")]
