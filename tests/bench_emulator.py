"""How fast the embedded portal answers, measured from a client in a process of its own. Prints; asserts nothing.

The client speaks HTTP by hand over one connection, since most clients are slower than the portal.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator

CLIENT = """
import json, socket, statistics, sys, time
port, token, path, calls = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
ask = f"GET {path} HTTP/1.1\\r\\nHost: x\\r\\nAuthorization: Bearer {token}\\r\\n\\r\\n".encode()
with socket.create_connection(("127.0.0.1", port)) as line:
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    took = []
    for _ in range(calls):
        began = time.perf_counter()
        line.sendall(ask)
        got = line.recv(1 << 20)
        head, _, body = got.partition(b"\\r\\n\\r\\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\\r\\n")[0])
        assert b" 200 " in head[:20], head
        while len(body) < length:
            body += line.recv(1 << 20)
        took.append(time.perf_counter() - began)
print(json.dumps({"seconds": sum(took), "median": statistics.median(took), "bytes": length}))
"""


def measured(portal: Emulator, path: str, calls: int) -> dict[str, float]:
    port = portal.base_url.rpartition(":")[2]
    words = [sys.executable, "-c", CLIENT, port, portal.token, path, str(calls)]
    told: dict[str, float] = json.loads(subprocess.run(words, capture_output=True, check=True, text=True).stdout)
    return told


def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with Emulator(limits=Limits.off()) as portal:
        single = measured(portal, "/crm/v3/properties/contacts/email", 6000)
        whole = measured(portal, "/crm/v3/properties/contacts", 200)
    print(f"a single property: {6000 / single['seconds']:.0f} reads/s on one core, client included")  # noqa: T201
    print(f"all contact properties ({whole['bytes'] / 1024:.0f} KiB): {whole['median'] * 1000:.1f} ms median")  # noqa: T201


if __name__ == "__main__":
    main()
