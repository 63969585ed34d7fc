"""A service that people are notified through, as apprise's json:// target sees one: it keeps what it was told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

SECRET = "S3CRET-of-the-webhook-0123456789"


@dataclass(slots=True)
class Listener:
    """`heard` are paths and bodies in the order they came; `answers` is the status of the next answers."""

    port: int = 0
    answers: int = 200
    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """What a client keeps in a variable: the secret is part of the path."""
        return f"json://127.0.0.1:{self.port}/hooks/{SECRET}"

    def titles(self) -> list[str]:
        return [body["title"] for _, body in self.heard]

    def bodies(self) -> list[str]:
        return [body["message"] for _, body in self.heard]


@contextmanager
def listening() -> Iterator[Listener]:
    listener = Listener()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listener.heard.append((self.path, json.loads(body)))
            self.send_response(listener.answers)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as the base class calls it
            """Keep the path, which is a secret, out of the tests' output."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        listener.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield listener
        finally:
            server.shutdown()
            thread.join()
