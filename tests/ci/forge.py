"""A client's repository on a forge of this machine: people branch and merge, nights pass, workflows do the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ci.fake_github import REPOSITORY, TOKEN, GitHubHere, github_here
from ci.github_runner import Job, Runner
from repository import git

SERVER = "https://github.example"
REVIEWED = {"protection_rules": [{"type": "required_reviewers", "reviewers": [{"type": "User"}]}]}


@dataclass(slots=True)
class Forge:
    """`desk` is somebody's clone, `remote` what the forge has, `secrets` and `variables` its settings."""

    desk: Path
    remote: Path
    runner: Runner
    github: GitHubHere
    secrets: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    pulls: int = 0

    @property
    def before(self) -> dict[str, Callable[[], object]]:
        """What happens in the world before a job of this name begins."""
        return self.runner.before

    def commit(self, message: str) -> None:
        git(self.desk, "add", "--all")
        git(self.desk, "commit", "--quiet", "--message", message)

    def commit_nothing(self) -> None:
        git(self.desk, "commit", "--quiet", "--allow-empty", "--message", "nothing")

    def push(self, message: str) -> None:
        """Commit to main and push, without any workflow."""
        self.commit(message)
        git(self.desk, "push", "--quiet", "origin", "HEAD:main")

    def branch(self, name: str) -> None:
        git(self.desk, "switch", "--quiet", "--create", name, "main")

    def propose(self, branch: str, *files: str, fork: bool = False) -> dict[str, dict[str, Job]]:
        """Push a branch and open its pull request; returns the jobs of each workflow file."""
        git(self.desk, "push", "--quiet", "--force", "origin", branch)
        number = self._opened(branch)
        head = git(self.desk, "rev-parse", branch)
        merge = self._merge_commit(branch)
        git(self.desk, "push", "--quiet", "--force", "origin", f"{merge}:refs/pull/{number}/merge")
        repository = "stranger/portal" if fork else REPOSITORY
        event = {"pull_request": {"number": number, "head": {"sha": head, "repo": {"full_name": repository}}}}
        self.runner.contexts["github"]["base_ref"] = "main"
        return {file: self._ran(file, event, merge) for file in files}

    def merged(self, branch: str, *files: str) -> dict[str, dict[str, Job]]:
        """Merge a branch into main, which starts the workflows of a push."""
        git(self.desk, "fetch", "--quiet", "origin", branch)
        git(self.desk, "switch", "--quiet", "main")
        git(self.desk, "merge", "--quiet", "--no-ff", "--message", f"Merge {branch}", "FETCH_HEAD")
        git(self.desk, "push", "--quiet", "origin", "main")
        return {file: self.on_main(file) for file in files}

    def on_main(self, file: str, **inputs: Any) -> dict[str, Job]:
        """Run a workflow on main, as a push, a schedule or somebody's hand starts it."""
        sha = git(self.remote, "rev-parse", "main")
        event = {"inputs": inputs, "repository": {"default_branch": "main"}}
        return self._ran(file, event, sha)

    def act(self, steps: list[Any], inputs: Mapping[str, Any], *, sha: str, pull: int) -> Job:
        """Run an action in a job of a pull request; the job's environment has the portal's token."""
        event = {"pull_request": {"number": pull, "head": {"sha": sha}}}
        return self.runner.act(steps, inputs, event, sha=sha)

    def _ran(self, file: str, event: Mapping[str, Any], sha: str) -> dict[str, Job]:
        self.runner.contexts |= {"secrets": dict(self.secrets), "vars": dict(self.variables)}
        path = self.runner.home / file
        path.write_text(git(self.remote, "show", f"{sha}:.github/workflows/{file}"))
        return self.runner.run(path, event, sha=sha)

    def _opened(self, branch: str) -> int:
        known = next((one for one in self.github.issues if one.get("head") == branch), None)
        made = known or self.github.open({"title": branch, "body": "", "head": branch}, "ada", pull=True)
        return int(made["number"])

    def _merge_commit(self, branch: str) -> str:
        """Return what GitHub checks out for a pull request: main and the branch, merged."""
        tree = git(self.desk, "merge-tree", "--write-tree", "main", branch)
        return git(self.desk, "commit-tree", tree, "-p", "main", "-p", branch, "-m", f"Merge {branch} into main")


@contextmanager
def forge_here(folder: Path) -> Iterator[Forge]:
    """Give a clone on main with nothing in it, and its remote."""
    remote, desk = folder / "remote.git", folder / "desk"
    git(folder, "init", "--quiet", "--bare", "--initial-branch", "main", str(remote))
    git(folder, "init", "--quiet", "--initial-branch", "main", str(desk))
    git(desk, "remote", "add", "origin", f"file://{remote}")
    with github_here() as github:
        address = {"GITHUB_API_URL": github.url, "GITHUB_REPOSITORY": REPOSITORY}
        contexts = {"github": {"token": TOKEN, "repository": REPOSITORY, "server_url": SERVER, "run_id": "1001"}}
        yield Forge(desk, remote, Runner(folder / "runner", remote, contexts, address), github)
