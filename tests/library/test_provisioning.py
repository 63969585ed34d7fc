"""Every shipped blueprint alone on a new portal: one apply makes it, and a second plan finds nothing to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import PROJECT, Desk
from library.contents import FILES, File

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator

PORTAL = "blueprint: acme/portal\nversion: 1.0.0\nextends: [{}]\n"


@pytest.mark.long
@pytest.mark.parametrize("file", FILES, ids=str)
def test_it_provisions_alone(
    file: File, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A client who extends it by its name gets it whole, and has nothing left to do."""
    with Emulator(limits=Limits.off()) as portal:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("ACME_TOKEN", portal.token)
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
        desk = Desk(tmp_path.resolve(), portal, capsys)
        desk.write("cvpctl.yaml", PROJECT.format(portal=portal.portal_id, url=portal.base_url))
        desk.write("blueprints/portal.yaml", PORTAL.format(file.says["blueprint"]))

        applied = desk.run("apply", "--yes")
        again = desk.run("plan", "--exit-code")

    assert (0, 0) == (applied.code, again.code), applied.said + applied.told + again.said
    assert "Nothing to do" in again.said
