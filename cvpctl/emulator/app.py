"""From a request to an answer: identity, limits, faults, the rule, the log. HTTP ends here; rules know none of it."""

import asyncio
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from cvpctl.emulator import admin
from cvpctl.emulator.answers import SlowResponse, answer, bare_not_found, check_envelope, parsed, refused
from cvpctl.emulator.call import Call
from cvpctl.emulator.custom_objects import resolve
from cvpctl.emulator.errors import BareNotFound, Refusal
from cvpctl.emulator.faults import FATAL, Fault, What
from cvpctl.emulator.identity import Grant, may_not_view, missing_record_scopes, missing_scopes, scopes_for
from cvpctl.emulator.masking import masked
from cvpctl.emulator.object_library import check_enabled
from cvpctl.emulator.permissions import BEYOND
from cvpctl.emulator.request_log import NO_ROUTE, Entry
from cvpctl.emulator.routes import Match, find, other_methods
from cvpctl.emulator.world import World

CORRELATION = "X-HubSpot-Correlation-Id"
USER_HEADER = "x-emulator-user"

Abort = Callable[[Scope], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with what the route table says about it."""

    request: Request
    raw_path: str
    raw: bytes
    match: Match | None

    @property
    def template(self) -> str:
        return self.match.mounted.template if self.match else NO_ROUTE

    @property
    def writes(self) -> bool:
        return self.match is not None and self.match.mounted.route.writes

    @property
    def open(self) -> bool:
        return self.match is not None and self.match.mounted.route.access == "open"

    @property
    def searches(self) -> bool:
        return self.match is not None and self.match.mounted.route.area == "records" and "search" in self.template


class EmulatorApp:
    """The ASGI application over one `World`. `abort` cuts a request's TCP connection."""

    def __init__(self, world: World, abort: Abort) -> None:
        self.world = world
        self._abort = abort

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        raw = await request.body()
        raw_path = bytes(scope.get("raw_path") or b"/").decode("latin-1").partition("?")[0]
        if raw_path == admin.PREFIX or raw_path.startswith(f"{admin.PREFIX}/"):
            response: Response | None = admin.respond(self.world, request, raw_path, raw)
        else:
            response = await self._respond(Asked(request, raw_path, raw, find(request.method, raw_path)))
        if response is None:
            await self._cut(scope, receive)
        else:
            await response(scope, receive, send)

    async def _cut(self, scope: Scope, receive: Receive) -> None:
        self._abort(scope)
        while (await receive())["type"] != "http.disconnect":
            pass

    async def _respond(self, asked: Asked) -> Response | None:
        """None means: no answer, cut the connection."""
        method = asked.request.method
        struck = self.world.faults.striking(method, asked.template, asked.raw_path, writes=asked.writes)
        delay = self.world.faults.latency + _seconds(struck, "delay")
        if delay:
            await asyncio.sleep(delay)
        fatal = next((fault for fault in struck if fault.what in FATAL), None)
        headers = {CORRELATION: self.world.correlation_id()}
        response: Response | None = None
        portal_id = None
        if fatal is None or fatal.when == "after":
            self.world.past.seconds = self.world.faults.seconds_of("stale")
            with self.world.lock, self.world.past.shown(0.0 if asked.writes else _seconds(struck, "stale")):
                response, portal_id = self._exchange(asked, headers)
        if fatal is not None:
            told = headers | fatal.headers
            response = refused(fatal.refusal(), headers[CORRELATION], told) if fatal.what == "status" else None
        status = response.status_code if response is not None else 0
        path = masked(asked.raw_path, self.world.identity.tokens, routed=asked.match is not None)
        self.world.log.record(Entry(method, asked.template, path, status, asked.writes, portal_id))
        slow = _seconds(struck, "slow_body")
        return SlowResponse(response, slow) if response is not None and slow else response

    def _exchange(self, asked: Asked, headers: dict[str, str]) -> tuple[Response, int | None]:
        """The answer, and the portal it came from. `headers` grows by what limits and rules add."""
        grant: Grant | None = None
        try:
            with self.world.lock:
                if not asked.open:
                    grant = self.world.identity.of_header(asked.request.headers.get("authorization"))
                    self._admit(grant, headers, searches=asked.searches)
                response = self._ruled(asked, grant, headers)
        except Refusal as refusal:
            response = refused(refusal, headers[CORRELATION], headers)
        except BareNotFound as missing:
            response = bare_not_found(missing, asked.request.headers.get("accept", ""), headers[CORRELATION], headers)
        except Exception:  # noqa: BLE001 - whatever it is, the client gets an answer and the log says it is our bug
            self.world.log.bugs.append(traceback.format_exc())
            response = refused(Refusal(500, "internal error"), headers[CORRELATION], headers)
        return response, grant.portal_id if grant else None

    def _admit(self, grant: Grant, headers: dict[str, str], *, searches: bool) -> None:
        """Searches have a window of their own per account, and tell of the day only (observed)."""
        window = self.world.window(grant)
        try:
            window.admit(searches=searches)
            if searches:
                self.world.search_window(grant).admit()
        finally:
            if not searches or self.world.switches.search_headers == "daily":
                headers |= window.headers(searches=searches)

    def _ruled(self, asked: Asked, grant: Grant | None, headers: dict[str, str]) -> Response:
        match = asked.match
        if match is None:
            if other_methods(asked.raw_path):
                raise Refusal(405, "HTTP 405 Method Not Allowed")
            raise BareNotFound
        request = asked.request
        check_envelope(_target(request), request.headers.get("content-type", "") if asked.raw else "")
        user_id = request.headers.get(USER_HEADER)
        url = f"{request.scope['scheme']}://{request.headers.get('host', '')}{asked.raw_path}"
        call = self.world.call(match, request.query_params, parsed(asked.raw), grant, user_id, url=url)
        _permit(call, match)
        route = match.mounted.route
        with self.world.store.transaction():
            body = route.rule(call)
        status = 204 if body is None else 207 if "numErrors" in body else route.status
        if route.location and body is not None:
            name = quote(str(body[route.location]), safe="", errors="replace")
            headers["Location"] = f"{asked.raw_path.rstrip('/')}/{name}"
        return answer(status, body, headers)


def _target(request: Request) -> bytes:
    return bytes(request.scope.get("raw_path") or b"") + bytes(request.scope["query_string"])


def _seconds(struck: list[Fault], what: What) -> float:
    return sum(fault.seconds for fault in struck if fault.what == what)


def _permit(call: Call, match: Match) -> None:
    """The object must be known before permission is asked (assumed order)."""
    route = match.mounted.route
    if route.access == "records":
        _permit_records(call, match)
        return
    beyond = BEYOND.get(route.access)
    if beyond is not None:
        beyond(call, write=route.writes)
    if beyond is not None or "objectType" not in match.params:
        return
    check_enabled(call)
    if call.grant.may(write=route.writes, object_type=call.object_type):
        return
    if route.access == "definitions" and not route.writes:
        raise may_not_view(call.object_type, call.portal.id)
    raise missing_scopes(scopes_for(call.object_type, write=route.writes))


def _permit_records(call: Call, match: Match) -> None:
    """Both ends of an association must be within reach (assumed)."""
    check_enabled(call)
    writes = match.mounted.route.writes
    ends = [call.object_type]
    if "toObjectType" in match.params:
        ends.append(resolve(call.portal, match.params["toObjectType"]))
    if not all(call.grant.may_reach(end, write=writes) for end in ends):
        raise missing_record_scopes(write=writes)
