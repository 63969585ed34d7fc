"""The whole command against a portal that is seeded from recordings: what it says, and how long somebody waits."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest
from desk import PROJECT, Desk
from real.recordings import ABSENT, REAL

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator

RECORDED = REAL / "recorded"
SECONDS = 30.0
"""Reading a portal takes some hundred calls; judging what they answered is what the two seconds are about."""

pytestmark = [
    pytest.mark.skipif(not RECORDED.is_dir(), reason=ABSENT),
    pytest.mark.long,
]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    folder = tmp_path.resolve()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / ".state"))
    return Desk(folder, Emulator(limits=Limits.off()), capsys)


def test_a_recorded_portal_is_audited_by_the_whole_command(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its custom objects meet companies and contacts, as their recorded associations say."""
    with desk.emulator as portal:
        portal.seed_from(RECORDED)
        monkeypatch.setenv("ACME_TOKEN", portal.token)
        (desk.folder / "blueprints").mkdir()
        desk.write("cvpctl.yaml", PROJECT.format(portal=portal.portal_id, url=portal.base_url))
        began = time.perf_counter()
        ended = desk.run("audit", "--portal", "acme", "--format", "json")
        seconds = time.perf_counter() - began
    sys.stdout.write(f"audit --portal of the recordings: {seconds:.1f} s; {ended.told.splitlines()[-1]}\n")
    assert ended.code == 4, ended.told
    told = json.loads(ended.said)
    ends = [one.get("address") for one in told["findings"] if one["code"] == "OBJECT_WITHOUT_CUSTOMER"]
    judged = {one["code"]: one["judged"] for one in told["rules"]}
    assert (True, []) == (judged["OBJECT_WITHOUT_CUSTOMER"], ends)
    assert seconds < SECONDS
