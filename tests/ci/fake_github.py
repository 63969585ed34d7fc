"""GitHub as far as our workflows ask it, on this machine: comments, issues, pull requests, environments, dispatches.

Written from GitHub's REST documentation (docs.github.com/rest): lists come in pages with a Link header, pull requests
are listed among issues, a text over 65,536 characters is refused with 422. Nothing here proves what GitHub does.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

BOT, TOKEN = "github-actions[bot]", "fictional-token-of-a-workflow"
LIMIT = 65_536
REPOSITORY = "acme/portal"

Answer = tuple[int, Any]


@dataclass(slots=True)
class GitHubHere:
    """What one repository has, and every request that was made; `failures` are answered first, 0 lets one through."""

    url: str = ""
    comments: list[dict[str, Any]] = field(default_factory=list)
    issues: list[dict[str, Any]] = field(default_factory=list)
    environments: dict[str, Any] = field(default_factory=dict)
    dispatches: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    failures: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    may_open: bool = True

    def comments_of(self, number: int) -> list[str]:
        return [one["body"] for one in self.comments if one["issue"] == number]

    def write_comment(self, number: int, body: str, login: str = BOT) -> dict[str, Any]:
        made = {"id": len(self.comments) + 1, "issue": number, "body": body, "user": {"login": login}}
        self.comments.append(made | {"html_url": f"https://github.example/acme/portal/pull/{number}#c{made['id']}"})
        return self.comments[-1]

    def open(self, body: dict[str, Any], login: str = BOT, *, pull: bool = False) -> dict[str, Any]:
        number = len(self.issues) + 1
        made = {"number": number, "state": "open", "user": {"login": login}, **body}
        if pull:
            made["pull_request"] = {}
        made["html_url"] = f"https://github.example/acme/portal/{'pull' if pull else 'issues'}/{number}"
        self.issues.append(made)
        return made

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> Answer:
        if body and len(body.get("body") or "") >= LIMIT:
            return 422, {"message": "Validation Failed"}
        for wanted, pattern, does in ROUTES:
            if wanted == method and (found := re.fullmatch(pattern, path)):
                return does(self, found, query, body)
        return 404, {"message": "Not Found"}


def _comment(here: GitHubHere, found: re.Match[str], _: dict[str, str], body: Any) -> Answer:
    return 201, here.write_comment(int(found[1]), body["body"])


def _comments(here: GitHubHere, found: re.Match[str], _: dict[str, str], __: Any) -> Answer:
    return 200, [one for one in here.comments if one["issue"] == int(found[1])]


def _edit_comment(here: GitHubHere, found: re.Match[str], _: dict[str, str], body: Any) -> Answer:
    one = next(one for one in here.comments if one["id"] == int(found[1]))
    one["body"] = body["body"]
    return 200, one


def _issues(here: GitHubHere, _: re.Match[str], query: dict[str, str], __: Any) -> Answer:
    return 200, [one for one in here.issues if one["state"] == query.get("state", "open")]


def _open_issue(here: GitHubHere, _: re.Match[str], __: dict[str, str], body: Any) -> Answer:
    return 201, here.open(body)


def _edit_issue(here: GitHubHere, found: re.Match[str], _: dict[str, str], body: Any) -> Answer:
    one = here.issues[int(found[1]) - 1]
    one.update(body)
    return 200, one


def _pulls(here: GitHubHere, _: re.Match[str], query: dict[str, str], __: Any) -> Answer:
    branch = query["head"].partition(":")[2]
    return 200, [one for one in here.issues if one["state"] == "open" and one.get("head") == branch]


def _open_pull(here: GitHubHere, _: re.Match[str], __: dict[str, str], body: Any) -> Answer:
    if not here.may_open:
        return 403, {"message": "GitHub Actions is not permitted to create or approve pull requests."}
    return 201, here.open(body, pull=True)


def _environment(here: GitHubHere, found: re.Match[str], _: dict[str, str], __: Any) -> Answer:
    known = here.environments.get(found[1])
    return (404, {"message": "Not Found"}) if known is None else (200, known)


def _dispatch(here: GitHubHere, found: re.Match[str], _: dict[str, str], body: Any) -> Answer:
    here.dispatches.append({"workflow": found[1], **body})
    return 204, None


_R = f"/repos/{REPOSITORY}"
Route = tuple[str, str, Callable[[GitHubHere, re.Match[str], dict[str, str], Any], Answer]]
ROUTES: tuple[Route, ...] = (
    ("GET", rf"{_R}/issues/(\d+)/comments", _comments),
    ("POST", rf"{_R}/issues/(\d+)/comments", _comment),
    ("PATCH", rf"{_R}/issues/comments/(\d+)", _edit_comment),
    ("GET", rf"{_R}/issues", _issues),
    ("POST", rf"{_R}/issues", _open_issue),
    ("PATCH", rf"{_R}/(?:issues|pulls)/(\d+)", _edit_issue),
    ("GET", rf"{_R}/pulls", _pulls),
    ("POST", rf"{_R}/pulls", _open_pull),
    ("GET", rf"{_R}/environments/([^/]+)", _environment),
    ("POST", rf"{_R}/actions/workflows/([^/]+)/dispatches", _dispatch),
)


@contextmanager
def github_here() -> Iterator[GitHubHere]:
    """Serve a repository with nothing in it."""
    here = GitHubHere()

    class Asked(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            here.asked.append(f"{self.command} {parts.path}")
            status, headers = here.failures.pop(0) if here.failures else (0, {})
            if status:
                self._send(status, {"message": "later"}, headers)
            elif self.headers["Authorization"] != f"Bearer {TOKEN}":
                self._send(401, {"message": "Bad credentials"}, {})
            else:
                self._page(*here.answer(self.command, parts.path, query, body), query)

        do_GET = do_POST = do_PATCH = _answer  # noqa: N815 - what the server looks for

        def _page(self, status: int, told: Any, query: dict[str, str]) -> None:
            headers = {}
            if isinstance(told, list):
                size, page = int(query.get("per_page", 30)), int(query.get("page", 1))
                if len(told) > size * page:
                    more = "&".join(f"{name}={text}" for name, text in {**query, "page": str(page + 1)}.items())
                    headers["Link"] = f'<{here.url}{urlsplit(self.path).path}?{more}>; rel="next"'
                told = told[size * (page - 1) : size * page]
            self._send(status, told, headers)

        def _send(self, status: int, told: Any, headers: dict[str, str]) -> None:
            data = b"" if told is None else json.dumps(told).encode()
            self.send_response(status)
            for name, text in {**headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            """Say nothing: what was asked is kept."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Asked) as server:
        here.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield here
        finally:
            server.shutdown()
            thread.join()
