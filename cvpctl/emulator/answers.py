"""Values into bytes: the one place that knows what HubSpot's answers look like on the wire."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from cvpctl.emulator.errors import Body, Refusal, unreadable

_HTML_404 = (
    '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>\n'
    "<title>Error 404 Not Found</title>\n</head>\n<body><h2>HTTP ERROR 404</h2>\n</body>\n</html>\n"
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


def bare_not_found(accept: str, headers: Mapping[str, str]) -> Response:
    """Observed: HTML, but nothing at all when the client asked for JSON."""
    if "application/json" in accept:
        return Response(status_code=404, headers=dict(headers))
    return Response(_HTML_404, 404, dict(headers), media_type="text/html;charset=utf-8")
