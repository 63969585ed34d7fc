"""Values into bytes: the one place that knows what HubSpot's answers look like on the wire."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from cvpctl.emulator.errors import BareNotFound, Body, Refusal, unreadable

LONGEST_TARGET = 16_384

_HTML_404 = (
    '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>\n'
    "<title>Error 404 Not Found</title>\n</head>\n<body><h2>HTTP ERROR 404</h2>\n<p>Resource not found</p>\n"
    "</body>\n</html>\n"
)  # fmt: skip


def parsed(raw: bytes) -> Any:
    """The JSON of a request; None for an empty body. NaN and friends are no JSON."""
    if not raw.strip():
        return None
    try:
        value = json.loads(raw, parse_constant=_refuse_constant)
        if b"\\ud" in raw.lower():
            json.dumps(value, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except json.JSONDecodeError as error:
        raise unreadable(error.msg, line=error.lineno, column=error.colno) from None
    except (ValueError, RecursionError):
        raise unreadable("Unexpected value", column=1) from None
    return value


def check_envelope(raw_target: bytes, content_type: str) -> None:
    """Statuses are documented, where the length ends is what clients in the wild keep to; wordings are assumed."""
    if len(raw_target) > LONGEST_TARGET:
        raise Refusal(414, "HTTP 414 URI Too Long")
    said = content_type.partition(";")[0].strip().lower()
    if said and said != "application/json" and not said.endswith("+json"):
        raise Refusal(415, "HTTP 415 Unsupported Media Type")


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def answer(status: int, body: Body | None, headers: Mapping[str, str]) -> Response:
    if body is None:
        return Response(status_code=status, headers=dict(headers))
    # Escaped to ASCII, so that half a surrogate pair in a label cannot break the encoding.
    content = json.dumps(body, separators=(",", ":")).encode("ascii")
    return Response(content, status, dict(headers), media_type="application/json;charset=utf-8")


def refused(refusal: Refusal, correlation_id: str, headers: Mapping[str, str]) -> Response:
    return answer(refusal.status, refusal.body(correlation_id), headers)


def bare_not_found(missing: BareNotFound, accept: str, correlation_id: str, headers: Mapping[str, str]) -> Response:
    """Observed: HTML, whatever the client takes unless it asks for JSON."""
    told = {**headers, "X-HubSpot-NotFound": "true"}
    if "application/json" not in accept:
        return Response(_HTML_404, 404, told, media_type="text/html;charset=iso-8859-1")
    if missing.refusal is not None:
        return refused(missing.refusal, correlation_id, told)
    return Response(status_code=404, headers=told)


class SlowResponse(Response):
    """Head and half of the body at once, the rest later: what a client with a timeout per read does not notice."""

    def __init__(self, whole: Response, seconds: float) -> None:
        super().__init__(whole.body, whole.status_code)
        self.raw_headers = whole.raw_headers
        self._seconds = seconds

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        body = bytes(self.body)
        half = len(body) // 2
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": body[:half], "more_body": True})
        await asyncio.sleep(self._seconds)
        await send({"type": "http.response.body", "body": body[half:], "more_body": False})
