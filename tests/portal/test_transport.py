"""What goes over the wire, seen by a server that writes everything down."""

import io
import json
import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from cvpctl import __version__
from cvpctl.errors import CvpError, PortalRefused, PortalUnreachable
from cvpctl.model import Address, Body, Call, Operation, Settled
from cvpctl.portal import Patience, Portal

TOKEN = "pat-fictional-0000-not-a-real-token"
GROUPS = ("group", ("contacts",))


@dataclass
class Scribe:
    """A server with one answer for everything; it keeps what it was asked."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b'{"results": []}'
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    base_url: str = ""


@pytest.fixture
def scribe() -> Iterator[Scribe]:
    kept = Scribe()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            kept.asked.append((self.command, self.path, dict(self.headers), sent))
            self.send_response(kept.status)
            for name, value in {**kept.headers, "Content-Length": str(len(kept.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(kept.body)

        do_GET = do_POST = do_PATCH = do_DELETE = answer  # noqa: N815 - http.server's names

        def log_message(self, *_arguments: object) -> None:
            """Keep the test output clean."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        kept.base_url = f"http://127.0.0.1:{server.server_port}"
        yield kept
        server.shutdown()
        thread.join()


@pytest.fixture
def talking(scribe: Scribe) -> Iterator[Portal]:
    with Portal.open(scribe.base_url, TOKEN, read_only=False, patience=Patience(sleep=lambda _: None)) as opened:
        yield opened


def call(operation: str, parameters: dict[str, str], body: Body | None = None) -> Call:
    area, name = operation.split(".")
    address = Address("property", ("contacts",), "seats")
    return Call(1, 1, Operation(area, name), parameters, (f"{address}:x",), (address,), body=body)


def test_headers_say_who_asks_and_what_is_understood(scribe: Scribe, talking: Portal) -> None:
    """The token goes as a bearer, JSON is asked for, and the client names itself."""
    talking.fetch([GROUPS])
    _, _, headers, _ = scribe.asked[0]
    said = {name: headers[name] for name in ("Authorization", "Accept", "User-Agent")}
    assert said == {
        "Authorization": f"Bearer {TOKEN}",
        "Accept": "application/json",
        "User-Agent": f"cvpctl/{__version__}",
    }


@pytest.mark.parametrize(
    ("name", "quoted"),
    [
        ("apt_utilities_&_insurance", "apt_utilities_%26_insurance"),
        ("a/b", "a%2Fb"),
        ("50% off?", "50%25%20off%3F"),
        ("größe", "gr%C3%B6%C3%9Fe"),
        ("{objectType}", "%7BobjectType%7D"),
    ],
)
def test_names_are_quoted(scribe: Scribe, talking: Portal, name: str, quoted: str) -> None:
    """A name with odd characters stays one segment of the path."""
    talking.execute(call("properties.update_group", {"objectType": "contacts", "groupName": name}, {"label": "X"}))
    assert scribe.asked[0][:2] == ("PATCH", f"/crm/properties/2026-09/0-1/groups/{quoted}")


@pytest.mark.parametrize("name", ["", ".", ".."])
def test_names_that_would_change_the_path_are_never_sent(scribe: Scribe, talking: Portal, name: str) -> None:
    """`DELETE …/..` would delete something else."""
    with pytest.raises(CvpError):
        talking.execute(call("pipelines.delete", {"objectType": "deals", "pipelineId": name}))
    assert scribe.asked == []


@pytest.mark.parametrize("spelling", ["contacts", "CONTACT", "0-1"])
def test_object_names_go_out_as_type_ids(scribe: Scribe, talking: Portal, spelling: str) -> None:
    """Whatever a person writes, HubSpot gets the id."""
    talking.fetch([("pipeline", (spelling,))])
    assert scribe.asked[0][1] == "/crm/pipelines/2026-09/0-1"


def test_bodies_pass_through_unchanged(scribe: Scribe, talking: Portal) -> None:
    """Nulls and fields the client library does not know are sent as they are."""
    body: Body = {"label": "Größe", "numberDisplayHint": None, "invented": {"deep": [1, None]}}
    talking.execute(call("properties.update", {"objectType": "contacts", "propertyName": "seats"}, body))
    assert body == json.loads(scribe.asked[0][3])


def test_a_delete_has_no_body(scribe: Scribe, talking: Portal) -> None:
    """Archiving sends a path and nothing else."""
    talking.execute(call("properties.archive", {"objectType": "contacts", "propertyName": "seats"}))
    assert scribe.asked[0][3] == b""


def test_a_redirect_is_not_followed(scribe: Scribe, talking: Portal) -> None:
    """Nobody else gets the token."""
    scribe.status, scribe.headers = 302, {"Location": "/elsewhere"}
    with pytest.raises(PortalRefused):
        talking.identity()
    assert [path for _, path, _, _ in scribe.asked] == ["/account-info/2026-09/details"]


def test_a_read_only_portal_refuses_to_write_before_anything_is_sent(scribe: Scribe) -> None:
    """Plan and drift cannot change a portal, whatever they are told."""
    with (
        Portal.open(scribe.base_url, TOKEN, read_only=True) as reader,
        pytest.raises(CvpError, match="for reading only"),
    ):
        reader.execute(call("properties.archive", {"objectType": "contacts", "propertyName": "seats"}))
    assert (scribe.asked, reader.calls.total) == ([], 0)


def test_a_body_that_is_no_text_is_still_an_answer(scribe: Scribe, talking: Portal) -> None:
    """Bytes that decode as nothing do not become an error of ours."""
    scribe.status, scribe.body = 400, b"\xff\xfe\x00"
    with pytest.raises(PortalRefused, match="HTTP 400 without an explanation"):
        talking.identity()


def test_a_portal_that_is_not_there_is_unreachable_and_nothing_is_in_doubt() -> None:
    """A connection that never came about leaves nothing open."""
    with Portal.open("http://127.0.0.1:9", TOKEN, read_only=False, patience=Patience(sleep=lambda _: None)) as nobody:
        outcomes = nobody.execute(call("properties.archive", {"objectType": "contacts", "propertyName": "seats"}))
        assert [outcome.settled for outcome in outcomes] == [Settled.FAILED]
        with pytest.raises(PortalUnreachable, match=r"127\.0\.0\.1:9 does not answer: no connection"):
            nobody.identity()


def test_a_server_without_tls_is_unreachable_over_https(scribe: Scribe) -> None:
    """A failed handshake is no answer, and nothing was sent."""
    https = scribe.base_url.replace("http://", "https://")
    with (
        Portal.open(https, TOKEN, read_only=True, patience=Patience(attempts=1)) as nobody,
        pytest.raises(PortalUnreachable, match="does not answer"),
    ):
        nobody.identity()
    assert scribe.asked == []


@pytest.mark.parametrize("status", [200, 302, 400, 401, 403, 404, 409, 429, 500])
def test_the_token_stands_in_no_text(scribe: Scribe, status: int, caplog: pytest.LogCaptureFixture) -> None:
    """Neither errors with their chain, nor reprs, nor debug logs of the libraries show it."""
    scribe.status, texts = status, io.StringIO()
    scribe.body = b'{"message": "no", "hubId": 1, "portalId": 1, "accountType": "STANDARD"}'
    caplog.set_level(logging.DEBUG)
    for logger in ("urllib3", "hubspot", "hubspot.crm.properties.rest"):
        caplog.set_level(logging.DEBUG, logger=logger)
    with Portal.open(scribe.base_url, TOKEN, read_only=False, patience=Patience(sleep=lambda _: None)) as opened:
        texts.write(repr(opened) + repr(opened._exchange) + repr(opened._exchange._transport) + repr(opened.calls))
        for ask in (opened.identity, opened.token_info):
            try:
                texts.write(repr(ask()))
            except CvpError as error:
                texts.write("".join(traceback.format_exception(error)) + repr(error) + error.help)
        with suppress(CvpError):
            texts.write(repr(opened.execute(call("properties.archive", {"objectType": "0-1", "propertyName": "x"}))))
    assert len(scribe.asked) >= 2
    assert TOKEN not in texts.getvalue() + caplog.text
    assert TOKEN in json.dumps([headers for _, _, headers, _ in scribe.asked])


def test_calls_are_counted_by_operation(scribe: Scribe, talking: Portal) -> None:
    """Every request counts, repeated ones included."""
    scribe.status = 503
    with pytest.raises(PortalUnreachable):
        talking.identity()
    talking.execute(call("properties.archive", {"objectType": "contacts", "propertyName": "seats"}))
    assert talking.calls.by_operation == {"account.details": 5, "properties.archive": 5}
    assert (talking.calls.total, talking.calls.reads, talking.calls.writes) == (10, 5, 5)


def test_pace_follows_the_answers(scribe: Scribe, talking: Portal) -> None:
    """What HubSpot allows is taken from the headers of each answer, refusals included."""
    scribe.status = 404
    scribe.headers = {"X-HubSpot-RateLimit-Max": "250", "X-HubSpot-RateLimit-Remaining": "249"}
    talking.fetch([GROUPS])
    assert talking._exchange._pace.limit == 237
