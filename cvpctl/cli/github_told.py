"""What a workflow tells people on GitHub: one comment, one issue, one pull request, each kept up to date.

A hidden marker at the head of a text says whose it is. Anybody can write such a marker, so only what we wrote ourselves
is ever changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from cvpctl.cli.github_api import GitHub, Refused
from cvpctl.errors import CvpError, UsageProblem

LIMIT = 65_536
"""GitHub takes so many characters of a comment, an issue or a pull request."""

CUT = "\n\n… the rest was cut off: GitHub has no room for more."
MOVED_ON = "What is told above is another drift than before, and up to date."
_MARKER = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._-]{0,99}")


def marked(marker: str, text: str) -> str:
    """Return a text behind its marker, short enough to be taken."""
    if not _MARKER.fullmatch(marker):
        raise UsageProblem(f"{marker!r} is no marker", help="letters, digits and : . _ - as in plan:production")
    body = f"<!-- cvpctl:{marker} -->\n{text.strip()}"
    if len(body) < LIMIT:
        return body
    whole = body[: LIMIT - len(CUT) - 1]
    return whole[: max(whole.rfind("\n"), len(whole) - 2_000)] + CUT


def comment(github: GitHub, number: int, body: str) -> str:
    """Write our comment under a pull request or an issue, or bring it up to date; return what was done, with where."""
    found = _own(github, github.each(f"issues/{number}/comments?per_page=100"), body)
    if found is None:
        made = github.ask("POST", f"issues/{number}/comments", {"body": body})
        return f"commented: {made['html_url']}"
    if found["body"] == body:
        return f"unchanged: {found['html_url']}"
    github.ask("PATCH", f"issues/comments/{found['id']}", {"body": body})
    return f"updated: {found['html_url']}"


def issue(github: GitHub, title: str, body: str) -> str:
    """Open our issue, or bring the open one up to date; who follows it is told where it says something else now."""
    found = _own(github, _open_issues(github), body)
    if found is None:
        made = github.ask("POST", "issues", {"title": title, "body": body})
        return f"opened: {made['html_url']}"
    if found["body"] == body and found["title"] == title:
        return f"unchanged: {found['html_url']}"
    github.ask("PATCH", f"issues/{found['number']}", {"title": title, "body": body})
    github.ask("POST", f"issues/{found['number']}/comments", {"body": MOVED_ON})
    return f"updated: {found['html_url']}"


def closed(github: GitHub, body: str, why: str) -> str:
    """Close our issue, saying why; there may be none."""
    found = _own(github, _open_issues(github), body)
    if found is None:
        return "no issue is open"
    github.ask("POST", f"issues/{found['number']}/comments", {"body": why})
    github.ask("PATCH", f"issues/{found['number']}", {"state": "closed", "state_reason": "completed"})
    return f"closed: {found['html_url']}"


def pull_request(github: GitHub, branch: str, base: str, title: str, body: str) -> str:
    """Open a pull request of a branch, or bring the one that is open up to date."""
    owner = github.repository.partition("/")[0]
    words = f"state=open&head={quote(f'{owner}:{branch}', safe='')}&base={quote(base, safe='')}"
    found = next(github.each(f"pulls?{words}"), None)
    if found:
        github.ask("PATCH", f"pulls/{found['number']}", {"title": title, "body": body})
        return f"updated: {found['html_url']}"
    try:
        made = github.ask("POST", "pulls", {"title": title, "body": body, "head": branch, "base": base})
    except Refused as error:
        if error.status == 403:  # noqa: PLR2004 - HTTP's forbidden
            help_ = "Settings, Actions, General: allow GitHub Actions to create pull requests; the branch is pushed"
            raise CvpError(error.message, help=help_) from error
        raise
    return f"opened: {made['html_url']}"


def _open_issues(github: GitHub) -> Iterable[Any]:
    """Yield issues; GitHub lists pull requests among them."""
    return (one for one in github.each("issues?state=open&per_page=100") if "pull_request" not in one)


def _own(github: GitHub, found: Iterable[Any], body: str) -> Any:
    marker = body.partition("\n")[0]
    return next(
        (
            one
            for one in found
            if (one["body"] or "").partition("\n")[0].strip() == marker and _login(one) == github.login
        ),
        None,
    )


def _login(one: Any) -> str:
    return str((one["user"] or {}).get("login", ""))
