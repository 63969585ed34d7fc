"""Real portals, as somebody recorded them, pull into blueprints that hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desk import PROJECT, Desk
from pull_harness import Recorded, plan_of, pull_into, remaining, texts_in
from real.recordings import ABSENT, custom_objects_in, portal_in, read, recordings

from cvpctl.blueprint import check
from cvpctl.emulator.identity import DEFAULT_TOKEN
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.model import Severity

NONE: list[Any] = [pytest.param(Path(), marks=pytest.mark.skip(reason=ABSENT), id="none")]
FOUND: list[Any] = recordings() or NONE
SCHEMAS: list[Any] = [path for path in recordings() if path.stem.startswith(("custom_", "two_custom_"))] or NONE
KEPT = ("name", "label", "type", "fieldType", "description")


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_a_recorded_portal_pulls_validates_and_plans_empty(path: Path, tmp_path: Path) -> None:
    """Each thing in it is stated or observed, nothing is an error, and nothing is left to plan."""
    portal = portal_in(path)
    names = sorted({name for address in portal.resources for name in address.scope})

    live = pull_into(tmp_path, Recorded(portal), names, include_hubspot_defined=True)
    checked = check([tmp_path], root=tmp_path)

    assert len(portal.resources) == len(live.resources) > 0
    assert [f"{name}.yaml" for name in names] == list(texts_in(tmp_path))
    assert [] == [finding for finding in checked.findings if finding.severity is Severity.ERROR]
    assert checked.desired is not None
    assert [] == remaining(plan_of(checked.desired, live))
    spoken_of = set(checked.desired.resources) | checked.desired.observed
    assert {address for address in portal.resources if address.kind != "schema"} == spoken_of


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_recorded_custom_objects_are_pulled_without_being_named(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A portal that was given them has a file for each, under existingObjects, with their parts; the plan is empty."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACME_TOKEN", DEFAULT_TOKEN)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    schemas = custom_objects_in(read(path))
    with Emulator(limits=Limits.off()) as emulator:
        (tmp_path / "blueprints").mkdir()
        (tmp_path / "cvpctl.yaml").write_text(PROJECT.format(portal=emulator.portal_id, url=emulator.base_url))
        desk = Desk(tmp_path, emulator, capsys)
        for schema in schemas:
            own = [{name: one[name] for name in KEPT} for one in schema["properties"] if not one.get("hubspotDefined")]
            said = {name: schema[name] for name in ("name", "labels", "primaryDisplayProperty")}
            desk.ask("POST", "/crm-object-schemas/2026-09/schemas", {**said, "properties": own})
        ended = desk.run("pull", "-o", "pulled")
        planned = desk.run("plan", "pulled", "--exit-code")

    assert (0, 0) == (ended.code, planned.code), ended.told + planned.said + planned.told
    assert sorted(f"{schema['name']}.yaml" for schema in schemas) == list(texts_in(tmp_path / "pulled"))
    for name, text in texts_in(tmp_path / "pulled").items():
        assert f"\nexistingObjects:\n  {name.removesuffix('.yaml')}:\n    properties:\n" in text
