"""How fast the embedded portal answers, measured from a client in a process of its own. Prints; asserts nothing.

The client speaks HTTP by hand over one connection, since most clients are slower than the portal. Portal and client
share one core. A search is cold when nobody has asked by its property before, warm from then on.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator

RECORDS = 200_000
CLIENT = """
import json, socket, statistics, sys, time
port, token = int(sys.argv[1]), sys.argv[2]
def measured(line, method, path, body, calls):
    ask = f"{method} {path} HTTP/1.1\\r\\nHost: x\\r\\nAuthorization: Bearer {token}\\r\\n"
    ask = (ask + f"Content-Length: {len(body)}\\r\\n\\r\\n{body}").encode()
    took = []
    for _ in range(calls):
        began = time.perf_counter()
        line.sendall(ask)
        got = line.recv(1 << 20)
        head, _, content = got.partition(b"\\r\\n\\r\\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\\r\\n")[0])
        assert b" 200 " in head[:20], head
        while len(content) < length:
            content += line.recv(1 << 20)
        took.append(time.perf_counter() - began)
    told = json.loads(content)
    return {"seconds": sum(took), "median": statistics.median(took), "first": took[0], "bytes": length,
            "total": told.get("total")}
with socket.create_connection(("127.0.0.1", port)) as line:
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    print(json.dumps([measured(line, *one) for one in json.load(sys.stdin)]))
"""
SEARCH = "/crm/objects/2026-09/contacts/search"
SOUGHT = {"lifecyclestage": "lead", "firstname": "n7", "email": "u7@example.org"}
"""A choice that all share, a text that some share, a text of one."""


def measured(portal: Emulator, *requests: tuple[str, str, str, int]) -> list[dict[str, float]]:
    port = portal.base_url.rpartition(":")[2]
    words = [sys.executable, "-c", CLIENT, port, portal.token]
    told = subprocess.run(words, input=json.dumps(requests), capture_output=True, check=True, text=True).stdout
    found: list[dict[str, float]] = json.loads(told)
    return found


def reads(portal: Emulator) -> None:
    single, whole = measured(
        portal, ("GET", "/crm/properties/2026-09/contacts/email", "", 6000),
        ("GET", "/crm/properties/2026-09/contacts", "", 200),
    )  # fmt: skip
    _row("one property, reads/s", f"{6000 / single['seconds']:,.0f}", "at least 2,000")
    _row(f"all contact properties ({whole['bytes'] / 1024:.0f} KiB)", _ms(whole["median"]), "under 15 ms, median")


def searches(portal: Emulator) -> None:
    portal.add_records("contacts", _contacts())
    for name, value in SOUGHT.items():
        body = json.dumps({"filters": [{"propertyName": name, "operator": "EQ", "value": value}]})
        cold, warm = measured(portal, ("POST", SEARCH, body, 1), ("POST", SEARCH, body, 20))
        title = f"{int(warm['total']):,} of {RECORDS:,} contacts by {name}"
        _row(f"{title}, cold", _ms(cold["first"]), "under 100 ms")
        _row(f"{title}, warm", _ms(warm["median"]), "under 100 ms, median")


def _contacts() -> Iterator[dict[str, str]]:
    for number in range(RECORDS):
        yield {"email": f"u{number}@example.org", "firstname": f"n{number % 50}"}


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _row(title: str, value: str, target: str) -> None:
    print(f"{title:58}{value:>12}   {target}", flush=True)  # noqa: T201


def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(f"{'embedded portal, one core, client included':58}{'measured':>12}   target")  # noqa: T201
    with Emulator(limits=Limits.off()) as portal:
        reads(portal)
        searches(portal)


if __name__ == "__main__":
    main()
