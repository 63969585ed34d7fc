"""The admin routes under /_emulator: reset, export, faults, limits, log. HubSpot has none of them.

No authentication: the socket is on loopback, and a Host header that is not loopback is turned away,
so that a web page cannot reach them by a name of its own.
"""

import os
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from cvpctl.emulator.account import ACCOUNT_TYPES
from cvpctl.emulator.admin_assets import add_form, add_list, add_workflow
from cvpctl.emulator.answers import answer, parsed, refused
from cvpctl.emulator.errors import Body, Refusal, invalid, not_found
from cvpctl.emulator.faults import Fault
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.routes import mounted_routes
from cvpctl.emulator.shapes import shaped
from cvpctl.emulator.switches import changed
from cvpctl.emulator.tiers import TIERS
from cvpctl.emulator.world import World

PREFIX = "/_emulator"
_LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}

Deed = Callable[[World, int, Any], Body | None]


def respond(world: World, request: Request, raw_path: str, raw: bytes) -> Response:
    try:
        deed = _deed(request, raw_path)
        with world.lock:
            body = deed(world, _portal_id(world, request), parsed(raw))
    except Refusal as refusal:
        return refused(refusal, world.correlation_id(), {})
    return answer(204 if body is None else 200, body, {})


def _deed(request: Request, raw_path: str) -> Deed:
    if request.headers.get("host", "").rpartition(":")[0] not in _LOOPBACK:
        raise Refusal(403, "The admin routes answer to loopback names only")
    deed = DEEDS.get((request.method, raw_path.removeprefix(PREFIX).rstrip("/")))
    if deed is None:
        raise not_found()
    return deed


def _portal_id(world: World, request: Request) -> int:
    said = request.query_params.get("portal")
    if said is None:
        return world.portal_id
    if not (said.isascii() and said.isdecimal()) or int(said[:19]) not in world.store.portals:
        raise not_found()
    return int(said)


def _alive(world: World, _portal: int, _body: Any) -> Body:
    return {"emulator": "cvpctl", "pid": os.getpid(), "portals": list(world.store.portals)}


def _routes(_world: World, _portal: int, _body: Any) -> Body:
    rows = [
        {"method": one.route.method, "path": one.template, "writes": one.route.writes, "evidence": one.route.evidence}
        for one in mounted_routes()
    ]
    return {"results": rows}


def _log(world: World, _portal: int, _body: Any) -> Body:
    log = world.log
    calls = [asdict(entry) for entry in log.entries]
    return {"total": log.total, "writes": log.writes, "counts": dict(log.counts), "calls": calls, "bugs": log.bugs}


def _clear_log(world: World, _portal: int, _body: Any) -> None:
    world.log.clear()


def _faults(world: World, _portal: int, _body: Any) -> Body:
    armed = [asdict(fault) for fault in world.faults.armed]
    return {"latency": world.faults.latency, "stale": world.faults.stale, "results": armed}


_FAULT = {
    "what": frozenset({"status", "reset", "delay", "slow_body", "stale"}), "status": int, "seconds": float | int,
    "when": frozenset({"before", "after"}), "method": str, "route": str, "writesOnly": bool, "nth": int, "times": int,
    "retryAfter": int,
    "policy": frozenset({"TEN_SECONDLY_ROLLING", "SECONDLY", "DAILY"}),
}  # fmt: skip


def _add_fault(world: World, _portal: int, body: Any) -> Body:
    """One fault, or `{"latency": seconds}` for every request, or `{"stale": seconds}` for schema reads."""
    settings = {name: body[name] for name in ("latency", "stale") if name in body} if isinstance(body, dict) else {}
    for name, seconds in settings.items():
        if isinstance(seconds, bool) or not isinstance(seconds, int | float) or seconds < 0:
            raise invalid(f"{name} is a number of seconds")
        setattr(world.faults, name, float(seconds))
    if settings:
        return _faults(world, _portal, None)
    said = shaped(body, _FAULT, ("what",))
    if "writesOnly" in said:
        said["writes_only"] = said.pop("writesOnly")
    if "retryAfter" in said:
        said["retry_after"] = said.pop("retryAfter")
    world.faults.add(Fault(**said))
    return _faults(world, _portal, None)


def _clear_faults(world: World, _portal: int, _body: Any) -> None:
    world.faults.clear()


def _set_limits(world: World, _portal: int, body: Any) -> Body:
    said = shaped(body, {"perTenSeconds": int, "perDay": int, "searchesPerSecond": int})
    normal = Limits()
    limits = Limits(
        said.get("perTenSeconds", normal.per_ten_seconds),
        said.get("perDay", normal.per_day),
        said.get("searchesPerSecond", normal.searches_per_second),
    )
    world.set_limits(limits)
    return {
        "perTenSeconds": limits.per_ten_seconds,
        "perDay": limits.per_day,
        "searchesPerSecond": limits.searches_per_second,
    }


def _switches(world: World, _portal: int, _body: Any) -> Body:
    return asdict(world.switches)


def _set_switches(world: World, _portal: int, body: Any) -> Body:
    try:
        world.switches = changed(world.switches, body if isinstance(body, dict) else {})
    except ValueError as error:
        raise invalid(str(error)) from None
    return asdict(world.switches)


def _reset(world: World, _portal: int, _body: Any) -> None:
    world.reset()


def _state(world: World, portal: int, _body: Any) -> Body:
    return world.export(portal)


def _load(world: World, portal: int, body: Any) -> None:
    world.load(portal, body)


def _occupy(world: World, portal: int, body: Any) -> None:
    shape = {"objectType": str, "property": str, "value": str, "objectIds": [str]}
    said = shaped(body, shape, ("objectType", "property", "value", "objectIds"))
    world.occupy(portal, said["objectType"], said["property"], said["value"], [str(one) for one in said["objectIds"]])


def _add_records(world: World, portal: int, body: Any) -> Body:
    said = shaped(body, {"objectType": str, "records": [dict]}, ("objectType", "records"))
    return {"ids": world.add_records(portal, said["objectType"], said["records"])}


def _use(world: World, portal: int, body: Any) -> None:
    shape = {"objectType": str, "property": str, "uses": [{"parentType": str, "parentName": str}]}
    said = shaped(body, shape, ("objectType", "property", "uses"))
    uses = [(one.get("parentType", ""), one.get("parentName", "")) for one in said["uses"]]
    world.use_property(portal, said["objectType"], said["property"], uses)


def _enable(world: World, portal: int, body: Any) -> None:
    said = shaped(body, {"objectType": str, "enabled": bool}, ("objectType", "enabled"))
    try:
        world.enable(portal, said["objectType"], on=said["enabled"])
    except ValueError as error:
        raise invalid(str(error)) from None


def _add_owner(world: World, portal: int, body: Any) -> Body:
    said = shaped(body, {"email": str, "firstName": str, "lastName": str, "userId": int}, ("email", "userId"))
    names = {"first_name": said.get("firstName", ""), "last_name": said.get("lastName", "")}
    return world.add_owner(portal, email=said["email"], user_id=said["userId"], **names)


def _add_portal(world: World, _portal: int, body: Any) -> None:
    shape = {
        "portalId": int, "token": str, "tier": frozenset(TIERS), "accountType": frozenset(ACCOUNT_TYPES),
        "name": str, "scopes": [str],
    }  # fmt: skip
    said = shaped(body, shape, ("portalId", "token"))
    renamed = {"accountType": "account_type", "tier": "tier", "name": "name"}
    world.found(said["portalId"], **{new: said[old] for old, new in renamed.items() if old in said})
    world.admit(said["token"], said["portalId"], scopes=said.get("scopes"))


def _add_token(world: World, portal: int, body: Any) -> None:
    """A further token, or with `expired` one that is too old from now on."""
    said = shaped(body, {"token": str, "scopes": [str], "userId": str, "expired": bool}, ("token",))
    if said.get("expired"):
        world.expire(said["token"])
    else:
        world.admit(said["token"], portal, scopes=said.get("scopes"), user_id=said.get("userId", ""))


DEEDS: dict[tuple[str, str], Deed] = {
    ("GET", ""): _alive,
    ("GET", "/routes"): _routes,
    ("GET", "/log"): _log,
    ("DELETE", "/log"): _clear_log,
    ("GET", "/faults"): _faults,
    ("POST", "/faults"): _add_fault,
    ("DELETE", "/faults"): _clear_faults,
    ("PUT", "/limits"): _set_limits,
    ("GET", "/switches"): _switches,
    ("PATCH", "/switches"): _set_switches,
    ("POST", "/reset"): _reset,
    ("GET", "/state"): _state,
    ("PUT", "/state"): _load,
    ("POST", "/occupy"): _occupy,
    ("POST", "/records"): _add_records,
    ("POST", "/usages"): _use,
    ("POST", "/objects"): _enable,
    ("POST", "/owners"): _add_owner,
    ("POST", "/lists"): add_list,
    ("POST", "/forms"): add_form,
    ("POST", "/workflows"): add_workflow,
    ("POST", "/portals"): _add_portal,
    ("POST", "/tokens"): _add_token,
}
