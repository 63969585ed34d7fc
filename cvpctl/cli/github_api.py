"""GitHub's REST API, as little of it as a workflow needs: JSON in, JSON out, pages one after the other.

The token goes to the address the workflow names and nowhere else: a redirect is refused, since whoever follows it takes
the token along. Only what changes nothing when it is sent twice is tried again.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPMessage
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from cvpctl import __version__
from cvpctl.errors import CvpError, UsageProblem

API_VERSION = "2022-11-28"
TIMEOUT_SECONDS = 30
TRIES = 4
LONGEST_WAIT = 60.0
_REPEATABLE = ("GET", "PATCH", "PUT")
_NEXT = re.compile(r'<([^>]*)>;\s*rel="next"')
_REPOSITORY = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+")


class Refused(CvpError):
    """GitHub answered, and said no; `status` is its number."""

    def __init__(self, message: str, *, status: int, help: str = "") -> None:  # noqa: A002 - the word a reader looks for
        super().__init__(message, help=help)
        self.status = status


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True, slots=True)
class GitHub:
    """One repository, as whoever holds the token; `login` is what GitHub calls them."""

    api: str
    repository: str
    login: str
    token: str = field(repr=False)
    opener: OpenerDirector = field(default_factory=lambda: build_opener(_NoRedirect), repr=False)

    def __post_init__(self) -> None:
        if not _REPOSITORY.fullmatch(self.repository):
            raise UsageProblem(f"{self.repository!r} is no repository", help="owner/name, as GITHUB_REPOSITORY has it")
        parts = urlsplit(self.api)
        local = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
        if parts.scheme != "https" and not local:
            raise UsageProblem(f"the token is not sent to {self.api}", help="GITHUB_API_URL begins with https://")

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Ask for a path below the repository; raises `Refused`, or CvpError where nobody answered."""
        return self._asked(method, self._address(path), body)[0]

    def each(self, path: str) -> Iterator[Any]:
        """Yield the entries of a list, page after page."""
        address = self._address(path)
        while address:
            entries, headers = self._asked("GET", address, None)
            if not isinstance(entries, list):
                raise CvpError(f"GitHub answered something else than a list to {urlsplit(address).path}")
            yield from entries
            found = _NEXT.search(headers.get("Link", ""))
            address = found[1] if found else ""
            if address and not address.startswith(f"{self.api.rstrip('/')}/"):
                raise CvpError("GitHub's next page lies at another address; the token is not sent there")

    def _address(self, path: str) -> str:
        return f"{self.api.rstrip('/')}/repos/{self.repository}/{path}"

    def _asked(self, method: str, address: str, body: Any) -> tuple[Any, HTTPMessage]:
        for number in range(1, TRIES + 1):
            try:
                return self._once(method, address, body)
            except HTTPError as error:
                wait = _wait(error, method, number)
                if wait is None or number == TRIES:
                    raise _refused(error, method, address) from None
                error.close()
            except (URLError, HTTPException, OSError) as error:
                wait = float(number)
                if method not in _REPEATABLE or number == TRIES:
                    raise CvpError(f"GitHub did not answer: {_why(error)}", help="run the job again") from error
            time.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _once(self, method: str, address: str, body: Any) -> tuple[Any, HTTPMessage]:
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "User-Agent": f"cvpctl/{__version__}",
            "X-GitHub-Api-Version": API_VERSION,
        }
        data = None if body is None else json.dumps(body).encode()
        request = Request(address, data, headers, method=method)  # noqa: S310 - its scheme was looked at
        with self.opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
            text = answer.read()
            return json.loads(text) if text else None, answer.headers


def _wait(error: HTTPError, method: str, number: int) -> float | None:
    """Return how long to wait before the same again, or None where that is of no use."""
    limited = error.code in (403, 429) and ("Retry-After" in error.headers or _used_up(error))
    if not limited and not (error.code >= 500 and method in _REPEATABLE):  # noqa: PLR2004 - HTTP's own border
        return None
    said = error.headers.get("Retry-After", "")
    return min(float(said), LONGEST_WAIT) if said.isdecimal() else float(2**number)


def _used_up(error: HTTPError) -> bool:
    return error.headers.get("X-RateLimit-Remaining") == "0"


def _refused(error: HTTPError, method: str, address: str) -> Refused:
    with error:
        text = error.read().decode(errors="replace")
    try:
        said = str(json.loads(text)["message"])
    except (ValueError, KeyError, TypeError):
        said = error.reason
    path = urlsplit(address).path
    help_ = "permissions: of the job says what its token may" if error.code in (401, 403, 404) else ""
    return Refused(f"GitHub answered {error.code} to {method} {path}: {said}", status=error.code, help=help_)


def _why(error: Exception) -> str:
    return str(error.reason if isinstance(error, URLError) else error) or type(error).__name__
