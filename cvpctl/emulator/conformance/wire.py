"""One portal over HTTP: paced where it is not this machine, patient with rate limits, and discreet about its token."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Literal
from urllib.parse import urlencode, urlsplit

import urllib3

CALLS_A_SECOND = 5
SETTLING_SECONDS = 0.8
"""A read sees a write after 250 to 700 ms (observed)."""

_TIMEOUT = urllib3.Timeout(connect=10, read=60)
_LONGEST_WAIT = 15
_TOO_MANY = 429
_UNAUTHORISED = 401

Reason = Literal["no answer", "not authorised", "daily limit"]


class Unreachable(Exception):
    """No answer that says anything about behaviour. The message holds neither token nor body."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Raw:
    """What came back. `body` is parsed JSON, the text of anything else, None for nothing."""

    status: int
    headers: Mapping[str, str]
    body: Any


class Wire:
    """Requests to one portal in the name of one token."""

    def __init__(
        self,
        base_url: str,
        token: str,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.token = token
        self.calls = 0
        self._base_url = base_url.rstrip("/")
        self._pause = 0.0 if _is_loopback(base_url) else 1 / CALLS_A_SECOND
        self._last = self._wrote = -1_000.0
        self._clock = clock
        self._sleep = sleep
        # Neither retries nor redirects: a second request would be another fact, and another host gets no token.
        self._pool = urllib3.PoolManager(retries=False, timeout=_TIMEOUT)

    def __repr__(self) -> str:
        return f"Wire({self._base_url!r})"

    @property
    def patient(self) -> bool:
        """Whether what was written may take minutes to show: never on this machine."""
        return self._pause > 0

    def close(self) -> None:
        self._pool.clear()

    def sleep(self, seconds: float) -> None:
        self._sleep(seconds)

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None,
        body: Any,
        writes: bool,
        accept: str = "application/json",
    ) -> Raw:
        """One exchange; a rate limit is waited for, since it says nothing about what was asked."""
        for _ in range(_LONGEST_WAIT):
            self._keep_pace(writes=writes)
            raw = self._exchange(method, path + (f"?{urlencode(query)}" if query else ""), body, accept)
            if raw.status != _TOO_MANY:
                return raw
            if isinstance(raw.body, dict) and raw.body.get("policyName") == "DAILY":
                raise Unreachable("daily limit", "the portal's calls for today are used up")
            self._sleep(1.0)
        return raw

    def _exchange(self, method: str, address: str, body: Any, accept: str) -> Raw:
        headers = {"Authorization": f"Bearer {self.token}", "Accept": accept, "User-Agent": "cvpctl-conformance"}
        content = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
        try:
            answer = self._pool.request(method, self._base_url + address, body=content, headers=headers, redirect=False)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise Unreachable("no answer", f"the portal did not answer ({type(error).__name__})") from None
        if answer.status == _UNAUTHORISED:
            raise Unreachable("not authorised", "the portal does not accept the token")
        return Raw(answer.status, {name.lower(): value for name, value in answer.headers.items()}, _read(answer.data))

    def _keep_pace(self, *, writes: bool) -> None:
        self.calls += 1
        due = max(self._last + self._pause, 0 if writes else self._wrote + SETTLING_SECONDS)
        now = self._clock()
        if self._pause and now < due:
            self._sleep(due - now)
            now = due
        self._last = now
        if writes:
            self._wrote = now


def _read(data: bytes) -> Any:
    if not data:
        return None
    try:
        return json.loads(data)
    except ValueError:
        return data.decode("utf-8", errors="replace")


def _is_loopback(base_url: str) -> bool:
    host = urlsplit(base_url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
