"""uvicorn in a thread on a loopback socket, with a way to cut a single connection."""

import asyncio
import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

HOST = "127.0.0.1"
START_SECONDS = 10.0
TICK_SECONDS = 0.1
TURNS = 3

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Listener:
    """A running server. `make_app` gets the function that cuts the connection of a request."""

    def __init__(self, make_app: Callable[[Callable[[Scope], None]], ASGIApp], port: int) -> None:
        self._transports: dict[tuple[str, int], asyncio.Transport] = {}
        self._socket = _bound(port)
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(
            make_app(self._abort),
            http=_protocol(self._transports),
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=60,
            timeout_graceful_shutdown=1,
        )
        self._server = _Server(config)
        self._thread = threading.Thread(target=self._run, name="cvpctl-emulator", daemon=True)
        self._thread.start()
        self._await_start()

    def close(self) -> None:
        self._server.leave()
        self._thread.join()
        self._socket.close()

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])

    def _await_start(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("the emulator did not start")
            time.sleep(0.002)

    def _abort(self, scope: Scope) -> None:
        """Reset, not just close: the client must see a broken connection, never an empty answer."""
        transport = self._transports.get(tuple(scope["client"]))
        if transport is None:
            return
        connection = transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        transport.abort()


class _Server(uvicorn.Server):
    """uvicorn without the two tenths of a second that it sleeps at its end: a portal per test must cost less."""

    _awake: asyncio.Event | None = None
    _loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop, self._awake = asyncio.get_running_loop(), asyncio.Event()
        await super().startup(sockets)

    def leave(self) -> None:
        """From any thread: stop at once, after the answers that are under way."""
        self.should_exit = True
        if self._loop is not None and self._awake is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._awake.set)

    async def main_loop(self) -> None:
        assert self._awake is not None
        ticks = 0
        while not await self.on_tick(ticks):
            ticks += 1
            with suppress(TimeoutError):
                await asyncio.wait_for(self._awake.wait(), TICK_SECONDS)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Connections that only wait for a next request are gone after a turn; others get the time uvicorn gives."""
        for connection in list(self.server_state.connections):
            connection.shutdown()
        for _ in range(TURNS):
            await asyncio.sleep(0)
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)
        for server in self.servers:
            server.close()


def _bound(port: int) -> socket.socket:
    # IPPROTO_TCP is named so that asyncio recognises the socket and sets TCP_NODELAY; without it calls take 44 ms.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((HOST, port))
        bound.listen(128)
    except OSError:
        bound.close()
        raise
    return bound


def _protocol(transports: dict[tuple[str, int], asyncio.Transport]) -> type[H11Protocol]:
    class TracedProtocol(H11Protocol):
        """HTTP as uvicorn speaks it, remembering which transport belongs to which peer."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            self._peer: Any = transport.get_extra_info("peername")
            transports[self._peer] = transport
            super().connection_made(transport)

        def connection_lost(self, exc: Exception | None) -> None:
            transports.pop(self._peer, None)
            super().connection_lost(exc)

    return TracedProtocol
