"""`cvpctl github`: what a workflow tells people there. Each command takes its texts from a file, never from a title."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from cvpctl.cli.github_api import GitHub

Function = TypeVar("Function", bound=Callable[..., Any])
BOT = "github-actions[bot]"

file = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
marker = click.option("--marker", required=True, help="What the text is known again by, as plan:production.")


def _connected(function: Function) -> Function:
    """Add where to, and as whom; a workflow has all of it in its environment."""
    for option in reversed(
        (
            click.option("--repository", envvar="GITHUB_REPOSITORY", required=True, help="owner/name."),
            click.option("--api", envvar="GITHUB_API_URL", default="https://api.github.com", show_default=True),
            click.option("--login", envvar="CVPCTL_GITHUB_LOGIN", default=BOT, show_default=True, help="Who we are."),
        )
    ):
        function = option(function)
    return function


@click.group("github")
def command() -> None:
    """Tell people on GitHub: one comment, one issue or one pull request, kept up to date. For workflows.

    The token is read from GITHUB_TOKEN.

    \b
    Example:  cvpctl github comment plan.md --pull 12 --marker plan:production
    """


@command.command("comment")
@file
@click.option("--pull", "number", type=click.IntRange(min=1), required=True, help="The pull request or issue.")
@marker
@_connected
def comment(file: Path, number: int, marker: str, **where: str) -> int:
    """Comment on a pull request with the text of FILE, or bring our own comment up to date.

    \b
    Example:  cvpctl github comment plan.md --pull 12 --marker plan:production
    """
    from cvpctl.cli import github_told  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415

    body = github_told.marked(marker, _text(file))
    emit(github_told.comment(_github(**where), number, body))
    return 0


@command.command("issue")
@file
@click.option("--title", required=True, help="What the issue is called.")
@marker
@_connected
def issue(file: Path, title: str, marker: str, **where: str) -> int:
    """Open an issue with the text of FILE, or bring our open one up to date.

    \b
    Example:  cvpctl github issue drift.md --title "Drift of production" --marker drift:production
    """
    from cvpctl.cli import github_told  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415

    body = github_told.marked(marker, _text(file))
    emit(github_told.issue(_github(**where), title, body))
    return 0


@command.command("close")
@click.option("--why", required=True, help="What the last comment says.")
@marker
@_connected
def close(why: str, marker: str, **where: str) -> int:
    """Close our issue, where one is open.

    \b
    Example:  cvpctl github close --why "The portal is as stated again." --marker drift:production
    """
    from cvpctl.cli import github_told  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415

    emit(github_told.closed(_github(**where), github_told.marked(marker, ""), why))
    return 0


@command.command("propose")
@file
@click.option("--branch", required=True, help="A branch of this repository that was pushed.")
@click.option("--base", default="main", show_default=True, help="Where it shall go.")
@click.option("--title", required=True, help="What it is called.")
@marker
@_connected
def propose(file: Path, *, branch: str, base: str, title: str, marker: str, **where: str) -> int:
    """Open a pull request of BRANCH with the text of FILE, or bring the open one up to date.

    \b
    Example:  cvpctl github propose drift.md --branch cvpctl/accept-production --title Accept --marker accept
    """
    from cvpctl.cli import github_told  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415

    body = github_told.marked(marker, _text(file))
    emit(github_told.pull_request(_github(**where), branch, base, title, body))
    return 0


@command.command("ready")
@click.argument("environment")
@click.option("--unattended", is_flag=True, help="The merge is the approval: nobody has to say yes a second time.")
@_connected
def ready(environment: str, *, unattended: bool, **where: str) -> int:
    """Exit 4 where a merge would be applied unseen, or where what a runner did would be forgotten with it.

    ENVIRONMENT must have required reviewers, and cvpctl.yaml must keep records on a branch.

    \b
    Example:  cvpctl github ready production
    """
    from cvpctl.cli import github_gate  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415

    github_gate.require_memory()
    if not unattended:
        github_gate.require_reviewers(_github(**where), environment)
    emit(f"ready: {'the merge is the approval' if unattended else f'{environment} has reviewers'}")
    return 0


@command.command("again")
@click.argument("workflow")
@click.option("--ref", default="main", show_default=True, help="The branch it runs on.")
@_connected
def again(workflow: str, ref: str, **where: str) -> int:
    """Start WORKFLOW anew: a plan that became another one is planned and approved again.

    \b
    Example:  cvpctl github again cvpctl-apply.yml
    """
    from cvpctl.cli import github_gate  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415

    github_gate.again(_github(**where), workflow, ref)
    emit(f"started anew: {workflow} on {ref}")
    return 0


def _text(path: Path) -> str:
    from cvpctl.cli.output import usable  # noqa: PLC0415

    with usable(path, "read"):
        return path.read_text(encoding="utf-8", errors="replace")


def _github(repository: str, api: str, login: str) -> GitHub:
    import os  # noqa: PLC0415

    from cvpctl.cli.github_api import GitHub  # noqa: PLC0415
    from cvpctl.errors import UsageProblem  # noqa: PLC0415

    token = os.environ.get("GITHUB_TOKEN", "").strip()
    if not token:
        raise UsageProblem("there is no token of GitHub", help="a workflow gives it: GITHUB_TOKEN: ${{ github.token }}")
    return GitHub(api, repository, login, token)
