"""The wire: HubSpot's own client, used at its lowest level so that any path and any body pass through unchanged.

Its typed models drop unknown fields and nulls; its `api_request` ignores the host, has no timeout and prints;
its `last_response` is shared between threads. None of them is used. One client serves all threads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hubspot.crm.properties import ApiClient, Configuration
from hubspot.crm.properties.exceptions import ApiException
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ProxyError, SSLError

from cvpctl import __version__
from cvpctl.errors import CvpError
from cvpctl.portal.answers import Answer, Passing
from cvpctl.portal.counts import Calls
from cvpctl.portal.endpoints import Endpoint
from cvpctl.portal.patience import Patience

_NEVER_SENT = (NewConnectionError, ConnectTimeoutError, ProxyError, SSLError)


class WriteRefused(CvpError):
    """A reading command tried to write: a bug of ours, stopped before anything was sent."""


class Transport:
    """Sends one request and reads its answer to the end. Repeats nothing, decides nothing, shows no token."""

    def __init__(
        self, base_url: str, token: str, *, read_only: bool, calls: Calls, workers: int, patience: Patience
    ) -> None:
        configuration = Configuration(host=base_url.rstrip("/"))
        configuration.access_token = token
        configuration.retries = False
        # Callers bring threads of their own; a connection beyond this number is thrown away after use.
        configuration.connection_pool_maxsize = 4 * workers
        self._client = ApiClient(configuration)
        self._client.user_agent = f"cvpctl/{__version__}"
        self._client.request = _with_refusals_as_answers(self._client.request)
        self._timeout = (patience.connect_timeout, patience.read_timeout)
        self._read_only = read_only
        self._calls = calls
        self.base_url = configuration.host

    def __repr__(self) -> str:
        return f"<Transport {self.base_url}>"

    def send(
        self,
        endpoint: Endpoint,
        path: str,
        parameters: Mapping[str, str],
        body: Mapping[str, Any] | None,
        repeated: Sequence[tuple[str, str]] = (),
    ) -> Answer:
        """Send `body` to `path`; parameters it does not name go to the query. Any status is an answer."""
        if self._read_only and endpoint.writes:
            raise WriteRefused(f"{endpoint} writes, and this portal was opened for reading only")
        query = {name: value for name, value in parameters.items() if "{" + name + "}" not in path}
        in_path = {name: _segment(name, value) for name, value in parameters.items() if name not in query}
        self._calls.record(endpoint)
        try:
            response = self._client.call_api(
                path,
                endpoint.method,
                path_params=in_path,
                query_params=[*sorted({**endpoint.query, **query}.items()), *repeated],
                header_params={"Accept": "application/json"},
                body=body,
                auth_settings=["oauth2"],
                _preload_content=False,
                _request_timeout=self._timeout,
            )
            return response if isinstance(response, Answer) else _read_to_the_end(response)
        except HTTPError as trouble:
            in_doubt = not isinstance(trouble, _NEVER_SENT)
            raise Passing(f"{_host(self.base_url)} does not answer: {_told(trouble)}", in_doubt=in_doubt) from trouble

    def close(self) -> None:
        self._client.rest_client.pool_manager.clear()
        self._client.close()


def _with_refusals_as_answers(request: Callable[..., Any]) -> Callable[..., Any]:
    """Give refusals back as answers.

    The client raises them through code that decodes their bodies blindly and fails on odd ones, and its exception is a
    different class in every generated package. A TLS failure comes with status 0 and nothing sent.
    """

    def answering(*arguments: Any, **options: Any) -> Any:
        try:
            return request(*arguments, **options)
        except ApiException as refusal:
            if not refusal.status:
                raise SSLError(refusal.reason) from None
            return _answer(refusal.status, refusal.headers, refusal.body)

    return answering


def _read_to_the_end(response: Any) -> Answer:
    try:
        return _answer(response.status, response.headers, response.data)
    finally:
        response.release_conn()


def _answer(status: int, headers: Mapping[str, str] | None, data: bytes | None) -> Answer:
    text = (data or b"").decode("utf-8", errors="replace")
    return Answer(status, {name.lower(): value for name, value in (headers or {}).items()}, text)


def _segment(name: str, value: str) -> str:
    """Refuse what would make the path mean another resource: `DELETE …/` or `…/..` reach further than their name."""
    if value in ("", ".", ".."):
        raise CvpError(f"{value!r} cannot be the {name} of a HubSpot path")
    return value


def _host(base_url: str) -> str:
    return base_url.partition("://")[2]


def _told(trouble: HTTPError) -> str:
    """Only the sort of trouble: urllib3's own text shows object addresses."""
    words = {"NewConnectionError": "no connection", "NameResolutionError": "its name is not known"}
    name = type(trouble).__name__
    return words.get(name) or {"ProtocolError": "the connection was lost"}.get(name, name)
