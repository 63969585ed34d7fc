"""Everything the repository ships, on one new portal: custom objects, labels and what hangs on them."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest
from client_repository import ROOT, Client

from cvpctl.blueprint import check
from cvpctl.model import Desired

LIBRARIES = ("value-first",)
PORTAL = ("--portal", "emulator")


def _calls(client: Client) -> list[str]:
    log: dict[str, Any] = client.ask("GET", "/_emulator/log")
    return [f"{call['method']} {call['path']}" for call in log["calls"]]


def _affordable(desired: Desired) -> int:
    """Return what a plan may cost: two calls, four per object that has parts, and two per pair with labels."""
    addresses = [*desired.resources]
    pairs = {address.scope for address in addresses if address.kind == "label"}
    objects = {address.scope for address in addresses if len(address.scope) == 1}
    return 2 + 4 * len(objects) + 2 * len(pairs)


@pytest.mark.long
def test_all_three_libraries_converge(client: Client) -> None:
    """One apply creates all of it; the next plan is empty, asks for nothing twice and stays within its calls."""
    for name in LIBRARIES:
        shutil.copytree(ROOT / "blueprints" / name, client.folder / "blueprints" / name)
    desired = check([client.folder / "blueprints"], root=client.folder).desired
    assert desired is not None

    applied = client.run("apply", "--yes", *PORTAL)
    assert 0 == applied.returncode, applied.stdout + applied.stderr
    before = len(_calls(client))

    planned = client.run("plan", "--exit-code", "--format", "json", *PORTAL)
    plan: dict[str, Any] = json.loads(planned.stdout)
    assert (0, [], len(desired.resources)) == (planned.returncode, plan["changes"], plan["unchanged"])
    calls = _calls(client)[before:]
    assert [] == [call for call in calls if not call.startswith("GET ")]
    assert len(set(calls)) == len(calls)
    assert 50 < len(calls) <= _affordable(desired)
